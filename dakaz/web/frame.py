"""What stands around every page: places to go, banners, language, look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz import vault
from dakaz.errors import DakazError

from . import capabilities, languages, requests, serving
from .look import Banner, Link

PLACES = (
    ("today", gettext_lazy("Today"), ("today:home",)),
    ("archive", gettext_lazy("Archive"), ("archive:home",)),
    ("people", gettext_lazy("People and cases"), ("people:home",)),
    ("observatory", gettext_lazy("Observatory"), ("observatory:home",)),
    ("reports", gettext_lazy("Reports"), ("reports:home",)),
    ("settings", gettext_lazy("Settings"), ("settings",)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the left column.

    Args:
        due: how many days have passed or come soon; stands beside Today and says nothing else.
    """

    words: str
    url: str
    here: bool
    due: int = 0


def address_or_nothing(page: str) -> str:
    """Return the address of the page with this URL name; empty while there is no such page."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def places(request: HttpRequest) -> list[Place]:
    """Return the pages of the left column that are there for this user, and which of them we are in."""
    found, session = [], requests.session_of(request)
    for segment, words, (page,) in PLACES:
        url = address_or_nothing(page)
        if url and not (session and capabilities.refusal(session.user, page, "GET")):
            due = _due_soon(request) if segment == "today" else 0
            found.append(Place(str(words), url, request.path_info.startswith(f"/{segment}/"), due))
    return found


def _due_soon(request: HttpRequest) -> int:
    """Return how many days of the reader's have passed or come soon.

    This stands on every page, also on the one that says the database cannot be read: then it is left out.
    """
    from dakaz.records.queries import tasks, today  # noqa: PLC0415 - tables load after the settings

    session, day = requests.session_of(request), getattr(request, "today", None)
    if session is None or day is None:
        return 0
    try:
        whose = tasks.whose(session.user, tasks.MINE, day=day)
        return today.due_soon(session.user, day=day, whose=whose)
    except (DatabaseError, DakazError):
        return 0


def banners(served: serving.Serving, request: HttpRequest) -> list[Banner]:
    """Return what must be said above every page of someone signed in."""
    session = requests.session_of(request)
    if session is None:
        return []
    own = []
    if not vault.Vault.open(served.folder).recovery_confirmed:
        own.append(
            Banner(
                gettext("Recovery is not confirmed: nobody has typed two recovery shares back yet."),
                "amber",
                Link(gettext("Confirm recovery"), reverse("recovery")),
            )
        )
    return served.banners(session.user) + own


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs, for every page."""
    served = serving.current()
    session = requests.session_of(request)
    return {
        "csrf_token": session.form_token if session else served.visitor_token,
        "session": session,
        "places": places(request) if session else [],
        "banners": banners(served, request),
        "languages": languages.offered(),
        "theme": session.theme if session else "",
        "search_url": address_or_nothing("archive:search"),
        "vault_name": served.folder.name,
        # a moment after the lock: then the page leads to sign-in, also where no script runs
        "refresh_after": int(served.sessions.idle) + 5,
    }
