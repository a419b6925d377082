"""Statements, recommendations and series, as one person may see them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Observation, Recommendation, Series, Statement

from .listing import Listing, listed

STATEMENT_COLUMNS = {"date": "date", "speaker": "speaker__label", "role": "role"}
RECOMMENDATION_COLUMNS = {
    "number": "number",
    "since": "since",
    "by": "made_by__label",
    "to": "addressee__label",
    "state": "state",
}
SERIES_COLUMNS = {"title": "title", "key": "key", "vintage": "vintage"}


def statements(seen_by: SeenBy, *, sort: str = "-date", page: int = 1, size: int = 50) -> Listing[Statement]:
    """Return statements."""
    rows = guard.visible(Statement.objects.select_related("speaker"), seen_by)
    return listed(rows, columns=STATEMENT_COLUMNS, sort=sort, page=page, size=size)


def statement(seen_by: SeenBy, identifier: uuid.UUID | str) -> Statement:
    """Return one statement with the one it answers."""
    rows = Statement.objects.select_related("speaker", "answers__speaker")
    return guard.one(rows, seen_by, identifier)


def recommendations(
    seen_by: SeenBy, *, sort: str = "number", page: int = 1, size: int = 50
) -> Listing[Recommendation]:
    """Return recommendations."""
    rows = guard.visible(Recommendation.objects.select_related("made_by", "addressee"), seen_by)
    return listed(rows, columns=RECOMMENDATION_COLUMNS, sort=sort, page=page, size=size)


def recommendation(seen_by: SeenBy, identifier: uuid.UUID | str) -> Recommendation:
    """Return one recommendation."""
    rows = Recommendation.objects.select_related("made_by", "addressee")
    return guard.one(rows, seen_by, identifier)


def series_list(seen_by: SeenBy, *, sort: str = "title", page: int = 1, size: int = 50) -> Listing[Series]:
    """Return series."""
    rows = guard.visible(Series.objects.all(), seen_by)
    return listed(rows, columns=SERIES_COLUMNS, sort=sort, page=page, size=size)


def series(seen_by: SeenBy, identifier: uuid.UUID | str) -> Series:
    """Return one series."""
    return guard.one(Series.objects.select_related("item__source"), seen_by, identifier)


@dataclass(frozen=True, slots=True)
class Table:
    """A series as a table: ``cells[period][outcome]`` is the observation, None where none was published."""

    periods: Sequence[str]
    outcomes: Sequence[str]
    cells: Sequence[Sequence[Observation | None]]


def table(found: Series) -> Table:
    """Return a series as it is read: periods down, outcomes across, in the order published."""
    observations = list(found.observations.order_by("position"))
    periods = list(dict.fromkeys(one.period for one in observations))
    outcomes = list(dict.fromkeys(one.outcome for one in observations))
    by_place = {(one.period, one.outcome): one for one in observations}
    cells = [[by_place.get((period, outcome)) for outcome in outcomes] for period in periods]
    return Table(periods, outcomes, cells)
