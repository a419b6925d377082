"""Where a record comes from, as pages show it: provenance lines from grounds."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from .edtf_words import in_words
from .look import Link, Provenance

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Ground, Item, Passage, Record

HISTORY = 20


@dataclass(frozen=True, slots=True)
class Wrote:
    """One act on a record: what was done, by whom, at which moment."""

    did: str
    who: str
    at: datetime | None


def lines_of(grounds: Sequence[Ground]) -> list[Provenance]:
    """Return a provenance line for each thing a record rests on."""
    independent = len({ground.item.source_id or ground.item_id for ground in grounds})
    return [line_of(ground.item, ground.passage, independent=independent) for ground in grounds]


def line_of(item: Item, passage: Passage | None = None, *, independent: int = 0) -> Provenance:
    """Return the provenance line of an item or a passage of it."""
    source = item.source
    kind = str(source.get_kind_display()) if source else ""
    named = (source.publisher or source.title) if source else gettext("no source named yet")
    said_by = kind if kind and named == item.title else named  # a name that stands above says nothing
    return Provenance(
        said_by=said_by,
        # Said to be the paper's: under a decision, what counts is another day, when it was handed over.
        when=gettext("dated %(date)s") % {"date": in_words(item.dated)} if item.dated else "",
        kind="" if said_by == kind else kind,
        independent=independent,
        passage=place_of(item, passage),
    )


def place_of(item: Item, passage: Passage | None = None) -> Link:
    """Return the link to an item, or to a passage in it."""
    address = reverse("archive:item", args=[item.pk])
    if passage is None:
        return Link(gettext("to the paper"), address)
    return Link(gettext("to the passage"), f"{address}#passage-{passage.label}")


def history_of(seen_by: SeenBy, record: Record) -> list[Wrote]:
    """Return who wrote a record down and who changed it, newest first; what repeats is said once."""
    return history_of_id(seen_by, record.pk)


def history_of_id(seen_by: SeenBy, identifier: uuid.UUID) -> list[Wrote]:
    """Return the same of the record with this id."""
    from dakaz.records.queries.log import lines  # noqa: PLC0415 - tables load after the settings

    told = [
        Wrote(_did(line.action), line.who, datetime.fromisoformat(line.at) if line.at else None)
        for line in lines(seen_by, subject=identifier, limit=HISTORY)
    ]
    return [next(same) for _, same in groupby(told, key=_to_the_minute)]


def _to_the_minute(one: Wrote) -> tuple[str, str, datetime | None]:
    return one.did, one.who, one.at.replace(second=0, microsecond=0) if one.at else None


def _did(action: str) -> str:
    kind, _, did = action.rpartition(".")
    if kind == "ground":
        return gettext("linked to what it rests on") if did == "added" else gettext("a link taken away")
    return gettext("written down") if did == "added" else gettext("changed")
