"""What rests on an item: every record and reason that would lose its ground without it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Ground, Item, Record, Report

_KEY = re.compile(r"@([\w.-]*\w)")


@dataclass(frozen=True, slots=True)
class Resting:
    """A record that rests on an item.

    Args:
        kind: model name of the record, such as decision.
        record: the row itself; for a report, one sentence of it.
        alone: whether it rests on this item and on nothing else.
        passages: labels of the passages it uses; empty when it rests on the whole item.
        line: for a report, the line of its outline.
    """

    kind: str
    record: Record
    alone: bool
    passages: Sequence[str] = ()
    line: int | None = None


def rests_on(seen_by: SeenBy, item_id: uuid.UUID) -> list[Resting]:
    """Return everything that rests on an item, what rests on it alone first."""
    grounds = guard.visible(Ground.objects.filter(item=item_id), seen_by).select_related("passage")
    by_subject: dict[tuple[str, uuid.UUID], list[Ground]] = {}
    for ground in grounds:
        by_subject.setdefault((ground.kind, ground.subject), []).append(ground)
    found = [_resting(seen_by, kind, subject, rows, item_id) for (kind, subject), rows in by_subject.items()]
    resting = [one for one in found if one] + _sentences(seen_by, item_id)
    return sorted(resting, key=lambda one: not one.alone)


def _resting(
    seen_by: SeenBy, kind: str, subject: uuid.UUID, grounds: list[Ground], item_id: uuid.UUID
) -> Resting | None:
    rows = apps.get_model("records", kind)._default_manager.filter(pk=subject)
    record = guard.visible(rows, seen_by).first()
    if not isinstance(record, Record):
        return None
    others = Ground.objects.filter(subject=subject).exclude(item=item_id)
    alone = not guard.visible(others, seen_by).exists()
    labels = sorted({ground.passage.label for ground in grounds if ground.passage})
    return Resting(kind, record, alone, labels)


def _sentences(seen_by: SeenBy, item_id: uuid.UUID) -> list[Resting]:
    """Lines of report outlines that cite the item by its key; alone when the line cites no other."""
    key = guard.visible(Item.objects.filter(pk=item_id), seen_by).values_list("cite", flat=True).first()
    if not key:
        return []
    lines = []
    for report in guard.visible(Report.objects.filter(outline__contains=f"@{key}"), seen_by):
        for number, line in enumerate(report.outline.splitlines(), start=1):
            keys = cited_keys(line)
            if key in keys:
                lines.append(Resting("report", report, keys == {key}, (), number))
    return lines


def is_cited(key: str) -> bool:
    """Say whether any outline in the vault cites an item by this key, whoever may see the report."""
    outlines = Report.objects.filter(outline__contains=f"@{key}").values_list("outline", flat=True)
    return bool(key) and any(key in cited_keys(outline) for outline in outlines)


def cited_keys(line: str) -> set[str]:
    """Return the citation keys a line of an outline names."""
    return set(_KEY.findall(line))
