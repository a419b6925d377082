"""Dates and periods in a sentence, out of the letters that ``shapes`` finds them by."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date

from dakaz.figures.period import Period, parse_period
from dakaz.figures.text.dated import Dated, months_counted, of_school_or_winter, running
from dakaz.figures.text.reckoning import Reckoning, months_of
from dakaz.figures.text.shapes import Part, Shape, shapes
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.vocabulary import Token

_LATE = {"late"}
_OPENS = frozenset(("since", "until"))
_AS_OF = {"at", "by", "на", "na"}
_ENDED = {"pabaigoje", "końcu"}  # in the end of: what stood then
_YEARLESS = {"dmy", "mdy", "ymd"}  # kinds of days, which may leave out their year
_HALF_YEARS = ("полуго", "паўго", "pusmet", "półro")


def letters(tokens: Sequence[Token]) -> str:
    """Return one letter for each token."""
    return "".join([token.letter for token in tokens])


class Calendar(Reckoning):
    """Reads periods and remembers the year that a text is in.

    Args:
        written: the day or month of the text, for dates without a year; None when it is not known.
    """

    def __init__(self, written: Period | None) -> None:
        super().__init__(written)
        self.unread: set[int] = set()  # places of dates in the last sentence whose year nobody knows
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

    def find(self, tokens: Tokens, line: str, *, english: bool) -> list[Dated]:
        """Return the periods of a sentence in order, and remember its years."""
        found = []
        if self.unread:
            self.unread = set()
        self._foretells = any("future" in token.roles for token in tokens) if "M" in line else False
        for begin, shape in shapes(line, english=english):
            one = self._single(tokens, begin, shape)
            read = [one] if one is not None else self._linked(tokens, begin, shape)
            for one in read:
                found.append(running(tokens, one) if english else one)
                self._note(found[-1].period)
            if not read and shape.part.kind != "relative":
                self.unread.update(range(begin + shape.first, begin + shape.after))
        counted = months_counted(tokens, line, self.written, untold=self.untold)
        if counted is None or any(one.first < counted.after and counted.first < one.after for one in found):
            return found
        self._note(counted.period)
        return sorted([*found, counted], key=lambda one: one.first)

    def _linked(self, tokens: Sequence[Token], begin: int, shape: Shape) -> list[Dated]:
        """Read two periods that are linked; “in 2022 and 2023” speaks of both years, of their whole."""
        if shape.second is None:
            return []
        first, second = self._both(tokens, begin, shape.part, shape.second)
        begun = Dated(begin + shape.part.first, begin + shape.part.after, first) if first else None
        if first is None or second is None:  # Riga, 6 February 2032 – Last year …
            return [begun] if begun is not None and shape.link == "-" else []
        if first.start <= second.end:
            return [Dated(begin + shape.first, begin + shape.after, Period(first.start, second.end))]
        later = Dated(begin + shape.second.first, begin + shape.second.after, second)
        if begun is not None and shape.link == "-" and not shape.opening:
            return [begun, later]
        return [] if shape.link == "a" and shape.opening != "b" else [later]

    def _both(
        self, tokens: Sequence[Token], begin: int, first: Part, second: Part
    ) -> tuple[Period | None, Period | None]:
        """Read two periods; the year of one is the year of the other that has none."""
        if "Y" in first.letters and "Y" not in second.letters:
            start = self._read(tokens, begin, first)
            return start, self._read(tokens, begin, second, year=start.start.year if start else None)
        if first.kind == "lately" and second.kind == "month":  # January to May this year
            start = self._read(tokens, begin, first)
            return start, self._read(tokens, begin, second, year=start.end.year if start else None)
        stop = self._read(tokens, begin, second)
        return self._read(tokens, begin, first, year=stop.start.year if stop else None), stop

    def _single(self, tokens: Tokens, begin: int, shape: Shape) -> Dated | None:
        if shape.part.letters == "Y-D" and not tokens.touches(begin + shape.part.first + 1):
            shape = _year_alone(shape)  # (2024 – 35, 2023 – 75)
        if shape.part.letters == "Y" and _is_of_an_issue(tokens, begin + shape.part.first):
            self._before = self._before or int(tokens[begin + shape.part.first].text)
            return None
        told = self.told
        period = None if shape.second else self._read(tokens, begin, shape.part)
        if period is None:
            return None
        if shape.opening and told is not None and not _OPENS.isdisjoint(tokens[begin + shape.first].roles):
            self.year = told  # what follows is of the time the text is about, not of since or until when
        if shape.part.kind == "edge" or (shape.part.kind == "lately" and "l" in shape.part.letters):
            period = _of_its_day(tokens, begin + shape.part.first, begin + shape.part.after, period)
        elif shape.part.kind in _YEARLESS and "Y" not in shape.part.letters:
            around = (begin + shape.first - 2, begin + shape.first - 1, begin + shape.after)
            if any("standing" in tokens[at].roles for at in around):
                period = self._latest_such(period)
        elif shape.part.kind == "years":
            period = of_school_or_winter(tokens, begin + shape.first, begin + shape.after, period)
            self.year = period.end.year if "Y/Y" in shape.part.letters else self.year
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
        told = told or (part.kind == "relative" and self._is_of_now(period))
        self.year = period.start.year if period is not None and told else before
        return period

    def _is_of_now(self, period: Period | None) -> bool:
        """*this year, in September*: what follows is of the year of the text."""
        return period is not None and self.written is not None and period.end.year == self.written.end.year

    def _quarter(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        last = 4 if line[0] in "pF" else 0
        number = int(part[line.find("K")].text[1]) if "K" in line else last or _ordinal(part, line)
        halves = "K" in line and part[line.find("K")].text[0] == "H"
        if year is None or not 1 <= number <= (2 if halves else 4):
            return None
        length = 6 if halves else 3
        return self._not_ahead(months_of(year, length * (number - 1) + 1, length * number), line)

    def _half(self, part: Sequence[Token], line: str) -> Period | None:
        if len(line) == 2 and not part[1].name.startswith(_HALF_YEARS):
            return None  # the first half of anything
        year, number = self._year_in(part, line), _ordinal(part, line)
        if not year or number not in (1, 2):
            return None
        return self._not_ahead(months_of(year, 6 * number - 5, 6 * number), line)

    def _many_months(self, part: Sequence[Token], line: str) -> Period | None:
        """“the first nine months of 2031”: from January on."""
        year = self._year_in(part, line)
        at = max(line.find("D"), line.find("W"))
        number = int(part[at].text) if line[at] == "D" else int(part[at].roles["number"])
        number *= 3 if "q" in line else 1
        return months_of(year, 1, number) if year and 1 < number <= 12 else None

    def _edge(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        if year is None:
            return None
        if "M" in line:
            month = int(part[line.find("M")].roles["month"])
            return months_of(year, month, month)
        if "e" in line:
            return months_of(year, 1, 3)
        if "c" in line:
            return months_of(year, 6, 7)
        late = part[line.find("l")].name in _LATE
        return self._not_ahead(months_of(year, 10 if late else 12, 12), line)

    def _season(self, part: Sequence[Token], line: str) -> Period | None:
        year = self._year_in(part, line)
        roles = next(token.roles for token, letter in zip(part, line, strict=True) if letter in "zZ")
        first, last = map(int, roles["season"].split("-"))
        return self._not_ahead(months_of(year, first, last), line) if year else None

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
        return months_of(year, month, month) if year else None

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
        return months_of(year, 1, 12) if year else None

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


def _is_of_an_issue(tokens: Tokens, at: int) -> bool:
    """*Policy brief 6/2031*, *Bulletin nr 11/2031*: the year of a number, not a time that is told of."""
    if at < 2 or tokens[at - 1].text != "/" or not tokens.touches(at):
        return False
    return tokens[at - 2].kind == "number" and tokens[at - 2].letter != "Y"


def _year_alone(shape: Shape) -> Shape:
    first = shape.part.first
    return shape._replace(after=first + 1, part=Part(first, first + 1, "Y", "year"))


def _of_its_day(tokens: Sequence[Token], at: int, after: int, period: Period) -> Period:
    """*at the end of 2031*, *на конец 2031 года*, *na początku*: what stands is counted on one day."""
    before = at - 1 - (tokens[at - 1].name == "the")
    end = next((one for one in tokens[at : max(at + 3, after)] if "end" in one.roles), tokens[at])
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
