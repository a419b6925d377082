"""Counts for publishing: a cross-table with small numbers hidden, and the proof that they stay hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, Conflict, Refused
from dakaz.figures.disclosure import RULE
from dakaz.figures.released import LEAST_THRESHOLD, THRESHOLD, Release
from dakaz.records.actions.counts import keep_counts
from dakaz.records.queries import archive_pages, counts_released, observatory, observatory_counts
from dakaz.web import capabilities, exports
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Notice
from dakaz.web.seen_forms import SeenForm

from .counts_table import BY, NOT_SHOWN, TABLES, Counted

if TYPE_CHECKING:
    from dakaz.web.requests import Request

MOST_SERIES = 200
MOST_EARLIER = 20


class TableForm(SeenForm):
    """What is counted."""

    table = forms.ChoiceField(label=gettext_lazy("What is counted"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        series = observatory.series_list(self.seen_by, size=MOST_SERIES).rows
        field = self.fields["table"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (gettext("Our own records"), list(TABLES.items())),
                (gettext("Official series"), [(str(one.pk), one.title) for one in series]),
            ]


class ByForm(forms.Form):
    """By what, and which numbers are hidden."""

    by = forms.MultipleChoiceField(
        label=gettext_lazy("Counted by"),
        help_text=gettext_lazy("One or two."),
        widget=forms.CheckboxSelectMultiple,
    )
    threshold = forms.IntegerField(
        min_value=LEAST_THRESHOLD,
        max_value=1000,
        initial=THRESHOLD,
        label=gettext_lazy("Numbers below this are not shown"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    reason = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Why it is below 10, if it is"),
        help_text=gettext_lazy("It stands under the table and in the file."),
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["by"]
        countable = observatory_counts.COUNTABLE.get(kind)
        if countable is None:
            del self.fields["by"]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = [(name, BY[name]) for name in countable.by]

    def clean_by(self) -> list[str]:
        """Let a table have at most two sides: a page shows no more."""
        chosen: list[str] = self.cleaned_data["by"]
        if len(chosen) > 2:
            raise forms.ValidationError(gettext("Choose one or two."))
        return chosen


@dataclass(frozen=True, slots=True)
class Earlier:
    """A table that was published: its name, by whom it was kept, where it is, and what it shows."""

    name: str
    who: str
    where: str
    table: Counted


def counts(request: Request) -> HttpResponseBase:
    """Ask what is to be counted and by what; show what of it may be published; keep it as published."""
    if request.method == "POST":
        return _keep(request)
    return _page(request, request.GET)


def _page(
    request: Request, asked: QueryDict, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    table_form = TableForm(asked or None, seen_by=request.user)
    context: dict[str, Any] = {"table_form": table_form}
    if asked and table_form.is_valid():
        more, found = _by(request, asked, table_form.cleaned_data["table"])
        context |= more
        status = max(status, found)
    if notice is not None:
        context["notice"] = notice
    return render(request, "observatory/counts.html", context, status=status)


def _by(request: Request, given: QueryDict, kind: str) -> tuple[dict[str, Any], int]:
    asked = "threshold" in given
    form = ByForm(given if asked else None, kind=kind)
    context: dict[str, Any] = {"form": form, "table": kind, "earlier": _earlier(request, kind)}
    if not asked:
        return context, 200
    if not form.is_valid():
        return context, 422
    try:
        found = _proved(request, kind, form.cleaned_data)
    except Refused as problem:
        said = [str(one) for one in problem.findings]
        return context | {
            "notice": Notice(gettext("Not to be published"), sentence(problem), "brick", said)
        }, 422
    except BadInput as problem:
        return context | {"notice": Notice(gettext("Not counted"), sentence(problem), "amber")}, 422
    return context | _shown(request, given, kind, found), 200


def _question(kind: str, asked: Mapping[str, Any]) -> counts_released.Question:
    return counts_released.Question(kind, asked.get("by", ()), asked["threshold"], asked["reason"])


def _proved(request: Request, kind: str, asked: Mapping[str, Any]) -> counts_released.Proved:
    return counts_released.proved(request.user, _question(kind, asked), as_of=request.today.isoformat())


def _table(request: Request, kind: str, release: Release) -> Counted:
    if kind in TABLES:
        return Counted(release, kind, str(TABLES[kind]))
    return Counted(release, "", observatory.series(request.user, kind).title)


def _earlier(request: Request, kind: str) -> list[Earlier]:
    names = archive_pages.user_names()
    found = []
    rows = counts_released.released(request.user, kind)
    for number, one in zip(range(len(rows), 0, -1), rows[:MOST_EARLIER], strict=False):
        table = _table(request, kind, counts_released.as_release(one))
        name = f"{number}. {in_words(one.as_of)}: {table.corner}"
        found.append(Earlier(name, names.get(one.by, ""), one.published_in, table))
    return found


def _shown(request: Request, given: QueryDict, kind: str, proved: counts_released.Proved) -> dict[str, Any]:
    release, found = proved.release, _table(request, kind, proved.release)
    query = given.copy()
    for name in ("csrfmiddlewaretoken", "looked_at", "published_in"):
        query.pop(name, None)
    ending = query.urlencode()
    several = observatory_counts.several_values(release.dimensions) and kind in TABLES
    return {
        "counted": found,
        "safe": proved.safe,
        "several": several,
        "own": kind in TABLES,
        "against": len(proved.earlier),
        "rule": gettext(RULE) % {"threshold": release.threshold},
        "hidden": len(release.hidden),
        "not_shown": str(NOT_SHOWN),
        "kept_fields": [(name, one) for name, many in query.lists() for one in many],
        "looked_at": proved.digest,
        "may_keep": capabilities.refusal(request.user, "observatory:counts", "POST") is None,
        "exports": exports.links(
            f"{reverse('observatory:counts-csv')}?{ending}", f"{reverse('observatory:counts-xlsx')}?{ending}"
        ),
    }


def _keep(request: Request) -> HttpResponseBase:
    """Keep the table that was looked at as published."""
    table_form = TableForm(request.POST, seen_by=request.user)
    form = ByForm(request.POST, kind=str(request.POST.get("table", "")))
    if not table_form.is_valid() or not form.is_valid():
        return _page(request, request.POST, status=422)
    question = _question(table_form.cleaned_data["table"], form.cleaned_data)
    try:
        keep_counts(
            acting(request),
            question,
            looked_at=str(request.POST.get("looked_at", "")),
            published_in=str(request.POST.get("published_in", "")),
        )
    except (BadInput, Conflict, Refused) as problem:
        notice = Notice(gettext("Not kept"), sentence(problem), "brick")
        return _page(request, request.POST, notice=notice, status=422)
    return SeeOther(f"{reverse('observatory:counts')}?{urlencode({'table': question.of})}#earlier")


def as_file(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the same as a file, one number a line, with the rule it was made by."""
    table_form = TableForm(request.GET, seen_by=request.user)
    form = ByForm(request.GET, kind=str(request.GET.get("table", "")))
    if not table_form.is_valid() or not form.is_valid():
        raise BadInput(gettext("This cannot be counted so."))
    of = table_form.cleaned_data["table"]
    release = _proved(request, of, form.cleaned_data).release
    found = _table(request, of, release)
    rule = gettext(RULE) % {"threshold": release.threshold}
    note = f"{rule} {release.reason}".strip()
    header = [*found.heads, gettext("number"), gettext("as of"), gettext("rule")]
    rows = (
        [*(found.word(at, code) for at, code in enumerate(key)), found.number(key), release.as_of, note]
        for key in release.shown
    )
    return exports.as_file(kind, name="counts", header=header, rows=rows)
