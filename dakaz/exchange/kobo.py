"""Submissions of KoBoToolbox with their XLSForm, as tables whose cells and columns have names people read.

A form is a workbook with the sheets ``survey`` (type, name, label) and ``choices`` (list_name, name, label).
Submissions come as a workbook (groups as ``group/name``; each repeat in a sheet of its own, tied by
``_index``, ``_parent_index`` and ``_parent_table_name``), as CSV, or as the API's JSON (repeats as lists).
Rows of a repeat get their submission's columns too, so that what they tell can be tied to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dakaz.errors import N_, BadInput

from .grid import Book, Sheet

UUID, INDEX, PARENT, TABLE = "_uuid", "_index", "_parent_index", "_parent_table_name"
_SUBMISSION = "_submission__uuid"
# What the server adds and nobody reads.
_LEFT_OUT = re.compile(
    r"(?:meta|formhub|_attachments|_bamboo_dataset_id|_geolocation|_notes|_tags|_validation_status|_status|"
    r"_submitted_by|__version__|_xform_id_string|_version_|_submission__(?!uuid).*)(?:/.*)?"
)
NO_FORM = N_("%(file)s is no XLSForm: it has no sheet “survey” with the columns type and name.")
NO_UUID = N_(
    "The submissions of %(file)s have neither _uuid nor _id; without one the same answers could come twice."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form.

    Args:
        path: groups and name, parted by slashes.
        labels: by language; the language ``""`` where the form names none.
        list_name: of its choices; empty for other questions.
        several: more than one choice may be ticked.
    """

    path: str
    labels: Mapping[str, str]
    list_name: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its questions by path and by name, its choices by list and name."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def question(self, header: str) -> Question | None:
        """Return the question of a column, whether it is called by path, name or label."""
        name = header.rpartition("/")[2]
        return self.questions.get(header) or self.questions.get(name)

    def label(self, header: str, language: str) -> str:
        """Return what a column is called; as it is when it is no question."""
        found = self.question(header)
        return _said(found.labels, language, header) if found else header

    def cell(self, header: str, cell: str, language: str) -> str:
        """Return a cell with the labels of its choices."""
        found = self.question(header)
        names = self.choices.get(found.list_name, {}) if found and found.list_name else {}
        if not names or not cell:
            return cell
        parts = cell.split() if found and found.several and cell not in names else [cell]
        return "; ".join(_said(names[part], language, part) if part in names else part for part in parts)


def _said(labels: Mapping[str, str], language: str, otherwise: str) -> str:
    return (
        labels.get(language) or labels.get("") or next((text for text in labels.values() if text), otherwise)
    )


def is_form(book: Book) -> bool:
    """Say whether a workbook is an XLSForm."""
    names = {sheet.name.casefold() for sheet in book.sheets}
    return "survey" in names and any(
        _column(sheet, "type") is not None for sheet in book.sheets if sheet.name.casefold() == "survey"
    )


def form_of(book: Book) -> Form:
    """Read an XLSForm.

    Raises:
        BadInput: it is none.
    """
    if not is_form(book):
        raise BadInput(NO_FORM, file=book.name)
    sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
    choices: dict[str, dict[str, dict[str, str]]] = {}
    for row in _rows(sheets.get("choices", Sheet("choices", []))):
        name = row.get("name", "") or row.get("value", "")
        choices.setdefault(row.get("list_name", "") or row.get("list name", ""), {})[name] = _labels(row)
    return Form(
        {key: one for one in _questions(sheets["survey"]) for key in (one.path.rpartition("/")[2], one.path)},
        choices,
    )


def _questions(sheet: Sheet) -> Iterator[Question]:
    groups: list[str] = []
    for row in _rows(sheet):
        kind, name = " ".join(row.get("type", "").split()), row.get("name", "")
        if re.match(r"begin[ _](group|repeat)", kind):
            groups.append(name)
        elif re.match(r"end[ _](group|repeat)", kind):
            groups = groups[:-1]
        elif name:
            word, _, rest = kind.partition(" ")
            chosen = word in ("select_one", "select_multiple", "rank")
            listed = rest.split()[0] if chosen and rest.split() else ""
            yield Question("/".join([*groups, name]), _labels(row), listed, word != "select_one" and chosen)


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, cell in row.items():
        if name == "label" or name.startswith("label:"):
            language = name.partition(":")[2].strip(": ")
            code = re.search(r"\(([a-z]{2,3})\)", language)
            found[code[1] if code else language] = cell
    return found


def _column(sheet: Sheet, name: str) -> int | None:
    header = [cell.strip().casefold() for cell in sheet.rows[0]] if sheet.rows else []
    return header.index(name) if name in header else None


def _rows(sheet: Sheet) -> Iterator[dict[str, str]]:
    if not sheet.rows:
        return
    header = [
        cell.strip().casefold() if not cell.startswith("label") else cell.strip() for cell in sheet.rows[0]
    ]
    for row in sheet.rows[1:]:
        yield {name: row[at].strip() if at < len(row) else "" for at, name in enumerate(header) if name}


def is_submissions(book: Book) -> bool:
    """Say whether a file looks like submissions: its first sheet or JSON object has their marks."""
    if book.kind == "json":
        first = next((_object(row[0]) for row in book.sheets[0].rows), {})
        return "_uuid" in first or "_xform_id_string" in first
    header = set(book.sheets[0].rows[0]) if book.sheets and book.sheets[0].rows else set()
    return UUID in header and bool({"_id", "_submission_time", INDEX} & header)


def _object(text: str) -> dict[str, Any]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def tables_of(submissions: Book, form: Form, *, language: str = "") -> Book:
    """Return the tables of submissions, labelled: the submissions first, then each repeat.

    Raises:
        BadInput: nothing tells one submission from another.
    """
    raw = _of_json(submissions) if submissions.kind == "json" else list(submissions.sheets)
    if not raw or not raw[0].rows or not {UUID, "_id"} & set(raw[0].rows[0]):
        raise BadInput(NO_UUID, file=submissions.name)
    plain = [_labelled(sheet, form, language) for sheet in _with_parents(raw)]
    return Book(submissions.name, submissions.kind, tuple(plain))


def _with_parents(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the submissions, then each repeat with the columns of what it belongs to."""
    done: dict[str, tuple[list[str], dict[str, list[str]]]] = {}
    for sheet in sheets:
        if not sheet.rows:
            continue
        header, rows = list(sheet.rows[0]), [list(row) for row in sheet.rows[1:]]
        at = {name: place for place, name in enumerate(header)}
        if PARENT in at:
            header, rows = _joined(header, rows, done, first=sheets[0].name)
            at = {name: place for place, name in enumerate(header)}
        indexes = {_at(row, at.get(INDEX), str(number)): row for number, row in enumerate(rows, start=1)}
        done[sheet.name] = (header, indexes)
        yield Sheet(sheet.name, [header, *rows], sheet.notes)


def _at(row: Sequence[str], place: int | None, otherwise: str = "") -> str:
    return (row[place] if place is not None and place < len(row) else "") or otherwise


def _joined(
    header: list[str],
    rows: list[list[str]],
    done: Mapping[str, tuple[list[str], dict[str, list[str]]]],
    *,
    first: str,
) -> tuple[list[str], list[list[str]]]:
    at = {name: place for place, name in enumerate(header)}
    tables = {_at(row, at.get(TABLE), first) for row in rows} or {first}
    above = next((done[name] for name in tables if name in done), None) or done[first]
    more = [name for name in above[0] if name not in at and name not in (INDEX, PARENT, TABLE)]
    places = [above[0].index(name) for name in more]
    joined = []
    for row in rows:
        parent = above[1].get(_at(row, at.get(PARENT)), [])
        filled = [*row, *[""] * (len(header) - len(row))]
        joined.append([*filled, *(_at(parent, place) for place in places)])
    new = ["_row" if name == INDEX else name for name in header]
    for number, row in enumerate(joined):
        parent_key = _at(row, at.get(_SUBMISSION)) or _at(
            row, len(header) + more.index(UUID) if UUID in more else None
        )
        if INDEX in at:
            # the number alone changes when a submission is taken out; with its submission's id it stays
            row[at[INDEX]] = f"{parent_key}/{_at(rows[number], at[INDEX])}"
    return [*new, *more], joined


def _labelled(sheet: Sheet, form: Form, language: str) -> Sheet:
    header = sheet.rows[0]
    kept = [
        place
        for place, name in enumerate(header)
        if not _LEFT_OUT.fullmatch(name) and name not in (TABLE, PARENT)
    ]
    told = [form.label(header[place], language) for place in kept]
    rows = [
        [form.cell(header[place], row[place], language) if place < len(row) else "" for place in kept]
        for row in sheet.rows[1:]
    ]
    return Sheet(sheet.name, [told, *rows], sheet.notes)


def _of_json(book: Book) -> list[Sheet]:
    """Return the objects of the API as sheets: one for the submissions, one for each repeat."""
    tables: dict[str, list[dict[str, str]]] = {"submissions": []}
    for row in book.sheets[0].rows:
        one = _object(row[0])
        _flat(one, tables, table="submissions", above={INDEX: str(len(tables["submissions"]) + 1)})
    return [Sheet(name, _grid(rows)) for name, rows in tables.items()]


def _flat(
    one: Mapping[str, Any], tables: dict[str, list[dict[str, str]]], *, table: str, above: Mapping[str, str]
) -> None:
    row = dict(above)
    tables.setdefault(table, []).append(row)
    for name, value in one.items():
        if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
            if _LEFT_OUT.fullmatch(name):
                continue
            for part in value:
                number = len(tables.get(name, ())) + 1
                up = {INDEX: str(number), PARENT: row[INDEX], TABLE: table}
                _flat(part, tables, table=name, above=up)
        elif not isinstance(value, dict | list):
            row[name] = "" if value is None else str(value)
        elif not _LEFT_OUT.fullmatch(name):
            row[name] = json.dumps(value, ensure_ascii=False) if value else ""


def _grid(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    header = list(dict.fromkeys(name for row in rows for name in row))
    return [header, *([row.get(name, "") for name in header] for row in rows)]
