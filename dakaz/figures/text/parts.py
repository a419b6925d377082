"""Parts of a whole and ratios in one word: *two thirds*, *one in five*, *каждый третий*, *doubled*."""

from __future__ import annotations

from dakaz.figures.text.context import changes
from dakaz.figures.text.digits import tidy
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.numbers import Number
from dakaz.figures.text.sentence import Found, Sentence
from dakaz.figures.text.units import qualifier_before, unit_after

_ADJECTIVES = {
    "трэці", "трэцяя", "трэціх", "пятая", "пятую", "пятых",
    "шестая", "шестую", "шестых", "шостая", "шостую", "шостых", "восьмая", "восьмую", "восьмых",
    "десятая", "десятую", "десятых", "дзясятая", "дзясятую", "дзясятых",
    "szósta", "szóstą", "szóstej", "ósma", "ósmą", "ósmej", "dziesiąta", "dziesiątą", "dziesiątej",
}  # fmt: skip
_VERBS = {"were", "was", "are", "is", "have", "had", "came", "said", "did", "received"}
_NAMED_BY_A_THIRD = {
    "country",
    "countries",
    "party",
    "parties",
    "time",
    "way",
    "century",
    "year",
    "term",
    "option",
}
_CLAUSE_ENDS = {".", ",", ";", ")", *DASHES}
_FULL = {10.0, 100.0, 1000.0}
_ROW = frozenset(("ordinal", "roman"))
_NO_WHOLE = frozenset(("yearword", "scale", "time"))
_NO_NOUN = frozenset(("in", "month", "and", "to"))


class Parts(Sentence):
    """Finds parts of a whole."""

    def _part_of_whole(self, at: int, number: Number | None) -> Found | None:
        if number is None:
            return self._every(at) or self._fraction(at, None)
        if number.value > 99 or not self._tokens[number.after].joins:
            return None
        return self._fraction(at, number) or self._out_of(at, number)

    def _every(self, at: int) -> Found | None:
        if "every" not in self._roles(at):
            return None
        nth = self._roles(at + 1).get("nth")
        if nth is None or "time" in self._roles(at + 2):
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
        if number is None and self._tokens[at - 1].name in ("a", "an"):
            at -= 1
        if self._numbers_a_row(at - 1) or not _NO_WHOLE.isdisjoint(self._roles(place + 1)):
            return None
        if number is None and not self._bare_fraction(at, place):
            return None
        top = 1.0 if number is None else number.value
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        value = _percent(top, float(roles["fraction"]))
        kind = "change" if self._by_part(start, place) else "share"
        return Found(start, place + 1, place + 1, kind, "%", qualifier, value=value)

    def _numbers_a_row(self, at: int) -> bool:
        """*III ketvirtis*; Polish “i” is no Roman numeral."""
        token = self._tokens[at]
        return not _ROW.isdisjoint(token.roles) and ("ordinal" in token.roles or token.text.isupper())

    def _by_part(self, start: int, place: int) -> bool:
        """*by a quarter*, *на чвэрць менш*, *ketvirtadaliu mažiau*: a part by which something changed."""
        before, following = self._roles(start - 1), self._roles(place + 1)
        return (
            "change" in following
            or "comparative" in following
            or ("by" in before and changes(self._tokens, start, 12))
        )

    def _bare_fraction(self, at: int, place: int) -> bool:
        """*a third of*, *половина заявителей*: a part named without a number, with what it is a part of."""
        following = self._tokens[place + 1]
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        if self._by_part(start, place):
            return True
        if place + 1 in self._taken or (not following.text and not qualifier):
            return False
        if self._words.language == "en":
            return self._english(at, place, qualified=bool(qualifier))
        if self._ordinal(place, qualified=bool(qualifier)):
            return False
        if following.kind == "word":
            return bool(qualifier) or _NO_NOUN.isdisjoint(following.roles)
        told = at != place and following.text == "("
        told = told or self._text(at - 1) in DASHES  # у студзені — траціна.
        told = told or (self._text(at - 1) == "," and following.text in DASHES)  # 390, trečdalis – dėl
        return told or (bool(qualifier) and following.text in ("", "(", *_CLAUSE_ENDS))

    def _english(self, at: int, place: int, *, qualified: bool) -> bool:
        """*a third of*, *half of*, *more than a third came*, *a quarter were*; no *third country*."""
        led = place > at or self._tokens[place].name == "half"
        following = self._text(place + 1).lower()
        if following in ("of", "("):
            return led
        if following in _NAMED_BY_A_THIRD or "counted" in self._roles(place + 1):
            return False
        return led and (qualified or following in _VERBS)

    def _ordinal(self, place: int, *, qualified: bool) -> bool:
        """Say whether a word is the third of a row (*трэці пакет*), not a third of a whole."""
        token = self._tokens[place]
        if token.name in _ADJECTIVES and not qualified:
            return True
        return "ordinal" in token.roles and not token.name.startswith(
            ("трет", "трэц", "трац", "четвер", "чвэрц", "ketvirtad", "trečd")
        )

    def _out_of(self, at: int, part: Number) -> Found | None:
        """*one in five*, *3 out of 10*: a part of a round number is a share."""
        place = part.after
        if part.worded and "counted" in self._roles(place) and "outof" in self._roles(place + 1):
            place += 1  # in four cases out of ten
        link = self._tokens[place].name
        if link == "out" and self._tokens[place + 1].name == "of":
            place += 1
        elif "outof" not in self._roles(place) or link == "of":
            return None
        place += 1
        place += self._tokens[place].name in ("every", "каждых", "кожных", "kiekvienų", "każdych")
        whole = self._second(place)
        if whole is None or place in self._taken or not part.value < whole.value:
            return None
        one = part.value == 1 and link == "in" and whole.value <= 1000
        if (
            not (one or whole.value in _FULL or whole.value <= 10)
            or unit_after(self._tokens, whole.after).kind
        ):
            return None
        told = part.worded and whole.worded  # two in five; 3 in 5 may be a page
        if link == "in" and part.value != 1 and whole.value not in _FULL and not told:
            return None
        qualifier, start = qualifier_before(self._tokens, at, self._words)
        return Found(
            start, whole.after, whole.after, "share", "%", qualifier, value=_percent(part.value, whole.value)
        )

    def _manifold(self, at: int) -> Found | None:
        """*doubled*, *sixfold*, *вдвое*, *twice as many*: a ratio in one word."""
        roles = self._tokens[at].roles
        following = self._tokens[at + 1].name
        if "twice" in roles and following in ("as", "the", "more", "less", "what", "that", "higher", "lower"):
            value = roles["twice"]
        elif "manifold" in roles and not (
            self._tokens[at].name in ("double", "triple") and following not in ("the", "that", "what", "as")
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
