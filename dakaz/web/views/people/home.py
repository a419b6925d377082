"""The first page of people and cases, and finding a person without their name in an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.records.queries import casebook_pages, people, people_documents
from dakaz.web.answers import SeeOther
from dakaz.web.look import Link
from dakaz.web.requests import Request

from . import marks
from .cases import CASES
from .documents import running_out_lines

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """A name someone looked for; kept in the session under an opaque id."""

    words: str


def home(request: Request) -> HttpResponse:
    """Show the cases first, ways to everything else, and a field to find a person."""
    context = {
        "table": CASES.table(request),
        "add": reverse("people:new-case"),
        "ways": ways(),
        "running_out": running_out_lines(people_documents.running_out(request.user, day=request.today)),
    }
    return render(request, "people/home.html", context)


def ways() -> list[Link]:
    """Return the lists beside the cases."""
    return [
        Link(gettext("People and organisations"), reverse("people:parties")),
        Link(gettext("Decisions"), reverse("people:decisions")),
        Link(gettext("Testimonies"), reverse("people:testimonies")),
        Link(gettext("Events"), reverse("people:events")),
        Link(gettext("Due dates"), reverse("people:due-dates") + "?state=open"),
        Link(gettext("Documents of people"), reverse("people:documents")),
        Link(gettext("Needs"), reverse("people:needs") + "?state=open"),
        Link(gettext("Consents"), reverse("people:consents")),
        Link(gettext("Ties"), reverse("people:ties")),
        Link(gettext("Past ties named"), reverse("people:named-ties")),
        Link(gettext("Support network"), reverse("people:support")),
        Link(gettext("Take a table in"), reverse("people:tables")),
        Link(gettext("Save records outside"), reverse("people:give-out")),
        Link(gettext("Keeping and erasing"), reverse("people:forgetting")),
    ]


def find(request: Request) -> HttpResponse:
    """Keep what was typed and lead to the answer; the address says nothing of it."""
    words = " ".join(str(request.POST.get("who", "")).split())[:LONGEST]
    if request.method != "POST" or not words:
        return SeeOther(reverse("people:home"))
    return SeeOther(all_found(request, words))


def all_found(request: Request, words: str) -> str:
    """Keep the words and return the address under which everybody they may mean is found."""
    return reverse("people:found", args=[request.session.keep_search(Sought(words))])


def found(request: Request, name: str) -> HttpResponse:
    """Show whose names hold what was typed, in any spelling, and their cases."""
    sought = request.session.search(name)
    if not isinstance(sought, Sought):
        return render(request, "people/found.html", {"forgotten": True}, status=404)
    return render(request, "people/found.html", {"words": sought.words, **named(request, sought.words)})


def named(request: Request, words: str, *, most: int = 50) -> dict[str, Any]:
    """Return whom the words may name, in any spelling, and the cases of these people or of this code."""
    parties = people.suggest(request.user, words, limit=most)
    called = casebook_pages.cases_by_code(request.user, words)
    cases = called + casebook_pages.cases_of_parties(request.user, parties)
    return {
        "parties": [(party, marks.protection(party), list(party.names.all())) for party in parties],
        "cases": [(one, marks.status(one)) for one in dict.fromkeys(cases)][:most],
    }
