"""Erasing a person, a case, a testimony or a paper: what goes and what stays first, then a certificate."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import Conflict, Refused
from dakaz.records.actions.access import acting_for
from dakaz.records.actions.erasing import erase
from dakaz.records.queries import keeping
from dakaz.records.queries.erasing import plan
from dakaz.records.queries.erasing_names import label_of
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Fact, Link, Notice, State
from dakaz.web.requests import Request
from dakaz.web.tables import Column, Row, Table, TableAsked

from .erasing_words import kind_words, to_record, why_words

if TYPE_CHECKING:
    from dakaz.records.models import Erasure
    from dakaz.records.queries.erasing import Plan

COUNTS = "what was erased"  # shown once, where the certificate may not keep it
LISTED = 200
COLUMNS = (
    Column("on", gettext_lazy("Erased on"), fit="whole"),
    Column("why", gettext_lazy("Why")),
    Column("what", gettext_lazy("What"), sortable=False),
    Column("state", gettext_lazy("State"), sortable=False),
)


class EraseForm(forms.Form):
    """Why, and the number that shows that somebody has read what goes."""

    why = forms.ChoiceField(label=gettext_lazy("Why"), widget=forms.RadioSelect)
    many = forms.IntegerField(
        min_value=0,
        label=gettext_lazy("How many rows go?"),
        help_text=gettext_lazy("It stands above the list. Write it, so that nothing goes by mistake."),
        widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "short"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        why = self.fields["why"]
        if isinstance(why, forms.ChoiceField):
            why.choices = keeping.WHY


def erasing(request: Request, kind: str, record_id: uuid.UUID) -> HttpResponse:
    """Show what goes and what stays; erase when somebody says why and how many."""
    found = plan(request.user, kind, record_id)
    if request.method != "POST":
        return _page(request, kind, found, EraseForm(initial={"seen": found.seen}))
    form = EraseForm(request.POST)
    if form.is_valid() and form.cleaned_data["many"] != found.total:
        form.add_error("many", gettext("Another number goes. Look at the list again. Nothing was erased."))
    if not form.is_valid():
        return _page(request, kind, found, form, status=422)
    try:
        return _erase(request, kind, record_id, form.cleaned_data)
    except (Conflict, Refused) as problem:
        notice = Notice(gettext("Nothing was erased."), sentence(problem), "amber")
        again = EraseForm(initial={"seen": found.seen, "why": form.cleaned_data["why"]})
        return _page(request, kind, found, again, notice=notice, status=409)


def _erase(request: Request, kind: str, record_id: uuid.UUID, given: dict[str, Any]) -> HttpResponse:
    done = erase(acting(request), kind, record_id, why=given["why"], seen=given["seen"])
    now = done.acting
    whoever = acting_for(now.vault, now.keys, clock=now.clock)
    serving.current().sessions.renew(now.seen_by.user_id, keys=now.keys, user=whoever.seen_by)
    request.session.papers[COUNTS] = (done.erasure, done.counts)
    return SeeOther(reverse("people:erasure", args=[done.erasure]))


def _page(
    request: Request,
    kind: str,
    found: Plan,
    form: EraseForm,
    *,
    notice: Notice | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "notice": notice,
        "total": found.total,
        "whole": bool(found.whole),
        "counts": _counted(found),
        "stays": [(to_record(one.kind, one.key, one.label), why_words(one)) for one in found.stays],
        "in_the_way": [(to_record(one.kind, one.key, one.label), why_words(one)) for one in found.in_the_way],
        "back": to_record(kind, found.root.pk, label_of(found.root)),
    }
    return render(request, "people/erase.html", context, status=status)


def _counted(found: Plan) -> list[tuple[str, int, list[str]]]:
    """Return how many of each kind go, and what people know them by where they are records."""
    labels = found.labels()
    return [(kind_words(kind), many, labels.get(kind, [])[:LISTED]) for kind, many in found.counts().items()]


def erasure(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show a certificate of erasure; it prints."""
    found = keeping.erasure(request.user, record_id)
    known, counts = request.session.papers.pop(COUNTS, (None, {}))
    kept = dict(keeping.counts_of(found))
    shown = counts if known == found.pk else kept
    context = {
        "record": found,
        "facts": _facts(found),
        "counts": [(kind_words(kind), many) for kind, many in shown.items()],
        "once": known == found.pk and dict(counts) != kept,
        "backups": found.backups,
    }
    return render(request, "people/erasure.html", context)


def _facts(found: Erasure) -> list[Fact]:
    return [
        Fact(gettext("Erased on"), found.on),
        Fact(gettext("Why"), found.get_why_display()),
        Fact(gettext("State"), _state(found)),
        Fact(gettext("In the log"), gettext("entry %(number)d") % {"number": found.entry}),
    ]


def _state(found: Erasure) -> State:
    if keeping.is_finished(found):
        return State(gettext("done"), "good")
    return State(gettext("gone from the records; files and free room follow"), "amber")


def erasures(request: Request) -> HttpResponse:
    """List the certificates."""
    asked = TableAsked.of(request, sortable=("on", "why"), first="-on")
    found = keeping.erasures(request.user, sort=asked.sort, page=asked.page)
    rows = [Row(_cells(one), reverse("people:erasure", args=[one.pk])) for one in found.rows]
    table = Table(
        caption=gettext("Certificates of erasure"), columns=COLUMNS, rows=rows, asked=asked, total=found.total
    )
    back = [Link(gettext("Keeping and erasing"), reverse("people:forgetting"))]
    return render(request, "people/erasures.html", {"table": table, "ways_back": back})


def _cells(one: Erasure) -> list[Any]:
    said = [f"{kind_words(kind)} {many}" for kind, many in keeping.counts_of(one)[:3]]
    return [one.on, one.get_why_display(), ", ".join(said), _state(one)]


def urls() -> list[URLPattern]:
    """Return the addresses of these pages."""
    return [
        path("erase/<slug:kind>/<uuid:record_id>/", erasing, name="erase"),
        path("erasures/", erasures, name="erasures"),
        path("erasures/<uuid:record_id>/", erasure, name="erasure"),
    ]
