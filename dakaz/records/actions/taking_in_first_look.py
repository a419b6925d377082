"""What is seen of a table before anybody has said what its columns are: sheet, headings, a proposed plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.exchange.grid import Book, Headed, headed
from dakaz.exchange.mapping import Plan, again, proposed
from dakaz.records.queries import taking_in as asked

from .acting import Acting

SAMPLE = 6  # rows that are shown


def told_of(acting: Acting, book: Book, found: Headed, called: str) -> dict[str, Any]:
    """Return what is kept of a first look; the plan is that of a table of the same headings, or proposed."""
    kept = asked.kept_plan(acting.seen_by, found.digest)
    plan = again(kept, found) if kept else proposed(found, asked.words().values, table=called)
    return {
        "phase": "chosen",
        "plan": (plan if kept else _keyed(plan)).as_json(),
        "kept": kept is not None,
        "total": sum(1 for _ in found.numbered()),
        "sheets": [one.name for one in book.sheets],
        "headers": list(found.headers),
        "sample": [[number, list(cells)] for number, cells in islice(found.numbered(), SAMPLE)],
        "notes": [[note.message, note.values] for note in found.notes],
    }


def _keyed(plan: Plan) -> Plan:
    """Let submissions be told apart by their own ids."""
    headers = [one.header for one in plan.columns]
    key = next((one for one in ("_row", "_uuid", "_id") if one in headers), "")
    columns = plan.columns
    if key == "_row":
        columns = tuple(replace(one, target="case.id") if one.header == "_uuid" else one for one in columns)
    return replace(plan, key=key, columns=columns)


def first_with_rows(book: Book) -> Headed:
    """Return the first sheet that has headings.

    Raises:
        BadInput: none has; what is wrong with the first of them.
    """
    refusal: BadInput | None = None
    for sheet in book.sheets:
        try:
            return headed(sheet, file=book.name)
        except BadInput as problem:
            refusal = refusal or problem
    raise refusal or BadInput(N_("%(file)s has no sheet with rows."), file=book.name)


def list_name(file: str, found: Headed, book: Book) -> str:
    """Return what a table is called, so that the next one of it is known again."""
    if any(one in found.headers for one in ("_uuid", "_row")):
        return (book.sheets[0].name or "submissions")[:120]  # the same for a form's answers and their repeats
    stem = file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or file
    return f"{stem} {found.name}".strip()[:120]
