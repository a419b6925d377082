"""Whether a bare number counts: only a noun, a verb or a list around it can show that."""

from __future__ import annotations

import re
from functools import cached_property

from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.lengths import Lengths
from dakaz.figures.text.numbers import Number
from dakaz.figures.text.sentence import CLAUSE_ENDS, Found
from dakaz.figures.text.vocabulary import Token

# A verb of the past, by its ending: what follows it and stands alone was counted (*uwzględniono 17;*).
_PAST = re.compile(
    r"\w{2,}(?:(?:[аеиоуыяіё])(?:л|ла|ло|ли|лі|ў|лся|лась|лось|лись|лася|ліся|ўся)|ано|ена|ено|аны|ены|ана|аныя|еныя|[лнжщд]ен|[дтсв]ан"
    r"|[aeiyąęuóo](?:ł|ła|ło|li|ły|no|to|łyśmy|liśmy)|ėjo|avo|uota|yta|inta|ėta|[a-z]ed"
    r")|has|have|had|upheld|held|won|lost|got|gave|took|found|left|sent|made|met|told|sought|brought|saw|paid|fled|heard"
)
# Number words that count people by themselves: *пяцёра засталіся*, *troje wróciło*.
_COLLECTIVE = re.compile(
    r"дво(?:е|их|им)|тро(?:е|их|им)|дваіх|траіх|четвер(?:о|ых)|чацв(?:ёра|ярых)|\w+(?:тер|мер)(?:о|ых)"
    r"|(?:пяц|шасц|сям|васьм)(?:ёра|ёх|ярых)|dwoje|troje|\w+[eio]ro"
)
_SMALL, _LIST = 32, 3
_PLENTY = 11  # a number word that large counts something
_SHORT = 3
_DONE = {"were", "was", "are", "have", "had"}  # nine were upheld
_NO_NOUN = frozenset(
    ("in", "to", "and", "or", "from", "between", "since", "until", "by", "determiner", "outof", "per")
)


class Counts(Lengths):
    """Says which bare numbers count something."""

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
        if "determiner" in self._roles(found.first - 1) and self._text(found.first - 2).lower() != "of":
            return False  # the two women; of the nine women
        told = (
            _COLLECTIVE.fullmatch(self._tokens[found.after - 1].name) is not None
            or noun is not None
            or self._did(found.after)
            or "outof" in self._roles(found.after)
            or self._plural(found.after)
        )
        if told or "amounts" in self._roles(found.first - 1) or number.value >= _PLENTY:
            return True
        if found.qualifier and self._text(found.after) in ("", "»", "”", *CLAUSE_ENDS):
            return True
        return self._after_a_verb(found) or self._told_of(found)

    def _did(self, at: int) -> bool:
        """*nine were upheld*, *three succeeded*: what they did or what was done to them."""
        name = self._tokens[at].name
        ends = self._words.language == "en" and self._text(at + 1) in ("", *CLAUSE_ENDS)
        return name in _DONE or (ends and _PAST.fullmatch(name) is not None)

    def _after_a_verb(self, found: Found) -> bool:
        """*uwzględniono 17;*, *памерлі сямёра.*: what ends a clause after a past verb was counted."""
        goes_on = self._text(found.after) in ("", *CLAUSE_ENDS) or "and" in self._roles(found.after)
        if not found.first or not goes_on or "agobefore" in self._roles(found.first - 1):
            return False
        before = self._tokens[found.first - 1]
        return before.kind == "word" and before.text.islower() and bool(_PAST.fullmatch(before.text))

    def _plural(self, at: int) -> bool:
        """Say whether a noun in no table may follow a number word: *ten packages*, *пять пакетов*."""
        token = self._tokens[at]
        if token.kind != "word" or len(token.text) <= _SHORT or not _NO_NOUN.isdisjoint(token.roles):
            return False
        if self._words.language == "en":
            near = self._tokens[at : at + 2]
            return any(
                one.text.endswith("s") and one.text.islower() and not one.roles and len(one.text) > _SHORT
                for one in near
            )
        return token.text.islower() or self._words.language == "pl"  # dwóch Sudańczyków

    def _placed(self, found: Found) -> bool:
        """A small number without its noun counts in a list, alone in brackets, or beside a word of voting."""
        before = self._text(found.first - 1)
        if (before, self._text(found.after)) == ("(", ")"):
            return True
        if before in DASHES and (found.first - 2 in self._taken or self._closes(found)):
            return True  # 2031 m. – 12
        if "amounts" in self._roles(found.first - 1) or self._parted(found.after):
            return True
        near = self._tokens[max(0, found.first - 2) : found.first]
        if any("vote" in token.roles for token in near) or self._after_a_verb(found):
            return True
        return self._told_of(found) or self._in_list(found) or self._in_a_row(found)

    def _parted(self, at: int) -> bool:
        """*вышли 29, из них 19 — по указу*: what has parts was counted."""
        return self._text(at) == "," and "outof" in self._roles(at + 1) and self._words.language != "en"

    def _told_of(self, found: Found) -> bool:
        """*ещё 12 — несовершеннолетние*: after the dash stands what they are."""
        dash, said = self._text(found.after), self._text(found.after + 1)
        parted = dash in DASHES and not self._tokens.touches(found.after)
        parted = parted or (dash == "to" and self._words.language == "pl")  # pięcioro to nieletni
        told = parted and said.isalpha() and said.islower()
        return told and found.first > 0 and self._text(found.first - 1).islower()

    def _closes(self, found: Found) -> bool:
        """*apgręžė Latvijos pareigūnai – 29.*: a number after a dash that ends what is told."""
        gap = not self._tokens.touches(found.first) and self._tokens[found.first - 2].kind == "word"
        return gap and self._text(found.after) in (".", ",", ";", ")", "")

    def _in_a_row(self, found: Found) -> bool:
        """*Fined    30    42*, *Fined | 30 | 42*: one of the cells of a table's row."""
        return len(self._cells) > 1 and found.first in self._cells

    @cached_property
    def _cells(self) -> set[int]:
        return {
            at
            for at, token in enumerate(self._tokens)
            if token.kind == "number" and at and (token.gap > 1 or self._text(at - 1) == "|")
        }

    def _in_list(self, found: Found) -> bool:
        """*security 418; documents 97; other 31*: one of at least three numbers told so in a sentence."""
        return found.first in self._listed and len(self._listed) >= _LIST

    @cached_property
    def _listed(self) -> set[int]:
        return {at for at in range(1, len(self._tokens) - 1) if self._told(at)}

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
        people = self._words.language == "pl" and following.country  # 3 Polaków
        return "outof" in following.roles or (
            _NO_NOUN.isdisjoint(following.roles) and (following.text.islower() or bool(people))
        )
