"""The pages as one WSGI application, served alone: which name was called, what every answer carries."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from django.http import HttpResponseBase

    from .views import Pages

__all__ = ["HEADERS", "LARGEST_FORM", "application"]

_LOG = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("X-DNS-Prefetch-Control", "off"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:@/\s]+)(?::\d{1,5})?")
LARGEST_FORM = 32 * 1024
"""Bytes; our own forms are below two kilobytes."""
METHODS = frozenset({"GET", "HEAD", "POST"})
PLAIN = "<!doctype html><html lang=en><meta charset=utf-8><title>{0}</title><h1>{0}</h1></html>"


def application(pages: Pages, *, names: frozenset[str] = frozenset()) -> WSGIApplication:
    """Return the application.

    Args:
        pages: what is served.
        names: host names under which a TLS proxy offers it, beside this machine's own.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.public_site.settings")
    inside = _Inside(pages)
    known = LOOPBACK | names

    def door(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        called = _HOST.fullmatch(str(environ.get("HTTP_HOST", "")).lower())
        if not called or called["name"].rstrip(".") not in known:
            return _plain(start_response, "421 Misdirected Request", "Not answered here")
        if environ["REQUEST_METHOD"] not in METHODS or _from_elsewhere(environ):
            return _plain(start_response, "403 Forbidden", "Not done")
        if int(environ.get("CONTENT_LENGTH") or 0) > LARGEST_FORM:
            return _plain(start_response, "413 Content Too Large", "Not done")
        return inside(environ, start_response)

    return door


def _from_elsewhere(environ: WSGIEnvironment) -> bool:
    """Tell whether another site's page sent a form here."""
    site = environ.get("HTTP_SEC_FETCH_SITE", "same-origin")
    return environ["REQUEST_METHOD"] == "POST" and site not in ("same-origin", "none")


def _plain(start_response: Callable[..., Any], status: str, words: str) -> list[bytes]:
    body = PLAIN.format(words).encode()
    length = ("Content-Length", str(len(body)))
    start_response(status, [("Content-Type", "text/html; charset=utf-8"), length, *HEADERS])
    return [body]


class _Inside:
    """Django's requests and addresses without its handler: no middleware, no signals, no log of paths."""

    def __init__(self, pages: Pages) -> None:
        import django  # noqa: PLC0415 - the settings module must be named first
        from django.urls import URLResolver  # noqa: PLC0415
        from django.urls.resolvers import RegexPattern  # noqa: PLC0415

        from .urls import patterns  # noqa: PLC0415

        django.setup(set_prefix=False)
        self._resolver = URLResolver(RegexPattern(r"^/"), patterns(pages))
        self._pages = pages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response = self._answer(environ)
        body = b"".join(response)
        given = [(name, value) for name, value in response.items() if name.lower() != "cache-control"]
        length = ("Content-Length", str(len(body)))
        start_response(f"{response.status_code} {response.reason_phrase}", [*given, length, *HEADERS])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _answer(self, environ: WSGIEnvironment) -> Any:
        from django.core.exceptions import BadRequest, SuspiciousOperation  # noqa: PLC0415
        from django.core.handlers.wsgi import WSGIRequest  # noqa: PLC0415
        from django.http import Http404, UnreadablePostError  # noqa: PLC0415

        from .mistakes import mistake, not_found  # noqa: PLC0415

        request = WSGIRequest(environ)
        try:
            match = self._resolver.resolve(request.path_info)
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except (Http404, BadRequest, SuspiciousOperation, UnreadablePostError):
            return not_found(self._pages, request)
        except Exception as error:  # noqa: BLE001 - a page that cannot be made becomes a calm page
            _LOG.error("a public page failed: %s at %s", type(error).__name__, _where(error))
            return mistake(self._pages, request)
        return response


def _where(error: BaseException) -> str:
    """Return file and line, and no value."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
