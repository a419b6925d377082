"""Figures out of a sentence's tokens: singles, ranges, changes from one number to another, parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dakaz.figures.text.context import changes, is_change, is_ratio, rate_after
from dakaz.figures.text.guards import DASHES, is_no_figure
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.numbers import Number, read_number, tidy
from dakaz.figures.text.tokens import Token
from dakaz.figures.text.units import Unit, qualifier_after, qualifier_before, sign_before, unit_after

_ARROWS = {"→", "⟶", "➝"}
_FULL = {10.0, 100.0, 1000.0}
_SMALL = 32
_NO_NOUN = {"in", "to", "and", "or", "from", "between", "since", "until", "by", "determiner", "outof", "per"}


@dataclass(frozen=True, slots=True)
class Found:
    """A figure by tokens, before it gets its period, place and speaker.

    Args:
        first: place of its first token.
        after: place of the token after it.
        noun: place where the words of what is counted begin.
        kind: count, share, ratio, change, range, rate, duration or money.
        unit: %, day, EUR, times, person, ...; empty when not said.
        qualifier: about, more than, ...; empty for none.
        value: for one number.
        low: for a range.
        high: its upper end.
        start: for a change from one number to another: the first.
        stop: the second.
        skip: place after a denominator that is no figure of its own; 0 for none.
    """

    first: int
    after: int
    noun: int
    kind: str
    unit: str
    qualifier: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    start: float | None = None
    stop: float | None = None
    skip: int = 0


class Finder:
    """Finds the figures of one sentence.

    Args:
        tokens: the sentence.
        taken: places that dates have taken.
        words: the lexicon of the sentence's language.
    """

    def __init__(self, tokens: Sequence[Token], taken: set[int], words: Lexicon) -> None:
        self._tokens, self._taken, self._words = tokens, taken, words
        self._lead = 0
        self._bases: set[int] = set()

    def find(self) -> list[Found]:
        """Return the figures in order."""
        found, at, count = [], 0, len(self._tokens)
        while at < count:
            token = self._tokens[at]
            if at in self._taken or not (token.kind == "number" or "figure" in token.roles):
                at += 1
                continue
            one = self._at(at)
            if one is None:
                number = (
                    read_number(self._tokens, at, self._words.language) if token.kind == "number" else None
                )
                at = max(at + 1, number.after if number else 0)
                continue
            found.append(one)
            at = max(at + 1, one.after, one.skip)
        return found

    def _at(self, at: int) -> Found | None:
        number = read_number(self._tokens, at, self._words.language)
        part = self._part_of_whole(at, number) or (self._manifold(at) if number is None else None)
        if part is not None:
            return part
        number = number or self._bare_scale(at)
        if number is None or is_no_figure(self._tokens, number):
            return None
        unit = unit_after(self._tokens, number.after, self._words.language)
        pair = self._pair(number, unit)
        return pair or self._single(number, unit)

    def _bare_scale(self, at: int) -> Number | None:
        """“more than a million”, “около тысячи”: a scale word alone, when a qualifier leads to it."""
        roles = self._tokens[at].roles
        if "scale" not in roles and "dozen" not in roles:
            return None
        text = self._tokens[at].text.lower()
        if len(text) < 4 or text.endswith(("s", "ями", "ях", "ям", "ami", "ach", "iai")):
            return None
        before = self._tokens[at - 1].text.lower() if at else ""
        start = at - 1 if before in ("a", "an") else at
        if before in ("a", "an") or qualifier_before(self._tokens, start, self._words)[0] not in ("", "only"):
            return Number(float(roles.get("scale", "12")), start, at + 1, plain=False, scale=1, worded=True)
        return None

    # --- one number

    def _single(self, number: Number, unit: Unit) -> Found | None:
        currency, first = sign_before(self._tokens, number.first)
        qualifier, start = qualifier_before(self._tokens, first, self._words)
        if qualifier == "up to" and changes(self._tokens, start):
            qualifier, start = "", first  # “fell to 44 %” is no “up to”
        after = unit.after if unit.kind else number.after
        if not qualifier:
            qualifier, after = qualifier_after(self._tokens, after, self._words)
        if not unit.kind:
            late, place = qualifier_after(self._tokens, number.after, self._words)
            if late:
                unit = unit_after(self._tokens, place, self._words.language)
                after = unit.after if unit.kind else place
        lead = start
        if qualifier in ("only", "exactly"):
            start = first
        found = Found(start, after, after, "count", "", qualifier, value=number.value)
        self._lead = lead
        if currency:
            return replace(found, kind="money", unit=currency)
        return self._kinded(found, number, unit)

    def _kinded(self, found: Found, number: Number, unit: Unit) -> Found | None:
        if unit.kind == "money":
            return replace(found, kind="money", unit=unit.unit)
        if unit.kind == "points":
            return replace(found, kind="change", unit=unit.unit)
        if unit.kind == "share":
            kind = "change" if is_change(self._tokens, self._lead, found.after, self._words) else "share"
            return replace(found, kind=kind, unit="%")
        if unit.kind == "duration":
            if self._tokens[found.first].text.lower() == "per":
                found = replace(found, first=found.first + 1, qualifier="")
            return None if self._age(found, number) else replace(found, kind="duration", unit=unit.unit)
        if unit.kind == "ratio":
            return self._times(found)
        return self._count(found, number)

    def _age(self, found: Found, number: Number) -> bool:
        """An age or a time ago: *27 years old*, *aged 34*, *three years ago*, *27-летний активист*."""
        after = [token for token in self._tokens[found.after : found.after + 3] if token.text not in DASHES]
        if after and "ago" in after[0].roles:
            return True
        before = self._tokens[found.first - 1].roles if found.first else {}
        if "agobefore" in before:
            return True
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
        if (
            found.first < 2
            or self._tokens[found.first - 1].text != ","
            or not number.plain
            or not 14 <= number.value <= 99
        ):
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
        before = self._tokens[found.first - 1] if found.first else None
        led = before is not None and before.text.lower() in ("в", "у", "во") and self._words.language == "cyr"
        if led:
            qualifier, start = qualifier_before(self._tokens, found.first - 1, self._words)
            if qualifier:
                found = replace(found, first=start, qualifier=qualifier)
        if led or is_ratio(self._tokens, found.first, found.after):
            return replace(found, kind="ratio", unit="times")
        if found.value == 1:
            return None
        return replace(found, unit="time")

    def _count(self, found: Found, number: Number) -> Found | None:
        noun = self._noun(found.after)
        if not self._counts(found, number, noun):
            return None
        unit = "" if noun is None else self._tokens[noun].roles.get("counted", "")
        if self._base(found, number):
            return None
        rate, skip = rate_after(self._tokens, found.after, self._words.language)
        if found.first in self._bases or rate:
            return replace(found, kind="rate", unit=rate or "per 1000", skip=skip)
        kind = "change" if is_change(self._tokens, self._lead, found.after, self._words) else "count"
        return replace(found, kind=kind, unit=unit)

    def _base(self, found: Found, number: Number) -> bool:
        """*На 1000 жителей приходится 28*: the first number is what the second is out of."""
        if number.value not in (100, 1000, 10_000, 100_000):
            return False
        for at in range(found.after, min(found.after + 5, len(self._tokens) - 1)):
            if "falls" in self._tokens[at].roles and self._words.language != "en":
                rest = range(at + 1, len(self._tokens))
                following = next((k for k in rest if self._tokens[k].kind == "number"), None)
                if following is None:
                    return False
                self._bases.add(qualifier_before(self._tokens, following, self._words)[1])
                return True
        return False

    def _noun(self, at: int) -> int | None:
        """Return the place of the noun that is counted, a few words on; None when there is none known."""
        for place in range(at, min(at + 4, len(self._tokens))):
            token = self._tokens[place]
            if token.kind == "sign" and token.text not in DASHES and token.text not in "“”«»„\"’'":
                return None
            if "counted" in token.roles and place not in self._taken:
                compound = self._words.language == "en" and "counted" in self._roles(place + 1)
                return place + 1 if compound else place
            if place == at and token.roles.keys() & {"in", "to", "from", "since", "until"}:
                return None
        return None

    def _counts(self, found: Found, number: Number, noun: int | None) -> bool:
        """Say whether a bare number counts something; small numbers and words must show what."""
        before = self._tokens[found.first - 1] if found.first else None
        following = self._tokens[found.after] if found.after < len(self._tokens) else None
        if number.worded and number.scale == 1:
            if number.value == 1:
                near = noun is not None and noun <= found.after + 1
                return near and found.qualifier in ("only", "at least", "exactly")
            if before is not None and "determiner" in before.roles:
                return False
            return noun is not None or (following is not None and "outof" in following.roles)
        if (
            number.value < 100
            and number.plain
            and noun is None
            and (self._named(found) or self._named_age(found, number))
        ):
            return False
        if not number.plain or number.value >= _SMALL or found.qualifier:
            return True
        if before is not None and following is not None and (before.text, following.text) == ("(", ")"):
            return True
        near = self._tokens[max(0, found.first - 2) : found.first]
        if any("vote" in token.roles for token in near) or self._in_list(found):
            return True
        return self._followed(noun, following)

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
        before = self._tokens[found.first - 1] if found.first > 1 else None
        following = self._text(found.after)
        name = before is not None and before.kind == "word" and before.text[0].isupper() and not before.roles
        return name and not found.qualifier and following in (",", ".", ")", ";", "")

    def _followed(self, noun: int | None, following: Token | None) -> bool:
        if noun is not None or (following is not None and "vote" in following.roles):
            return True
        if following is None or following.kind != "word":
            return False
        return "outof" in following.roles or (
            not following.roles.keys() & _NO_NOUN and following.text.islower()
        )

    # --- two numbers

    def _pair(self, first: Number, unit: Unit) -> Found | None:
        """Read a range or a change: *300,000–500,000*, *between 3 and 5*, *from 1345 to 850*, *two or three*."""
        _, start = qualifier_before(self._tokens, sign_before(self._tokens, first.first)[1], self._words)
        lead = self._tokens[start - 1].roles if start else {}
        at = unit.after if unit.kind else first.after
        at, apart = self._skip_dates(at, lead)
        if at >= len(self._tokens):
            return None
        link = self._link(at, lead, apart=apart)
        if not link:
            return None
        place = at + (2 if self._tokens[at].text == "-" and self._text(at + 1) == ">" else 1)
        place = sign_before(self._tokens, place + 1)[1] if self._text(place) in ("€", "$", "£") else place
        place += self._text(place) in ("€", "$", "£")
        qualifier_length = self._qualifier_at(place)
        second = self._second(place + qualifier_length)
        if second is None or (second.first in self._taken):
            return None
        return self._joined(first, unit, second, link)

    def _text(self, at: int) -> str:
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _qualifier_at(self, at: int) -> int:
        """Return how many tokens a qualifier takes before the second number: *from 1345 to about 850*."""
        for length in (1, 2):
            if at + length < len(self._tokens) and self._tokens[at + length].kind == "number":
                _, start = qualifier_before(self._tokens, at + length, self._words)
                if start == at:
                    return length
        return 0

    def _second(self, at: int) -> Number | None:
        if at >= len(self._tokens):
            return None
        return read_number(self._tokens, at, self._words.language)

    def _skip_dates(self, at: int, lead: dict[str, str]) -> tuple[int, bool]:
        """Go over a noun and a date between two numbers: *from 416 applications in 2022 to 123 in 2024*."""
        if "from" not in lead:
            return at, False
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
        roles = token.roles
        if "to" in roles and "from" in lead:
            return "from"
        if "and" in roles and "between" in lead:
            return "between"
        if "to" in roles and self._words.language == "en" and not apart and token.text.lower() == "to":
            return "to"
        return "or" if "or" in roles else ""

    def _joined(self, first: Number, unit: Unit, second: Number, link: str) -> Found | None:
        other = unit_after(self._tokens, second.after, self._words.language)
        if unit.kind and other.kind and unit.unit != other.unit:
            return None
        if link == "or" and not (second.value - first.value in (1, 2) and first.value < 20):
            return None
        shared = other if other.kind else unit
        low, high = self._scaled(first, second)
        if link in ("dash", "to", "between", "or") and not low < high:
            return None
        if link == "dash" and not other.kind and not self._likely_range(low, high, second):
            return None
        currency, begin = sign_before(self._tokens, first.first)
        qualifier, start = qualifier_before(self._tokens, begin, self._words)
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
            return replace(found, kind="change", start=low, stop=high)
        return replace(found, low=low, high=high)

    def _scaled(self, first: Number, second: Number) -> tuple[float, float]:
        """In *55–58 thousand* the scale belongs to both."""
        if second.scale > 1 and first.scale == 1 and first.value < second.value:
            return tidy(first.value * second.scale), second.value
        return first.value, second.value

    def _likely_range(self, low: float, high: float, second: Number) -> bool:
        return high <= 100 * max(low, 1) and (
            self._noun(second.after) is not None or low >= _SMALL or second.scale > 1
        )

    # --- parts of a whole, and “twice”

    def _part_of_whole(self, at: int, number: Number | None) -> Found | None:
        if number is None:
            return self._every(at) or self._fraction(at, None)
        if number.value > 99:
            return None
        return self._fraction(at, number) or self._out_of(at, number)

    def _every(self, at: int) -> Found | None:
        if "every" not in self._tokens[at].roles or at + 1 >= len(self._tokens):
            return None
        nth = self._tokens[at + 1].roles.get("nth")
        following = self._tokens[at + 2].roles if at + 2 < len(self._tokens) else {}
        if nth is None or "time" in following:
            return None
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        return Found(start, at + 2, at + 2, "share", "%", qualifier, value=_percent(1, float(nth)))

    def _fraction(self, at: int, number: Number | None) -> Found | None:
        place = at if number is None else number.after
        if number is not None and self._text(place) in DASHES:
            place += 1
        roles = self._roles(place)
        if "fraction" not in roles or place in self._taken or (number is not None and number.value > 9):
            return None
        if number is None and at and self._text(at - 1).lower() == "a":
            at -= 1
        before = self._roles(at - 1) if at else {}
        if before.keys() & {"ordinal", "roman"} or self._roles(place + 1).keys() & {
            "yearword",
            "scale",
            "time",
        }:
            return None
        if number is None and not self._bare_fraction(at, place):
            return None
        top = 1.0 if number is None else number.value
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        value = _percent(top, float(roles["fraction"]))
        kind = "change" if self._by_part(start, place) else "share"
        return Found(start, place + 1, place + 1, kind, "%", qualifier, value=value)

    def _by_part(self, start: int, place: int) -> bool:
        """*by a quarter*, *на чвэрць менш*, *ketvirtadaliu mažiau*: a part by which something changed."""
        before, following = self._roles(start - 1), self._roles(place + 1)
        return "change" in following or ("by" in before and changes(self._tokens, start, 12))

    def _bare_fraction(self, at: int, place: int) -> bool:
        """*a third of*, *половина заявителей*: a part named without a number, with what it is a part of."""
        following = self._tokens[place + 1] if place + 1 < len(self._tokens) else None
        if following is None or place + 1 in self._taken:
            return False
        if self._by_part(qualifier_before(self._tokens, at, self._words)[1], place):
            return True
        if self._words.language == "en":
            return following.text.lower() == "of" and (
                place > at or self._tokens[place].text.lower() == "half"
            )
        if "ordinal" in self._tokens[place].roles and not self._tokens[place].text.lower().startswith(
            ("трет", "трэц", "трац", "четвер", "чвэрц", "ketvirtad", "trečd")
        ):
            return False
        return following.kind == "word" and not following.roles.keys() & {"in", "month", "and", "to"}

    def _roles(self, at: int) -> dict[str, str]:
        return self._tokens[at].roles if 0 <= at < len(self._tokens) else {}

    def _out_of(self, at: int, part: Number) -> Found | None:
        """*one in five*, *3 out of 10*: a part of a round number is a share."""
        if part.after + 1 >= len(self._tokens):
            return None
        place = part.after
        link = self._text(place).lower()
        if link == "out" and self._text(place + 1).lower() == "of":
            place += 1
        elif "outof" not in self._roles(place) or link == "of":
            return None
        place += 1
        place += self._text(place).lower() in ("every", "каждых", "кожных", "kiekvienų", "każdych")
        whole = self._second(place)
        if whole is None or place in self._taken or not part.value < whole.value:
            return None
        if not (whole.value in _FULL or whole.value <= 10) or unit_after(self._tokens, whole.after, "").kind:
            return None
        if link == "in" and part.value != 1 and whole.value not in _FULL:
            return None
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        return Found(
            start, whole.after, whole.after, "share", "%", qualifier, value=_percent(part.value, whole.value)
        )

    def _manifold(self, at: int) -> Found | None:
        """*doubled*, *sixfold*, *вдвое*, *twice as many*: a ratio in one word."""
        roles = self._tokens[at].roles
        following = self._text(at + 1).lower()
        if "twice" in roles and following in ("as", "the", "more", "less", "what", "that", "higher", "lower"):
            value = roles["twice"]
        elif "manifold" in roles and not (
            self._tokens[at].text.lower() in ("double", "triple")
            and following not in ("the", "that", "what", "as")
        ):
            value = roles["manifold"]
        elif "halftime" in roles:
            qualifier, start = qualifier_before(self._tokens, at, self._words)
            return Found(start, at + 1, at + 1, "duration", "year", qualifier, value=0.5)
        else:
            return None
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        return Found(start, at + 1, at + 1, "ratio", "times", qualifier, value=tidy(float(value)))


def _percent(part: float, whole: float) -> float:
    return tidy(round(100 * part / whole, 2))
