"""Tables as frames, and back: what a child says of a file is checked before it is believed."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from dakaz.exchange.grid import Book, Said, Sheet
from dakaz.outside.answers import note_of
from dakaz.outside.frames import GarbledError, Header

KINDS = ("csv", "sheet", "zip", "json")


def book_frame(book: Book) -> tuple[Header, list[bytes]]:
    """Return header and blobs of a book: one blob for the rows of each sheet."""
    sheets = [
        {"name": sheet.name, "notes": [[note.message, note.values] for note in sheet.notes]}
        for sheet in book.sheets
    ]
    rows = [json.dumps(sheet.rows, ensure_ascii=False).encode("utf-8", "replace") for sheet in book.sheets]
    return {"kind": book.kind, "sheets": sheets}, rows


def book_of(header: Header, blobs: list[bytes], *, name: str) -> Book:
    """Return the book that a frame holds.

    Raises:
        GarbledError: some value has not the shape that was agreed.
    """
    told = header.get("sheets")
    if header.get("kind") not in KINDS or not isinstance(told, list) or len(told) != len(blobs):
        raise GarbledError
    sheets = tuple(_sheet(one, blob) for one, blob in zip(told, blobs, strict=True))
    return Book(name, str(header["kind"]), sheets)


def _sheet(told: Any, blob: bytes) -> Sheet:
    if not isinstance(told, dict) or not isinstance(told.get("name"), str) or len(told["name"]) > 200:
        raise GarbledError
    notes = tuple(_said(pair) for pair in told.get("notes") or ())
    return Sheet(told["name"], _rows(blob), notes)


def _said(pair: Any) -> Said:
    if not isinstance(pair, list) or len(pair) != 2:
        raise GarbledError
    note = note_of(*pair)
    return Said(note.message, note.values)


def _rows(blob: bytes) -> list[list[str]]:
    try:
        rows = json.loads(unicodedata.normalize("NFC", blob.decode("utf-8")))
    except (ValueError, RecursionError) as fault:
        raise GarbledError from fault
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise GarbledError
    if not all(isinstance(cell, str) for row in rows for cell in row):
        raise GarbledError
    return rows
