"""Reports and everything an outline needs from the records."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dakaz import report as room
from dakaz.errors import BadInput
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Approval, Item, Passage, Release, Report, Series, User, Within

from . import counting
from .counted import count_in_words
from .listing import PAGE_SIZE, Listing, listed
from .observatory import table
from .series_bounds import as_written


def reports(seen_by: SeenBy, *, sort: str = "title", page: int = 1, size: int = PAGE_SIZE) -> Listing[Report]:
    """Return reports."""
    rows = guard.visible(Report.objects.all(), seen_by)
    columns = {"title": "title", "key": "key", "changed": "entry"}
    return listed(rows, columns=columns, sort=sort, page=page, size=size)


def report(seen_by: SeenBy, identifier: uuid.UUID | str) -> Report:
    """Return one report."""
    return guard.one(Report.objects.all(), seen_by, identifier)


def report_by_key(seen_by: SeenBy, key: str) -> Report | None:
    """Return the report with this key, if there is one to see."""
    return guard.visible(Report.objects.filter(key=key), seen_by).first()


def releases(seen_by: SeenBy, found: Report) -> Sequence[Release]:
    """Return a report's releases, newest first."""
    return list(guard.visible(found.releases.all(), seen_by).order_by("-at"))


@dataclass(frozen=True, slots=True)
class PastRelease:
    """A release as its record tells it.

    Args:
        row: the release itself.
        built_on: the day printed in it.
        version: of the program that built it.
        files: SHA-256 of every file by its path in the folder, in the order they were laid out.
        same_outline: whether the outline has not changed since.
    """

    row: Release
    built_on: date
    version: str
    files: Mapping[str, str]
    same_outline: bool


def past_releases(seen_by: SeenBy, found: Report) -> list[PastRelease]:
    """Return a report's releases with what their records hold, newest first."""
    outline = hashlib.sha256(found.outline.encode()).hexdigest()
    return [_past(row, outline) for row in releases(seen_by, found)]


def _past(row: Release, outline_sha256: str) -> PastRelease:
    record = json.loads(bytes(row.record))
    return PastRelease(
        row=row,
        built_on=date.fromisoformat(record["built_on"]),
        version=record["version"],
        files=record["files"],
        same_outline=record["outline_sha256"] == outline_sha256,
    )


def material(seen_by: SeenBy, found: Report, needs: room.Needs, *, today: date) -> room.Material:
    """Gather what an outline asks for; whether bytes are altered is for an action to look at.

    Args:
        today: the day the counts stand for.
    """
    approvals = {one.expression: one for one in found.approvals.all()}
    series = {
        query.canonical: built for query in needs.series if (built := _series(seen_by, query)) is not None
    }
    cites = set(needs.cites) | {one.source for one in series.values() if one.source}
    items = guard.visible(Item.objects.filter(cite__in=cites), seen_by).select_related("source")
    by_cite = {item.cite: item for item in items}
    return room.Material(
        sources={cite: _source(item) for cite, item in by_cite.items()},
        passages=_passages(seen_by, by_cite, needs.passages),
        counts={
            one.canonical: _counted(seen_by, one, approvals.get(one.canonical), today)
            for one in needs.counts
            if _known(seen_by, one)
        },
        series=series,
    )


def counts(seen_by: SeenBy, report_id: uuid.UUID | str, *, today: date) -> Mapping[str, room.Counted]:
    """Return what a report counts, by the canonical text of each count.

    Raises:
        BadInput: the outline cannot be read; the message names the line.
    """
    found = report(seen_by, report_id)
    return material(seen_by, found, room.needs(room.parse(found.outline)), today=today).counts


def cited_items(seen_by: SeenBy, keys: frozenset[str]) -> list[Item]:
    """Return the items with these citation keys."""
    rows = guard.visible(Item.objects.filter(cite__in=keys), seen_by)
    return list(rows.select_related("source").order_by("cite"))


def citable(seen_by: SeenBy) -> list[tuple[Item, list[Passage]]]:
    """Return every item that has a citation key, with its passages, for authors who look for one."""
    items = list(guard.visible(Item.objects.exclude(cite=""), seen_by).order_by("cite"))
    passages: dict[uuid.UUID, list[Passage]] = {}
    for row in guard.visible(Passage.objects.filter(item__in=items), seen_by).order_by("start"):
        passages.setdefault(row.item_id, []).append(row)
    return [(item, passages.get(item.pk, [])) for item in items]


def _source(item: Item) -> room.CitedSource:
    source = item.source
    origin = item.origins.order_by("entry").first()
    return room.CitedSource(
        title=item.title if source is None or not source.title else source.title,
        publisher=source.publisher if source else "",
        dated=item.dated,
        # A source that is not public is named by what people wrote to be read, and never by its address.
        address=source.address or None if source and source.public else None,
        sha256=item.sha256,
        captured=origin.at.date().isoformat() if origin else "",
        how=origin.how if origin else "",
        altered=False,
        public=bool(source and source.public),
        item_id=str(item.pk),
        pages=tuple(page.sha256 for page in pages_of(item)),
    )


def pages_of(item: Item) -> Sequence[Item]:
    """Return the photos a paper is made of, in order; they are what its words were read from."""
    return list(item.parts.filter(within_as=Within.PAGE).order_by("position"))


def _passages(
    seen_by: SeenBy, by_cite: Mapping[str, Item], wanted: frozenset[tuple[str, str]]
) -> dict[tuple[str, str], room.QuotedPassage]:
    rows = guard.visible(Passage.objects.filter(item__in=list(by_cite.values())), seen_by)
    cite_of = {item.pk: cite for cite, item in by_cite.items()}
    found = {(cite_of[row.item_id], row.label): row for row in rows}
    return {
        place: room.QuotedPassage(
            exact=row.exact, text_around=row.prefix + row.exact + row.suffix, page_label=row.place
        )
        for place, row in found.items()
        if place in wanted
    }


def _known(seen_by: SeenBy, one: room.Count) -> bool:
    try:
        counting.matching(seen_by, one.table, dict(one.where))
    except BadInput:
        return False
    return True


def _counted(seen_by: SeenBy, one: room.Count, approval: Approval | None, today: date) -> room.Counted:
    by = User.objects.filter(pk=approval.by).values_list("name", flat=True).first() if approval else None
    return room.Counted(
        value=counting.count(seen_by, one.table, dict(one.where)),
        approved=int(approval.value) if approval else None,
        records=counting.count(seen_by, one.table, {}),
        as_of=today.isoformat(),
        approved_by=by or "",
        approved_on=approval.at.date().isoformat() if approval else "",
        what=count_in_words(one),
    )


def _series(seen_by: SeenBy, query: room.SeriesQuery) -> room.SeriesTable | None:
    found = guard.visible(Series.objects.filter(key=query.key), seen_by).select_related("item").first()
    return series_table(found, query) if found else None


def series_table(found: Series, query: room.SeriesQuery) -> room.SeriesTable | None:
    """Return the part of a series that is asked for; None when there is no such part."""
    whole = table(found)
    within = [index for index, period in enumerate(whole.periods) if _within(period, query)]
    wanted = query.rows or tuple(whole.outcomes)
    if not within or not set(wanted) <= set(whole.outcomes):
        return None
    columns = {outcome: position for position, outcome in enumerate(whole.outcomes)}
    return room.SeriesTable(
        title=found.title,
        unit=found.unit,
        periods=tuple(whole.periods[index] for index in within),
        rows=tuple(
            room.SeriesRow(
                label=outcome,
                values=tuple(
                    room.Observation(_number(cell.value), as_written(cell))
                    if cell
                    else room.Observation(None, "")
                    for cell in (whole.cells[index][columns[outcome]] for index in within)
                ),
            )
            for outcome in wanted
        ),
        source=found.item.cite if found.item else "",
        as_of=found.vintage,
        caveat=found.note,
    )


def _number(value: Decimal | None) -> int | Decimal | None:
    """Return a number as it is read: 24, not 24.0000 as the column keeps it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def _within(period: str, query: room.SeriesQuery) -> bool:
    """Whether a period's year lies in what is asked; one that names no year only fits when all is asked."""
    if query.first is None and query.last is None:
        return True
    year = re.search(r"(?<!\d)\d{4}(?!\d)", period)
    return (
        year is not None
        and (query.first is None or int(year[0]) >= query.first)
        and (query.last is None or int(year[0]) <= query.last)
    )
