"""Two numbers that are one figure: a range, or a change from one to the other."""

from __future__ import annotations

from dakaz.figures.text.context import changes
from dakaz.figures.text.digits import tidy
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.numbers import Number
from dakaz.figures.text.sentence import Found, Opening, Sentence
from dakaz.figures.text.units import Unit, qualifier_before, unit_after
from dakaz.figures.text.vocabulary import Token

_ARROWS = {"→", "⟶", "➝"}
_SMALL = 32
_SHARES = {("month", "year"): 1 / 12, ("day", "week"): 1 / 7, ("hour", "day"): 1 / 24}


class Pairs(Sentence):
    """Finds ranges and changes."""

    def _pair(self, first: Number, unit: Unit, opening: Opening) -> Found | None:
        """Read a range or a change: *300–500*, *between 3 and 5*, *from 1345 to 850*, *two or three*."""
        lead = self._roles(opening.start - 1)
        at = unit.after if unit.kind else first.after
        apart = False
        if "from" in lead:
            at, apart = self._skip_dates(at)
        link = self._link(at, lead, apart=apart) if self._tokens[at].joins else ""
        if not link or (link == "dash" and "by" in lead and "to" in self._roles(at + 1)):
            return None  # увеличен на 1,6 млн — до 14,9 млн
        place = at + (2 if self._tokens[at].text == "-" and self._text(at + 1) == ">" else 1)
        place += self._text(place) in ("€", "$", "£") or self._is_currency(place)
        qualifier_length = self._qualifier_at(place)
        second = self._second(place + qualifier_length)
        if second is None or (second.first in self._taken):
            return None
        return self._joined(first, unit, second, link, opening)

    def _is_currency(self, at: int) -> bool:
        """*between EUR 25 and EUR 110*"""
        return "currency" in self._roles(at) and self._text(at).isupper()

    def _qualifier_at(self, at: int) -> int:
        """Return how many tokens a qualifier takes before the second number: *from 1345 to about 850*."""
        for length in (1, 2):
            if self._tokens[at + length].kind == "number":
                _, start = qualifier_before(self._tokens, at + length, self._words)
                if start == at:
                    return length
        return 0

    def _skip_dates(self, at: int) -> tuple[int, bool]:
        """Go over a noun and a date between two numbers: *from 416 applications in 2022 to 123 in 2024*."""
        place = at
        while (
            place < min(at + 7, len(self._tokens)) and self._tokens[place].kind != "number"
        ) or place in self._taken:
            if (
                "to" in self._tokens[place].roles
                and place + 1 < len(self._tokens)
                and place not in self._taken
            ):
                return place, place > at
            if self._tokens[place].text in (",", ";", ".", ")") and place not in self._taken:
                break
            place += 1
            if place >= len(self._tokens):
                break
        return at, False

    def _link(self, at: int, lead: dict[str, str], *, apart: bool) -> str:
        token = self._tokens[at]
        if token.text in _ARROWS or (token.text == "-" and self._text(at + 1) == ">"):
            return "change"
        if token.text in DASHES:
            return "dash"
        return self._word_link(token, lead, apart=apart) if token.roles else ""

    def _word_link(self, token: Token, lead: dict[str, str], *, apart: bool) -> str:
        roles = token.roles
        if "to" in roles and "from" in lead:
            return "from"
        if "and" in roles and "between" in lead:
            return "between"
        if "to" in roles and self._words.language == "en" and not apart and token.name == "to":
            return "to"
        return "or" if "or" in roles else ""

    def _joined(self, first: Number, unit: Unit, second: Number, link: str, opening: Opening) -> Found | None:
        other = unit_after(self._tokens, second.after)
        share = _SHARES.get((unit.unit, other.unit)) if unit.kind == other.kind == "duration" else None
        if unit.kind and other.kind and unit.unit != other.unit and share is None:
            return None
        if link == "or" and not (second.value - first.value in (1, 2) and first.value < 20):
            return None
        shared = other if other.kind else unit
        low, high = self._scaled(first, second)
        low = tidy(round(low * share, 4)) if share else low  # from 6 months to 8 years
        if link in ("dash", "to", "between", "or") and not low < high:
            return None
        if link == "dash" and not other.kind and not self._likely_range(low, high, second):
            return None
        currency, begin, qualifier, start = opening
        if qualifier in ("only", "exactly"):
            start = begin
        after = other.after if other.kind else second.after
        kind, named = "range", currency or shared.unit
        noun = self._noun(after)
        if not named and noun is not None:
            named = self._tokens[noun].roles.get("counted", "")
        found = Found(start, after, after, kind, named, qualifier)
        apart = any(at in self._taken for at in range(first.after, second.first))
        reach = 4 if shared.kind == "duration" else 12
        turning = low > high or apart or changes(self._tokens, start, reach)
        if link == "change" or (link == "from" and turning):
            found.start, found.stop = low, high
            return found.named("change", named)
        found.low, found.high = low, high
        return found

    def _scaled(self, first: Number, second: Number) -> tuple[float, float]:
        """In *55–58 thousand* the scale belongs to both."""
        if second.scale > 1 and first.scale == 1 and first.value < second.value:
            return tidy(first.value * second.scale), second.value
        return first.value, second.value

    def _likely_range(self, low: float, high: float, second: Number) -> bool:
        return high <= 100 * max(low, 1) and (
            self._noun(second.after) is not None or low >= _SMALL or second.scale > 1
        )
