"""A task in one line: what, in which case, by when, who; done by one button and taken back by another."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.records.actions import tasks as actions
from dakaz.records.queries import casebook, casebook_pages
from dakaz.records.queries import tasks as query
from dakaz.web import ways_back
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Link
from dakaz.web.seen_forms import CaseField, SeenForm

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.records.models import Case, DueDate
    from dakaz.web.requests import Request

OFFERED = 40  # codes of cases, those last written to


class TaskForm(SeenForm):
    """What somebody has to do by a day."""

    prefix = "task"

    what = forms.CharField(
        max_length=200,
        label=gettext_lazy("What must be done"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    case_id = CaseField(required=True)
    on = forms.DateField(
        label=gettext_lazy("By when"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as 2024-10-28.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )
    responsible = forms.ChoiceField(required=False, label=gettext_lazy("Who does it"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        who = self.fields["responsible"]
        if isinstance(who, forms.ChoiceField):
            nobody = gettext("the case's own")
            who.choices = [("", nobody), *query.colleagues().items()]

    def offered_cases(self) -> Sequence[Any]:
        """Return the cases whose codes are offered while one types."""
        return casebook_pages.recent_cases(self.seen_by, limit=OFFERED)


def add(request: Request) -> HttpResponse:
    """Write a task down and lead back to where one was; what is to mend is said on a page of its own."""
    if request.method != "POST":
        return _page(request, TaskForm(seen_by=request.user, initial=_asked(request)))
    form = TaskForm(request.POST, seen_by=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        task = actions.add_task(acting(request), **form.cleaned_data)
    except BadInput as problem:
        form.add_error(None, sentence(problem))
        return _page(request, form, status=422)
    return SeeOther(_back(request, task))


def _asked(request: Request) -> dict[str, Any]:
    asked = str(request.GET.get("case", ""))
    case = casebook.case(request.user, asked) if asked else None
    return {"on": request.today, "case_id": case}


def _back(request: Request, task: DueDate) -> str:
    if request.POST.get("back") == "case":
        return reverse("people:case", args=[task.case_id]) + "#timeline"
    return reverse("today:home") + "#due"


def _page(request: Request, form: TaskForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "back": str(request.POST.get("back", "case" if request.GET.get("case") else "today")),
        "ways_back": [Link(gettext("Today"), reverse("today:home"))],
    }
    return render(request, "people/task.html", context, status=status)


def hand_over(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Let a colleague look after a case from now on."""
    case = casebook.case(request.user, record_id)
    if request.method != "POST":
        return _hand_over_page(request, case)
    try:
        actions.hand_over(acting(request), case.pk, str(request.POST.get("to", "")))
    except BadInput as problem:
        return _hand_over_page(request, case, sentence(problem), status=422)
    return SeeOther(reverse("people:case", args=[case.pk]))


def _hand_over_page(request: Request, case: Case, problem: str = "", *, status: int = 200) -> HttpResponse:
    context = {
        "case": case,
        "problem": problem,
        "colleagues": query.colleagues().items(),
        "ways_back": ways_back.to_case(case),
    }
    return render(request, "people/hand_over.html", context, status=status)


def take_back(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Take a task away that was written by mistake."""
    task = casebook.due_date(request.user, record_id)
    address = reverse("people:case", args=[task.case_id]) + "#timeline"
    if request.method == "POST":
        actions.take_task_back(acting(request), task.pk)
    return SeeOther(reverse("today:home") + "#due" if request.POST.get("back") == "today" else address)


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("tasks/new", add, name="new-task"),
        path("tasks/<uuid:record_id>/take-back", take_back, name="take-task-back"),
        path("cases/<uuid:record_id>/hand-over", hand_over, name="hand-over"),
    ]
