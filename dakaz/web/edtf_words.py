"""EDTF dates in the words people use: *Mon 28 October 2024*, *October 2024*, *about 2023*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from dakaz.errors import BadInput
from dakaz.exchange import edtf

YEAR, MONTH = 4, 7


@dataclass(frozen=True, slots=True)
class When:
    """A date in a list: shown in words, exported as the EDTF it is."""

    edtf: str

    def __str__(self) -> str:
        return in_words(self.edtf)


def when(text: str) -> When | None:
    """Return a date for a cell; None where none is known."""
    return When(text) if text else None


def in_words(text: str) -> str:
    """Return an EDTF date as people say it; what is no EDTF date stays as written."""
    if not text:
        return ""
    try:
        edtf.parse(text)
    except BadInput:
        return text
    start, slash, end = text.partition("/")
    if not slash:
        return _one(start)
    if start in ("", ".."):
        return gettext("until %(date)s") % {"date": _one(end)}
    if end in ("", ".."):
        return gettext("since %(date)s") % {"date": _one(start)}
    return gettext("%(first)s to %(last)s") % {"first": _one(start), "last": _one(end)}


def _one(text: str) -> str:
    plain = text.rstrip("?~%")
    words = plain if "X" in plain else _named(plain)
    mark = text[len(plain) :]
    if mark == "~":
        return gettext("about %(date)s") % {"date": words}
    if mark:
        return gettext("%(date)s (uncertain)") % {"date": words}
    return words


def _named(text: str) -> str:
    if len(text) == YEAR:
        return text
    english = get_language() == "en"
    if len(text) == MONTH:
        return date_format(date.fromisoformat(f"{text}-01"), "F Y")
    return date_format(date.fromisoformat(text), "D j F Y" if english else "D j E Y")
