"""Due dates: days by which something must be done, typed by a person, done by one button."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.casebook import mark_done, save_due_date
from dakaz.records.actions.tasks import can_open
from dakaz.records.queries import casebook, tasks, vocabulary
from dakaz.records.queries.deadlines import names_of
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther
from dakaz.web.edtf_words import in_words
from dakaz.web.list_filters import Filter, of_colleagues
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import CaseField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks

if TYPE_CHECKING:
    from django.http import QueryDict

    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import DueDate
    from dakaz.web.requests import Request

STATES = (("open", gettext_lazy("not done")), ("done", gettext_lazy("done")))


class DueDateForm(RecordForm):
    """A day somebody read, heard or counted."""

    case_id = CaseField(required=True)
    on = forms.DateField(
        label=gettext_lazy("Day"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as 2024-10-28.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )
    kind = forms.ChoiceField(
        choices=vocabulary.DUE_KINDS,
        label=gettext_lazy("What kind of day"),
        help_text=gettext_lazy(
            "Safe day: the earliest any reading gives, act by it. Last day: after it the right is gone. "
            "Date: a meeting, a hearing, a call."
        ),
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        max_length=200,
        label=gettext_lazy("What must be done"),
        help_text=gettext_lazy("Without a name: complaint to the court, letter to the authority"),
    )
    responsible = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Who does it"),
        help_text=gettext_lazy("Else whoever looks after the case."),
    )
    decision_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        who = self.fields["responsible"]
        if isinstance(who, forms.ChoiceField):
            who.choices = [("", "—"), *tasks.colleagues().items()]

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Also begin with the decision the day runs from: ``decision=<id>``."""
        initial = super().initial_asked(seen_by, asked)
        initial.pop("decision_id", None)
        if asked.get("decision"):
            decision = casebook.decision(seen_by, str(asked["decision"]))
            initial |= {"decision_id": decision.pk, "case_id": decision.case}
        return initial


def _typed(acting: Acting, **values: Any) -> DueDate:
    """Save, and keep who typed it: nobody computed this day. Whoever shall do it can open the case."""
    if values.get("responsible"):
        case = casebook.case(acting.seen_by, values["case_id"])
        can_open(acting, values["responsible"], compartment=case.compartment)
    return save_due_date(acting, **values, typed_by=acting.seen_by.name)


def _arrive(_pages: Pages, due: DueDate) -> str:
    return under(due)


def under(due: DueDate) -> str:
    """Return where a due date is seen among others: its decision, or its case."""
    if due.decision_id:
        return reverse("people:decision", args=[due.decision_id]) + "#due"
    return reverse("people:case", args=[due.case_id]) + "#timeline"


def _cells(due: DueDate) -> list[Any]:
    return [due.on, marks.due_kind(due), due.what, due.case.code, due.typed_by, marks.due_state(due)]


def _facts(_request: Request, due: DueDate) -> list[Fact]:
    case, decision = due.case, due.decision
    done = in_words(due.done.isoformat()) if due.done else ""
    return [
        Fact(gettext("Day"), due.on),
        Fact(gettext("Kind"), marks.due_kind(due)),
        Fact(gettext("What must be done"), due.what),
        Fact(gettext("Case"), Link(case.code, reverse("people:case", args=[case.pk]))),
        Fact(
            gettext("Runs from"),
            Link(str(decision.get_kind_display()), reverse("people:decision", args=[decision.pk]))
            if decision
            else None,
        ),
        Fact(gettext("Who does it"), names_of([due.responsible]).get(due.responsible)),
        Fact(gettext("Typed by"), due.typed_by),
        Fact(gettext("Done"), [marks.due_state(due), done] if done else marks.due_state(due)),
    ]


def _more(_request: Request, due: DueDate) -> dict[str, Any]:
    back = reverse("people:take-task-back", args=[due.pk]) if due.kind == "task" else ""
    return {"done_url": reverse("people:done-due-date", args=[due.pk]), "take_back_url": back}


def done(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say that what was due is done, or that it is not after all; lead back to where one was."""
    due = casebook.due_date(request.user, record_id)
    if request.method == "POST":
        on = None if request.POST.get("undo") else request.today
        due = mark_done(acting(request), due.pk, on=on)
    places = {
        "today": reverse("today:home") + "#due",
        "record": reverse("people:due-date", args=[due.pk]),
        "case": reverse("people:case", args=[due.case_id]) + "#timeline",
    }
    return SeeOther(places.get(str(request.POST.get("back", "")), under(due)))


DUE_DATES = Pages(
    namespace="people",
    name="due-date",
    path="due-dates",
    words={
        "one": gettext_lazy("Due date"),
        "many": gettext_lazy("Due dates"),
        "add": gettext_lazy("Add a due date"),
        "empty": gettext_lazy("Days by which something must be done; the nearest stand on Today."),
    },
    columns=(
        Column("on", gettext_lazy("Day")),
        Column("kind", gettext_lazy("Kind"), minor=True),
        Column("what", gettext_lazy("What")),
        Column("case", gettext_lazy("Case"), fit="whole"),
        Column("typed_by", gettext_lazy("Typed by"), sortable=False, minor=True),
        Column("done", gettext_lazy("Done")),
    ),
    first="on",
    listing=tasks.due_dates,
    cells=_cells,
    fetch=casebook.due_date,
    facts=_facts,
    form=DueDateForm,
    save=_typed,
    more=_more,
    template="people/due_date.html",
    filters=(
        Filter("state", gettext_lazy("Done or not"), STATES),
        Filter("kind", gettext_lazy("Kind"), vocabulary.DUE_KINDS),
        of_colleagues("who", gettext_lazy("Who does it")),
    ),
    arrive=_arrive,
)
