"""Tables out: CSV that spreadsheets open without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a UTF-8 CSV (with byte order mark, for Excel) line by line."""
    yield "\ufeff".encode()
    for row in chain([header], rows):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerow([_harmless(cell) for cell in row])
        yield buffer.getvalue().encode()


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    if text.startswith(_FORMULA) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
