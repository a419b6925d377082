"""What the text of a token alone says of it: its kind, roles, letter and country; worked out once a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dakaz.figures.text.digits import digits_value
from dakaz.figures.text.gazetteer import place_called
from dakaz.figures.text.lexicon import Lexicon, Roles, lexicon

_GAP = "[ \u00a0\u202f\u2009]"
_KINDS = {
    "quarter": r"[QH][1-4](?!\w)",
    "word": r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*",
    "date": r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\d-])",
    "number": rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?"
    r"|\d{1,3}(?:[.'’]\d{3})+(?![\d])(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?",
    "sign": r"[^\w\s]|_",
}
_MOST_WORDS = "[A-Za-zÀ-ÖØ-öø-ɏА-яЁёІіЎў]++(?=[ ,.])"  # said by what they are, which is found quicker
TOKEN = re.compile(rf"\s*(?:{'|'.join((_MOST_WORDS, *_KINDS.values()))})")  # with the gap before it
_KIND = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))

_SIGNS = {"–": "-", "—": "-", "‑": "-", "-": "-", ".": ".", ",": ",", "/": "/", "(": "(", ")": ")"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ENDS = frozenset(
    "in to and or from since until by determiner change compare outof time number of".split()  # noqa: SIM905 - one line
)
_NOTED = frozenset(
    "says now thatyear relative earlier later over compare record act rule "  # noqa: SIM905
    "period habit weekday average sameyear sidelong signed winter timeword".split()
)
# Signs and roles of tokens: what a unit can begin with; what can end that which belongs to a number before
# it; what can join a number with another, or make it a part of a whole.
_MEASURES = frozenset((*"%٪‰€$£₽-‑–", "zł", "workday", "permille", "percent", "percentage", "per", "point"))
_MEASURES |= {"currency", "times", "fold", "years_old", "time"}
_LEADS = frozenset((*"€$£₽~≈><≥≤.", "zł", "currency"))
_JOINS = frozenset((*"-–—‑→⟶➝", "to", "and", "or", "outof", "out", "fraction"))
_NO_ROLES: Roles = {}
_MOST = 50_000


@dataclass(slots=True, eq=False)
class Token:
    """A token as its text alone shows it; ``tokens.Tokens`` knows where it stands.

    Args:
        text: as it stands in the text.
        gap: how many characters of white space stand before it.
        kind: quarter, word, date, number or sign.
        roles: of its word, from the tables; none for the other kinds.
        name: the text in small letters.
        value: of its digits; 0 for the other kinds.
        letter: what the pattern of dates sees of it (see ``dates``).
        country: ISO 3166 code of the place that its word names; empty for none.
        opens: whether a figure can begin with it.
        noted: whether it names a country, leads to who says something, or tells of a time.
        ends: whether the words of what is counted end before it.
        measures: whether a unit can begin with it.
        leads: whether a qualifier or a sign of money before a number can end with it.
        joins: whether it can join a number with another, or make it a part of a whole.
    """

    text: str
    gap: int
    kind: str
    roles: Roles
    name: str
    value: float
    letter: str
    country: str
    opens: bool
    noted: bool
    ends: bool
    measures: bool
    leads: bool
    joins: bool


NOTHING = Token("", 1, "", _NO_ROLES, "", 0, "", "", *[False] * 6)


class Vocabulary(dict[str, Token]):
    """The tokens of one language met so far, by gap and text; the tables are asked once for each."""

    def __init__(self, words: Lexicon) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, piece: str) -> Token:
        if len(self) >= _MOST:
            self.clear()  # a long-lived process reads no end of different numbers and names
        found = self[piece] = self._described(piece)
        return found

    def _described(self, piece: str) -> Token:
        text = piece.lstrip()
        match = _KIND.fullmatch(text)
        kind = (match.lastgroup if match else None) or "sign"
        roles = self._words.roles(text) if kind == "word" else _NO_ROLES
        country = place_called(text) if kind == "word" else ""
        name = text.lower()
        told = (text, name, *roles)
        return Token(
            text=text,
            gap=len(piece) - len(text),
            kind=kind,
            roles=roles,
            name=name,
            value=digits_value(text, self._words.language) if kind == "number" else 0,
            letter=_letter(text, kind, roles),
            country=country,
            opens=kind == "number" or "figure" in roles,
            noted=bool(country) or not _NOTED.isdisjoint(roles),
            ends=not _ENDS.isdisjoint(roles),
            measures=not _MEASURES.isdisjoint(told),
            leads=name in self._words.before or not _LEADS.isdisjoint(told),
            joins=not _JOINS.isdisjoint(told),
        )


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary over the lexicon of a language."""
    return Vocabulary(lexicon(language))


def _letter(text: str, kind: str, roles: Roles) -> str:
    if kind == "word":
        letter = roles.get("letter", "w")
        return letter if letter != "R" else "r" if text.isupper() else roles.get("small", "w")
    if kind == "number":
        return _number_letter(text)
    if kind == "sign":
        return _SIGNS.get(text, "~")
    return "X" if kind == "date" else "K"


def _number_letter(text: str) -> str:
    if text.isdigit():
        value = int(text)
        if len(text) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
            return "Y"
        if len(text) <= 2 and 1 <= value <= 99:
            return "D"
    return "N"
