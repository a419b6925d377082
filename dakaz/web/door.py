"""The threshold, before Django: which name was called, over which wire, and what every answer carries.

A page elsewhere may make its own name point at 127.0.0.1 (DNS rebinding); then our own address
would answer to it. So only names known beforehand are answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from .headers import with_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from .serving import Serving

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Not answered here</title>"
    "<h1>Not answered here</h1><p>{}</p></html>"
)
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:@/\s]+)(?::\d{1,5})?")
WRONG_NAME = (
    "Dakaz does not answer to this name. Open the address that was shown when it started. "
    "If you came here from another page, that page tried to reach your vault; nothing was given to it."
)
WRONG_WIRE = "Beyond this machine Dakaz answers over TLS only. Nothing was read or sent."


def host_name(environ: WSGIEnvironment) -> str:
    """Return the name called, in lower case, without its port."""
    called = _HOST.fullmatch(str(environ.get("HTTP_HOST", "")).lower())
    return called["name"].rstrip(".") if called else ""


def is_loopback_name(name: str) -> bool:
    """Say whether only this machine can be meant by ``name``."""
    return name in LOOPBACK_NAMES or name.endswith(".localhost")


def is_loopback_peer(environ: WSGIEnvironment) -> bool:
    """Say whether the other end of the wire is on this machine."""
    try:
        return ip_address(str(environ.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


class Door:
    """Answers known names over a safe wire; to all else it says why not."""

    def __init__(self, inside: WSGIApplication, *, serving: Serving) -> None:
        self._inside = inside
        self._serving = serving

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = with_headers(start_response, path=str(environ.get("PATH_INFO", "")))
        name = host_name(environ)
        if is_loopback_name(name) and is_loopback_peer(environ):
            return self._inside(environ, answer)
        if name not in self._serving.names:
            return _refuse(answer, "421 Misdirected Request", WRONG_NAME)
        # the server believes X-Forwarded-Proto only from a proxy on this machine that was announced
        if not self._serving.behind_tls_proxy or environ.get("wsgi.url_scheme") != "https":
            return _refuse(answer, "403 Forbidden", WRONG_WIRE)
        return self._inside(environ, answer)


def _refuse(start_response: Callable[..., Any], status: str, reason: str) -> list[bytes]:
    body = PAGE.format(reason).encode()
    start_response(status, [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
