"""How long things are kept: what comes up, how long a case is kept, and every personal field there is."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, Conflict
from dakaz.records.actions.keeping import keep
from dakaz.records.queries import casebook, keeping, keeping_times, personal
from dakaz.web import exports
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Link
from dakaz.web.requests import Request

from .erasing_words import kind_words
from .keeping_times import days_words, shown_times

if TYPE_CHECKING:
    from dakaz.records.fields import Field
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Case
    from dakaz.records.queries.personal import PersonalField


class KeepForm(forms.Form):
    """How long a case is kept, and why."""

    retention = forms.ChoiceField(label=gettext_lazy("How long"), widget=forms.RadioSelect)
    kept_why = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Why longer"),
        help_text=gettext_lazy("What for, and until what has happened: a complaint, a judgment."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    entry = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, **options)
        retention = self.fields["retention"]
        if isinstance(retention, forms.ChoiceField):
            retention.choices = [
                (one.code, f"{one.words} ({days_words(one.days)})")
                for one in keeping_times.classes_of_keeping(seen_by)
            ]


def forgetting(request: Request) -> HttpResponse:
    """Show what comes up to be looked at; nothing goes by itself."""
    found = keeping.comes_up(request.user, today=request.today)
    lines = [
        {
            "case": one.case,
            "url": reverse("people:case", args=[one.case.pk]),
            "closed": in_words(one.case.closed) if one.case.closed else "",
            "since": one.since,
            "how": keeping.how_long(one.case),
            "keep": reverse("people:keeping", args=[one.case.pk]),
            "erase": reverse("people:erase", args=["case", one.case.pk]),
        }
        for one in found
    ]
    context = {"lines": lines, **shown_times(request.user)}
    return render(request, "people/forgetting.html", context)


def kept_how_long(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say how long a case is kept."""
    case = casebook.case(request.user, record_id)
    if request.method != "POST":
        kept = {"retention": case.retention or "ordinary", "kept_why": case.kept_why, "entry": case.entry}
        return _keep_page(request, case, KeepForm(initial=kept, seen_by=request.user))
    form = KeepForm(request.POST, seen_by=request.user)
    if form.is_valid():
        given = form.cleaned_data
        try:
            keep(
                acting(request),
                case.pk,
                retention=given["retention"],
                kept_why=given["kept_why"],
                seen_entry=given["entry"],
            )
        except (BadInput, Conflict) as problem:
            form.add_error(None if isinstance(problem, Conflict) else "kept_why", sentence(problem))
        else:
            return SeeOther(reverse("people:case", args=[case.pk]))
    return _keep_page(request, case, form, status=422)


def _keep_page(request: Request, case: Case, form: KeepForm, *, status: int = 200) -> HttpResponse:
    back = [Link(gettext("Case %(code)s") % {"code": case.code}, reverse("people:case", args=[case.pk]))]
    context = {"case": case, "form": form, "ways_back": back}
    return render(request, "people/keeping.html", context, status=status)


def kept_of_people(request: Request) -> HttpResponse:
    """Show every personal field with what it is for, on which ground, how long; it prints."""
    fields = personal.personal_fields()
    tables = [(kind_words(kind), _alike(some)) for kind, some in groupby(fields, key=lambda one: one.kind)]
    context = {
        "tables": tables,
        **shown_times(request.user),
        "exports": exports.links(
            *(reverse("people:kept-of-people-as", args=[kind]) for kind in ("csv", "xlsx"))
        ),
    }
    return render(request, "people/kept_of_people.html", context)


def _alike(fields: Iterable[PersonalField]) -> list[tuple[str, Field]]:
    """Return fields of which the same is said as one line."""
    found: dict[Field, list[str]] = {}
    for one in fields:
        found.setdefault(one.field, []).append(one.name)
    return [(", ".join(names), field) for field, names in found.items()]


HEADER = (
    gettext_lazy("Table"),
    gettext_lazy("Field"),
    gettext_lazy("What for"),
    gettext_lazy("Ground (to be confirmed)"),
    gettext_lazy("Kind of data"),
    gettext_lazy("Kept"),
    gettext_lazy("Theirs to have"),
    gettext_lazy("Looked for before publishing"),
    gettext_lazy("When erased"),
)


def kept_of_people_as(request: Request, kind: str) -> HttpResponseBase:
    """Give the same list as a file; it names nobody."""
    sort: exports.Kind = "xlsx" if kind == "xlsx" else "csv"
    return exports.as_file(sort, name="personal-fields", header=HEADER, rows=_rows())


def _rows() -> Iterator[Sequence[object]]:
    for one in personal.personal_fields():
        yield _cells(one)


def _cells(one: PersonalField) -> list[object]:
    field, yes, no = one.field, gettext("yes"), gettext("no")
    said = [field.use, field.basis, field.category, field.kept]
    return [
        kind_words(one.kind),
        one.name,
        *(str(each.label) for each in said),
        yes if field.own else no,
        yes if field.needle else no,
        str(field.erased.label),
    ]


def urls() -> list[URLPattern]:
    """Return the addresses of these pages."""
    return [
        path("forgetting/", forgetting, name="forgetting"),
        path("cases/<uuid:record_id>/keeping", kept_how_long, name="keeping"),
        path("kept-of-people/", kept_of_people, name="kept-of-people"),
        path("kept-of-people/as.<slug:kind>", kept_of_people_as, name="kept-of-people-as"),
    ]
