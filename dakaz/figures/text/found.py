"""Figures out of a sentence's tokens: pairs and parts first, then single numbers by what is around them."""

from __future__ import annotations

import re

from dakaz.figures.text.context import changes, is_change, is_ratio, rate_after
from dakaz.figures.text.guards import DASHES, is_no_figure
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.numbers import Number, read_number
from dakaz.figures.text.pairs import Pairs
from dakaz.figures.text.parts import Parts
from dakaz.figures.text.sentence import Found, Opening
from dakaz.figures.text.signs import SIGNED, signed
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.units import Unit, qualifier_after, qualifier_before, unit_after
from dakaz.figures.text.vocabulary import Token

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_SMALL = 32
_SHORT = 3
_PLAINLY = {"money": "money", "points": "change", "rate": "rate"}
_NO_NOUN = frozenset(
    ("in", "to", "and", "or", "from", "between", "since", "until", "by", "determiner", "outof", "per")
)
_NO_WORD = DASHES | {""}


class Finder(Pairs, Parts):
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
        found, done = [], 0
        for at in [at for at, token in enumerate(self._tokens) if token.opens]:
            if at < done or at in self._taken:
                continue
            number = read_number(self._tokens, at, self._words.language)
            one = self._at(at, number)
            if one is not None:
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
        return self._pair(number, unit, opening) or self._single(number, unit, opening)

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

    def _lasting(self, found: Found, number: Number, unit: Unit) -> Found | None:
        if unit.unit == "hour" and _CLOCK.fullmatch(self._tokens[number.first].text):
            return None  # 14.00 val.
        if self._tokens[found.first - 1].name == "the" and self._taken & {found.after, found.after + 1}:
            return None  # the six months to March 2031
        if self._tokens[found.first].name == "per":
            found.first, found.qualifier = found.first + 1, ""
        return None if self._age(found, number) else found.named("duration", unit.unit)

    def _age(self, found: Found, number: Number) -> bool:
        """An age or a time ago: *27 years old*, *aged 34*, *three years ago*, *27-летний активист*."""
        after = [one for one in self._tokens[found.after : found.after + 3] if one.text not in _NO_WORD]
        if after and "ago" in after[0].roles:
            return True
        before = self._roles(found.first - 1)
        if "agobefore" in before or (found.qualifier and before.get("counted") == "person"):
            return True  # persons under 20 years
        if self._named_age(found, number):
            return True
        adjective = "years_old" in self._tokens[found.after - 1].roles
        if adjective and number.value >= 14 and after and after[0].roles.get("counted", "person") == "person":
            return True
        if number.value != 1 or not number.worded:
            return False
        return found.qualifier == "" and "in" not in before and "each" not in before

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
        if not self._counts(found, number, noun):
            return None
        unit = "" if noun is None else self._tokens[noun].roles.get("counted", "")
        if self._base(found, number):
            return None
        rate, skip = rate_after(self._tokens, found.after, self._words.language)
        if found.first in self._bases or rate:
            found.skip = skip
            return found.named("rate", rate or "per 1000")
        kind = "change" if is_change(self._tokens, self._lead, found.after, self._words) else "count"
        return found.named(kind, unit)

    def _base(self, found: Found, number: Number) -> bool:
        """*На 1000 жителей приходится 28*: the first number is what the second is out of."""
        if number.value not in (100, 1000, 10_000, 100_000):
            return False
        for at in range(max(0, found.first - 2), min(found.after + 5, len(self._tokens) - 1)):
            if "falls" in self._tokens[at].roles and self._words.language != "en":
                rest = range(max(at + 1, found.after), len(self._tokens))
                following = next(
                    (k for k in rest if self._tokens[k].kind == "number" and k not in self._taken), None
                )
                if following is None:
                    return False
                self._bases.add(qualifier_before(self._tokens, following, self._words)[1])
                return True
        return False

    def _counts(self, found: Found, number: Number, noun: int | None) -> bool:
        """Say whether a bare number counts something; small numbers and words must show what."""
        if number.worded and number.scale == 1:
            return self._word_counts(found, number, noun)
        if (
            number.value < 100
            and number.plain
            and noun is None
            and (self._named(found) or self._named_age(found, number))
        ):
            return False
        if not number.plain or number.value >= _SMALL or found.qualifier:
            return True
        return self._followed(noun, self._tokens[found.after]) or self._placed(found)

    def _word_counts(self, found: Found, number: Number, noun: int | None) -> bool:
        """A number word counts what follows it; *one* only after *only* or *at least*, none after *the*."""
        if number.value == 1:
            near = noun is not None and noun <= found.after + 1
            return near and found.qualifier in ("only", "at least", "exactly")
        if "determiner" in self._roles(found.first - 1):
            return False
        told = noun is not None or "outof" in self._roles(found.after) or self._plural(found.after)
        return told or "amounts" in self._roles(found.first - 1)

    def _plural(self, at: int) -> bool:
        """Say whether a noun in no table may follow a number word: *ten packages*, *пять пакетов*."""
        token = self._tokens[at]
        if token.kind != "word" or len(token.text) <= _SHORT or not _NO_NOUN.isdisjoint(token.roles):
            return False
        if self._words.language == "en":
            near = self._tokens[at : at + 2]
            return any(one.name.endswith("s") and not one.roles and len(one.text) > _SHORT for one in near)
        return token.text.islower() or self._words.language == "pl"  # dwóch Sudańczyków

    def _placed(self, found: Found) -> bool:
        """A small number without its noun counts in a list, alone in brackets, or beside a word of voting."""
        before = self._text(found.first - 1)
        if (before, self._text(found.after)) == ("(", ")"):
            return True
        if before in DASHES and (found.first - 2 in self._taken or self._closes(found)):
            return True  # 2031 m. – 12
        if "amounts" in self._roles(found.first - 1):
            return True
        near = self._tokens[max(0, found.first - 2) : found.first]
        return any("vote" in token.roles for token in near) or self._in_list(found)

    def _closes(self, found: Found) -> bool:
        """*apgręžė Latvijos pareigūnai – 29.*: a number after a dash that ends what is told."""
        gap = not self._tokens.touches(found.first) and self._tokens[found.first - 2].kind == "word"
        return gap and self._text(found.after) in (".", ",", ";", ")", "")

    def _in_list(self, found: Found) -> bool:
        """*security 418; documents 97; other 31*: one of at least three numbers told so in a sentence."""
        told = [at for at in range(1, len(self._tokens) - 1) if self._told(at)]
        return found.first in told and len(told) >= 3

    def _told(self, at: int) -> bool:
        before, token, following = self._tokens[at - 1 : at + 2]
        named = before.kind == "word" or before.text in DASHES
        return (
            token.kind == "number" and named and following.text in (",", ";", ".") and at not in self._taken
        )

    def _named(self, found: Found) -> bool:
        """A small number right after a name inside a sentence is part of it: *Gedimino 53*, *Mariupol 2*."""
        before = self._tokens[found.first - 1]
        if found.first == 1 or before.kind != "word" or before.roles or not before.text[0].isupper():
            return False
        return not found.qualifier and self._text(found.after) in (",", ".", ")", ";", "")

    def _followed(self, noun: int | None, following: Token) -> bool:
        if noun is not None or "vote" in following.roles:
            return True
        if following.kind != "word":
            return False
        return "outof" in following.roles or (
            _NO_NOUN.isdisjoint(following.roles) and following.text.islower()
        )
