"""Dates in a drawn picture as people say them, short enough to stand under an axis without touching."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format

from dakaz.errors import BadInput
from dakaz.exchange import edtf
from dakaz.web.edtf_words import MONTH, YEAR, in_words

# Room of one letter under an axis, in units of the drawing, and between two labels there.
LETTER, ROOM = 6.6, 10.0
_ISO = r"\d{4}(?:-\d\d){0,2}"
# A month, a day or a period in words that are read; a year by itself is said as it stands.
_DATE = re.compile(rf"(?<![\w./-])(?:{_ISO}/{_ISO}|\d{{4}}-\d\d(?:-\d\d)?)(?![\w/-])")
# In the list of laws under a picture: its number, then its day, which begins with a number too.
_NUMBERED = re.compile(rf'(class="s">\d+) (?={_ISO} )')
_WORDS = re.compile(r">([^<>]+)<")
_LABEL = re.compile(
    r'<text x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" text-anchor="middle" class="t">'
    rf"(?P<date>{_ISO}(?:/{_ISO})?)</text>"
)


def dates_in_words(svg: str) -> str:
    """Return a picture with its dates in the reader's words; labels that would touch are left out."""
    apart = _NUMBERED.sub(r"\1 · ", _labels(svg))
    return _WORDS.sub(lambda found: f">{_DATE.sub(_said, found[1])}<", apart)


def short(text: str) -> str:
    """Return an EDTF date or period as it stands under an axis: *Jul–Sep 2023*, *2022–2024*, *5 Jul 2023*."""
    try:
        edtf.parse(text)
    except BadInput:
        return text
    start, _, end = text.partition("/")
    if not end:
        return in_words(text, brief=True) if len(text) <= MONTH else date_format(_day(text), "j M Y")
    if len(start) == len(end) == YEAR:
        return f"{start}–{end}"
    if len(start) == len(end) == MONTH:
        if start[:YEAR] == end[:YEAR]:
            return f"{date_format(_day(start), 'M')}–{date_format(_day(end), 'M Y')}"
        return f"{date_format(_day(start), 'M Y')} – {date_format(_day(end), 'M Y')}"
    return in_words(text, brief=True)


def _day(text: str) -> date:
    return date.fromisoformat(text if len(text) > MONTH else f"{text}-01")


def _said(found: re.Match[str]) -> str:
    return short(found[0])


def _labels(svg: str) -> str:
    """Write the labels of the axis in words, from the left, each where the one before leaves room."""
    ends: dict[str, float] = {}

    def drawn(found: re.Match[str]) -> str:
        words = short(found["date"])
        half, x = len(words) * LETTER / 2, float(found["x"])
        if x - half < ends.get(found["y"], float("-inf")) + ROOM:
            return ""
        ends[found["y"]] = x + half
        return found[0].replace(f">{found['date']}<", f">{words}<")

    return _LABEL.sub(drawn, svg)
