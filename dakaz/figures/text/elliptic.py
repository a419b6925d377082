"""Figures that leave out what the one before them said: *fell by 2,200 (5.7 %)*, *10.3 (in 2013 – 10.1)*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.vocabulary import Token

_LONGEST = 8
_FURTHER = {"another", "ещё", "еще", "яшчэ", "dar", "jeszcze", "kolejne"}
_OF_WHICH = {"числе", "ліку", "tym", "czego", "which", "skaičiuje", "них", "іх", "jų"}
_LEAST_PART = 1000
_LEAST_PAID = 20  # fewer may be pieces or people
_HUNDRED, _NEAR = 100, 3
_PARTS = {"rate", "share"}
_KEPT = {"rate", "share", "money", "duration"}


def complete(tokens: Tokens, figures: Sequence[Found], taken: set[int]) -> None:
    """Give figures that lean on the one before them its kind and unit."""
    for one, following in pairwise(reversed(figures)):
        if _in_one_row(tokens, following, one, taken):
            following.kind, following.unit = one.kind, one.unit
    for before, one in pairwise(figures):
        if before.kind == "change" and one.kind == "share":
            if _in_brackets(tokens, before, one) or _goes_on(tokens, before, one, taken):
                one.kind = "change"
        elif _is_more_of_it(tokens, before, one, taken):
            one.kind, one.unit = before.kind, before.unit
    paid = next((one for one in figures if one.kind == "money"), None)
    if paid is not None:
        _pay(tokens, figures, paid)


def _pay(tokens: Tokens, figures: Sequence[Found], paid: Found) -> None:
    """*the fee is €340, for the card one pays 100*: what stands alone after money is money."""
    for one in figures:
        bare = one.first > paid.first and _is_bare(one)
        if not bare or one.value is None or one.value < _LEAST_PAID:
            continue
        further = tokens[one.first - 1].name in _FURTHER
        if further or _stands_alone(tokens[one.after]) or _is_part(tokens, paid, one):
            one.kind, one.unit = "money", paid.unit


def _is_part(tokens: Tokens, paid: Found, one: Found) -> bool:
    """*412,6 тыс. евро, в том числе не менее 230 тыс. на аренду*"""
    if one.value is None or paid.value is None or not _LEAST_PART <= one.value < paid.value:
        return False
    return any(token.name in _OF_WHICH for token in tokens[paid.after : one.first])


def _is_more_of_it(tokens: Tokens, before: Found, one: Found, taken: set[int]) -> bool:
    """Say whether a bare number is what the one before it is, of another time or place."""
    if before.kind in _KEPT and one.kind == "count" and _dated_aside(tokens, before, one, taken):
        return True
    return before.kind in _PARTS and _is_bare(one) and _told_elsewhere(tokens, before, one, taken)


def _is_bare(one: Found) -> bool:
    return (one.kind, one.unit) == ("count", "")


def _in_one_row(tokens: Tokens, before: Found, one: Found, taken: set[int]) -> bool:
    """*110, 175 and 290 euros*: what stands once, after the last."""
    if one.kind not in _KEPT or not _is_bare(before) or before.qualifier:
        return False
    between = tokens[before.after : one.first]
    listed = bool(between) and all(token.text == "," or "and" in token.roles for token in between)
    return listed and taken.isdisjoint(range(before.after, one.first))


def _told_elsewhere(tokens: Tokens, before: Found, one: Found, taken: set[int]) -> bool:
    """*36 % in Poland, in Latvia only 19*; *22 per 1,000 in 2031, three in 2032*: one thing, two times."""
    if one.value is None or one.value > _HUNDRED:
        return False
    following = tokens[one.after]
    ends = following.kind != "word" or not following.roles.keys().isdisjoint(("in", "and"))
    if not ends or following.text in DASHES or following.text == "/":
        return False
    between = range(before.after, one.first)
    named = any(tokens[at].country for at in (*between, *range(one.after, one.after + _NEAR)))
    named = named or any("amounts" in tokens[at].roles or at in taken for at in between)
    signs = {tokens[at].text for at in between if tokens[at].kind == "sign" and at not in taken}
    return named and signs <= {",", *DASHES}


def _stands_alone(following: Token) -> bool:
    if following.kind == "word":
        return "in" in following.roles
    return following.text not in ("-", "/")


def _in_brackets(tokens: Tokens, before: Found, one: Found) -> bool:
    """*fell by 2,200 (5.7 %)*: the same change once more; *(72 % of the fall)* is none."""
    opened = 0 < one.first - before.after <= _LONGEST and tokens[one.first - 1].text == "("
    return opened and tokens[one.after].text == ")"


def _goes_on(tokens: Tokens, before: Found, one: Found, taken: set[int]) -> bool:
    """*рост составил 365% в 2031 году, в Польше – 142%*: after the comma a place or date, and a dash."""
    if before.unit != "%" or tokens[one.first - 1].text not in DASHES:
        return False
    at = one.first - 2
    while at >= before.after and tokens[at].text != ",":
        token = tokens[at]
        if at not in taken and not token.text[:1].isupper() and not token.roles.keys() & {"in", "and"}:
            return False
        at -= 1
    return before.after <= at < one.first - 2


def _dated_aside(tokens: Tokens, before: Found, one: Found, taken: set[int]) -> bool:
    """*10,3 (2013 metais – 10,1)*: the same thing at another time."""
    if tokens[before.after].text != "(":
        return False
    inside = range(before.after + 1, one.first)
    return 0 < len(inside) <= _LONGEST and all(at in taken or tokens[at].text in DASHES for at in inside)
