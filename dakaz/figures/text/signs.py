"""A plus or minus that makes a number a change: *+4 points*, *(-3,33%)*, *or −26 %*, *(+1.916; -1 %)*."""

from __future__ import annotations

from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.units import Unit

SIGNED = frozenset("+-−–")
_PLAIN = ("+", "−")  # signs that are no dash in any hand
_ASIDE = 8


def signed(tokens: Tokens, found: Found, first: int, unit: Unit) -> bool:
    """Take the sign before a number of change into a figure; its value is less than 0 after a minus.

    Args:
        tokens: of the sentence.
        found: the figure.
        first: place of its number; one of ``SIGNED`` stands before it.
        unit: what follows the number; percent, points, money and bare numbers are changes by their sign.

    Returns:
        Whether there is such a sign.
    """
    at = first - 1
    sign = tokens[at].text
    if not tokens.touches(first):
        return False
    if at and tokens.touches(at) and tokens[at - 1].text not in ("(", "/", ";"):
        return False
    plainly = bool(unit.kind) and (sign in _PLAIN or _in_a_row(tokens, at))
    if unit.kind not in ("share", "points", "money", "") or not (plainly or _aside_at(tokens, at)):
        return False
    if sign != "+" and found.value is not None:
        found.value = -found.value
    found.first = at if found.first == first else found.first
    return True


def _in_a_row(tokens: Tokens, at: int) -> bool:
    """*58,710    -6.2%*: a dash that touches only what follows it, after another number of a table."""
    return at > 0 and not tokens.touches(at) and tokens[at - 1].kind == "number"


def _aside_at(tokens: Tokens, at: int) -> bool:
    """Say whether a place is inside brackets, or after a colon, *or* or a word of change."""
    if at and (tokens[at - 1].roles.keys() & {"or", "change"} or tokens[at - 1].text == ":"):
        return True
    before = [token.text for token in tokens[max(0, at - _ASIDE) : at]]
    return "(" in before and ")" not in before[before.index("(") :]
