"""The session's segment of the address: ``/~token/archive/`` is ``/archive/`` for the pages.

Cookies are shared by all ports of 127.0.0.1, so another program's page on this machine would get
ours. A cookie whose path is ``/~token/`` goes only to addresses that begin with the token, which
that program does not know. Moving the segment into ``SCRIPT_NAME`` keeps ``{% url %}`` unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import get_script_prefix, reverse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TOKEN = "dakaz.token"  # noqa: S105 - the name of a place, not a secret
_SEGMENT = re.compile(r"/~([A-Za-z0-9_-]{20,64})(/.*)?", re.DOTALL)


def token_in(path: str) -> str:
    """Return the session token a path begins with; empty if there is none."""
    found = _SEGMENT.fullmatch(path)
    return found[1] if found else ""


class SessionPrefix:
    """Takes the token out of the path before Django reads it."""

    def __init__(self, inside: WSGIApplication) -> None:
        self._inside = inside

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[TOKEN] = ""
        found = _SEGMENT.fullmatch(str(environ.get("PATH_INFO", "")))
        if found:
            environ[TOKEN] = found[1]
            environ["SCRIPT_NAME"] = f"/~{found[1]}"
            environ["PATH_INFO"] = found[2] or "/"
        return self._inside(environ, start_response)


def inside(token: str, path: str) -> str:
    """Return the address of ``path`` within the session."""
    return f"/~{token}{path}"


def outside(page: str) -> str:
    """Return the address of the page with this URL name for someone without a session."""
    return "/" + reverse(page).removeprefix(get_script_prefix())
