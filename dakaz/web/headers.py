"""What every answer carries, whoever wrote it: page, picture, refusal or static file."""

from __future__ import annotations

import re
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
# The one other policy an answer may carry: a finished file, shown in a box of its own that runs
# nothing, loads nothing and belongs to nobody; its style sheet stands inside it and is known by its hash.
FINISHED_FILE = (
    "default-src 'none'; style-src {style}; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; sandbox"
)
_STYLE_HASH = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
POLICY = "Content-Security-Policy"
HEADERS = (
    (POLICY, CONTENT_SECURITY_POLICY),
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


def finished_file(style_hash: str) -> str:
    """Return the policy of an answer that is a finished file with one style sheet inside.

    Args:
        style_hash: ``'sha256-…'`` with its quotes, as ``dakaz.report.style_hash`` gives it.
    """
    return FINISHED_FILE.format(style=style_hash)


def policy_of(headers: list[tuple[str, str]]) -> str:
    """Return the policy an answer goes out with: its own only if that is a finished file's, else ours."""
    asked = [value for name, value in headers if name.lower() == POLICY.lower()]
    known = _STYLE_HASH.search(asked[0]) if len(asked) == 1 else None
    return asked[0] if known and asked[0] == finished_file(known[0]) else CONTENT_SECURITY_POLICY


def with_headers(start_response: StartResponse, *, path: str) -> Callable[..., Any]:
    """Return a ``start_response`` that adds our headers; none can be replaced, but by a stricter policy.

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
        ours_now = [(POLICY, policy_of(headers)), *HEADERS[1:]]
        return start_response(status, kept + ours_now, exc_info)

    return start
