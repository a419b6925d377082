"""What the observatory's pages show beside the lists: pairs of statements, pictures, tables to read from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Substr

from dakaz import report as room
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Item, RecommendationState, Series, Statement

from . import vocabulary
from .publications import series_table

RECOMMENDATION_STATES: vocabulary.Choices = RecommendationState.choices
TABLES = ("text/csv", "text/tab-separated-values")
HEADER = 2000  # characters in which a table's first row ends


@dataclass(frozen=True, slots=True)
class Matter:
    """Statements that answer one another, in two columns by who answers whom; neither is the first."""

    one: Sequence[Statement]
    other: Sequence[Statement]


def all_statements(seen_by: SeenBy) -> list[Statement]:
    """Return every statement, for choosing one."""
    rows = guard.visible(Statement.objects.select_related("speaker"), seen_by)
    return list(rows.order_by("-date", "entry"))


def matters(seen_by: SeenBy) -> list[Matter]:
    """Return all statements that answer one another, the latest matter first."""
    rows = {one.pk: one for one in all_statements(seen_by)}
    beside = _beside(rows)
    found, placed = [], set[uuid.UUID]()
    for start in rows:
        if beside.get(start) and start not in placed:
            sides = _sides(start, beside)
            placed |= sides.keys()
            found.append(_matter(sides, rows))
    return found


def _beside(rows: Mapping[uuid.UUID, Statement]) -> dict[uuid.UUID, set[uuid.UUID]]:
    beside: dict[uuid.UUID, set[uuid.UUID]] = {}
    for one in rows.values():
        other = rows.get(one.answers_id) if one.answers_id else None
        if other is not None and other.pk != one.pk:
            beside.setdefault(one.pk, set()).add(other.pk)
            beside.setdefault(other.pk, set()).add(one.pk)
    return beside


def _sides(start: uuid.UUID, beside: Mapping[uuid.UUID, set[uuid.UUID]]) -> dict[uuid.UUID, int]:
    """Give each statement of a matter a column so that, where possible, an answer stands opposite."""
    sides, waiting = {start: 0}, [start]
    while waiting:
        here = waiting.pop(0)
        for other in sorted(beside[here] - sides.keys()):
            sides[other] = 1 - sides[here]
            waiting.append(other)
    return sides


def _matter(sides: Mapping[uuid.UUID, int], rows: Mapping[uuid.UUID, Statement]) -> Matter:
    columns: tuple[list[Statement], list[Statement]] = ([], [])
    for identifier in rows:
        if identifier in sides:
            columns[sides[identifier]].append(rows[identifier])
    # The column whose speaker comes first in the alphabet stands left: a rule, not a rank.
    left, right = sorted(columns, key=lambda column: min(one.speaker.label.casefold() for one in column))
    return Matter(left, right)


def beside(seen_by: SeenBy, found: Statement) -> list[Statement]:
    """Return the statements that answer this one, and the one it answers."""
    rows = guard.visible(Statement.objects.select_related("speaker"), seen_by)
    return list(rows.filter(Q(answers=found.pk) | Q(answered_by=found.pk)).exclude(pk=found.pk).distinct())


def whole_series(found: Series) -> room.SeriesTable | None:
    """Return a series as a report would draw it; None when it has no observation."""
    return series_table(found, room.SeriesQuery(found.key, (), None, None, "line"))


def series_by_key(seen_by: SeenBy, key: str) -> Series | None:
    """Return the series with this key, if there is one to see."""
    return guard.visible(Series.objects.filter(key=key), seen_by).first()


def newest_tables(seen_by: SeenBy, *, limit: int = 8) -> list[Item]:
    """Return the tables that came in last: what a series most often comes from."""
    rows = guard.visible(Item.objects.filter(media_type__in=TABLES), seen_by)
    return list(rows.select_related("source", "case").order_by("-row")[:limit])


def archived_tables(seen_by: SeenBy) -> list[tuple[Item, str]]:
    """Return archived tables whose text was read, each with its first row."""
    rows = guard.visible(Item.objects.filter(media_type__in=TABLES, text__isnull=False), seen_by)
    headed = rows.annotate(head=Substr("text__content", 1, HEADER)).order_by("-row")
    return [(row, row.head.split("\n", 1)[0]) for row in headed]
