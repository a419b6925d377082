"""Dates and periods in a sentence, out of the letters that ``shapes`` finds them by."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from dakaz.figures.period import Period, days, months, parse_period
from dakaz.figures.text.dated import Dated, running
from dakaz.figures.text.shapes import Part, Shape, shapes
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.vocabulary import Token

_LATE = {"late"}
_OPENS = frozenset(("since", "until"))
_OLDEST = 1000  # no text that counts is as old; a day of such a year was misread
_AS_OF = {"at", "by", "на", "na"}
_ENDED = {"pabaigoje", "końcu"}  # in the end of: what stood then
_HALF_YEARS = ("полуго", "паўго", "pusmet", "półro")
_LONG = 300  # days: nearly a year
_WEEK, _MONTH = 5, 31  # days
_AHEAD = 2  # months: what is to come soon is told of; farther months are those of the year before
_months = lru_cache(maxsize=4096)(months)


def letters(tokens: Sequence[Token]) -> str:
    """Return one letter for each token."""
    return "".join([token.letter for token in tokens])


class Calendar:
    """Reads periods and remembers the year that a text is in.

    Args:
        written: the day or month of the text, for dates without a year; None when it is not known.
    """

    def __init__(self, written: Period | None) -> None:
        self.written = written if written is not None and written.start.year > _OLDEST else None
        self.year: int | None = None
        self.unread: set[int] = set()  # places of dates in the last sentence whose year nobody knows
        self._before: int | None = self.written.end.year if self.written else None
        self.titled: int | None = None  # the year that a heading names
        self.entered: Period | None = None  # the day of an entry of a chronicle
        self.chronicle: Period | None = None  # what that chronicle is about
        self.untold = True  # the text has named no time yet but its own
        self._latest: Period | None = None  # the last that is shorter than a year: near the text's own day
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
            "sofar": self._so_far,
            "lately": self._lately,
        }

    @property
    def told(self) -> int | None:
        """The year that the text is in."""
        return self._before if self.year is None else self.year

    def paragraph(self, about: Period | None) -> None:
        """Begin a paragraph: years of the one before count only where nothing else is known.

        Args:
            about: the time that the text is about so far.
        """
        if self.year is not None and self.written is None:
            self._before = about.end.year if about is not None and about.end < date.max else self.year
        self.year = None

    def find(self, tokens: Tokens, line: str, *, english: bool) -> list[Dated]:
        """Return the periods of a sentence in order, and remember its years."""
        found = []
        if self.unread:
            self.unread = set()
        for begin, shape in shapes(line, english=english):
            one = self._single(tokens, begin, shape) or self._linked(tokens, begin, shape)
            if one is not None:
                one = running(tokens, one) if english else one
                self._note(one.period)
                found.append(one)
            elif shape.part.kind != "relative":
                self.unread.update(range(begin + shape.first, begin + shape.after))
        return found

    def _note(self, period: Period) -> None:
        self.untold = self.untold and period == self.written
        later = self._latest is None or period.end > self._latest.end
        if later and period.days < _LONG and period.end < date.max:
            self._latest = period

    def _year_of(self, years: int) -> int | None:
        """Return which year *last year* is, by a text's day or heading; *this year* is that told last."""
        if self.written is not None:
            return self.written.end.year + years
        if years == 0 and self._latest is not None:
            return self._latest.end.year
        return self.titled  # when an undated text was written, and so which year was the last, nobody knows

    def _linked(self, tokens: Sequence[Token], begin: int, shape: Shape) -> Dated | None:
        """Read two periods that are linked; “in 2022 and 2023” speaks of both years, of their whole."""
        if shape.second is None:
            return None
        first, second = self._both(tokens, begin, shape.part, shape.second)
        if first is None or second is None:
            return None
        if first.start <= second.end:
            return Dated(begin + shape.first, begin + shape.after, Period(first.start, second.end))
        apart = shape.link == "a" and shape.opening != "b"
        return None if apart else Dated(begin + shape.second.first, begin + shape.second.after, second)

    def _both(
        self, tokens: Sequence[Token], begin: int, first: Part, second: Part
    ) -> tuple[Period | None, Period | None]:
        """Read two periods; the year of one is the year of the other that has none."""
        if "Y" in first.letters and "Y" not in second.letters:
            start = self._read(tokens, begin, first)
            return start, self._read(tokens, begin, second, year=start.start.year if start else None)
        stop = self._read(tokens, begin, second)
        return self._read(tokens, begin, first, year=stop.start.year if stop else None), stop

    def _single(self, tokens: Tokens, begin: int, shape: Shape) -> Dated | None:
        if shape.part.letters == "Y-D" and not tokens.touches(begin + shape.part.first + 1):
            shape = _year_alone(shape)  # (2024 – 35, 2023 – 75)
        told = self.told
        period = None if shape.second else self._read(tokens, begin, shape.part)
        if period is None:
            return None
        if shape.opening and told is not None and not _OPENS.isdisjoint(tokens[begin + shape.first].roles):
            self.year = told  # what follows is of the time the text is about, not of since or until when
        if shape.part.kind == "edge":
            period = _of_its_day(tokens, begin + shape.part.first, period)
        opened = shape.opening and "t" not in shape.part.letters  # from 5 to 19 March has its end
        word, named = tokens[begin + shape.first].roles if opened else {}, period
        if shape.part.kind == "sofar" and not shape.opening:
            return None
        if shape.part.kind == "sofar" or ("since" in word and self._began_this_year(shape.part, period)):
            period = self._so_far((), "") or period
        elif "since" in word:
            period = Period(period.start, date.max, f"{period.edtf.split('/')[0]}/..")
        elif "until" in word:
            period = Period(date.min, period.end, f"../{period.edtf.split('/')[-1]}")
        return Dated(begin + shape.first, begin + shape.after, period, named)

    def _began_this_year(self, part: Part, period: Period) -> bool:
        """*od początku tego roku*: since when the year of the text began."""
        return (
            "e" in part.letters
            and self.written is not None
            and period.start == date(self.written.end.year, 1, 1)
        )

    def _read(
        self, tokens: Sequence[Token], begin: int, part: Part, *, year: int | None = None
    ) -> Period | None:
        reader = self._readers.get(part.kind)
        if reader is None:
            return None
        before = self.year
        if year is not None:
            self.year = year
        period = reader(tokens[begin + part.first : begin + part.after], part.letters)
        told = "Y" in part.letters or part.kind in ("numeric", "quarter", "years")
        self.year = period.start.year if period is not None and told else before
        return period

    def _year_in(self, part: Sequence[Token], line: str) -> int | None:
        at = line.find("Y")
        if at >= 0:
            return int(part[at].text)
        if self.year is not None or self.written is None:
            return self.year if self.year is not None else self._before
        months_named = [int(token.roles["month"]) for token in part if "month" in token.roles]
        year = self.written.end.year
        return year - (bool(months_named) and self._is_ahead(year, months_named[0]))

    def _quarter(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        number = int(part[line.find("K")].text[1]) if "K" in line else _ordinal(part, line)
        halves = "K" in line and part[line.find("K")].text[0] == "H"
        if year is None or not 1 <= number <= (2 if halves else 4):
            return None
        length = 6 if halves else 3
        return self._not_ahead(_months(year, length * (number - 1) + 1, length * number), line)

    def _half(self, part: Sequence[Token], line: str) -> Period | None:
        if len(line) == 2 and not part[1].name.startswith(_HALF_YEARS):
            return None  # the first half of anything
        year, number = self._year_in(part, line), _ordinal(part, line)
        if not year or number not in (1, 2):
            return None
        return self._not_ahead(_months(year, 6 * number - 5, 6 * number), line)

    def _many_months(self, part: Sequence[Token], line: str) -> Period | None:
        """“the first nine months of 2031”: from January on."""
        year = self._year_in(part, line)
        at = max(line.find("D"), line.find("W"))
        number = int(part[at].text) if line[at] == "D" else int(part[at].roles["number"])
        number *= 3 if "q" in line else 1
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
        return self._not_ahead(_months(year, 10 if late else 12, 12), line)

    def _season(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        roles = next(token.roles for token, letter in zip(part, line, strict=True) if letter in "zZ")
        first, last = map(int, roles["season"].split("-"))
        return self._not_ahead(_months(year, first, last), line) if year else None

    def _is_ahead(self, year: int, month: int, *, by: int = _AHEAD) -> bool:
        """Say whether a month of a year comes so long after a text that the year before must be meant."""
        told = self.written.end if self.written is not None else None
        return told is not None and year == told.year and month > told.month + by

    def _not_ahead(self, period: Period | None, line: str) -> Period | None:
        """Read *in the fourth quarter*, *at the end of the year* in January as those of the year before."""
        if period is None or "Y" in line or not self._is_ahead(period.start.year, period.start.month, by=0):
            return period
        return _months(period.start.year - 1, period.start.month, period.end.month)

    def _day(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        if year is None:
            return None
        month = int(part[line.find("M")].roles["month"])
        named = [int(token.text) for token, letter in zip(part, line, strict=True) if letter == "D"]
        last = calendar.monthrange(year, month)[1]
        if not all(1 <= day <= last for day in named) or named != sorted(named):
            return None
        return Period(date(year, month, named[0]), date(year, month, named[-1]))

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

    def _lately(self, part: Sequence[Token], line: str) -> Period | None:
        """*May last year*, *šių metų pradžioje*: the year counts from the day of the text."""
        roles = next(token.roles for token, letter in zip(part, line, strict=True) if letter in "px")
        if line[-1] in "zZ":
            return self._season_ago(part[-1], int(roles.get("thatyear", roles.get("relative", "0"))), line[0])
        told = self._year_of(int(roles.get("thatyear", roles.get("relative", "0"))))
        if told is None:
            return None
        before, self.year = self.year, told
        kept = [(token, letter) for token, letter in zip(part, line, strict=True) if letter not in "pxyi"]
        rest = "".join(letter for _, letter in kept)
        kinds = {"D": "dmy", "m": "many", "e": "edge", "c": "edge", "l": "edge", "q": "quarter", "h": "half"}
        several = "q" in rest and not {"D", "W"}.isdisjoint(rest)
        kind = "many" if several else next((kinds[one] for one in "meclqhD" if one in rest), "month")
        reader = self._readers[kind]
        period = reader([token for token, _ in kept], rest)
        self.year = before
        return period

    def _season_ago(self, season: Token, years: int, letter: str) -> Period | None:
        """*last summer*: the last that is over; *pernai rudenį*, *this spring*: of last year, of this."""
        told = self._year_of(0)
        if told is None:
            return None
        first, last = map(int, season.roles["season"].split("-"))
        over = letter == "p" and years < 0 and self.written is not None and self.written.end.month > last
        return _months(told + years + over, first, last)

    def _so_far(self, part: Sequence[Token], line: str) -> Period | None:
        """*С начала года*, *since the start of the year*: up to the day of the text or the time it is of."""
        latest = self._latest
        if self.written is not None and latest is not None and self._reviewed(latest):
            return Period(date(latest.end.year, 1, 1), latest.end)
        if self.written is not None:
            told, begun = self.written.end, date(self.written.end.year, 1, 1)
            return days(begun, told) if self.written.days == 1 else Period(begun, told)
        return Period(date(latest.end.year, 1, 1), latest.end) if latest is not None else None

    def _reviewed(self, period: Period) -> bool:
        """Say whether a text is about a week or month right before its day, as a review is."""
        written = self.written
        if written is None or not _WEEK <= period.days <= _MONTH or period.end.year != written.end.year:
            return False
        return 0 < (written.end - period.end).days <= _MONTH

    def _relative(self, part: Sequence[Token], line: str) -> Period | None:
        roles = part[0].roles
        year = self._year_of(int(roles.get("thatyear", roles.get("relative", "0"))))
        return _months(year, 1, 12) if year is not None else None


def _year_alone(shape: Shape) -> Shape:
    first = shape.part.first
    return shape._replace(after=first + 1, part=Part(first, first + 1, "Y", "year"))


def _of_its_day(tokens: Sequence[Token], at: int, period: Period) -> Period:
    """*at the end of 2031*, *на конец 2031 года*, *na początku*: what stands is counted on one day."""
    before = at - 1 - (tokens[at - 1].name == "the")
    end = next((one for one in tokens[at : at + 2] if "end" in one.roles), tokens[at])
    led = tokens[before].name in _AS_OF or end.name in _ENDED
    if not led or tokens[at].name in _LATE:
        return period
    if "end" in end.roles:
        return Period(period.end, period.end)
    return Period(period.start, period.start) if "early" in tokens[at].roles else period


def _ordinal(part: Sequence[Token], line: str) -> int:
    for token, letter in zip(part, line, strict=True):
        if letter in "or" or (letter == "q" and "ordinal" in token.roles):
            return int(token.roles.get("ordinal", token.roles.get("roman", "0")))
        if letter == "D":
            return int(token.text)
    return 0
