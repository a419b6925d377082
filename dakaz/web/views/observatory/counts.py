"""Counts for publishing: a cross-table with small numbers hidden, and the proof that they stay hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, Refused
from dakaz.figures import protect, revealed
from dakaz.figures.disclosure import ALL, LEAST_THRESHOLD, RULE, THRESHOLD, Release
from dakaz.records.queries import observatory, observatory_counts
from dakaz.web import exports
from dakaz.web.answers import sentence
from dakaz.web.look import Notice
from dakaz.web.seen_forms import SeenForm

if TYPE_CHECKING:
    from dakaz.web.requests import Request

MOST_SERIES = 200
TABLES = {
    "decisions": gettext_lazy("Decisions"),
    "events": gettext_lazy("Events"),
    "recommendations": gettext_lazy("Recommendations"),
    "statements": gettext_lazy("Statements"),
    "items": gettext_lazy("Papers and files"),
}
BY = {
    "kind": gettext_lazy("kind"),
    "ground": gettext_lazy("reason given"),
    "citizenship": gettext_lazy("citizenship of those involved"),
    "year": gettext_lazy("year"),
    "month": gettext_lazy("month"),
    "status": gettext_lazy("how sure"),
    "country": gettext_lazy("country"),
    "state": gettext_lazy("what came of it"),
    "language": gettext_lazy("language"),
    "period": gettext_lazy("period"),
    "outcome": gettext_lazy("outcome"),
}
NOT_SHOWN = gettext_lazy("not shown")
EVERYTHING = gettext_lazy("all")


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
class Counted:
    """A table that may be published.

    Args:
        release: what is shown.
        kind: what was counted; empty for a series.
        title: of it.
        safe: whether solving everything shown gives no hidden number away.
        several: whether one record can stand in several cells.
    """

    release: Release
    kind: str
    title: str
    safe: bool
    several: bool

    def word(self, at: int, code: str) -> str:
        """Return what a code on side ``at`` means."""
        if code == ALL:
            return str(EVERYTHING)
        name = self.release.dimensions[at]
        return observatory_counts.word_of(self.kind, name, code) or gettext("not recorded")

    @property
    def sides(self) -> list[list[str]]:
        """The codes of each side in order, the total last."""
        width = len(self.release.dimensions)
        found = [sorted({key[at] for key in self.release.shown} - {ALL}) for at in range(width)]
        return [[*codes, ALL] for codes in found]

    @property
    def heads(self) -> list[str]:
        """What each side is, in words."""
        return [str(BY.get(name, name)) for name in self.release.dimensions]

    def number(self, key: tuple[str, ...]) -> int | str:
        """Return a number as it may be shown."""
        value = self.release.shown[key]
        return str(NOT_SHOWN) if value is None else value


def counts(request: Request) -> HttpResponse:
    """Ask what is to be counted and by what; show what of it may be published."""
    table_form = TableForm(request.GET or None, seen_by=request.user)
    context: dict[str, Any] = {"table_form": table_form}
    status = 200
    if request.GET and table_form.is_valid():
        more, status = _by(request, table_form.cleaned_data["table"])
        context |= more
    return render(request, "observatory/counts.html", context, status=status)


def _by(request: Request, kind: str) -> tuple[dict[str, Any], int]:
    asked = "threshold" in request.GET
    form = ByForm(request.GET if asked else None, kind=kind)
    context: dict[str, Any] = {"form": form, "table": kind}
    if not asked:
        return context, 200
    if not form.is_valid():
        return context, 422
    try:
        found = _counted(request, kind, form.cleaned_data)
    except Refused as problem:
        said = [str(one) for one in problem.findings]
        return context | {
            "notice": Notice(gettext("Not to be published"), sentence(problem), "brick", said)
        }, 422
    except BadInput as problem:
        return context | {"notice": Notice(gettext("Not counted"), sentence(problem), "amber")}, 422
    return context | _shown(request, found), 200


def _counted(request: Request, kind: str, asked: Mapping[str, Any]) -> Counted:
    by: Sequence[str] = asked.get("by", ("period", "outcome"))
    if kind in TABLES:
        cells, title, name = observatory_counts.counted(request.user, kind, by), str(TABLES[kind]), kind
    else:
        series = observatory.series(request.user, kind)
        cells, title, name = observatory_counts.of_series(series), series.title, ""
    if not cells:
        raise BadInput(gettext("There is nothing to count."))
    release = protect(
        cells,
        by,
        threshold=asked["threshold"],
        reason=asked["reason"],
        as_of=request.today.isoformat(),
    )
    safe = not revealed(release, cells)
    return Counted(release, name, title, safe, observatory_counts.several_values(by) and bool(name))


def _shown(request: Request, found: Counted) -> dict[str, Any]:
    release, (rows, *rest) = found.release, found.sides
    across = rest[0] if rest else None
    body = [
        (
            found.word(0, row),
            [found.number((row, column)) for column in across] if across else [found.number((row,))],
        )
        for row in rows
    ]
    query = request.GET.urlencode()
    return {
        "counted": found,
        "corner": " / ".join(found.heads),
        "columns": [found.word(1, one) for one in across] if across else [gettext("number")],
        "rows": body,
        "rule": gettext(RULE) % {"threshold": release.threshold},
        "hidden": len(release.hidden),
        "not_shown": str(NOT_SHOWN),
        "exports": exports.links(
            f"{reverse('observatory:counts-csv')}?{query}", f"{reverse('observatory:counts-xlsx')}?{query}"
        ),
    }


def as_file(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the same as a file, one number a line, with the rule it was made by."""
    table_form = TableForm(request.GET, seen_by=request.user)
    form = ByForm(request.GET, kind=str(request.GET.get("table", "")))
    if not table_form.is_valid() or not form.is_valid():
        raise BadInput(gettext("This cannot be counted so."))
    found = _counted(request, table_form.cleaned_data["table"], form.cleaned_data)
    release = found.release
    rule = gettext(RULE) % {"threshold": release.threshold}
    note = f"{rule} {release.reason}".strip()
    header = [*found.heads, gettext("number"), gettext("as of"), gettext("rule")]
    rows = (
        [*(found.word(at, code) for at, code in enumerate(key)), found.number(key), release.as_of, note]
        for key in release.shown
    )
    return exports.as_file(kind, name="counts", header=header, rows=rows)
