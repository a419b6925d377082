"""What a dossier says of statements, recommendations and figures; see ``samples/README.md``."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dakaz.records import guard
from dakaz.records.models import Series
from dakaz.records.queries.checks import code_of

from . import checks, claims, observatory
from .sample_archive import item_of
from .sample_filling import Entry, Filling, only, rest


def statement(filling: Filling, entry: Entry) -> uuid.UUID:
    statement = observatory.save_statement(
        filling.acting,
        speaker_id=filling.of("parties", entry["speaker"]),
        **only(entry, "role", "date", "words", "language"),
    )
    rest(filling, statement, [entry["passage"]] if entry.get("passage") else [])
    return statement.pk


def pair(filling: Filling, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.get("paired_with"):
            observatory.save_statement(
                filling.acting,
                identifier=filling.of("statements", entry["key"]),
                answers_id=filling.of("statements", entry["paired_with"]),
            )


def recommendation(filling: Filling, entry: Entry) -> uuid.UUID:
    recommendation = observatory.save_recommendation(
        filling.acting,
        made_by_id=filling.of("parties", entry["made_by"]),
        addressee_id=filling.of("parties", entry.get("addressee")),
        **only(entry, "number", "text", "since", "state"),
    )
    rest(filling, recommendation, [entry["passage"]] if entry.get("passage") else [])
    return recommendation.pk


def series(filling: Filling, entry: Entry) -> uuid.UUID:
    cells = [
        (period, outcome, None if value is None else Decimal(str(value)), "")
        for period, row in entry["rows"].items()
        for outcome, value in zip(entry["cols"], row, strict=True)
    ]
    return observatory.save_series(
        filling.acting,
        cells=cells,
        item_id=item_of(filling, entry["source"]) if entry.get("source") else None,
        **only(entry, "key", "title", "unit", "vintage", "note"),
    ).pk


NUMBERS = ("value", "low", "high", "first", "last")


def claim(filling: Filling, entry: Entry) -> uuid.UUID:
    """Write a figure that somebody states, resting on the passage it stands in."""
    numbers: dict[str, Any] = {name: Decimal(str(entry[name])) for name in NUMBERS if name in entry}
    return claims.save_claim(
        filling.acting,
        passage_id=filling.needed("passages", entry["passage"]),
        said_by_id=filling.of("parties", entry.get("said_by")),
        **numbers,
        **only(entry, "about", "says", "kind", "unit", "counted", "place", "period", "qualifier"),
        **only(entry, "attributed_to", "answer"),
    ).pk


def check(filling: Filling, entry: Entry) -> uuid.UUID:
    """Recompute a figure and keep what came out."""
    return checks.save_check(
        filling.acting,
        says=entry["says"],
        kind=entry["kind"],
        given=entry["given"],
        official=_official(filling, entry["official"]) if entry.get("official") else "",
        note=entry.get("note", ""),
        claim_ids=[str(filling.needed("claims", key)) for key in entry.get("claims", ())],
    ).pk


def _official(filling: Filling, entry: Entry) -> str:
    """Return what stands for an outcome of a series where a figure is held against it."""
    found = filling.needed("series", entry["series"])
    return code_of(guard.one(Series.objects.all(), filling.acting.seen_by, found), entry["outcome"])
