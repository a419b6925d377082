"""What is kept of a table's rows: those that failed with their cells, of each batch what it made and left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dakaz.exchange import edtf
from dakaz.exchange.filling import Wrong
from dakaz.records.models import Decision, Event, EventKind, FileState, ImportFile, ImportRun

from .acting import Acting
from .deadlines import count_application, count_decision
from .taking_in_made import Outcome

MOST_TOLD = 200  # differences that are told of one batch
COUNTED_SINCE = 400  # days: the law's days of older decisions are long over
# The cells of a row by its number; None of a row the table does not have.
Cells = Callable[[int], Sequence[str] | None]


def count_days(acting: Acting, outcome: Outcome) -> None:
    """Let the law count the days of what came in, where they can still run."""
    for kind, key, _ in outcome.made:
        if kind == "decision":
            decision = Decision.objects.get(pk=key)
            if _recent(acting, decision.served or decision.dated):
                count_decision(acting, decision)
        elif kind == "event":
            event = Event.objects.get(pk=key)
            if event.kind == EventKind.APPLICATION:
                count_application(acting, event)


def _recent(acting: Acting, day: str) -> bool:
    latest = edtf.parse(day).latest if day else None
    return latest is None or (acting.clock().date() - latest).days < COUNTED_SINCE


def keep_failed(run: ImportRun, failed: Sequence[tuple[int, list[Wrong]]], cells: Cells) -> None:
    """Keep rows that could not be taken in, with what is wrong, so that they can be mended."""
    ImportFile.objects.bulk_create(
        ImportFile(
            run=run,
            position=number,
            name="",
            state=FileState.FAILED,
            size=1,
            problem={
                "cells": list(cells(number) or ()),
                "wrong": [[one.column, one.message, one.values] for one in wrong],
            },
        )
        for number, wrong in failed
    )


def keep(run: ImportRun, last: int, size: int, told: dict[str, Any]) -> None:
    """Keep how far a run is.

    Args:
        last: number of the last row of a batch.
        size: rows that gave something.
        told: what became of them.
    """
    ImportFile.objects.create(
        run=run, position=last, name="", state=FileState.ADDED, size=size, problem=told or None
    )


def keep_outcome(run: ImportRun, last: int, outcome: Outcome) -> None:
    """Keep what a batch made, changed and left, so that it can be taken back and looked at."""
    told = {
        "made": [list(one) for one in outcome.made],
        "before": outcome.before,
        "changed": outcome.changed,
        "left": [[row, one.column, one.message, one.values] for row, one in outcome.left[:MOST_TOLD]],
        "left_of": outcome.left_of[:MOST_TOLD],
    }
    keep(run, last, outcome.added + outcome.changed, told)
    if outcome.same:
        ImportFile.objects.create(run=run, position=last, name="", state=FileState.KNOWN, size=outcome.same)
