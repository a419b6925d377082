"""Dates as people know them: EDTF (ISO 8601-2:2019), the parts a casebook needs.

Accepted: a year, month or day (2024, 2024-07, 2024-07-28), each with ``?`` (uncertain), ``~``
(approximate) or ``%`` (both); unspecified digits (202X, 2024-XX); intervals with an open or unknown
end (2022-08/2024-05, 2024-07/.., 2024-07/).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from dakaz.errors import N_, BadInput

_DATE = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2}|XX)(?:-(?P<d>\d{2}|XX))?)?(?P<mark>[?~%])?")


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date at the precision known.

    Args:
        text: as written.
        earliest: first day it can mean; None when open.
        latest: last day it can mean; None when open.
        certain: carries no mark of doubt.
    """

    text: str
    earliest: date | None
    latest: date | None
    certain: bool

    @property
    def day(self) -> date | None:
        """The one day it means, if it means one day."""
        return self.earliest if self.earliest == self.latest else None


def parse(text: str) -> Edtf:
    """Read an EDTF date.

    Raises:
        BadInput: it is none; the message shows what is accepted.
    """
    written = text.strip()
    first, slash, second = written.partition("/")
    start = _part(first, written)
    end = _part(second, written) if slash else start
    if start is None and end is None:
        raise _refusal(written)
    earliest = start[0] if start else None
    latest = end[1] if end else None
    if earliest and latest and latest < earliest:
        raise BadInput(N_("“%(date)s” ends before it begins. Write the earlier date first."), date=written)
    return Edtf(written, earliest, latest, all(part is None or part[2] for part in (start, end)))


def _part(text: str, whole: str) -> tuple[date, date, bool] | None:
    if text in ("", ".."):
        return None
    match = _DATE.fullmatch(text)
    if not match:
        raise _refusal(whole)
    year, month, day = match["y"], match["m"] or "XX", match["d"] or "XX"
    try:
        first = date(
            int(year.replace("X", "0")), 1 if month == "XX" else int(month), 1 if day == "XX" else int(day)
        )
        last_year, last_month = int(year.replace("X", "9")), 12 if month == "XX" else int(month)
        last_day = calendar.monthrange(last_year, last_month)[1] if day == "XX" else int(day)
        return first, date(last_year, last_month, last_day), match["mark"] is None
    except ValueError:
        raise _refusal(whole) from None


def _refusal(written: str) -> BadInput:
    return BadInput(
        N_(
            "“%(date)s” is not a date we can read. Write 2024-10-18, or 2024-10, or 2024; "
            "add ? when unsure; 2022-08/2024-05 for a period."
        ),
        date=written,
    )
