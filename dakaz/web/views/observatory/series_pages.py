"""A series' own table as a file."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext

from dakaz.records.queries import observatory
from dakaz.records.queries.series_bounds import as_written
from dakaz.web import exports
from dakaz.web.requests import Request

if TYPE_CHECKING:
    from dakaz.records.models import Observation


def table_file(request: Request, record_id: uuid.UUID, kind: exports.Kind) -> HttpResponseBase:
    """Give the table as CSV or XLSX: a column for each outcome, and one for its flags where there are any."""
    whole = observatory.table(observatory.series(request.user, record_id))
    flagged = [any(cell and as_written(cell) for cell in column) for column in zip(*whole.cells, strict=True)]
    header = [gettext("Period")]
    for name, has in zip(whole.outcomes, flagged, strict=True):
        header += [name, gettext("%(name)s, mark") % {"name": name}] if has else [name]
    rows = (
        [period, *_values(cells, flagged)] for period, cells in zip(whole.periods, whole.cells, strict=True)
    )
    return exports.as_file(kind, name="series", header=header, rows=rows)


def _values(cells: Sequence[Observation | None], flagged: Sequence[bool]) -> Iterator[object]:
    for cell, has in zip(cells, flagged, strict=True):
        yield Decimal(f"{cell.value.normalize():f}") if cell and cell.value is not None else None
        if has:
            yield as_written(cell) if cell else ""
