"""Everything out in one file: which kinds, in which form, and how many people it names."""

from __future__ import annotations

from typing import Any, get_args

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, Refused
from dakaz.records.actions.giving_out import ENDINGS, Form, give_out
from dakaz.records.queries.giving_out import CARRIED
from dakaz.web.acting import acting
from dakaz.web.answers import sentence
from dakaz.web.counted_exports import LOGGED
from dakaz.web.look import Notice
from dakaz.web.requests import Request

KINDS = {
    "party": gettext_lazy("People and organisations"),
    "case": gettext_lazy("Cases"),
    "casetie": gettext_lazy("Relations of cases"),
    "tie": gettext_lazy("Ties"),
    "document": gettext_lazy("Documents of people"),
    "consent": gettext_lazy("Consents"),
    "need": gettext_lazy("Needs"),
    "offer": gettext_lazy("Offers of organisations"),
    "decision": gettext_lazy("Decisions"),
    "namedtie": gettext_lazy("Past ties named"),
    "event": gettext_lazy("Events"),
    "testimony": gettext_lazy("Testimonies"),
    "duedate": gettext_lazy("Due dates"),
    "deadline": gettext_lazy("Counted days"),
    "merge": gettext_lazy("Merges of people"),
    "source": gettext_lazy("Sources"),
    "series": gettext_lazy("Series of figures"),
    "statement": gettext_lazy("Statements"),
    "recommendation": gettext_lazy("Recommendations"),
    "takenin": gettext_lazy("Which rows of tables were taken in"),
}
FORMS: dict[Form, Any] = {
    "csv": gettext_lazy("Tables (a ZIP of CSV); comes back without loss"),
    "xlsx": gettext_lazy("A workbook (XLSX), a sheet for each table; comes back without loss"),
    "ftm": gettext_lazy(
        "FollowTheMoney (JSON lines), for Aleph and OpenSanctions tools; comes back without loss"
    ),
    "events": gettext_lazy("Events after the HURIDOCS formats (JSON), for other documentation programs"),
}
ZIP_TYPE = "application/octet-stream"


class GiveOut(forms.Form):
    """What is to leave, and how many people it names."""

    form = forms.ChoiceField(
        label=gettext_lazy("In which form?"),
        choices=list(FORMS.items()),
        initial="csv",
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which records?"),
        choices=[(name, KINDS[name]) for name in CARRIED],
        initial=list(CARRIED),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What leads to something you leave out comes back only where that is."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people does it name?"),
        min_value=0,
        widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


def page(request: Request) -> HttpResponse:
    """Ask what is to leave; give it when the number of people is right."""
    form = GiveOut(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form)
    chosen: Form = next(one for one in get_args(Form) if one == form.cleaned_data["form"])
    try:
        content = give_out(
            acting(request), form=chosen, kinds=form.cleaned_data["kinds"], people=form.cleaned_data["people"]
        )
    except (BadInput, Refused) as problem:
        return _page(request, form, Notice(gettext("Nothing was given out."), sentence(problem), "amber"))
    setattr(request, LOGGED, True)
    answer = HttpResponse(content, content_type=ZIP_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="records.{ENDINGS[chosen]}"'
    return answer


def _page(request: Request, form: GiveOut, notice: Notice | None = None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "people/give_out.html", {"form": form, "notice": notice}, status=status)


def urls() -> list[URLPattern]:
    """Return the address of this page."""
    return [path("give-out", page, name="give-out")]
