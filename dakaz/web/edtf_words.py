"""EDTF dates in the words people use: *Mon 28 October 2024*, *October 2024*, *about 2023*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from dakaz.errors import BadInput
from dakaz.exchange import edtf

YEAR, MONTH, DAY = 4, 7, 10


@dataclass(frozen=True, slots=True)
class When:
    """A date in a list: shown in words, exported as the EDTF it is."""

    edtf: str

    def __str__(self) -> str:
        return in_words(self.edtf)

    @property
    def brief(self) -> str:
        """The date as it stands in a row: *Mon 28 Oct 2024*, *4–5 Sep 2024*."""
        return in_words(self.edtf, brief=True)


def when(text: str) -> When | None:
    """Return a date for a cell; None where none is known."""
    return When(text) if text else None


def in_words(text: str, *, brief: bool = False) -> str:
    """Return an EDTF date as people say it; what is no EDTF date stays as written.

    Args:
        text: the date, or two with a stroke between them.
        brief: with months cut short, for a row of a list.
    """
    if not text:
        return ""
    try:
        edtf.parse(text)
    except BadInput:
        return text
    return _period(text, brief) if "/" in text else _one(text, brief)


def _period(text: str, brief: bool) -> str:
    start, _, end = text.partition("/")
    if start in ("", ".."):
        return gettext("until %(date)s") % {"date": _one(end, brief)}
    if end in ("", ".."):
        return gettext("since %(date)s") % {"date": _one(start, brief)}
    if brief and len(start) == len(end) == DAY and "X" not in start + end:
        return _span(date.fromisoformat(start), date.fromisoformat(end))
    return gettext("%(first)s to %(last)s") % {"first": _one(start, brief), "last": _one(end, brief)}


def _span(first: date, last: date) -> str:
    """Two days in a row of a list: what they share is said once."""
    whole = date_format(last, "j M Y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{whole}"
    return f"{date_format(first, 'j M' if first.year == last.year else 'j M Y')} – {whole}"


def _one(text: str, brief: bool) -> str:
    plain = text.rstrip("?~%")
    words = plain if "X" in plain else _named(plain, brief)
    mark = text[len(plain) :]
    if mark == "~":
        return gettext("about %(date)s") % {"date": words}
    if mark:
        return gettext("%(date)s (uncertain)") % {"date": words}
    return words


def _named(text: str, brief: bool) -> str:
    if len(text) == YEAR:
        return text
    if len(text) == MONTH:
        return date_format(date.fromisoformat(f"{text}-01"), "M Y" if brief else "F Y")
    return date_format(date.fromisoformat(text), day_form(brief=brief))


def day_form(*, brief: bool = False) -> str:
    """Return Django's form of a day: *Mon 28 October 2024*; brief, *Mon 28 Oct 2024*."""
    month = "M" if brief else "F" if get_language() == "en" else "E"
    return f"D j {month} Y"
