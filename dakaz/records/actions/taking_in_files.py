"""Files of whole records: ours as tables, or entities of FollowTheMoney; brought in batch by batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from dakaz.exchange import ftm, package
from dakaz.exchange.grid import Book
from dakaz.exchange.whole import Whole
from dakaz.records.models import FileState, ImportFile, ImportRun
from dakaz.records.queries.giving_out import shapes
from dakaz.records.queries.taking_in import TableState

from .acting import Acting
from .taking_in_whole import Brought, bring

MOST_TOLD = 500


def is_whole(book: Book) -> bool:
    """Say whether a file holds whole records, so that nobody need say what its columns are."""
    return package.is_package(book) or (book.kind == "json" and ftm.is_ftm(_objects(book)[:1]))


def _objects(book: Book) -> list[Any]:
    return [json.loads(row[0]) for sheet in book.sheets for row in sheet.rows]


def records_in(book: Book) -> tuple[list[Whole], dict[str, int]]:
    """Return the records of a file, and what it holds besides, by name.

    Raises:
        BadInput: the file was changed so that it can no longer be read; the message says where.
    """
    if package.is_package(book):
        return list(package.records_of(book, shapes())), {}
    found, left = ftm.records_of(_objects(book), file=book.name)
    known = {shape.name for shape in shapes()}
    strange = Counter(one.kind for one in found if one.kind not in known)
    return [one for one in found if one.kind in known], {**left, **strange}


def whole_told(book: Book) -> dict[str, Any]:
    """Return what a file of whole records holds, by kind."""
    found, left = records_in(book)
    counts = Counter(one.kind for one in found)
    return {
        "whole": "tables" if package.is_package(book) else "ftm",
        "total": len(found),
        "kinds": dict(counts),
        "left_kinds": left,
        "notes": [],
    }


Keep = Callable[[ImportRun, int, int, dict[str, Any]], None]


def bring_all(
    acting: Acting, state: TableState, book: Book, *, may_go_on: Callable[[], bool], keep: Keep
) -> bool:
    """Bring whole records; what is here already is passed over, so going on is beginning anew.

    Returns:
        Whether all of it was looked at.
    """
    found, _ = records_in(book)
    brought = Brought()
    state.run.files.filter(position__gt=0).exclude(state=FileState.ADDED).delete()
    coming = bring(acting, shapes(), found, brought)
    while may_go_on():
        done = next(coming, None)
        if done is None:
            _keep_rest(state.run, brought, len(found))
            return True
        made, brought.made = brought.made, []
        if made:
            keep(state.run, done, len(made), {"made": [list(one) for one in made]})
    return False


def _keep_rest(run: ImportRun, brought: Brought, last: int) -> None:
    """Write down what was here already, what differs, and what could not be brought."""
    known = sum(brought.known.values()) + len(brought.differing)
    if known:
        told = {"differing": [list(one) for one in brought.differing], "papers_left": brought.papers_left}
        ImportFile.objects.create(
            run=run, position=last or 1, name="", state=FileState.KNOWN, size=known, problem=told
        )
    ImportFile.objects.bulk_create(_failed(run, brought.failed[:MOST_TOLD], last))


def _failed(run: ImportRun, failed: Sequence[tuple[str, str, Any]], last: int) -> list[ImportFile]:
    return [
        ImportFile(
            run=run,
            position=last + place,
            name="",
            state=FileState.FAILED,
            size=1,
            problem={"cells": [kind, key], "wrong": [["", why.message, why.values]]},
        )
        for place, (kind, key, why) in enumerate(failed, start=1)
    ]
