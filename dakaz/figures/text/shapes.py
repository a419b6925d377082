"""Shapes of dates and periods: a sentence as one letter for each token, and patterns over the letters.

Letters: ``Y`` a year, ``D`` a number that can be a day, ``N`` another number, ``W`` a number word, ``M``
a month, ``y m d`` the words *year, month, day*, ``q`` quarter, ``h`` half, ``o`` an ordinal word, ``r``
a Roman numeral, ``e c l`` early, middle, late, ``z`` a season, ``Z`` one that tells when by itself,
``f t a b i s u`` the small words *from to and between in since until*, ``p`` *last, this* before a year
word, ``x`` such a year in one word, ``O`` *of*, ``T`` *the*, ``^`` an ending of an ordinal, ``X`` a date in
digits, ``K`` *Q3*, ``F`` *final*; signs stand for themselves, ``w`` for every other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MOST = 16_384
_YEAR = r"Y(?:-?\^)?(?:y\.?)?"
_POINT = (
    r"(?P<lately>o?[DW][mq][OT]*(?:py|x)|py[DW][mq]|[DW]o?py[mq]|[or][qh][OT]*(?:py|x)|[or]py[qh]|py[or][qh]|DMpy|DMx|Mx|pyMDd?\.?|pyM|MO?py|[ecl][Oi]*py|py[ecl]|[px][zZ](?![OTi]*Y))"
    rf"|(?P<quarter>[pF]q[OTi]*y?{_YEAR}|(?:o|r|D\.?(?:-?\^)?)q\.?[OTi]*y?{_YEAR}|{_YEAR}(?:o|r|D\.?(?:-?\^)?)q\.?|(?:o|r){_YEAR}q\.?|K[O,]?Y|YK|(?:o|r|q)q)"
    rf"|(?P<many>(?<!t)o?[DW][mq]\.?[OT]*{_YEAR}|{_YEAR}i?o?[DW]m\.?|i?o?[DW]{_YEAR}[mq]\.?)"
    rf"|(?P<half>(?:o|r|D\.?(?:-?\^)?)h[OTi]*y?{_YEAR}|{_YEAR}(?:o|r|D)h|(?:o|r){_YEAR}h|(?:o|r)h[OT]*y(?!Y)|(?:o|r)h)"
    r"|(?P<sofar>(?:(?<=[fs])|(?<=[fs]T))e[OT]*y(?!Y))"
    rf"|(?P<edge>[ecl]-?[OTi]*(?:MO?,?{_YEAR}|{_YEAR})|{_YEAR}M?[ecl]|[ecl][OT]*y(?!Y)|[ecl][OT]*M|y[ecl])"
    rf"|(?P<season>[zZ][OTi]*{_YEAR}|{_YEAR}[zZ]|Z|(?<=i)z|(?<=iT)z)"
    r"|(?P<ymd>Yy?\.?MD(?:[-t]D)?d?\.?)"
    rf"|(?P<dmy>(?<=b)DaDO?M,?(?:{_YEAR})?|D(?:\.|-?\^)?(?:[-t]T?D(?:\.|\^)?)?O?M,?(?:{_YEAR})?)"
    r"|(?P<mdy>(?<=b)MDaD,?Y|M\.?D\^?(?:[-t]D)?,?Y|MD-?\^|MD[-t]Dd\.?|MDd\.?)"
    rf"|(?P<my>MO?,?{_YEAR}|Yy?\.?Mm?\.?|Y/M)"
    r"|(?P<numeric>X)"
    rf"|(?P<years>Y(?:y\.?)?-Y(?:-?\^)?(?:y\.?)?|Y/Y(?:y\.?)?|Y[-/]D(?![-/]|\.[DNY])y?\.?)"
    rf"|(?P<year>{_YEAR})"
    r"|(?P<relative>py|yp(?!y)|x)"
    r"|(?P<month>M)"
)


def _without_names(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _span_of(point: str) -> re.Pattern[str]:
    plain = _without_names(point)
    return re.compile(
        rf"(?P<lead>[fbsu]?)i?T?(?P<first>{plain})[,.]?(?P<link>-|t|a|bi?)T?(?P<second>{plain})"
        rf"|{_alone(point)}"
    )


def _alone(point: str) -> str:
    return rf"(?P<open>[fsut]?)[iT]*(?P<only>{_without_names(point)})"


# “July 28” is a day in English; in the others a number after a month counts something.
# Each period has one of the letters of _DATED in it and none of the signs that _NEAR leaves out.
_DATED = re.compile("[YMXKqxpelhzZ]")
_LINKED = re.compile("[YMXKqxpZ].*[-tab].*[YMXKqxpZ]")  # two periods have a word or dash between them
_NO_FIRST, _NO_LAST = ".,^dmaO/-", ",aibtfsuOTWor"  # no period begins or ends with one of these
_NEAR = re.compile("[^w~N()]*[YMXKqxpelhzZ][^w~N()]*")
_POINTS = {True: _POINT.replace("|MDd", "|MDd|M\\.?D"), False: _POINT}
_ALONE = {english: re.compile(_alone(point)) for english, point in _POINTS.items()}
_SPANS = {english: _span_of(point) for english, point in _POINTS.items()}
_KINDS = {english: re.compile(point) for english, point in _POINTS.items()}


class Part(NamedTuple):
    """The letters of one period.

    Args:
        first: place of the first.
        after: place after the last.
        letters: themselves.
        kind: which of the patterns they are: ``quarter``, ``dmy``, ``year``, ...
    """

    first: int
    after: int
    letters: str
    kind: str


class Shape(NamedTuple):
    """A period, or two that a word or dash links.

    Args:
        first: place of its first letter, an opening word included.
        after: place after its last.
        opening: the letter of the word that opens it (*since*, *from*); empty for none.
        link: the letters between two periods; empty for one alone.
        part: the period, or the first of two.
        second: the second of two; None for one alone.
    """

    first: int
    after: int
    opening: str
    link: str
    part: Part
    second: Part | None


def shapes(line: str, *, english: bool) -> Iterator[tuple[int, Shape]]:
    """Return the shapes of a sentence in order, each with the place that its own places are counted from."""
    if not _DATED.search(line):
        return
    for near in _NEAR.finditer(line):
        begun = near[0].lstrip(_NO_FIRST)
        for shape in _shapes(begun.rstrip(_NO_LAST), english):
            yield near.end() - len(begun), shape


@lru_cache(maxsize=_MOST)
def _shapes(near: str, english: bool) -> tuple[Shape, ...]:
    """Return the shapes of some letters; few rows of letters make up nearly all the dates that are written.

    What ``_NEAR`` leaves out is nothing that a pattern looks for beyond its ends.
    """
    pattern = (_SPANS if _LINKED.search(near) else _ALONE)[english]
    return tuple(_shape(match, english) for match in pattern.finditer(near))


def _shape(match: re.Match[str], english: bool) -> Shape:
    if match.lastgroup == "second":
        first, second = (_part(match, name, english) for name in ("first", "second"))
        return Shape(*match.span(), match["lead"], match["link"], first, second)
    return Shape(*match.span(), match["open"], "", _part(match, "only", english), None)


def _part(match: re.Match[str], name: str, english: bool) -> Part:
    first, after = match.span(name)
    kind = _KINDS[english].match(match.string, first, after)
    return Part(first, after, match[name], (kind.lastgroup if kind else None) or "")
