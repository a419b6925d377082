"""A series read from an official file of the archive: recognised, or mapped; looked at, then saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import N_, BadInput, NotFound
from dakaz.figures import Mapping, Table, examine
from dakaz.records.actions import series_files, series_tables
from dakaz.records.queries import archive, series_mappings
from dakaz.web.acting import acting
from dakaz.web.answers import sentence
from dakaz.web.look import Notice
from dakaz.web.record_forms import lines
from dakaz.web.requests import Request
from dakaz.web.seen_forms import OneOf, SeenForm

from .series import SERIES, preview_of
from .series_form import SeriesForm

if TYPE_CHECKING:
    from dakaz.records.models import Item, ItemText

SHOWN_FINDINGS = 20
MOST_CODES = 400


class FileForm(SeenForm):
    """Which file."""

    item_id = OneOf(
        of=series_mappings.tables,
        shown=lambda item: item.title,
        required=True,
        label=gettext_lazy("File in the archive"),
        help_text=gettext_lazy(
            "UNHCR, Eurostat (TSV, SDMX-CSV, JSON-stat, old explorer) are recognised; any other CSV, XLSX or "
            "ODS is read by saying which column holds what."
        ),
    )


class MappingForm(SeenForm):
    """Which column holds what."""

    like = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Read it as an earlier file"),
        help_text=gettext_lazy("Then nothing below is needed."),
    )
    sheet = forms.ChoiceField(required=False, label=gettext_lazy("Sheet"))
    head = forms.IntegerField(
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
        label=gettext_lazy("Line with the names of the columns"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    period = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Column of the period, or of the year"),
        help_text=gettext_lazy("Its name, exactly as in the file."),
    )
    month = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Column of the month, if it stands apart")
    )
    months_across = forms.BooleanField(required=False, label=gettext_lazy("Each month is a column"))
    measures = forms.CharField(
        required=False,
        label=gettext_lazy("Columns of numbers"),
        help_text=gettext_lazy("One a line. When each month is a column: one word for what is counted."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dimensions = forms.CharField(
        required=False,
        label=gettext_lazy("Columns of codes or names"),
        help_text=gettext_lazy("One a line: country, outcome …"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    totals = forms.CharField(
        required=False,
        label=gettext_lazy("Names of rows that add up others"),
        help_text=gettext_lazy("One a line; they are kept and marked."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decimal = forms.ChoiceField(
        choices=[("", gettext_lazy("find out")), (".", gettext_lazy("point")), (",", gettext_lazy("comma"))],
        required=False,
        label=gettext_lazy("Sign before decimals"),
    )
    rounded_to = forms.IntegerField(
        min_value=0,
        max_value=1000,
        required=False,
        label=gettext_lazy("The publisher rounds to"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    small_as = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        label=gettext_lazy("The publisher prints this for every smaller number"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    publisher = forms.CharField(required=False, max_length=200, label=gettext_lazy("Publisher"))

    def __init__(self, *args: Any, text: ItemText, **options: Any) -> None:
        super().__init__(*args, **options)
        known = series_mappings.mappings(self.seen_by)
        self.known = {str(one.item.pk): one.mapping for one in known}
        for name, choices in (
            ("like", [(str(one.item.pk), one.item.title) for one in known]),
            ("sheet", [(one, one) for one in series_files.sheets(text)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *choices]
                if not choices:
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for the columns unless an earlier file says them."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("like"):
            for name in ("period", "measures"):
                if not found.get(name):
                    self.add_error(name, gettext("Say this, or choose an earlier file above."))
        return found

    def mapping(self) -> Mapping:
        """Return what was said."""
        given = self.cleaned_data
        if given.get("like"):
            return self.known[given["like"]]
        return Mapping(
            measures=tuple(lines(given["measures"])),
            period=given["period"],
            month=given["month"],
            dimensions=tuple(lines(given["dimensions"])),
            head=given["head"] or 1,
            sheet=given.get("sheet", ""),
            months_across=given["months_across"],
            decimal=given["decimal"],
            totals=tuple(lines(given["totals"])),
            rounded_to=given["rounded_to"] or 0,
            small_as=given["small_as"] or 0,
            publisher=given["publisher"],
        )


class PartForm(forms.Form):
    """Which part of a table becomes the series: its numbers, and a code for each column of codes."""

    measures = forms.MultipleChoiceField(label=gettext_lazy("Numbers"), widget=forms.CheckboxSelectMultiple)
    across = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Side by side"),
        help_text=gettext_lazy(
            "The codes of one column, such as outcomes, when the file has one number a line."
        ),
    )

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table
        self.codes = {name: table.values(name) for name in table.dimensions}
        several = [name for name, known in self.codes.items() if 1 < len(known) <= MOST_CODES]
        _offer(self.fields["measures"], [(name, name) for name in table.measures])
        _offer(self.fields["across"], [("", gettext("numbers as columns")), *((one, one) for one in several)])
        for name in several:
            labels = table.labels.get(name, {})
            shown = [(code, f"{code} {labels.get(code, '')}".strip() or "—") for code in self.codes[name]]
            self.fields[f"code-{name}"] = forms.ChoiceField(
                choices=[("", gettext("any")), *shown], required=False, label=name
            )
        if len(table.measures) == 1:
            self.fields["measures"].initial = list(table.measures)

    def part(self) -> series_files.Part:
        """Return the cells.

        Raises:
            BadInput: a period would have several rows.
        """
        given = self.cleaned_data
        codes = {
            name: given[f"code-{name}"]
            for name in self.codes
            if f"code-{name}" in self.fields and given[f"code-{name}"]
        }
        across = given["across"]
        codes.pop(across, None)
        return series_files.part_of(self.table, measures=given["measures"], codes=codes, across=across)


def _offer(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with what is known of how to read it."""

    item: Item
    text: ItemText
    mapping: Mapping | None


def choose(request: Request) -> HttpResponse:
    """Ask for the file, for the columns where its layout is its own, for the part; show it as a series."""
    if request.method != "POST":
        return _page(request, FileForm(seen_by=request.user))
    if "table" in request.POST:  # the series itself, looked at and sent
        return SERIES.new(request)
    form = FileForm(request.POST, seen_by=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    opened = _opened(request, str(form.cleaned_data["item_id"]))
    return _mapped(request, opened) if "map" in request.POST else _read(request, opened)


def _page(request: Request, form: FileForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "any": bool(series_mappings.tables(request.user))}
    return render(request, "observatory/series_file.html", context, status=status)


def _opened(request: Request, item_id: str) -> Opened:
    item = archive.item(request.user, item_id)
    text = archive.text_of(item)
    if text is None:
        raise NotFound(N_("No text was read from this item, so nothing in it can be read as a series."))
    return Opened(item, text, series_mappings.mapping_of(item))


def _read(request: Request, opened: Opened) -> HttpResponse:
    """Read the file by the mapping kept with it, or by its layout; else ask."""
    try:
        table = series_files.published(opened.item, opened.text, opened.mapping)
    except BadInput as problem:
        return _ask_columns(request, opened, said=sentence(problem))
    return _part(request, opened, table)


def _ask_columns(
    request: Request, opened: Opened, *, form: MappingForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "opened": opened,
        "form": form or MappingForm(seen_by=request.user, text=opened.text),
        "notice": Notice(gettext("Which column holds what?"), said, "amber"),
        "head": series_files.head_of(opened.text, ""),
    }
    return render(request, "observatory/series_columns.html", context, status=status)


def _mapped(request: Request, opened: Opened) -> HttpResponse:
    form = MappingForm(request.POST, seen_by=request.user, text=opened.text)
    if not form.is_valid():
        return _ask_columns(request, opened, form=form, status=422)
    mapping = form.mapping()
    try:
        table = series_files.published(opened.item, opened.text, mapping)
    except BadInput as problem:
        return _ask_columns(request, opened, form=form, said=sentence(problem), status=422)
    series_files.keep_mapping(acting(request), str(opened.item.pk), mapping)
    return _part(request, Opened(opened.item, opened.text, mapping), table, fresh=True)


def _part(request: Request, opened: Opened, table: Table, *, fresh: bool = False) -> HttpResponse:
    asked = "part" in request.POST and not fresh
    form = PartForm(request.POST if asked else None, table=table)
    notice, status = None, 200
    if asked and form.is_valid():
        try:
            return _as_series(request, opened, table, form.part())
        except BadInput as problem:
            notice, status = Notice(gettext("Not one series yet"), sentence(problem), "amber"), 422
    periods = sorted({row.period for row in table.rows})
    findings = examine(table)
    context = {
        "opened": opened,
        "form": form,
        "table": table,
        "periods": (periods[0], periods[-1]) if periods else ("", ""),
        "findings": [_finding(one) for one in findings[:SHOWN_FINDINGS]],
        "more_findings": max(0, len(findings) - SHOWN_FINDINGS),
        "notes": [gettext(one) for one in table.notes],
        "notice": notice,
        "cut": opened.item.reading == "too_large",
    }
    return render(request, "observatory/series_part.html", context, status=status)


def _finding(one: Any) -> str:
    message = gettext(one.message)
    return message % one.values if one.values else message


def _as_series(request: Request, opened: Opened, table: Table, part: series_files.Part) -> HttpResponse:
    form = SeriesForm(seen_by=request.user, initial=_initial(opened, table, part))
    form.read = series_tables.read_table(form.initial["table"])
    return SERIES._form_page(request, form, preview=preview_of(form), from_unhcr=True)


def _initial(opened: Opened, table: Table, part: series_files.Part) -> dict[str, Any]:
    read = series_tables.PastedTable(cells=list(part.cells))
    read.periods = list(dict.fromkeys(cell[0] for cell in part.cells))
    read.outcomes = list(dict.fromkeys(cell[1] for cell in part.cells))
    rows = [(period, [cell and (cell[2], cell[3]) for cell in cells]) for period, cells in read.rows()]
    vintage = table.vintage
    return {
        "title": (vintage.dataset or opened.item.title)[:200],
        "item_id": str(opened.item.pk),
        "vintage": (vintage.updated or opened.item.dated)[:40],
        "note": " ".join(_notes(opened, table, part)),
        "table": series_tables.as_text(rows, read.outcomes),
    }


def _notes(opened: Opened, table: Table, part: series_files.Part) -> list[str]:
    """Return what one must know of these rows: what the detectors found, how it is rounded, what was cut."""
    notes = [_finding(one) for one in examine(table) if not one.lines or part.lines.intersection(one.lines)][
        :SHOWN_FINDINGS
    ]
    marks = " ".join(cell[3] for cell in part.cells)
    if "[rounded" in marks:
        notes.append(gettext("Numbers marked as rounded stand for several neighbouring ones."))
    if "[one to" in marks:
        notes.append(gettext("Numbers marked “one to …” are not exact: small ones are hidden so."))
    if opened.item.reading == "too_large":
        notes.append(gettext("The file was not read whole; see the item's page."))
    return notes
