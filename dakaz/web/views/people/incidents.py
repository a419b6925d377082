"""Incidents by month: a picture and its table, both without a script, narrowed as the list of events is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from dakaz.records.queries import event_kinds, vocabulary
from dakaz.records.queries.incidents import DISPROVED, STATUSES, Cell, counted_in, incidents_by_month
from dakaz.web.list_filters import chosen_of, shown_of
from dakaz.web.look import Link

from .event_drawing import Drawing, Lane, drawn, legend_mark
from .event_filters import filters_of, offered_to

if TYPE_CHECKING:
    from dakaz.web.requests import Request

MONTH, YEAR = 7, 4  # letters of a period
MOST_MONTHS = 24  # more do not fit a page; then years are drawn


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Args:
        when: the period in words.
        kind: of incident.
        counts: how many of each status, in the order of the headings.
        total: all but the disproved.
        url: the events themselves, as far as the list can be narrowed to them.
    """

    when: str
    kind: str
    counts: Sequence[int]
    total: int
    url: str = ""


def timeline(request: Request) -> HttpResponse:
    """Show the incidents one may see, by month and kind."""
    filters = filters_of(
        *offered_to(request), groups=event_kinds.INCIDENT_GROUPS, kinds=event_kinds.ALL_INCIDENTS.choices
    )
    chosen = chosen_of(filters, request.GET)
    cells = incidents_by_month(request.user, chosen)
    columns = _columns(cells)
    asked = {key: value for key, value in chosen.items() if value}
    context = {
        "filters": shown_of(filters, request.GET),
        "picture": _picture(cells, columns) if columns else None,
        "legend": [(mark_safe(legend_mark(code)), word) for code, word in _statuses(cells)],  # noqa: S308
        "said": _said(cells, columns),
        "statuses": [vocabulary.word_for(vocabulary.EVENT_STATUSES, one) for one in STATUSES],
        "lines": [_line(key, some, asked) for key, some in _by_line(cells).items()],
        "all": _whole(cells),
        "list": reverse("people:events") + "?" + urlencode({"group": "incidents"} | asked),
        "narrowed": bool(asked),
        "today": request.today,
        "ways_back": [Link(gettext("Events"), reverse("people:events"))],
    }
    return render(request, "people/incidents.html", context)


def _columns(cells: Sequence[Cell]) -> list[str]:
    """Return the periods of the picture without a gap: months, or years where the months are too many."""
    months = sorted({cell.period for cell in cells if len(cell.period) == MONTH})
    years = sorted({cell.period[:YEAR] for cell in cells if cell.period})
    if months:
        every = _months(months[0], months[-1])
        if len(every) <= MOST_MONTHS:
            return every
    return [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else []


def _months(first: str, last: str) -> list[str]:
    start, end = _ordinal(first), _ordinal(last)
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(start, end + 1)]


def _ordinal(month: str) -> int:
    return int(month[:YEAR]) * 12 + int(month[5:]) - 1


def _picture(cells: Sequence[Cell], columns: Sequence[str]) -> SafeString:
    places = {period: place for place, period in enumerate(columns)}
    letters = len(columns[0])
    counts: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for cell in cells:
        place = places.get(cell.period[:letters]) if len(cell.period) >= letters else None
        if place is not None:
            counts[cell.kind][place][cell.status] += cell.count
    lanes = [
        Lane(str(word), {place: _ordered(some) for place, some in counts[kind].items()})
        for kind, word in event_kinds.ALL_INCIDENTS.choices
        if kind in counts
    ]
    made = Drawing(
        title=gettext("Incidents by the month they began"),
        description=gettext("The table below holds the same numbers."),
        columns=_headings(columns),
        lanes=lanes,
    )
    return mark_safe(drawn(made))  # noqa: S308 - every word in it was escaped where it was drawn


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(status, counts[status]) for status in STATUSES if counts.get(status)]


def _headings(columns: Sequence[str]) -> list[tuple[str, str]]:
    if len(columns[0]) == YEAR:
        return [(year, "") for year in columns]
    return [
        (date_format(_first_day(month), "M"), month[:YEAR] if place == 0 or month.endswith("-01") else "")
        for place, month in enumerate(columns)
    ]


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _statuses(cells: Sequence[Cell]) -> list[tuple[str, Any]]:
    there = {cell.status for cell in cells}
    return [(code, word) for code, word in vocabulary.EVENT_STATUSES if code in there]


def _said(cells: Sequence[Cell], columns: Sequence[str]) -> list[str]:
    """Return what must be known to read the picture rightly."""
    letters = len(columns[0]) if columns else 0
    disproved = sum(cell.count for cell in cells if cell.status == DISPROVED)
    undrawn = sum(cell.count for cell in cells if len(cell.period) < letters)
    count = counted_in(cells)
    said = [ngettext("%(n)d incident.", "%(n)d incidents.", count) % {"n": count}]
    if disproved:
        words = ngettext(
            "%(n)d more was disproved: it is shown, and counted in no total.",
            "%(n)d more were disproved: they are shown, and counted in no total.",
            disproved,
        )
        said.append(words % {"n": disproved})
    if undrawn:
        words = ngettext(
            "%(n)d has no month and stands only in the table.",
            "%(n)d have no month and stand only in the table.",
            undrawn,
        )
        said.append(words % {"n": undrawn})
    return said


def _by_line(cells: Sequence[Cell]) -> Mapping[tuple[str, str], list[Cell]]:
    lines: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in sorted(cells, key=lambda one: one.period, reverse=True):
        lines[cell.period, cell.kind].append(cell)
    return lines


def _line(key: tuple[str, str], cells: Sequence[Cell], asked: Mapping[str, str]) -> Line:
    period, kind = key
    narrowed = {**asked, "kind": kind} | ({"year": period[:YEAR]} if period else {})
    return Line(
        when=_in_words(period),
        kind=vocabulary.word_for(vocabulary.EVENT_KINDS, kind),
        counts=_counts(cells),
        total=counted_in(cells),
        url=reverse("people:events") + "?" + urlencode(narrowed),
    )


def _whole(cells: Sequence[Cell]) -> Line:
    return Line(gettext("All"), "", _counts(cells), counted_in(cells))


def _counts(cells: Sequence[Cell]) -> list[int]:
    return [sum(cell.count for cell in cells if cell.status == status) for status in STATUSES]


def _in_words(period: str) -> str:
    if len(period) == MONTH:
        return date_format(_first_day(period), "F Y")
    return gettext("%(year)s, month not known") % {"year": period} if period else gettext("no date")
