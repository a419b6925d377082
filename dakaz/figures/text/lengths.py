"""Lengths of time, and the ages, hours and times ago that only look like them."""

from __future__ import annotations

import re

from dakaz.figures.text.context import changes
from dakaz.figures.text.digits import tidy
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.numbers import Number
from dakaz.figures.text.sentence import CLAUSE_ENDS, Found, Sentence
from dakaz.figures.text.units import Unit

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_LAST_HOUR, _MONTHS = 24, 12
_CHANGED = 6  # words
_OF_THE_DAY = {"ryto", "vakaro", "nakties", "утра", "вечера", "раніцы", "вечара", "rano", "wieczorem"}
_THAN = {"за", "от", "ад", "od", "nuo", "niż", "nei", "than", "from"}
_HALF_MORE = 1.5  # years: nobody is told to be of that age
_NO_WORD = DASHES | {""}


class Lengths(Sentence):
    """Finds lengths of time."""

    def _and_months(self, years: Found, months: Found) -> bool:
        """*два гады і тры месяцы*: one length of time in two parts."""
        gap = self._tokens[years.after : months.first]
        if (years.kind, years.unit, months.kind, months.unit) != ("duration", "year", "duration", "month"):
            return False
        if months.value is None or years.value is None or not 0 < months.value < _MONTHS:
            return False
        if len(gap) > 1 or (gap and "and" not in gap[0].roles):
            return False
        years.value = tidy(round(years.value + months.value / _MONTHS, 4))
        years.after = years.noun = months.after
        return True

    def _as_before(self, number: Number | None, found: list[Found]) -> Found | None:
        """*three years in Poland and five in Latvia*: the unit told before."""
        if number is None or not number.worded or not found or found[-1].kind != "duration":
            return None
        led = "in" in self._roles(number.after) and not self._tokens[number.after + 1].opens  # no one in nine
        ends = self._text(number.after) in ("", *CLAUSE_ENDS) or led
        if not ends or found[-1].after >= number.first or "determiner" in self._roles(number.first - 1):
            return None
        _, _, qualifier, start = self._opening(number.first)
        after, unit = number.after, found[-1].unit
        return Found(start, after, after, "duration", unit, qualifier, value=number.value)

    def _aged(self, pair: Found) -> bool:
        """*boys aged 15–17*, *в возрасте 18–29 лет*, *16–29 metų jaunimui*: ages, which count nothing."""
        if "agobefore" in self._roles(pair.first - 1):
            return True
        if pair.unit == "year" and self._of_people(pair.first - 2):
            return True
        following = self._roles(pair.after)
        older = "ago" in following and self._text(pair.after) != "later"
        return pair.unit == "year" and (older or following.get("counted") == "person")

    def _of_people(self, at: int) -> bool:
        """*apklausti gyventojai nuo 18 iki 75 metų*, *в возрасте от 18 до 75 лет*"""
        roles = self._roles(at)
        return "agobefore" in roles or (roles.get("counted") == "person" and not self._tokens[at].country)

    def _hours(self, pair: Found) -> bool:
        """*9.00 да 17.00*, *w dni robocze od 9 do 15*: opening hours."""
        if pair.unit not in ("", "hour") or pair.high is None or pair.high > _LAST_HOUR:
            return False
        clock = [token.text for token in self._tokens[pair.first : pair.after] if token.kind == "number"]
        told = [_CLOCK.fullmatch(text) is not None for text in clock]
        if all(told) or (any(told) and pair.unit == "hour"):
            return True
        return any("workday" in token.roles for token in self._tokens[max(0, pair.first - 4) : pair.first])

    def _lasting(self, found: Found, number: Number, unit: Unit) -> Found | None:
        day_long = unit.unit == "hour" and number.value == _LAST_HOUR and self._text(number.after) in DASHES
        if day_long:
            return None  # a 24-hour line
        if unit.unit == "hour" and _CLOCK.fullmatch(self._tokens[number.first].text):
            return None  # 14.00 val.
        if self._tokens[found.first - 1].name == "the" and self._taken & {found.after, found.after + 1}:
            return None  # the six months to March 2031
        if self._text(found.after).lower() in _OF_THE_DAY or (
            unit.unit == "hour" and self._text(found.after + 1) in _OF_THE_DAY
        ):
            return None  # 5 val. ryto
        if "by" in self._roles(found.first - 1) and changes(self._tokens, found.first - 1, _CHANGED):
            return found.named("change", unit.unit)
        if self._tokens[found.first].name == "per":
            found.first, found.qualifier = found.first + 1, ""
        return None if self._age(found, number) else found.named("duration", unit.unit)

    def _age(self, found: Found, number: Number) -> bool:
        """An age or a time ago: *27 years old*, *aged 34*, *three years ago*, *27-летний активист*."""
        after = [one for one in self._tokens[found.after : found.after + 3] if one.text not in _NO_WORD]
        if (after and "ago" in after[0].roles) or self._led_by_age(found) or self._named_age(found, number):
            return True
        adjective = "years_old" in self._tokens[found.after - 1].roles
        if adjective and number.value >= 14 and after and after[0].roles.get("counted", "person") == "person":
            return True
        if number.value != 1 or not number.worded:
            return False
        before = self._roles(found.first - 1)
        return found.qualifier == "" and "in" not in before and "each" not in before

    def _led_by_age(self, found: Found) -> bool:
        """*aged 34*, *persons under 20 years*, *старэйшыя за 60 гадоў*"""
        before = self._roles(found.first - 1)
        of_years = "year" in (self._tokens[found.after - 1].roles.get("time"), found.unit)
        person = before.get("counted") == "person" and not self._tokens[found.first - 1].country
        if ("agobefore" in before and found.value != _HALF_MORE) or (found.qualifier and of_years and person):
            return True
        return self._text(found.first - 1) in _THAN and "agobefore" in self._roles(found.first - 2)

    def _named_age(self, found: Found, number: Number) -> bool:
        """*Мария Петрова, 41 год*; *Maria Petrova, 41, who runs*: the age of somebody just named."""
        if self._text(found.first - 1) != "," or not number.plain or not 14 <= number.value <= 99:
            return False
        name = self._tokens[found.first - 2]
        following = self._text(found.after)
        return (
            name.kind == "word"
            and name.text[0].isupper()
            and not name.roles
            and following in (",", ".", ")", ";", "")
        )
