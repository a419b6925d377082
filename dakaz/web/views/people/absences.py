"""Being away: who stands in, and until when; saying so and coming back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.records.actions import absences as actions
from dakaz.records.queries import absences as query
from dakaz.records.queries import tasks
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Link
from dakaz.web.seen_forms import SeenForm

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.web.requests import Request

DAY = {"type": "date", "class": "short"}


class AbsenceForm(SeenForm):
    """Since when, until when, who stands in."""

    since = forms.DateField(
        label=gettext_lazy("First day away"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as 2024-10-28.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day away"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as 2024-10-28.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
    )
    stand_in = forms.ChoiceField(label=gettext_lazy("Who stands in"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        who = self.fields["stand_in"]
        if isinstance(who, forms.ChoiceField):
            others = [(one, name) for one, name in tasks.colleagues().items() if one != self.seen_by.user_id]
            who.choices = [("", "—"), *others]


def absences(request: Request) -> HttpResponse:
    """Show who is away; write that one is."""
    if request.method != "POST":
        return _page(request, AbsenceForm(seen_by=request.user, initial={"since": request.today}))
    form = AbsenceForm(request.POST, seen_by=request.user)
    if form.is_valid():
        try:
            actions.go_away(acting(request), **form.cleaned_data)
        except BadInput as problem:
            form.add_error(None, sentence(problem))
        else:
            return SeeOther(reverse("people:absences"))
    return _page(request, form, status=422)


def _page(request: Request, form: AbsenceForm, *, status: int = 200) -> HttpResponse:
    names, me = tasks.colleagues(), request.user.user_id
    rows = [
        {
            "absence": one,
            "name": names.get(one.user, gettext("a former colleague")),
            "stand_in": names.get(one.stand_in, gettext("a former colleague")),
            "lasting": one.since <= request.today,
            "mine": one.user == me or request.user.administrator,
        }
        for one in query.absences(request.user, day=request.today)
    ]
    context = {
        "form": form,
        "rows": rows,
        "alone": len(names) < 2,
        "ways_back": [Link(gettext("Today"), reverse("today:home"))],
    }
    return render(request, "people/absences.html", context, status=status)


def back(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say that somebody is back, or does not go after all."""
    found = query.absence(request.user, record_id)
    if request.method == "POST":
        actions.come_back(acting(request), found.pk, on=request.today)
    return SeeOther(reverse("people:absences"))


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("absences/", absences, name="absences"),
        path("absences/<uuid:record_id>/back", back, name="end-absence"),
    ]
