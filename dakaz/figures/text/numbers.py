"""Numbers out of tokens: digits with any thousands mark, number words, scales, halves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from dakaz.figures.text.digits import digits_value, tidy
from dakaz.figures.text.tokens import Tokens

_ABBREVIATED = {"тыс", "млн", "млрд", "tūkst", "mln", "mlrd", "tys", "mld"}
_WITH = {"с", "з", "and", "i", "su"}
_HALF = {"половиной", "паловай", "half", "pół", "puse"}
_STUCK_ONLY = {"m", "k", "bn", "mn"}
_THOUSAND = 1000


@dataclass(slots=True)
class Number:
    """A number and the tokens it takes.

    Args:
        value: in base units: 5.3 million is 5300000.
        first: place of its first token.
        after: place of the token after it.
        plain: digits without any mark or scale, as an article, a year or a footnote would stand.
        scale: the factor of its scale word, 1 without one.
        worded: written in words.
    """

    value: float
    first: int
    after: int
    plain: bool
    scale: float
    worded: bool


def read_number(tokens: Tokens, at: int, language: str) -> Number | None:
    """Return the number that begins at a token, with its scale; None when none does."""
    token = tokens[at]
    found = None
    if token.kind == "number":
        found = _digits(tokens, at, language)
    elif token.opens:
        found = _halves(tokens, at) or _words(tokens, at)
    if found is None:
        return None
    following = tokens[found.after]
    if found.scale > 1 and following.kind == "number" and not found.worded:
        return _and_less(tokens, found, language)
    return _and_a_half(tokens, found) if following.name in _WITH else found


def _and_less(tokens: Tokens, number: Number, language: str) -> Number:
    """*17 тысяч 398*, *2 mln. 849 tūkst.*: a number in two parts, the second under the first one's scale."""
    rest = _digits(tokens, number.after, language)
    if rest is None or rest.value >= number.scale or number.value % number.scale:
        return number
    month = "month" in tokens[rest.after].roles
    if month or (rest.scale == 1 and (number.scale != _THOUSAND or not rest.plain)):
        return number
    return replace(number, value=tidy(number.value + rest.value), after=rest.after)


def _and_a_half(tokens: Tokens, number: Number) -> Number:
    """*два с половиной*, *two and a half*, *dwa i pół*, *du su puse*."""
    after = number.after
    if number.value >= 100:
        return number
    place = after + 1 + (tokens[after + 1].name == "a")
    if tokens[place].name in _HALF:
        return replace(number, value=number.value + 0.5, after=place + 1, plain=False)
    return number


def _digits(tokens: Tokens, at: int, language: str) -> Number | None:
    token = tokens[at]
    factor, after = _scale(tokens, at + 1)
    value = token.value if factor == 1 else digits_value(token.text, language, scale=factor)
    if value == inf:
        return None
    return Number(value, at, after, plain=factor == 1 and token.text.isdigit(), scale=factor, worded=False)


def _scale(tokens: Tokens, at: int) -> tuple[float, int]:
    """Return the factor of the scale words from a token on, and the place after them."""
    factor = 1.0
    while "scale" in tokens[at].roles:
        if tokens[at].name in _STUCK_ONLY and not tokens.touches(at):
            break
        factor *= float(tokens[at].roles["scale"])
        at += 1
        at += tokens[at].text == "." and tokens[at - 1].name in _ABBREVIATED
    if factor == 1.0 and "dozen" in tokens[at].roles and tokens[at].name == "dozen":
        return 12.0, at + 1
    return factor, at


def _halves(tokens: Tokens, at: int) -> Number | None:
    """Read “half a million”, “полмиллиона”, “pół miliona”, “полтора миллиона”."""
    roles = tokens[at].roles
    if "halfscale" in roles:
        return Number(float(roles["halfscale"]), at, at + 1, plain=False, scale=1, worded=True)
    if "half" not in roles and "number_half" not in roles:
        return None
    following = at + 1 + (tokens[at + 1].name in ("a", "an"))
    factor, after = _scale(tokens, following)
    if "number_half" in roles:
        factor, after = (factor, after) if factor > 1 else (1.0, at + 1)
        return Number(tidy(1.5 * factor), at, after, plain=False, scale=factor, worded=True)
    if factor == 1:
        timed = "time" in tokens[following].roles
        return Number(0.5, at, following, plain=False, scale=1, worded=True) if timed else None
    return Number(tidy(factor / 2), at, after, plain=False, scale=factor, worded=True)


def _words(tokens: Tokens, at: int) -> Number | None:
    total, group, place = 0.0, 0.0, at
    last = 1e9
    factor = 1.0
    while True:
        roles = tokens[place].roles
        if "number" in roles and not (group and float(roles["number"]) >= last and roles["number"] != "100"):
            value = float(roles["number"])
            group = group * 100 if value == 100 and 0 < group < 10 else group + value
            last = value if value >= 20 else 0.5
            place += 1
        elif "hundreds" in roles and 0 < group < 10:
            group, last, place = group * 100, 100, place + 1
        elif "scale" in roles and group and tokens[place].name not in _STUCK_ONLY:
            factor, after = _scale(tokens, place)
            total, group, last, place = total + group * factor, 0.0, 1e9, after
        elif group and tokens[place].name == "dozen":
            group, last, place = group * 12, 1e9, place + 1
        elif group and last >= 20 and _joins(tokens, place):
            place += 1
        else:
            break
    if total + group == 0:
        return None
    return Number(tidy(total + group), at, place, plain=False, scale=factor, worded=True)


def _joins(tokens: Tokens, at: int) -> bool:
    """Say whether a hyphen or “and” stands between two parts of one number word."""
    if "number" not in tokens[at + 1].roles:
        return False
    value = float(tokens[at + 1].roles["number"])
    if tokens[at].text in ("-", "‑"):
        return value < 10 and float(tokens[at - 1].roles.get("number", 0)) % 10 == 0
    return tokens[at].name == "and" and tokens[at - 1].roles.get("number") == "100"
