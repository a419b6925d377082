"""An event as its page, a row of the list and a file show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import deadlines, events, people_words, vocabulary
from dakaz.records.queries.people_consents import names_outside
from dakaz.web.edtf_words import in_words, when
from dakaz.web.look import Fact, Link, State, Tone
from dakaz.web.tables import Column

from . import marks
from .case_parts import link_to
from .event_rights import labels, rights_of
from .people_outside import called

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Event
    from dakaz.web.requests import Request

COLUMNS = (
    Column("date", gettext_lazy("When")),
    Column("title", gettext_lazy("What happened")),
    Column("kind", gettext_lazy("Kind"), minor=True),
    Column("status", gettext_lazy("How sure")),
    Column("place", gettext_lazy("Where"), minor=True),
    Column("case", gettext_lazy("Case"), sortable=False, minor=True, fit="whole"),
)
# A file of the list says more than its page.
FILE_HEADER = (
    *(column.label for column in COLUMNS),
    gettext_lazy("Country"),
    gettext_lazy("Who was involved"),
    gettext_lazy("Rights"),
    gettext_lazy("Rights, by id"),
    gettext_lazy("Risk at home"),
    gettext_lazy("Brought to"),
    gettext_lazy("Brought to them on"),
    gettext_lazy("Answered on"),
    gettext_lazy("Their answer"),
)
FOLLOW_UP: dict[str, Tone] = {events.WAITING: "amber", events.ANSWERED: "good"}


def place_of(event: Event) -> str:
    """Return where it happened."""
    return ", ".join(part for part in (event.place, event.country) if part)


def cells(event: Event) -> list[Any]:
    """Return a row of the list."""
    return [
        when(event.date) or gettext("no date"),
        event.title,
        event.get_kind_display(),
        marks.certainty(event),
        place_of(event),
        event.case.code if event.case else None,
    ]


def outside(seen_by: SeenBy, found: Sequence[Event]) -> list[list[Any]]:
    """Return rows as a file holds them: people called as they may be outside the office."""
    parts = {event.pk: list(event.involvements.all()) for event in found}
    parties = [part.party for some in parts.values() for part in some]
    parties += [event.reported_to for event in found if event.reported_to]
    names = names_outside(seen_by, parties)
    return [
        [
            *cells(event)[:4],
            event.place,
            event.case.code if event.case else None,
            event.country,
            [f"{called(names[one.party_id])} ({one.get_role_display()})" for one in parts[event.pk]],
            labels(event.violations),
            event.violations,
            risks(event),
            called(names[event.reported_to.pk]) if event.reported_to else "",
            when(event.reported),
            when(event.answered),
            event.answer,
        ]
        for event in found
    ]


def risks(event: Event) -> list[str]:
    """Return why those it happened to were at risk at home."""
    return [vocabulary.word_for(people_words.HOME_RISKS, one) for one in event.profile]


def facts(request: Request, event: Event) -> list[Fact]:
    """Return the named facts of an event's page; what was never said of it takes no line."""
    case = event.case
    parts = [
        Link(f"{part.party.label} ({part.get_role_display()})", link_to(part.party).url)
        for part in event.involvements.all()
    ]
    at_risk = [Fact(gettext("At risk at home because"), risks(event))] if event.profile else []
    return [
        Fact(gettext("Kind"), event.get_kind_display()),
        *_application(request, event),
        Fact(gettext("How sure it is"), marks.certainty(event)),
        Fact(gettext("When"), in_words(event.date)),
        Fact(gettext("Where"), place_of(event)),
        Fact(gettext("Who was involved"), parts),
        *at_risk,
        Fact(gettext("Case"), Link(case.code, reverse("people:case", args=[case.pk])) if case else None),
        Fact(gettext("What is said about it"), event.description),
    ]


def _application(request: Request, event: Event) -> list[Fact]:
    """Return what an application asks for, and the authority's clock that it started."""
    if not event.asked_for:
        return []
    clocks = [
        Link(gettext("counted"), reverse("people:deadline", args=[one.pk]))
        for one in deadlines.deadlines_of(request.user, event)
        if one.standing != "replaced"
    ]
    return [
        Fact(gettext("What is asked for"), event.get_asked_for_display()),
        Fact(gettext("The authority's time"), clocks),
    ]


def more(_request: Request, event: Event) -> dict[str, Any]:
    """Return the sections below the facts."""
    return {"rights": rights_of(event.violations), "followed": _followed(event)}


def follow_up_state(event: Event) -> State:
    """Return in a word whether an event was brought to somebody, and answered."""
    code = events.follow_up(event)
    words = {
        events.NOT_REPORTED: gettext("not reported, as far as is known"),
        events.WAITING: gettext("no answer yet"),
        events.ANSWERED: gettext("answered"),
    }
    return State(words[code], FOLLOW_UP.get(code, "open"))


def _followed(event: Event) -> list[Fact]:
    """Return to whom it was brought and what came of it; nothing where nothing is said of that."""
    if not (event.reported_to or event.reported or event.answered or event.answer):
        return []
    return [
        Fact(gettext("Brought to"), link_to(event.reported_to) if event.reported_to else None),
        Fact(gettext("On"), in_words(event.reported)),
        Fact(gettext("How it stands"), follow_up_state(event)),
        Fact(gettext("Answered on"), in_words(event.answered)),
    ]
