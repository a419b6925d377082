"""Counted days: their page, their list, and what people do with them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz import law
from dakaz.errors import N_, BadInput, Conflict
from dakaz.records.actions import deadlines as actions
from dakaz.records.queries import casebook, vocabulary
from dakaz.records.queries import deadlines as query
from dakaz.records.queries import law_of_decisions as asked
from dakaz.web import ways_back
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Empty, Fact, Link, Notice, State
from dakaz.web.tables import Column, Row, Table, TableAsked

from .deadline_lines import written_lines
from .deadline_panel import quote_of, trace_of
from .law_words import fact_label, label_of, reader, standing_of, value_words

if TYPE_CHECKING:
    from dakaz.records.models import Deadline
    from dakaz.web.requests import Request

    Act = Callable[[], Deadline]

COLUMNS = (
    Column("on", gettext_lazy("Day")),
    Column("last", gettext_lazy("Last day"), minor=True),
    Column("what", gettext_lazy("What"), sortable=False),
    Column("case", gettext_lazy("Case"), fit="whole"),
    Column("standing", gettext_lazy("How it stands")),
)


def under(found: Deadline) -> str:
    """Return where a counted day is seen among others: its decision, or the application."""
    if found.decision_id:
        return reverse("people:decision", args=[found.decision_id]) + "#days"
    return reverse("people:deadline", args=[found.pk])


def listing(request: Request) -> HttpResponse:
    """Show the counted days that hold, the earliest first."""
    order = TableAsked.of(request, sortable=[one.key for one in COLUMNS if one.sortable], first="on")
    found = query.deadlines(request.user, sort=order.sort, page=order.page)
    table = Table(
        caption=gettext("Counted days"),
        columns=COLUMNS,
        rows=[Row(_cells(one), reverse("people:deadline", args=[one.pk])) for one in found.rows],
        asked=order,
        total=found.total,
        empty=Empty(
            gettext("No day is counted yet."), gettext("Each decision you write down yields its days here.")
        ),
    )
    context = {"table": table, "ways_back": [Link(gettext("Today"), reverse("today:home"))]}
    return render(request, "people/deadlines.html", context)


def _cells(found: Deadline) -> list[Any]:
    standing = State(gettext("done"), "good") if found.done else standing_of(found)
    return [found.on, found.last_day, label_of(found), found.case.code, standing]


def page(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show one counted day, with the receipt that gives it again."""
    return _page(request, query.deadline(request.user, record_id))


def _page(
    request: Request, found: Deadline, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    (line,) = written_lines(request, [found])
    context = {
        "record": found,
        "line": line,
        "title": label_of(found),
        "facts": _facts(found),
        "told": [(fact_label(n), value_words(n, v)) for n, v in query.receipt_of(found)["facts"].items()],
        "notice": notice,
        "set_by": vocabulary.SET_BY,
        "ways_back": [Link(gettext("To the decision"), under(found)), *ways_back.to_case(found.case)]
        if found.decision_id
        else ways_back.to_case(found.case),
        **_again(found),
        **_silence(found, request.today),
    }
    return render(request, "people/deadline.html", context, status=status)


def _facts(found: Deadline) -> list[Fact]:
    days = [
        Fact(gettext("Safe day"), found.safe_day),
        Fact(gettext("Last day"), found.last_day),
    ]
    if found.audience == "authority":
        days = [Fact(gettext("Should have been decided by"), found.last_day or found.raw_day)]
    case = Link(found.case.code, reverse("people:case", args=[found.case_id]))
    return [
        Fact(gettext("Case"), case),
        *days,
        Fact(gettext("How it stands"), State(gettext("done"), "good") if found.done else standing_of(found)),
    ]


def _again(found: Deadline) -> dict[str, Any]:
    """Return the reasons of a count, asked again from its receipt; none for another edition's."""
    try:
        outcome = law.again(asked.pack(), query.receipt_of(found))
    except Conflict:
        return {}
    said = law.say(outcome, reader())
    return {"trace": trace_of(said), "said": said, "quotes": [quote_of(one) for one in outcome.sources]}


def _silence(found: Deadline, today: date) -> dict[str, Any]:
    """Return how long an application waits, and what can be filed against silence."""
    if found.audience != "authority" or found.application is None:
        return {}
    began, end = asked.sure_day(found.application.date), found.last_day or found.raw_day
    if began is None or end is None:
        return {}
    until = found.done or today
    values = {"waited": (until - began).days, "over": max(0, (until - end).days), "end": end}
    if until <= end:
        return values
    outcome = law.evaluate(asked.pack(), "C10", {law.SERVED: end.isoformat()}, today)
    said = law.say(outcome, reader())
    return {**values, "silence": said, "silence_outcome": outcome, "silence_trace": trace_of(said)}


def confirm(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say that a counted day was checked."""
    return _done(
        request, record_id, lambda: actions.confirm(acting(request), record_id, seen_entry=_seen(request))
    )


def set_day(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Put a court's or a lawyer's own day before the counted one; no day takes it away again."""

    def act() -> Deadline:
        typed = str(request.POST.get("day", "")).strip()
        try:
            day = date.fromisoformat(typed) if typed else None
        except ValueError:
            raise BadInput(N_("Write the day as 2024-10-28.")) from None
        return actions.set_day(
            acting(request),
            record_id,
            day=day,
            by=str(request.POST.get("by", "")),
            why=str(request.POST.get("why", "")),
            seen_entry=_seen(request),
        )

    return _done(request, record_id, act)


def set_aside(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say, with a reason, that a counted day does not hold here."""
    why = str(request.POST.get("why", ""))
    return _done(
        request,
        record_id,
        lambda: actions.set_aside(acting(request), record_id, why=why, seen_entry=_seen(request)),
    )


def done(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say that what had to be done is done, or that it is not after all; lead back to where one was."""
    found = query.deadline(request.user, record_id)
    if request.method == "POST":
        on = None if request.POST.get("undo") else request.today
        found = actions.mark_deadline_done(acting(request), found.pk, on=on)
    places = {
        "today": reverse("today:home") + "#due",
        "record": reverse("people:deadline", args=[found.pk]),
        "case": reverse("people:case", args=[found.case_id]) + "#timeline",
    }
    return SeeOther(places.get(str(request.POST.get("back", "")), under(found)))


def _seen(request: Request) -> int | None:
    typed = str(request.POST.get("entry", ""))
    return int(typed) if typed.isdecimal() else None


def _done(request: Request, record_id: uuid.UUID, act: Act) -> HttpResponse:
    """Do it and lead back; what is to mend is said on the day's own page, where the same forms stand."""
    found = query.deadline(request.user, record_id)
    if request.method == "POST":
        try:
            found = act()
        except BadInput as problem:
            return _page(request, found, notice=Notice(sentence(problem), tone="amber"), status=422)
    back = {
        "today": reverse("today:home") + "#counted",
        "record": reverse("people:deadline", args=[found.pk]),
    }
    return SeeOther(back.get(str(request.POST.get("back", "")), under(found)))


def receipt(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Give the receipt of a count as a file: the same facts give the same answer years later."""
    found = query.deadline(request.user, record_id)
    text = json.dumps(query.receipt_of(found), ensure_ascii=False, indent=2, sort_keys=True)
    answer = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="receipt.json"'
    return answer


def tell_facts(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Write what the law asks about a decision; its days are counted anew."""
    found = casebook.decision(request.user, record_id)
    if request.method == "POST":
        names = asked.asked_of(found, as_of=request.today)
        facts = {
            name: str(request.POST[f"fact-{name}"]).strip()
            for name in names
            if f"fact-{name}" in request.POST
        }
        actions.tell_facts(acting(request), found.pk, facts=facts, seen_entry=_seen(request))
    return SeeOther(reverse("people:decision", args=[record_id]) + "#days")


def count(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Write down the days of a decision that was here before days were counted."""
    if request.method == "POST":
        actions.count_again(acting(request), record_id)
    return SeeOther(reverse("people:decision", args=[record_id]) + "#days")


def urls() -> list[Any]:
    """Return the addresses of counted days."""
    return [
        path("deadlines/", listing, name="deadlines"),
        path("deadlines/<uuid:record_id>/", page, name="deadline"),
        path("deadlines/<uuid:record_id>/confirm", confirm, name="confirm-deadline"),
        path("deadlines/<uuid:record_id>/set", set_day, name="set-deadline"),
        path("deadlines/<uuid:record_id>/aside", set_aside, name="aside-deadline"),
        path("deadlines/<uuid:record_id>/done", done, name="done-deadline"),
        path("deadlines/<uuid:record_id>/receipt.json", receipt, name="receipt-deadline"),
        path("decisions/<uuid:record_id>/facts", tell_facts, name="decision-facts"),
        path("decisions/<uuid:record_id>/count", count, name="decision-count"),
    ]
