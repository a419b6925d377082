"""Figures out of a sentence's tokens: pairs and parts first, then single numbers by what is around them."""

from __future__ import annotations

from dakaz.figures.text.context import changes, is_change, is_ratio, rate_after
from dakaz.figures.text.counts import Counts
from dakaz.figures.text.guards import DASHES, is_no_figure
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.numbers import Number, read_number
from dakaz.figures.text.pairs import Pairs
from dakaz.figures.text.parts import Parts
from dakaz.figures.text.sentence import Found, Opening
from dakaz.figures.text.signs import SIGNED, signed
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.units import Unit, qualifier_after, qualifier_before, unit_after

_HUNDRED = 100
_OUT_OF = 8  # words
_THOUSAND = {"тысячу", "тысяча", "tysiąc", "tūkstančiui"}
_PLAINLY = {"money": "money", "points": "change", "rate": "rate"}


class Finder(Pairs, Parts, Counts):
    """Finds the figures of one sentence.

    Args:
        tokens: the sentence.
        taken: places that dates have taken.
        words: the lexicon of the sentence's language.
    """

    def __init__(self, tokens: Tokens, taken: set[int], words: Lexicon) -> None:
        super().__init__(tokens, taken, words)
        self._lead = 0
        self._bases: set[int] = set()

    def find(self) -> list[Found]:
        """Return the figures in order."""
        found: list[Found] = []
        done = 0
        for at in [at for at, token in enumerate(self._tokens) if token.opens]:
            if at < done or at in self._taken:
                continue
            number = read_number(self._tokens, at, self._words.language)
            worded = number is not None and number.worded
            one = (self._as_before(number, found) if worded else None) or self._at(at, number)
            if one is not None:
                if one.kind and not (found and one.unit == "month" and self._and_months(found[-1], one)):
                    found.append(one)
                done = max(one.after, one.skip)
            elif number is not None and self._tokens[at].kind == "number":
                done = number.after
        return found

    def _at(self, at: int, number: Number | None) -> Found | None:
        part = self._part_of_whole(at, number) or (self._manifold(at) if number is None else None)
        if part is not None:
            return part
        number = number or self._bare_scale(at)
        if number is None or is_no_figure(self._tokens, number, self._words.language):
            return None
        unit = unit_after(self._tokens, number.after)
        opening = self._opening(number.first)
        pair = self._pair(number, unit, opening)
        if pair is not None and (self._aged(pair) or self._hours(pair)):
            return pair.named("", "")
        if pair is None and self._begins_ages(number):
            return None
        return pair or self._single(number, unit, opening)

    def _begins_ages(self, number: Number) -> bool:
        """*groups of 18–29 and 30–44*: two small numbers joined that are no range of anything told."""
        dash, second = number.after, number.after + 1
        joined = self._text(dash) in DASHES and self._tokens.touches(dash) and self._tokens.touches(second)
        return joined and number.plain and number.value < _HUNDRED and self._tokens[second].kind == "number"

    def _bare_scale(self, at: int) -> Number | None:
        """“more than a million”, “около тысячи”: a scale word alone, when a qualifier leads to it."""
        roles = self._tokens[at].roles
        if "scale" not in roles and "dozen" not in roles:
            return None
        text = self._tokens[at].name
        if len(text) < 4 or text.endswith(
            ("s", "ков", "каў", "тен", "цень", "ткі", "тні", "ями", "ях", "ям", "ami", "ach", "iai")
        ):
            return None
        before = self._tokens[at - 1].name
        start = at - 1 if before in ("a", "an") else at
        if before in ("a", "an") or qualifier_before(self._tokens, start, self._words)[0] not in ("", "only"):
            value = float(roles.get("scale", "12"))
            return Number(value, start, at + 1, plain=False, scale=value, worded=True)
        return None

    def _single(self, number: Number, unit: Unit, opening: Opening) -> Found | None:
        currency, first, qualifier, start = opening
        if qualifier == "up to" and changes(self._tokens, start):
            qualifier, start = "", first  # “fell to 44 %” is no “up to”
        after = unit.after if unit.kind else number.after
        late, place = qualifier_after(self._tokens, after, self._words)
        if late and not unit.kind:  # 300 or more days
            qualifier, unit = qualifier or late, unit_after(self._tokens, place)
            after = unit.after if unit.kind else place
        elif late and not qualifier:
            qualifier, after = late, place
        lead = start
        if qualifier in ("only", "exactly"):
            start = first
        found = Found(start, after, after, "count", "", qualifier, value=number.value)
        self._lead = lead
        if self._tokens[first - 1].text in SIGNED and signed(self._tokens, found, first, unit):
            return found.named("change", unit.unit)
        if currency:
            return found.named("money", currency)
        return self._kinded(found, number, unit)

    def _kinded(self, found: Found, number: Number, unit: Unit) -> Found | None:
        if unit.kind in _PLAINLY:
            return found.named(_PLAINLY[unit.kind], unit.unit)
        if unit.kind == "share":
            kind = "change" if is_change(self._tokens, self._lead, found.after, self._words) else "share"
            return found.named(kind, "%")
        if unit.kind == "duration":
            return self._lasting(found, number, unit)
        if unit.kind == "ratio":
            return self._times(found)
        return self._count(found, number)

    def _times(self, found: Found) -> Found | None:
        before = self._tokens[found.first - 1]
        led = before.name in ("в", "у", "во") and self._words.language == "cyr"
        if led:
            qualifier, start = qualifier_before(self._tokens, found.first - 1, self._words)
            if qualifier:
                found.first, found.qualifier = start, qualifier
        if led or is_ratio(self._tokens, found.first, found.after):
            return found.named("ratio", "times")
        if found.value == 1:
            return None
        return found.named("count", "time")

    def _count(self, found: Found, number: Number) -> Found | None:
        noun = self._noun(found.after)
        rate, skip = rate_after(self._tokens, found.after, self._words.language)
        if not self._counts(found, number, noun) and not rate.startswith("per 1"):
            return None
        unit = "" if noun is None else self._tokens[noun].roles.get("counted", "")
        if self._base(found, number):
            return None
        if found.first in self._bases or rate or self._of_a_thousand(found):
            found.skip = skip
            return found.named("rate", rate or "per 1000")
        kind = "change" if is_change(self._tokens, self._lead, found.after, self._words) else "count"
        return found.named(kind, unit)

    def _of_a_thousand(self, found: Found) -> bool:
        """*На тысячу жителей приходится 28*: what the number is out of stands before it in a word."""
        before = self._tokens[max(0, found.first - _OUT_OF) : found.first]
        named = any(token.name in _THOUSAND for token in before)
        return named and any("falls" in token.roles for token in before) and found.kind == "count"

    def _base(self, found: Found, number: Number) -> bool:
        """*На 1000 жителей приходится 28*, *Per 1,000 people Poland had 28*: what 28 is out of."""
        if number.value not in (100, 1000, 10_000, 100_000):
            return False
        if found.first == 1 and self._tokens[0].name == "per":
            return self._leads_to_rate(found.after)
        for at in range(max(0, found.first - 2), min(found.after + 5, len(self._tokens) - 1)):
            if "falls" in self._tokens[at].roles and self._words.language != "en":
                return self._leads_to_rate(max(at + 1, found.after))
        return False

    def _leads_to_rate(self, at: int) -> bool:
        """Remember the next number from a place on as a rate; say whether there is one."""
        rest = range(at, len(self._tokens))
        following = next((k for k in rest if self._tokens[k].kind == "number" and k not in self._taken), None)
        if following is None:
            return False
        self._bases.add(qualifier_before(self._tokens, following, self._words)[1])
        return True
