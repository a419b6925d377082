"""What looks like a figure and is none: articles, footnotes, list numbers, ordinals, years."""

from __future__ import annotations

from collections.abc import Sequence

from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.numbers import Number
from dakaz.figures.text.tokens import Token
from dakaz.figures.text.units import qualifier_before

_YEARS = range(1900, 2101)
_STREETS = {"gatvė", "ul", "вул", "ул", "pr", "пр", "al"}
_CLOSERS = {")", "]"}
_TAILS = ("s", "st", "nd", "rd", "th")
_LEAST_IN_BRACKETS = 100
_SMALL = 32
DASHES = {"-", "–", "—", "‑"}


def counted_years(tokens: Sequence[Token], words: Lexicon) -> set[int]:
    """Return places of four-digit numbers between 1900 and 2100 that count: *about 2000 people*.

    Args:
        tokens: of one sentence.
        words: the lexicon of the sentence's language.
    """
    return {
        at
        for at, token in enumerate(tokens)
        if token.kind == "number" and _is_year(token.text) and _counts(tokens, at, words)
    }


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and int(text) in _YEARS


def _counts(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return False
    roles = following.roles
    if following.text == "%" or "percent" in roles or "currency" in roles or following.text in "€$£":
        return True
    if at and tokens[at - 1].text in ("€", "$", "£"):
        return True
    if "yearword" in roles or following.text in DASHES:
        return False
    before = tokens[at - 1] if at else None
    qualified = qualifier_before(tokens, at, words)[0] not in ("", "up to", "only")
    if qualified and following.kind == "word" and not roles.keys() & {"and", "in"}:
        return True
    dated = before is not None and bool(
        before.roles.keys() & {"in", "since", "until", "from", "month", "determiner"}
    )
    named = next((token for token in tokens[at + 1 : at + 3] if "counted" in token.roles), None)
    return named is not None and not dated and (named is following or following.text.islower())


def is_no_figure(tokens: Sequence[Token], number: Number) -> bool:
    """Say whether a number is an article, a footnote, a list number, an ordinal or part of a name."""
    before = tokens[number.first - 1] if number.first else None
    following = tokens[number.after] if number.after < len(tokens) else None
    if number.worded:
        return False
    return (
        _stuck_before(tokens, number, before)
        or _guarded(tokens, number)
        or _bracketed(tokens, number, before, following)
        or _stuck_after(tokens, number, following)
        or _listed(tokens, number, following)
        or _numbered(tokens, number, following)
        or _after_street(tokens, number)
    )


def _stuck_before(tokens: Sequence[Token], number: Number, before: Token | None) -> bool:
    """Letters or a full stop right before digits: *refugees12*, *war.34*, *COVID-19*."""
    first = tokens[number.first]
    if before is None or before.end != first.start:
        return False
    if before.kind == "word":
        return "currency" not in before.roles
    if before.text in ("'", "’"):
        return True
    earlier = tokens[number.first - 2] if number.first > 1 else None
    stuck = earlier is not None and earlier.end == before.start
    if before.text in DASHES:
        return stuck and _coded(tokens, number.first - 2)
    return before.text in (".", ",", "”", '"', "»", ")", "/", "_") and stuck and number.plain


def _coded(tokens: Sequence[Token], at: int) -> bool:
    """*COVID-19*, *2022-25122*, *PVZ-24-121*: what stands before the hyphen makes it part of a code."""
    earlier = tokens[at]
    if earlier.kind == "number":
        return _is_year(earlier.text) or (at > 0 and tokens[at - 1].end == earlier.start)
    return earlier.kind == "word" and "number" not in earlier.roles


def _guarded(tokens: Sequence[Token], number: Number) -> bool:
    """*Article 3*, *ст. 33*, *№ 5*, *Art. 35 ust. 2*; and *170 straipsnis*."""
    at = number.first - 1
    if at >= 0 and tokens[at].text in (".", "№", "§", "#"):
        if tokens[at].text != ".":
            return True
        at -= 1
    if at >= 0 and number.scale == 1 and "guard" in tokens[at].roles and "counted" not in tokens[at].roles:
        return True
    if at >= 0 and "guard" in tokens[at].roles and number.plain and number.value < 1000:
        return True
    after = number.after
    if after < len(tokens) and tokens[after].text == ".":
        return False
    if after < len(tokens) and "guardafter" in tokens[after].roles:
        return (
            number.plain or not tokens[number.first].text[-3:-2].isdigit() or "." in tokens[number.first].text
        )
    return (
        number.plain
        and number.value < 1000
        and (_row_after(tokens, after) or _row_before(tokens, number.first))
    )


def _row_after(tokens: Sequence[Token], at: int) -> bool:
    """*32 ir 55 straipsniuose*: numbers in a row that ends in the word for an article."""
    while at + 1 < len(tokens) and _links(tokens[at]) and tokens[at + 1].kind == "number":
        at += 2
        if at < len(tokens) and "guardafter" in tokens[at].roles:
            return True
    return False


def _row_before(tokens: Sequence[Token], first: int) -> bool:
    """*Articles 3, 5 and 8*: numbers in a row that begins with that word."""
    at = first - 1
    while at >= 1 and _links(tokens[at]) and tokens[at - 1].kind == "number":
        at -= 2
        if at >= 0 and "guard" in tokens[at].roles and "counted" not in tokens[at].roles:
            return True
    return False


def _links(token: Token) -> bool:
    return token.text in (",", "–", "-", "/") or "and" in token.roles


def _bracketed(
    tokens: Sequence[Token], number: Number, before: Token | None, following: Token | None
) -> bool:
    """A small bare number alone in brackets is a footnote, unless a list of names has one each."""
    if before is None or following is None or before.text not in ("(", "["):
        return False
    if following.text not in _CLOSERS or not number.plain:
        return False
    if number.value in _YEARS or before.text == "[":
        return True
    return number.value < _LEAST_IN_BRACKETS and _bracketed_numbers(tokens) < 2


def _bracketed_numbers(tokens: Sequence[Token]) -> int:
    """Count *word (n)* followed by a comma or “and”: a list of counts has at least two of them."""
    return sum(
        tokens[at].text == "("
        and tokens[at + 1].kind == "number"
        and tokens[at + 2].text == ")"
        and at + 3 < len(tokens)
        and (tokens[at + 3].text in (",", ";") or "and" in tokens[at + 3].roles)
        for at in range(1, len(tokens) - 3)
    )


def _stuck_after(tokens: Sequence[Token], number: Number, following: Token | None) -> bool:
    """*17th*, *5G*, *2-й*: letters right after digits, unless they are a unit."""
    last = tokens[number.after - 1]
    if following is None or following.start != last.end:
        return False
    if following.text in ("’", "'"):
        return True  # 1000's of people
    if following.kind == "word":
        return not following.roles.keys() & {"currency", "percent", "time", "times", "manifold"}
    if following.text in ("-", "‑") and number.after + 1 < len(tokens):
        tail = tokens[number.after + 1]
        if tail.start == following.end and tail.kind == "word":
            return not tail.roles.keys() & {
                "time",
                "years_old",
                "fold",
                "times",
                "percent",
                "percentage",
                "currency",
            }
    return following.text in ("/", "_") or (
        following.text == "." and _number_at(tokens, number.after + 1, following)
    )


def _number_at(tokens: Sequence[Token], at: int, before: Token) -> bool:
    return at < len(tokens) and tokens[at].kind == "number" and tokens[at].start == before.end


def _numbered(tokens: Sequence[Token], number: Number, following: Token | None) -> bool:
    """Numbers stuck together by signs: *81(1)*, *10:30*, *2011/95/EU*; each part of them is none."""
    after = number.after
    if (
        following is not None
        and following.start == tokens[after - 1].end
        and following.text in (":", "(", "/")
    ):
        beyond = tokens[after + 1] if after + 1 < len(tokens) else None
        if beyond is not None and beyond.start == following.end and beyond.kind in ("number", "word"):
            return beyond.kind == "number" or following.text == "/"
    at = number.first - 1
    if at < 1 or tokens[at].end != tokens[number.first].start or tokens[at].text not in (":", "(", "/"):
        return False
    return tokens[at - 1].end == tokens[at].start and (
        tokens[at - 1].kind == "number" or tokens[at - 1].text == ")"
    )


def _listed(tokens: Sequence[Token], number: Number, following: Token | None) -> bool:
    """The number at the head of a list's item: *1. General*, *2) Denials*."""
    opening = all(token.kind == "sign" for token in tokens[: number.first])
    return (
        opening
        and number.plain
        and following is not None
        and following.text in (".", ")")
        and number.value < 100
    )


def _after_street(tokens: Sequence[Token], number: Number) -> bool:
    near = tokens[max(0, number.first - 3) : number.first]
    return (
        number.plain
        and number.value < 1000
        and any(
            "street" in token.roles and (token.text.lower() in _STREETS or near[-1].text == ".")
            for token in near
        )
    )
