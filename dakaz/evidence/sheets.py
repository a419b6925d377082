"""XLSX, XLS and ODS: rows as people see them, numbers unrounded."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from dakaz.errors import N_, Unreadable
from dakaz.evidence.cells import shown
from dakaz.evidence.packed_xml import LOCKED, Parts
from dakaz.evidence.transcript import Transcript, finished
from dakaz.evidence.values import Limits, Note, Reading
from dakaz.evidence.word import core_properties, unread

EXTRACTOR = "sheet/1"
NO_BOOK = N_("The table is damaged and could not be opened.")
SHEET_BROKEN = N_("Sheet “%(sheet)s” is damaged and was not read.")
HIDDEN = N_("Sheet “%(sheet)s” is hidden in the file; it was read too.")
_FAULTS = (CalamineError, ValueError, OSError, OverflowError)
_CELLS = 20_000_000


def read_sheets(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read every sheet, row by row; a row's label is ``Sheet!12``."""
    title = dated = None
    try:
        if content.startswith(b"PK"):
            title, dated = core_properties(Parts(content, limits))
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except Unreadable as fault:
        return unread(media_type, fault, EXTRACTOR)
    except PasswordError:
        return unread(media_type, Unreadable(LOCKED), EXTRACTOR)
    except (*_FAULTS, BadZipFile):
        return unread(media_type, Unreadable(NO_BOOK), EXTRACTOR)
    transcript = Transcript(limits, gap="\n")
    notes = _add_sheets(book, transcript)
    broken = any(note.message == SHEET_BROKEN for note in notes)
    reading = Reading(
        media_type,
        status="damaged" if broken else "read",
        notes=notes,
        title=title,
        dated=dated,
        extractor=EXTRACTOR,
    )
    return finished(reading, transcript)


def _add_sheets(book: CalamineWorkbook, transcript: Transcript) -> tuple[Note, ...]:
    notes = []
    for told in book.sheets_metadata:
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        shown = {"sheet": told.name[:100]}
        try:
            _add_rows(book.get_sheet_by_name(told.name), told.name, transcript)
        except _FAULTS:
            notes.append(Note(SHEET_BROKEN, shown))
        if told.visible != SheetVisibleEnum.Visible:
            notes.append(Note(HIDDEN, shown))
    return tuple(notes)


def _add_rows(sheet: CalamineSheet, name: str, transcript: Transcript) -> None:
    if sheet.height * sheet.width > _CELLS:
        transcript.full = True
        return
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [shown(cell) for cell in row]
        if any(cells) and not transcript.row(cells, f"{name}!{number}"):
            return
