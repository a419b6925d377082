"""What a dossier says of statements, recommendations and figures; see ``samples/README.md``."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal

from . import observatory
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
