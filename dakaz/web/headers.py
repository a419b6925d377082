"""What every answer carries, whoever wrote it: page, picture, refusal or static file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Origin-Agent-Cluster", "?1"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("X-DNS-Prefetch-Control", "off"),
    (
        "Permissions-Policy",
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), "
        "display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), "
        "midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=()",
    ),
)
STATIC = "/static/"


def with_headers(start_response: StartResponse, *, path: str) -> Callable[..., Any]:
    """Return a ``start_response`` that adds our headers and lets none of them be replaced.

    Args:
        start_response: the server's.
        path: what was asked for; only static files may be kept by the browser.
    """
    ours = {name.lower() for name, _ in HEADERS}

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        kept = [(name, value) for name, value in headers if name.lower() not in ours]
        if not path.startswith(STATIC):
            kept = [(name, value) for name, value in kept if name.lower() != "cache-control"]
            kept.append(("Cache-Control", "no-store"))
        return start_response(status, kept + list(HEADERS), exc_info)

    return start
