"""The outline of a report: written, changed with numbered lines, saved so that nobody's change is lost."""

from __future__ import annotations

import difflib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.errors import BadInput, Conflict
from dakaz.records.actions import publications as actions
from dakaz.records.queries import publications
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request

from . import shown
from .forms import NewReportForm, OutlineForm

if TYPE_CHECKING:
    from dakaz.records.models import Report

BEGINNING = """---
title: "{title}"
publisher: ""
date: {today}
language: en
---

{{{{ contents }}}}

## {heading}

{text}

{{{{ sources }}}}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline and what the check says of it."""

    number: int
    text: str
    findings: Sequence[shown.ShownFinding]


@dataclass(frozen=True, slots=True)
class Apart:
    """A place that two people have written differently; one of them is empty where it is missing."""

    theirs: str
    ours: str


def new(request: Request) -> HttpResponse:
    """Write a new report."""
    if request.method != "POST":
        return _page(request, NewReportForm(initial={"outline": _beginning(request)}), None)
    form = NewReportForm(request.POST)
    if form.is_valid() and publications.report_by_key(request.user, form.cleaned_data["key"]):
        form.add_error("key", gettext("Another report has this key. Choose a different one."))
    if not form.is_valid():
        return _page(request, form, None, status=422)
    saved = actions.save_report(
        acting(request),
        key=form.cleaned_data["key"],
        title=form.front.title,
        outline=form.cleaned_data["outline"],
    )
    return SeeOther(reverse("reports:report", args=[saved.pk]))


def _beginning(request: Request) -> str:
    return BEGINNING.format(
        title=gettext("Title of the report"),
        today=request.today.isoformat(),
        heading=gettext("First chapter"),
        text=gettext("What a source says [@key]."),
    )


def edit(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Change an outline; it is saved also when the check would refuse it."""
    found = publications.report(request.user, report_id)
    if request.method != "POST":
        form = OutlineForm(initial={"outline": found.outline, "entry": found.entry})
        return _page(request, form, found, marks=_marks(request, found))
    form = OutlineForm(request.POST)
    if not form.is_valid():
        return _page(request, form, found, status=422)
    return _saved(request, form, found)


def _saved(request: Request, form: OutlineForm, found: Report) -> HttpResponse:
    outline, entry = form.cleaned_data["outline"], form.cleaned_data["entry"]
    try:
        actions.save_report(
            acting(request),
            identifier=found.pk,
            seen_entry=entry,
            title=form.front.title,
            outline=outline,
        )
    except BadInput as problem:
        form.add_error("outline", sentence(problem))
        return _page(request, form, found, status=422)
    except Conflict as problem:
        again = OutlineForm({"outline": outline, "entry": found.entry})
        notice = Notice(gettext("Changed meanwhile"), sentence(problem), "amber")
        return _page(request, again, found, notice=notice, apart=_apart(found.outline, outline), status=409)
    return SeeOther(reverse("reports:report", args=[found.pk]))


def _apart(theirs: str, ours: str) -> list[Apart]:
    """Lines that differ, in order; each pair says the same place."""
    one, other = theirs.split("\n"), ours.split("\n")
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return [
        Apart("\n".join(one[a:b]), "\n".join(other[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _marks(request: Request, found: Report) -> Mapping[int, list[shown.ShownFinding]]:
    """What the check says of the saved outline, by line."""
    try:
        checked = actions.check_report(acting(request), found.pk, today=request.today)
    except BadInput:
        return {}
    by_line: dict[int, list[shown.ShownFinding]] = {}
    for one in shown.findings(found.pk, checked.findings, checked.material):
        for line in one.lines:
            by_line.setdefault(line, []).append(one)
    return by_line


def _page(
    request: Request,
    form: OutlineForm,
    found: Report | None,
    *,
    marks: Mapping[int, list[shown.ShownFinding]] | None = None,
    notice: Notice | None = None,
    apart: Sequence[Apart] = (),
    status: int = 200,
) -> HttpResponse:
    text = str(form["outline"].value() or "").replace("\r\n", "\n")
    context: dict[str, Any] = {
        "report": found,
        "form": form,
        "text": text,
        "lines": [
            Line(number, line, (marks or {}).get(number, ()))
            for number, line in enumerate(text.split("\n"), start=1)
        ],
        "notice": notice,
        "apart": apart,
        "citable": publications.citable(request.user),
        "back": reverse("reports:report", args=[found.pk]) if found else reverse("reports:home"),
    }
    return render(request, "reports/outline.html", context, status=status)


def as_file(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Give the outline as a file; its name says what it is and no more."""
    found = publications.report(request.user, report_id)
    answer = HttpResponse(found.outline, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="outline.md"'
    return answer
