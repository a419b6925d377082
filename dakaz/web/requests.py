"""What our middleware has put on a request before a view sees it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from .prefix import TOKEN

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

    from .session import Session

COOKIE = "dakaz"
_BETWEEN = re.compile("[;,]")  # servers join several Cookie headers with a comma; ours holds neither


class Request(HttpRequest):
    """A request of someone signed in; views annotate their argument with it.

    Attributes:
        session: keys, searches, language of this sign-in.
        user: through whose eyes queries look: ``seen_by=request.user``.
        now: the moment, by the served vault's clock.
        today: the day of that moment where the office is.
    """

    session: Session  # type: ignore[assignment]  # the stubs assume contrib.sessions
    user: SeenBy  # type: ignore[assignment]  # the stubs assume contrib.auth
    now: datetime
    today: date


def session_of(request: HttpRequest) -> Session | None:
    """Return the session of a request that may have none."""
    return cast("Session | None", getattr(request, "session", None))


def token_of(request: HttpRequest) -> str:
    """Return the session token of the address; empty if there is none."""
    return str(request.META.get(TOKEN, ""))


def cookies_in(header: str) -> tuple[str, ...]:
    """Return every value a Cookie header holds under our name, once each.

    Cookies are shared by all ports of this machine: another program's app may set one of the same
    name for every path. Browsers then send both, in whatever order, and only one of them is ours.
    """
    pairs = (part.partition("=") for part in _BETWEEN.split(header))
    return tuple(dict.fromkeys(value.strip() for name, _, value in pairs if name.strip() == COOKIE))


def cookies_of(request: HttpRequest) -> tuple[str, ...]:
    """Return every cookie that may be the session's."""
    return cookies_in(str(request.META.get("HTTP_COOKIE", "")))


def form_token_sent(request: HttpRequest) -> str:
    """Return the token sent with a form or, by our script, in a header."""
    return request.headers.get("X-Form-Token", "") or str(request.POST.get("csrfmiddlewaretoken", ""))
