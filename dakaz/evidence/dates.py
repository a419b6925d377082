"""Dates that documents carry about themselves, as EDTF at the precision of a day."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\s*(\d{4})[-:/.]?(\d{2})[-:/.]?(\d{2})")


def edtf(written: str) -> str | None:
    """Return the day that stands at the start of an ISO, EXIF or PDF date, or None.

    Args:
        written: such as ``2024-10-18T09:30:00Z``, ``2024:10:18 09:30:00`` or ``D:20241018093000+03'00'``.
    """
    found = _ISO.match(written.removeprefix("D:"))
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def span(days: list[str]) -> str | None:
    """Return the EDTF interval from the first to the last of some ISO days."""
    known = sorted(filter(None, (edtf(day) for day in days)))
    if not known:
        return None
    return known[0] if known[0] == known[-1] else f"{known[0]}/{known[-1]}"
