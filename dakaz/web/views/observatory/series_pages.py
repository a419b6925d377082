"""A series' own table as CSV."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils.translation import gettext

from dakaz.exchange.tables import csv_lines
from dakaz.records.queries import observatory
from dakaz.web.requests import Request

if TYPE_CHECKING:
    from dakaz.records.models import Observation


def table_csv(request: Request, record_id: uuid.UUID) -> StreamingHttpResponse:
    """Give the table as CSV: a column for each outcome, and one for its flags where there are any."""
    whole = observatory.table(observatory.series(request.user, record_id))
    flagged = [any(cell and cell.flag for cell in column) for column in zip(*whole.cells, strict=True)]
    header = [gettext("Period")]
    for name, has in zip(whole.outcomes, flagged, strict=True):
        header += [name, gettext("%(name)s, mark") % {"name": name}] if has else [name]
    rows = (
        [period, *_values(cells, flagged)] for period, cells in zip(whole.periods, whole.cells, strict=True)
    )
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="series.csv"'
    return answer


def _values(cells: Sequence[Observation | None], flagged: Sequence[bool]) -> Iterator[str]:
    for cell, has in zip(cells, flagged, strict=True):
        yield f"{cell.value.normalize():f}" if cell and cell.value is not None else ""
        if has:
            yield cell.flag if cell else ""
