"""Events: acts and incidents in the terms of the HURIDOCS Events Standard Formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.casebook import save_event
from dakaz.records.queries import casebook, deadlines, vocabulary
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import CaseField, EdtfField, RecordForm, RowsOf
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks
from .case_parts import EventPartRow, link_to

if TYPE_CHECKING:
    from dakaz.records.models import Event
    from dakaz.web.requests import Request


class EventForm(RecordForm):
    """An act or incident."""

    title = forms.CharField(
        max_length=200,
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("In a few words, as a source says it: shop window broken"),
    )
    kind = forms.ChoiceField(choices=[("", "—"), *vocabulary.EVENT_KINDS], label=gettext_lazy("Kind"))
    asked_for = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.ASKED_FOR],
        required=False,
        label=gettext_lazy("What is asked for"),
        help_text=gettext_lazy(
            "Only for an application to an authority: from its day the authority's time is counted."
        ),
    )
    status = forms.ChoiceField(
        choices=vocabulary.EVENT_STATUSES,
        initial="unknown",
        label=gettext_lazy("How sure it is"),
        widget=forms.RadioSelect,
    )
    date = EdtfField(label=gettext_lazy("When"))
    country = forms.RegexField(
        r"^[A-Z]{2}$",
        required=False,
        max_length=2,
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Two capital letters: BY, LT, PL"),
        error_messages={"invalid": gettext_lazy("Write two capital letters, such as BY or LT.")},
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    place = forms.CharField(max_length=200, required=False, label=gettext_lazy("Place"))
    case_id = CaseField(help_text=gettext_lazy("Only when it belongs to one."))
    description = forms.CharField(
        required=False,
        label=gettext_lazy("What is said about it"),
        help_text=gettext_lazy("Say who says so; each side's account in its own sentence."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    rows = {  # noqa: RUF012 - one table per class, never changed
        "involvements": RowsOf(
            form=EventPartRow,
            label=gettext_lazy("Who was involved"),
            one=gettext_lazy("Who"),
            more=gettext_lazy("One more person or organisation"),
            spare=1,
        )
    }


def _place(event: Event) -> str:
    return ", ".join(part for part in (event.place, event.country) if part)


def _cells(event: Event) -> list[Any]:
    return [
        when(event.date) or gettext("no date"),
        event.title,
        event.get_kind_display(),
        marks.certainty(event),
        _place(event),
        event.case.code if event.case else None,
    ]


def _facts(request: Request, event: Event) -> list[Fact]:
    case = event.case
    parts = [
        Link(f"{part.party.label} ({part.get_role_display()})", link_to(part.party).url)
        for part in event.involvements.all()
    ]
    return [
        Fact(gettext("Kind"), event.get_kind_display()),
        *_application(request, event),
        Fact(gettext("How sure it is"), marks.certainty(event)),
        Fact(gettext("When"), in_words(event.date)),
        Fact(gettext("Where"), _place(event)),
        Fact(gettext("Who was involved"), parts),
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


EVENTS = Pages(
    namespace="people",
    name="event",
    path="events",
    words={
        "one": gettext_lazy("Event"),
        "many": gettext_lazy("Events"),
        "add": gettext_lazy("Add an event"),
        "empty": gettext_lazy("Acts and incidents: when, where, who was involved, and who says so."),
    },
    columns=(
        Column("date", gettext_lazy("When")),
        Column("title", gettext_lazy("What happened")),
        Column("kind", gettext_lazy("Kind"), minor=True),
        Column("status", gettext_lazy("How sure"), minor=True),
        Column("place", gettext_lazy("Where"), minor=True, fit="cut"),
        Column("case", gettext_lazy("Case"), sortable=False, minor=True, fit="whole"),
    ),
    first="-date",
    listing=casebook.events,
    cells=_cells,
    fetch=casebook.event,
    facts=_facts,
    form=EventForm,
    save=save_event,
    template="people/event.html",
    filters=(Filter("kind", gettext_lazy("Kind"), vocabulary.EVENT_KINDS),),
)
