"""What our middleware has put on a request before a view sees it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from .prefix import TOKEN

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

    from .session import Session

COOKIE = "dakaz"


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


def cookie_of(request: HttpRequest) -> str:
    """Return the session's cookie; empty if there is none."""
    return request.COOKIES.get(COOKIE, "")


def form_token_sent(request: HttpRequest) -> str:
    """Return the token sent with a form or, by our script, in a header."""
    return request.headers.get("X-Form-Token", "") or str(request.POST.get("csrfmiddlewaretoken", ""))
