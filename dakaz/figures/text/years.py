"""Years that are none: numbers that count, ends of codes, and Belarusian *мае* (has), which is no May."""

from __future__ import annotations

from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.units import qualifier_before

_MONEY = {"€", "$", "£"}
_UNITS = {"%", *_MONEY}
_DATING = frozenset(("in", "since", "until", "from", "month", "determiner"))
_SHORT_YEAR = 2  # digits: 2021/22
_IN = {"в", "у", "ў", "о", "аб"}


def without_counted_years(line: str, tokens: Tokens, words: Lexicon) -> str:
    """Return the letters of a sentence with years that count things (*about 2000 people*) as plain numbers.

    Args:
        line: one letter for each token (``dates.letters``).
        tokens: of one sentence.
        words: the lexicon of the sentence's language.
    """
    at = line.find("Y")
    while at >= 0:
        if _counts(tokens, at, words):
            line = f"{line[:at]}N{line[at + 1 :]}"
        at = line.find("Y", at + 1)
    return line


def _counts(tokens: Tokens, at: int, words: Lexicon) -> bool:
    before, following = tokens[at - 1], tokens[at + 1]
    if _begins_a_code(tokens, at) or (tokens.touches(at) and _ends_a_code(tokens, at - 1)):
        return True
    if following.text in ("", "/"):
        return False
    roles = following.roles
    if following.text in _UNITS or before.text in _MONEY or "percent" in roles or "currency" in roles:
        return True
    if (
        "yearword" in roles
        or following.text in DASHES
        or _ends_a_date(tokens, at)
        or _ends_a_span(tokens, at)
        or (before.text == "/" and _next_year(tokens[at - 2].text, tokens[at].text))
    ):
        return False
    plainly = following.kind == "word" and "and" not in roles and "in" not in roles
    if plainly and qualifier_before(tokens, at, words)[0] not in ("", "up to", "only"):
        return True
    near = following.text.islower() and "to" not in roles
    named = "counted" in roles or ("counted" in tokens[at + 2].roles and near)
    return named and _DATING.isdisjoint(before.roles)


def _begins_a_code(tokens: Tokens, at: int) -> bool:
    """*Regulation 2021/1001*, *Directive 2011/95/EU*: what follows the stroke is no second year."""
    second = tokens[at + 2].text
    if tokens[at + 1].text != "/" or _next_year(tokens[at].text, second):
        return False
    return len(second) > _SHORT_YEAR or (bool(second) and tokens[at + 3].text == "/")


def _next_year(first: str, second: str) -> bool:
    """*2031/2032*: a school year, a winter."""
    return second.isdecimal() and len(second) == len(first) and int(second) == int(first) + 1


def _ends_a_span(tokens: Tokens, at: int) -> bool:
    """*2031–2034 asylum seekers*, *between 2031 and 2033 refusals fell*"""
    before = tokens[at - 1]
    return tokens[at - 2].letter == "Y" and (before.text in DASHES or "and" in before.roles)


def _ends_a_code(tokens: Tokens, sign: int) -> bool:
    """*Nr. XIV-2031*, *KG-0180.14.2031*: what looks like a year ends a code."""
    before = tokens[sign - 1]
    if tokens[sign].kind == "word":
        return True  # DEP2031
    if sign < 1 or not tokens.touches(sign):
        return False
    if tokens[sign].text in DASHES:
        return before.kind == "word" and before.text.isupper()
    return tokens[sign].text == "." and before.kind == "number" and "." in before.text


def _ends_a_date(tokens: Tokens, at: int) -> bool:
    """*our April 20, 2031 report*: a day and a comma before a year."""
    return tokens[at - 1].text == "," and tokens[at - 2].letter == "D"


def without_having(line: str, tokens: Tokens) -> str:
    """Return the letters of a sentence in which Belarusian *мае* (has) is no May; *у мае*, *мае 2031* are."""
    kept = list(line)
    for at, token in enumerate(tokens):
        if token.letter == "M" and token.name == "мае":
            month = tokens[at - 1].name in _IN or tokens[at - 1].letter == "D" or tokens[at + 1].letter == "Y"
            kept[at] = "M" if month else "w"
    return "".join(kept)
