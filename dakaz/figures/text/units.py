"""What stands after and before a number: signs of percent and money, time, times, qualifiers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.tokens import Tokens

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "₽": "RUB", "zł": "PLN"}
_QUALIFYING = {
    "~": "about", "≈": "about", ">": "more than", "<": "less than", "≥": "at least", "≤": "at most",
}  # fmt: skip
_HYPHENS = ("-", "‑", "–")
_ABBREVIATED = {"proc", "проц", "прац", "руб", "mėn", "мес", "val", "min"}


class Unit(NamedTuple):
    """A unit and where it ends.

    Args:
        kind: ``share``, ``points``, ``rate``, ``money``, ``duration``, ``ratio``, or empty for none.
        unit: ``%``, ``percentage point``, ``EUR``, ``year``, ``times``, ...
        after: place of the token after it; 0 for none.
    """

    kind: str
    unit: str
    after: int


_NONE = Unit("", "", 0)
_unit = lru_cache(maxsize=4096)(Unit)  # few differ, and to make one again takes longer


def unit_after(tokens: Tokens, at: int) -> Unit:
    """Return the unit that begins at a token, or none."""
    token, start = tokens[at], at
    if not token.measures:
        return _NONE
    if token.text in _HYPHENS and tokens.touches(at) and tokens[at + 1].kind == "word":
        at += 1  # 14-day, 5-летний, 6-fold
    if "workday" in tokens[at].roles and "time" in tokens[at + 1].roles:
        at += 1
    token = tokens[at]
    if token.text == "‰" or "permille" in token.roles:
        return _unit("rate", "per 1000", at + 1)
    if token.text in SIGNS:
        return _unit("money", SIGNS[token.text], at + 1)
    return _percentage(tokens, at) or (_worded(tokens, at, start) if token.roles else _NONE)


def _percentage(tokens: Tokens, at: int) -> Unit | None:
    """*%*, *per cent*, *процентов*, *percentage points*; None when it is none of these."""
    token, roles = tokens[at], tokens[at].roles
    found = None
    if token.text in ("%", "٪"):
        found = _percent(tokens, at + 1)
    elif "percent" in roles:
        found = _percent(tokens, _point(tokens, at))
    elif "percentage" in roles and _is_point(tokens, at + 1):
        found = _unit("points", "percentage point", at + 2)
    elif "per" in roles and "cent" in tokens[at + 1].roles:
        found = _percent(tokens, at + 2)
    elif "point" in roles and token.name in ("пп", "pp"):
        found = _unit("points", "percentage point", at + 1)
    elif "point" in roles and tokens[at + 1].roles.keys() & {"percent", "percentage"}:
        found = _unit("points", "percentage point", _point(tokens, at + 1))  # pkt proc.
    return found


def _worded(tokens: Tokens, at: int, start: int) -> Unit:
    roles = tokens[at].roles
    if "currency" in roles:
        return _unit("money", roles["currency"], _point(tokens, at))
    if "times" in roles or "fold" in roles:
        return _unit("ratio", "times", at + 1)
    if "years_old" in roles and at > start:
        return _unit("duration", "year", at + 1)
    if "time" in roles and not (
        ("yearword" in roles and tokens[at].name in ("m", "r")) or _apart(tokens, at)
    ):
        return _unit("duration", roles["time"], _point(tokens, at))
    return _NONE


def _apart(tokens: Tokens, at: int) -> bool:
    """*203 tys. rok później*: one year, after a number of thousands, is no unit of it."""
    scale = tokens[at - 2 if tokens[at - 1].text == "." else at - 1]
    return "scale" in scale.roles and not tokens[at + 1].roles.keys().isdisjoint(("earlier", "later"))


def _percent(tokens: Tokens, after: int) -> Unit:
    """Percent, or percentage points when “points” follows: *15 proc. punktų*."""
    if _is_point(tokens, after):
        return _unit("points", "percentage point", after + 1)
    return _unit("share", "%", after)


def _is_point(tokens: Tokens, at: int) -> bool:
    return "point" in tokens[at].roles


def _point(tokens: Tokens, at: int) -> int:
    """Return the place after a word and, where it is cut short, its full stop."""
    stop = tokens[at + 1].text == "." and tokens[at].name in _ABBREVIATED
    return at + 2 if stop else at + 1


def sign_before(tokens: Tokens, at: int) -> tuple[str, int]:
    """Return the currency that stands before a number (€, EUR) and the place where it begins."""
    before = tokens[at - 1]
    if before.text in SIGNS:
        return SIGNS[before.text], at - 1
    if "currency" in before.roles and before.text.isupper():
        return before.roles["currency"], at - 1
    return "", at


def qualifier_before(tokens: Tokens, at: int, words: Lexicon) -> tuple[str, int]:
    """Return the qualifier that ends right before a token and where it begins; longest first."""
    before = tokens[at - 1]
    if not before.leads:
        return "", at
    if before.kind == "sign" and before.text in _QUALIFYING:
        return _QUALIFYING[before.text], at - 1
    if before.text == "." and tokens[at - 2].name in ("approx", "ca", "ok"):
        return "about", at - 2
    for phrase, qualifier in words.before.get(before.name, ()):
        first = at - len(phrase)
        if first >= 0 and _spells(tokens, first, phrase):
            return qualifier, first
    return "", at


def _spells(tokens: Tokens, first: int, phrase: Sequence[str]) -> bool:
    """Say whether the tokens from a place on are the words of a phrase."""
    return tokens[first].name == phrase[0] and (
        len(phrase) == 1 or [token.name for token in tokens[first : first + len(phrase)]] == list(phrase)
    )


def qualifier_after(tokens: Tokens, at: int, words: Lexicon) -> tuple[str, int]:
    """Return the qualifier that begins at a token (*or more*) and the place after it."""
    for phrase, qualifier in words.after.get(tokens[at].name, ()):
        if _spells(tokens, at, phrase):
            return qualifier, at + len(phrase)
    return "", at
