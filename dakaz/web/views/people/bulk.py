"""Changing several records at once: which, what, a look at each, doing it, taking it back.

What is meant stays in the session under an opaque name from step to step; nothing is written before the look.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from dakaz.errors import N_, BadInput, NotFound
from dakaz.records.actions import bulk as actions
from dakaz.records.queries.bulk import MOST
from dakaz.web import bulk_line, kept_searches
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.list_filters import chosen_of
from dakaz.web.look import Link

from .bulk_form import BulkForm, said_of

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.web.record_pages import Pages
    from dakaz.web.requests import Request

SHOWN = 200  # lines of a look; the rest is said to be there


@dataclass(frozen=True, slots=True)
class Meant:
    """Which records of which list."""

    place: str
    ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What would become of them, as it was looked at."""

    asked: actions.Asked
    lines: tuple[actions.Line, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, until it is taken back.

    Args:
        back: what taking it back came to; None while it stands.
    """

    outcome: actions.Outcome
    back: actions.Outcome | None = None


def begin(request: Request) -> HttpResponse:
    """Take in which records are meant, and ask what to do with them."""
    pages = kept_searches.pages_of(request, str(request.POST.get("place", "")))
    if request.method != "POST" or pages is None:
        return SeeOther(reverse("people:home"))
    place = f"{pages.namespace}:{pages.path}"
    ids = _all(request, pages) if request.POST.get("which") == "all" else _ticked(request)
    if not ids:
        request.session.papers[bulk_line.NONE] = True
        return SeeOther(kept_searches.address_of(place, _terms(request, pages)) + f"#{bulk_line.FORM}")
    name = request.session.keep_search(Meant(place, tuple(ids)))
    return SeeOther(reverse("people:bulk-what", args=[name]))


def _ticked(request: Request) -> list[uuid.UUID]:
    found = []
    for one in request.POST.getlist("row"):
        try:
            found.append(uuid.UUID(str(one)))
        except ValueError:
            continue
    return found


def _terms(request: Request, pages: Pages) -> dict[str, str]:
    return kept_searches.terms_of(pages, dict(parse_qsl(str(request.POST.get("terms", "")))))


def _all(request: Request, pages: Pages) -> list[uuid.UUID]:
    chosen = chosen_of(pages.filters, _terms(request, pages))
    found = pages.listing(request.user, sort=pages.first, page=1, size=MOST, **chosen)
    if found.total > MOST:
        raise BadInput(
            N_("%(total)s match, and at most %(most)s can be changed at once. Narrow the list first."),
            total=found.total,
            most=MOST,
        )
    return [one.pk for one in found.rows]


def _kept(request: Request, name: str, kind: type[Any]) -> Any:
    found = request.session.search(name)
    if not isinstance(found, kind):
        raise NotFound(N_("This is no longer remembered. Begin again from the list."))
    return found


def what(request: Request, name: str) -> HttpResponse:
    """Ask what shall be done; then show what that would do."""
    meant: Meant = _kept(request, name, Meant)
    form = BulkForm(request.POST or None, place=meant.place, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            lines = actions.look(acting(request), form.asked(), meant.ids)
        except BadInput as problem:
            form.add_error(None, sentence(problem))
        else:
            kept = request.session.keep_search(Looked(form.asked(), tuple(lines)))
            return SeeOther(reverse("people:bulk-look", args=[kept]))
    context = {"form": form, "count": len(meant.ids), "ways_back": _ways_back(meant.place)}
    return render(request, "people/bulk_what.html", context, status=422 if form.is_bound else 200)


def look(request: Request, name: str) -> HttpResponse:
    """Show what would change, for how many, and which not and why; do it."""
    looked: Looked = _kept(request, name, Looked)
    if request.method == "POST":
        outcome = actions.do(acting(request), looked.asked, looked.lines)
        kept = request.session.keep_search(Done(outcome))
        return SeeOther(reverse("people:bulk-done", args=[kept]))
    changed = [one for one in looked.lines if not one.why_not]
    context = {
        "said": said_of(looked.asked),
        "changed": changed[:SHOWN],
        "count": len(changed),
        "more": max(0, len(changed) - SHOWN),
        "left": _left([(one.label, one.why_not) for one in looked.lines if one.why_not]),
        "ways_back": _ways_back(looked.asked.place),
    }
    return render(request, "people/bulk_look.html", context)


def done(request: Request, name: str) -> HttpResponse:
    """Say what was done; take it back."""
    found: Done = _kept(request, name, Done)
    if request.method == "POST" and found.back is None:
        kept = request.session.keep_search(Done(found.outcome, actions.undo(acting(request), found.outcome)))
        return SeeOther(reverse("people:bulk-done", args=[kept]))
    context = {
        "said": said_of(found.outcome.asked),
        "count": len(found.outcome.written),
        "left": _left(found.outcome.left),
        "back": found.back,
        "back_count": len(found.back.written) if found.back else 0,
        "back_left": _left(found.back.left) if found.back else [],
        "ways_back": _ways_back(found.outcome.asked.place),
    }
    return render(request, "people/bulk_done.html", context)


def _left(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, gettext(why)) for label, why in found]


def _ways_back(place: str) -> list[Link]:
    return [Link(gettext("To the list"), reverse(place))]


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("bulk/", begin, name="bulk"),
        path("bulk/<str:name>/what", what, name="bulk-what"),
        path("bulk/<str:name>/look", look, name="bulk-look"),
        path("bulk/<str:name>/done", done, name="bulk-done"),
    ]
