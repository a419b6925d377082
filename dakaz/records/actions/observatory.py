"""Writing sources, statements, recommendations and series."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.records.models import Recommendation, Series, Source, Statement
from dakaz.records.queries.series_bounds import parted

from .acting import Acting
from .saving import save


def save_source(acting: Acting, **given: Any) -> Source:
    """Write who published or handed over; an address must be one a browser understands."""
    address = given.get("address", "")
    if address and not address.startswith(("https://", "http://")):
        raise BadInput(
            N_("“%(address)s” is not a web address. It begins with https:// or http://."), address=address
        )
    return save(acting, Source, **_split(given))


def save_statement(acting: Acting, **given: Any) -> Statement:
    """Write who said what, when, in which role."""
    return save(acting, Statement, **_split(given))


def save_recommendation(acting: Acting, **given: Any) -> Recommendation:
    """Write who asked whom for what."""
    return save(acting, Recommendation, **_split(given))


def save_series(
    acting: Acting, *, cells: Sequence[tuple[str, str, Decimal | None, str]], **given: Any
) -> Series:
    """Write a series with its table.

    Args:
        cells: (period, outcome, value or None, flag as printed, its bounds in brackets) in reading order.

    Raises:
        BadInput: the same period and outcome stand there twice.
    """
    places: set[tuple[str, str]] = set()
    for period, outcome, _, _ in cells:
        if (period, outcome) in places:
            raise BadInput(
                N_("%(period)s · %(outcome)s stands in the table twice. Keep one of the two."),
                period=period,
                outcome=outcome,
            )
        places.add((period, outcome))
    rows = [_observation(cell, position) for position, cell in enumerate(cells)]
    return save(acting, Series, **_split(given), owned={"observations": rows})


def _observation(cell: tuple[str, str, Decimal | None, str], position: int) -> dict[str, Any]:
    period, outcome, value, flag = cell
    found = parted(value, flag)
    row = {"period": period, "outcome": outcome, "value": value, "flag": found.flag, "position": position}
    return row | {"low": found.low, "high": found.high}


def _split(given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    identifier: uuid.UUID | None = values.pop("identifier", None)
    seen_entry: int | None = values.pop("seen_entry", None)
    return {"identifier": identifier, "seen_entry": seen_entry, "values": values}
