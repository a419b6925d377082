"""A series read from an official file of the archive: recognised, or mapped; looked at, then saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from dakaz.errors import N_, BadInput, NotFound
from dakaz.figures import Mapping, Table, examine
from dakaz.records.actions import series_files, series_tables
from dakaz.records.queries import archive, series_mappings
from dakaz.web.acting import acting
from dakaz.web.answers import sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request

from .series import SERIES, preview_of
from .series_file_forms import FileForm, MappingForm, PartForm
from .series_form import SeriesForm

if TYPE_CHECKING:
    from dakaz.records.models import Item, ItemText

SHOWN_FINDINGS = 20


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
    if "map" in request.POST:
        return _mapped(request, opened)
    chosen = form.chosen()
    return _by_chosen(request, opened, chosen) if chosen else _read(request, opened)


def _page(request: Request, form: FileForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "any": bool(series_mappings.tables(request.user))}
    return render(request, "observatory/series_file.html", context, status=status)


def _opened(request: Request, item_id: str) -> Opened:
    item = archive.item(request.user, item_id)
    text = archive.text_of(item)
    if text is None:
        raise NotFound(N_("No text was read from this item, so nothing in it can be read as a series."))
    return Opened(item, text, series_mappings.mapping_of(item))


def _by_chosen(request: Request, opened: Opened, chosen: series_mappings.Kept) -> HttpResponse:
    """Read the file by a mapping that has a name, and keep with it that it was."""
    try:
        table = series_files.published(opened.item, opened.text, chosen.mapping)
    except BadInput as problem:
        return _ask_columns(request, opened, said=sentence(problem))
    series_files.keep_mapping(acting(request), str(opened.item.pk), chosen.mapping, name=chosen.name)
    return _part(request, Opened(opened.item, opened.text, chosen.mapping), table)


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
        "form": form or MappingForm(seen_by=request.user, item=opened.item, text=opened.text),
        "notice": Notice(gettext("Which column holds what?"), said, "amber"),
        "head": series_files.head_of(opened.text, ""),
    }
    return render(request, "observatory/series_columns.html", context, status=status)


def _mapped(request: Request, opened: Opened) -> HttpResponse:
    form = MappingForm(request.POST, seen_by=request.user, item=opened.item, text=opened.text)
    if not form.is_valid():
        return _ask_columns(request, opened, form=form, status=422)
    mapping = form.mapping()
    try:
        table = series_files.published(opened.item, opened.text, mapping)
    except BadInput as problem:
        return _ask_columns(request, opened, form=form, said=sentence(problem), status=422)
    series_files.keep_mapping(acting(request), str(opened.item.pk), mapping, name=form.name())
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
    if "[" in marks:
        notes.append(gettext("Where two numbers stand in brackets, the true one lies between them."))
    if opened.item.reading == "too_large":
        notes.append(gettext("The file was not read whole; see the item's page."))
    return notes
