"""Lists of names as files: one a line, or a column of a CSV; protected names with their kinds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from dakaz.errors import N_, BadInput, Unreadable


def read_text(file: Path) -> str:
    """The text of a file.

    Raises:
        Unreadable: it is not UTF-8.
    """
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(
            N_("“%(file)s” is not text in UTF-8. Save it as UTF-8 text."), file=file.name
        ) from problem


def read_names(file: Path, column: str | None) -> list[str]:
    """The names of a list: one a line, or a column of a CSV with a heading.

    Raises:
        BadInput: the CSV has no such column.
        Unreadable: the file is not UTF-8.
    """
    text = read_text(file)
    if column is None and file.suffix.lower() not in (".csv", ".tsv"):
        return [line.strip() for line in text.splitlines()]
    table = list(_rows(text, file))
    wanted = column or next(iter(table[0]), "") if table else ""
    if table and wanted not in table[0]:
        columns = ", ".join(filter(None, table[0]))
        raise BadInput(
            N_("“%(file)s” has no column “%(column)s”; it has: %(columns)s."),
            file=file.name,
            column=column,
            columns=columns,
        )
    return [row[wanted] or "" for row in table]


def _rows(text: str, file: Path) -> Iterator[dict[str, str]]:
    separator = "\t" if file.suffix.lower() == ".tsv" else ","
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)


def read_needles(file: Path) -> dict[str, dict[str, list[str]]]:
    """Needles by kind and id.

    Raises:
        BadInput: a column is missing, or a kind is none of name, number, address.
    """
    found: dict[str, dict[str, list[str]]] = {"names": {}, "numbers": {}, "addresses": {}}
    homes = {"name": "names", "number": "numbers", "address": "addresses"}
    for line, row in enumerate(_rows(read_text(file), file), start=2):
        kind, text, owner = row.get("kind"), row.get("text"), row.get("id")
        if kind not in homes or not text or not owner:
            raise BadInput(
                N_("“%(file)s”, line %(line)s: write id, kind (name, number or address) and text."),
                file=file.name,
                line=line,
            )
        found[homes[kind]].setdefault(owner, []).append(text)
    return found
