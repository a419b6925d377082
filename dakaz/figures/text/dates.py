"""Dates and periods in a sentence: tokens become letters, and one pattern over the letters finds them.

Letters: ``Y`` a year, ``D`` a number that can be a day, ``N`` another number, ``W`` a number word, ``M``
a month, ``y m d`` the words *year, month, day*, ``q`` quarter, ``h`` half, ``o`` an ordinal word, ``r``
a Roman numeral, ``e c l`` early, middle, late, ``z`` a season, ``f t a b i s u`` the small words *from
to and between in since until*, ``p`` *last, this* before a year word, ``x`` such a year in one word,
``O`` *of*, ``T`` *the*, ``^`` an ending of an ordinal, ``X`` a date in digits, ``K`` *Q3*; signs stand
for themselves, ``w`` for every other word.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dakaz.figures.period import Period, months, parse_period
from dakaz.figures.text.vocabulary import Token

_LATE = {"late"}
_months = lru_cache(maxsize=4096)(months)
_YEAR = r"Y(?:-?\^)?(?:y\.?)?"
_POINT = (
    rf"(?P<quarter>(?:o|r|D\.?(?:-?\^)?)q\.?[OTi]*y?{_YEAR}|{_YEAR}(?:o|r|D\.?(?:-?\^)?)q\.?|(?:o|r){_YEAR}q\.?|K[O,]?Y|YK|(?:o|r)q)"
    rf"|(?P<many>(?<!t)o?[DW]m\.?[OT]*{_YEAR}|{_YEAR}i?o?[DW]m\.?|i?o?[DW]{_YEAR}m\.?)"
    rf"|(?P<half>(?:o|r|D\.?(?:-?\^)?)h[OTi]*y?{_YEAR}|{_YEAR}(?:o|r|D)h|(?:o|r){_YEAR}h)"
    rf"|(?P<edge>[ecl]-?[OTi]*(?:MO?,?{_YEAR}|{_YEAR})|{_YEAR}M?[ecl])"
    rf"|(?P<season>z[OTi]*{_YEAR}|{_YEAR}z)"
    r"|(?P<ymd>Yy?\.?MD(?:-D)?d?\.?)"
    rf"|(?P<dmy>D(?:\.|-?\^)?(?:-D(?:\.|\^)?)?O?M,?(?:{_YEAR})?)"
    r"|(?P<mdy>MD\^?(?:-D)?,?Y|MD\^|MDd\.?)"
    rf"|(?P<my>MO?,?{_YEAR}|Yy?\.?Mm?\.?|Y/M)"
    r"|(?P<numeric>X)"
    rf"|(?P<years>Y(?:y\.?)?-Y(?:-?\^)?(?:y\.?)?|Y[-/]D(?![-/.\d])y?\.?)"
    rf"|(?P<year>{_YEAR})"
    r"|(?P<relative>py|x)"
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
_DATED = re.compile("[YMXKqxp]")
_LINKED = re.compile("[YMXKqxp].*[-tab].*[YMXKqxp]")  # two periods have a word or dash between them
_NEAR = re.compile("[^w~N()]*[YMXKqxp][^w~N()]*")
_POINTS = {True: _POINT.replace("|MDd", "|MDd|MD"), False: _POINT}
_ALONE = {english: re.compile(_alone(point)) for english, point in _POINTS.items()}
_SPANS = {english: _span_of(point) for english, point in _POINTS.items()}
_KINDS = {english: re.compile(point) for english, point in _POINTS.items()}


class Dated(NamedTuple):
    """A period found in a sentence.

    Args:
        first: place of its first token.
        after: place of the token after it.
        period: the days it means.
    """

    first: int
    after: int
    period: Period


def letters(tokens: Sequence[Token]) -> str:
    """Return one letter for each token."""
    return "".join([token.letter for token in tokens])


class Calendar:
    """Reads periods and remembers the year that a text is in.

    Args:
        written: the day of the text, for dates without a year; None when it is not known.
    """

    def __init__(self, written: date | None) -> None:
        self.written = written
        self.year: int | None = None
        self._before: int | None = written.year if written else None
        self._kind = _KINDS[True]
        self._readers: dict[str, Callable[[Sequence[Token], str], Period | None]] = {
            "quarter": self._quarter,
            "half": self._half,
            "many": self._many_months,
            "edge": self._edge,
            "season": self._season,
            "ymd": self._day,
            "dmy": self._day,
            "mdy": self._day,
            "my": self._month,
            "month": self._month,
            "numeric": self._numeric,
            "years": self._years,
            "year": self._whole_year,
            "relative": self._relative,
        }

    def paragraph(self) -> None:
        """Begin a paragraph: years of the one before count only where nothing else is known."""
        if self.year is not None and self.written is None:
            self._before = self.year
        self.year = None

    def find(self, tokens: Sequence[Token], line: str, *, english: bool) -> list[Dated]:
        """Return the periods of a sentence in order, and remember its years."""
        if not _DATED.search(line):
            return []
        found = []
        self._kind = _KINDS[english]
        for near in _NEAR.finditer(line):
            pattern = (_SPANS if _LINKED.search(near[0]) else _ALONE)[english]
            for match in pattern.finditer(line, *near.span()):
                read = self._span if match.lastgroup == "second" else self._single
                one = read(tokens, line, match)
                if one is not None:
                    found.append(one)
        return found

    def _span(self, tokens: Sequence[Token], line: str, match: re.Match[str]) -> Dated | None:
        if match["link"] == "a" and match["lead"] != "b":
            return self._apart(tokens, line, match)
        first, second = self._both(tokens, line, match)
        if first is None or second is None:
            return None
        if first.start > second.end:
            return Dated(match.start("second"), match.end("second"), second)
        return Dated(match.start(), match.end(), Period(first.start, second.end))

    def _both(
        self, tokens: Sequence[Token], line: str, match: re.Match[str]
    ) -> tuple[Period | None, Period | None]:
        """Read two periods; the year of one is the year of the other that has none."""
        if "Y" in match["first"] and "Y" not in match["second"]:
            first = self._read(tokens, line, *match.span("first"))
            year = first.start.year if first else None
            return first, self._read(tokens, line, *match.span("second"), year=year)
        second = self._read(tokens, line, *match.span("second"))
        year = second.start.year if second else None
        return self._read(tokens, line, *match.span("first"), year=year), second

    def _apart(self, tokens: Sequence[Token], line: str, match: re.Match[str]) -> Dated | None:
        """“in 2022 and 2023” speaks of both years; the figures before it are of their whole."""
        first, second = self._both(tokens, line, match)
        if first is None or second is None or first.start > second.end:
            return None
        return Dated(match.start(), match.end(), Period(first.start, second.end))

    def _single(self, tokens: Sequence[Token], line: str, match: re.Match[str]) -> Dated | None:
        period = self._read(tokens, line, *match.span("only"))
        if period is None:
            return None
        before = match["open"]
        word = tokens[match.start()].roles if before else {}
        if before and "since" in word:
            period = Period(period.start, date.max, f"{period.edtf.split('/')[0]}/..")
        elif before and "until" in word:
            period = Period(date.min, period.end, f"../{period.edtf.split('/')[-1]}")
        return Dated(match.start(), match.end(), period)

    def _read(
        self, tokens: Sequence[Token], line: str, first: int, after: int, year: int | None = None
    ) -> Period | None:
        match = self._kind.match(line, first, after)
        if match is None:
            return None
        part = tokens[first:after]
        before = self.year
        if year is not None:
            self.year = year
        period = self._readers[match.lastgroup or ""](part, line[first:after])
        if period is None:
            self.year = before
        elif period.start != date.min:
            self.year = period.start.year
        return period

    def _year_in(self, part: Sequence[Token], line: str) -> int | None:
        at = line.find("Y")
        if at >= 0:
            return int(part[at].text)
        if self.year is not None or self.written is None:
            return self.year if self.year is not None else self._before
        months_named = [int(token.roles["month"]) for token in part if "month" in token.roles]
        later = bool(months_named) and months_named[0] > self.written.month
        return self.written.year - later

    def _quarter(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        number = int(part[line.find("K")].text[1]) if "K" in line else _ordinal(part, line)
        halves = "K" in line and part[line.find("K")].text[0] == "H"
        if year is None or not 1 <= number <= (2 if halves else 4):
            return None
        return (
            _months(year, 6 * number - 5, 6 * number) if halves else _months(year, 3 * number - 2, 3 * number)
        )

    def _half(self, part: Sequence[Token], line: str) -> Period | None:
        year, number = self._year_in(part, line), _ordinal(part, line)
        return _months(year, 6 * number - 5, 6 * number) if year and number in (1, 2) else None

    def _many_months(self, part: Sequence[Token], line: str) -> Period | None:
        """“the first nine months of 2031”: from January on."""
        year = self._year_in(part, line)
        at = max(line.find("D"), line.find("W"))
        number = int(part[at].text) if line[at] == "D" else int(part[at].roles["number"])
        return _months(year, 1, number) if year and 1 < number <= 12 else None

    def _edge(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        if year is None:
            return None
        if "M" in line:
            month = int(part[line.find("M")].roles["month"])
            return _months(year, month, month)
        if "e" in line:
            return _months(year, 1, 3)
        if "c" in line:
            return _months(year, 6, 7)
        late = part[line.find("l")].name in _LATE
        return _months(year, 10, 12) if late else months(year, 12, 12)

    def _season(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        first, _, last = part[line.find("z")].roles["season"].partition("-")
        return _months(year, int(first), int(last)) if year else None

    def _day(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        if year is None:
            return None
        month = int(part[line.find("M")].roles["month"])
        days = [int(token.text) for token, letter in zip(part, line, strict=True) if letter == "D"]
        last = calendar.monthrange(year, month)[1]
        if not all(1 <= day <= last for day in days) or days != sorted(days):
            return None
        return Period(date(year, month, days[0]), date(year, month, days[-1]))

    def _month(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        month = int(part[line.find("M")].roles["month"])
        return _months(year, month, month) if year else None

    def _numeric(self, part: Sequence[Token], line: str) -> Period | None:
        text = part[0].text
        if text[:4].isdigit():
            return parse_period(text)
        day, month, year = (int(one) for one in re.split("[./]", text))
        try:
            return Period(date(year, month, day), date(year, month, day))
        except ValueError:
            return None

    def _years(self, part: Sequence[Token], line: str) -> Period | None:
        years = [token.text for token, letter in zip(part, line, strict=True) if letter in "YD"]
        first = int(years[0])
        last = int(years[1]) if len(years[1]) == 4 else first // 100 * 100 + int(years[1])
        return Period(date(first, 1, 1), date(last, 12, 31)) if first <= last else None

    def _whole_year(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        return _months(year, 1, 12) if year else None

    def _relative(self, part: Sequence[Token], line: str) -> Period | None:
        roles = part[0].roles
        if self.written is None:
            return None
        year = self.written.year + int(roles.get("thatyear", roles.get("relative", "0")))
        return _months(year, 1, 12)


def _ordinal(part: Sequence[Token], line: str) -> int:
    for token, letter in zip(part, line, strict=True):
        if letter in "or":
            return int(token.roles.get("ordinal", token.roles.get("roman", "0")))
        if letter == "D":
            return int(token.text)
    return 0
