"""A list as a file, CSV or XLSX. The file's name says what kind of list it is and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, override

from dakaz.exchange.tables import csv_lines, xlsx_bytes

from .list_cells import as_text
from .look import Link

Kind = Literal["csv", "xlsx"]
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(
    kind: Kind, *, name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponseBase:
    """Return the answer that saves a list.

    Args:
        kind: csv, sent line by line, or xlsx, made in memory.
        name: of the file, without its ending.
        header: headings, translated lazily or not.
        rows: cells as a page shows them, or plain values.
    """
    headings = [str(one) for one in header]
    plain = _in_language(get_language() or settings.LANGUAGE_CODE, rows)
    answer: HttpResponseBase
    if kind == "csv":
        answer = StreamingHttpResponse(csv_lines(headings, plain), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(xlsx_bytes(headings, plain), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _in_language(language: str, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    """Yield rows in the reader's language: a file is still being written when its page is long answered."""
    coming = iter(rows)
    while True:
        with override(language):
            row = next(coming, None)
            if row is None:
                return
            said = [_plain(cell) for cell in row]
        yield said


def _plain(cell: object) -> object:
    return cell if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else as_text(cell)


def links(csv: str, xlsx: str) -> list[Link]:
    """Return the links under a list to the same list as files."""
    return [Link("CSV", csv), Link("XLSX", xlsx)]
