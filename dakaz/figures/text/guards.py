"""What looks like a figure and is none: articles, footnotes, list numbers, ordinals, years."""

from __future__ import annotations

import re

from dakaz.figures.text.numbers import Number
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.vocabulary import Token

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}")
_YEARS = range(1900, 2101)
_STREETS = {
    "gatvė",
    "gatvės",
    "gatvėje",
    "ulicy",
    "ulica",
    "улица",
    "улице",
    "вуліца",
    "вуліцы",
    "ul",
    "вул",
    "ул",
    "pr",
    "пр",
    "al",
}
_PAGES = {"с", "s", "c", "p", "pp", "стр", "str", "psl"}
_NUMBERING = {"№", "§", "#"}
_DATES = set("YyM^X")
_CLOSERS = {")", "]"}
_STUCK_UNITS = frozenset(("currency", "percent", "time", "times", "manifold"))
_HYPHENED_UNITS = frozenset(("time", "years_old", "fold", "times", "percent", "percentage", "currency"))
_TAILS = ("s", "st", "nd", "rd", "th")
_LEAST_IN_BRACKETS = 100
_LONGEST_LETTERS = 4
_NEAR_AGED = 6
_GROWN = 15
_OF_AGE = {14, 15, 16, 18, 21}
_LIST = 2
_SMALL = 32
DASHES = {"-", "–", "—", "‑"}


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and int(text) in _YEARS


def is_no_figure(tokens: Tokens, number: Number, language: str) -> bool:
    """Say whether a number is an article, a footnote, a list number, an ordinal or part of a name."""
    if number.worded:
        return False
    text = tokens[number.first].text
    if len(text) > 1 and text[0] == "0" and text.isdigit():
        return True  # the number of a register or an account
    if not number.first and _heads_a_section(tokens, number):
        return True
    if language == "pl" and number.plain and _ordinal_point(tokens, number):
        return True
    led = number.first > 0 and not tokens[number.first].gap
    trailed = not tokens[number.after].gap
    return (
        (led and _stuck_before(tokens, number))
        or (trailed and _stuck_after(tokens, number))
        or ((led or trailed) and _numbered(tokens, number, trailed=trailed))
        or _guarded(tokens, number)
        or (number.plain and number.value < _LEAST_IN_BRACKETS and _told_by_a_clock_or_age(tokens, number))
        or (number.plain and _aside(tokens, number))
        or (language != "en" and _clock(tokens, number))
    )


def _clock(tokens: Tokens, number: Number) -> bool:
    """*o 17.30*: outside of English a point parts hours and versions, unless a unit follows."""
    following = tokens[number.after]
    return _CLOCK.fullmatch(tokens[number.first].text) is not None and not (
        following.measures or "scale" in following.roles or "counted" in following.roles
    )


def _told_by_a_clock_or_age(tokens: Tokens, number: Number) -> bool:
    """*from 11 p.m.*, *a group of 55+*, *I am 34*, *minors under 18.*"""
    before, following = tokens[number.first - 1].name, tokens[number.after]
    if following.name in ("a", "p") and tokens[number.after + 2].name == "m":
        return True
    if following.text == "+":
        return tokens.touches(number.after) and number.value >= _GROWN
    if before in ("am", "being"):
        return following.kind != "word" or "and" in following.roles
    near = tokens[max(0, number.first - _NEAR_AGED) : number.first]
    if before in ("under", "over") and any(token.name == "aged" for token in near):
        return True
    return before == "under" and number.value in _OF_AGE and following.kind != "word"


def _heads_a_section(tokens: Tokens, number: Number) -> bool:
    """*3.2 Detention of applicants*: a number with a point before the first word of a heading."""
    if number.scale > 1 or not _SECTION.fullmatch(tokens[0].text) or len(tokens) < _LIST:
        return False
    pointed = tokens[1].text == "."
    named = tokens[2 if pointed else 1]
    if pointed and not named.text:
        return True
    return named.kind == "word" and named.text[0].isupper()


def _ordinal_point(tokens: Tokens, number: Number) -> bool:
    """*20. roku życia*, *na 3. miejscu*: a point and small letters after digits make an ordinal."""
    at = number.after
    if tokens[at].text != "." or not tokens.touches(at):
        return False
    return tokens[at + 1].kind == "word" and tokens[at + 1].text.islower()


def _aside(tokens: Tokens, number: Number) -> bool:
    """A footnote, the head of a list's item, a house number: bare digits that stand apart."""
    return _bracketed(tokens, number) or _listed(tokens, number) or _after_street(tokens, number)


def _stuck_before(tokens: Tokens, number: Number) -> bool:
    """Letters or a full stop right before digits: *refugees12*, *war.34*, *COVID-19*."""
    before = tokens[number.first - 1]
    if before.kind == "word":
        return "currency" not in before.roles
    if before.text in ("'", "’"):
        return True
    stuck = number.first > 1 and tokens.touches(number.first - 1)
    if before.text in DASHES:
        return stuck and (_coded(tokens, number.first - 2) or _ages(tokens, number))
    if before.text == "." and stuck and tokens[number.first - 2].kind == "word":
        return True  # centres.3,4
    return before.text in (".", ",", "”", '"', "»", ")", "/", "_") and stuck and number.plain


def _ages(tokens: Tokens, number: Number) -> bool:
    """*groups of 18–29, 30–44 and 45+*: two small numbers that are no range of anything told."""
    first = tokens[number.first - 2].text
    return first.isdigit() and number.plain and int(first) < number.value < _LEAST_IN_BRACKETS


def _coded(tokens: Tokens, at: int) -> bool:
    """*COVID-19*, *2022-25122*, *PVZ-24-121*: what stands before the hyphen makes it part of a code."""
    earlier = tokens[at]
    if earlier.kind == "number":
        numbered = "guard" in tokens[at - 1 - (tokens[at - 1].text == ".")].roles
        coded = at > 0 and (tokens.touches(at) or numbered or tokens[at - 1].text in _NUMBERING)
        return coded or _is_year(earlier.text)
    return earlier.kind == "word" and "number" not in earlier.roles


def _guarded(tokens: Tokens, number: Number) -> bool:
    """*Article 3*, *ст. 33*, *№ 5*, *Art. 35 ust. 2*; and *170 straipsnis*."""
    before, following = tokens[number.first - 1], tokens[number.after]
    if before.text in _NUMBERING or _named_by_letters(tokens, number):
        return True
    if before.text == ".":
        before = tokens[number.first - 2]
        if before.name in _PAGES and number.plain:
            return True
    numbered = number.plain or _SECTION.fullmatch(tokens[number.first].text) is not None
    small = numbered and number.scale == 1 and number.value < 1000
    if following.text == "%":
        return False
    if "guard" in before.roles and (small or (number.scale == 1 and "counted" not in before.roles)):
        return True
    if "guardafter" in following.roles and following.text != ".":
        digits = tokens[number.first].text
        return number.plain or not digits[-3:-2].isdigit() or "." in digits
    return small and (_row_after(tokens, number.after) or _row_before(tokens, number.first))


def _named_by_letters(tokens: Tokens, number: Number) -> bool:
    """*ISO 700*, *МСА 805.*: a standard or code, unless something is counted."""
    before = tokens[number.first - 1]
    letters = before.kind == "word" and before.text.isupper() and 1 < len(before.text) <= _LONGEST_LETTERS
    alone = number.plain and tokens[number.after].kind != "word" and tokens[number.after].text != "%"
    return letters and alone and not before.roles and not before.country


def _row_after(tokens: Tokens, at: int) -> bool:
    """*32 ir 55 straipsniuose*: numbers in a row that ends in the word for an article."""
    while tokens[at + 1].kind == "number" and _links(tokens[at]):
        at += 2
        if "guardafter" in tokens[at].roles:
            return True
    return False


def _row_before(tokens: Tokens, first: int) -> bool:
    """*Articles 3, 5 and 8*: numbers in a row that begins with that word."""
    at = first - 1
    while tokens[at - 1].kind == "number" and _links(tokens[at]):
        at -= 2
        at -= tokens[at].text == "."
        if "guard" in tokens[at].roles:
            return True
    return False


def _links(token: Token) -> bool:
    return token.text in (",", "–", "-", "/") or "and" in token.roles


def _bracketed(tokens: Tokens, number: Number) -> bool:
    """A small bare number alone in brackets is a footnote, unless a list of names has one each."""
    before = tokens[number.first - 1].text
    if before not in ("(", "[") or tokens[number.after].text not in _CLOSERS:
        return False
    if number.value in _YEARS or before == "[" or _numbers_twice(tokens, number.first - 2):
        return True
    if number.first > 1 and _dates(tokens, number.first - 2):
        return False  # больш, чым на пачатку 2023-га (60)
    return number.value < _LEAST_IN_BRACKETS and _bracketed_numbers(tokens) < _LIST


def _numbers_twice(tokens: Tokens, at: int) -> bool:
    """*Bulletin No. 37 (2745)*: what stands in brackets after a number is one too."""
    before = tokens[at - 1]
    numbered = (
        before.text in _NUMBERING or "guard" in (tokens[at - 2] if before.text == "." else before).roles
    )
    return tokens[at].kind == "number" and numbered


def _dates(tokens: Tokens, at: int) -> bool:
    """Say whether a date stands at a place, its last word perhaps; *10 metų* is a length of time."""
    token = tokens[at]
    return token.letter in _DATES and (token.letter != "y" or tokens[at - 1].letter == "Y")


def _bracketed_numbers(tokens: Tokens) -> int:
    """Count *word (n)* followed by a comma or “and”: a list of counts has at least two of them.

    One that names what it counts, *Беларуси (27 человек)*, begins a list by itself.
    """
    opened = [at for at, token in enumerate(tokens) if at and token.text == "("]
    numbers = [at for at in opened if tokens[at + 1].kind == "number"]
    if any("counted" in tokens[at + 2].roles and tokens[at + 3].text == ")" for at in numbers):
        return _LIST
    return sum(tokens[at + 2].text == ")" and _goes_on(tokens[at + 3]) for at in numbers)


def _goes_on(token: Token) -> bool:
    return token.text in (",", ";") or "and" in token.roles


def _stuck_after(tokens: Tokens, number: Number) -> bool:
    """*17th*, *5G*, *2-й*: letters right after digits, unless they are a unit."""
    following = tokens[number.after]
    if following.text in ("’", "'"):
        return True  # 1000's of people
    if following.kind == "word":
        return _STUCK_UNITS.isdisjoint(following.roles)
    if following.text in ("-", "‑"):
        tail = tokens[number.after + 1]
        if tokens.touches(number.after + 1) and tail.kind == "word":
            return _HYPHENED_UNITS.isdisjoint(tail.roles)
    return following.text in ("/", "_") or (following.text == "." and _number_at(tokens, number.after + 1))


def _number_at(tokens: Tokens, at: int) -> bool:
    return tokens[at].kind == "number" and tokens.touches(at)


def _numbered(tokens: Tokens, number: Number, *, trailed: bool) -> bool:
    """Numbers stuck together by signs: *81(1)*, *10:30*, *2011/95/EU*; each part of them is none."""
    after = number.after
    if trailed and tokens[after].text in (":", "(", "/"):
        beyond = tokens[after + 1]
        if tokens.touches(after + 1) and beyond.kind in ("number", "word"):
            return beyond.kind == "number" or tokens[after].text == "/"
    at = number.first - 1
    if at < 1 or not tokens.touches(number.first) or tokens[at].text not in (":", "(", "/"):
        return False
    return tokens.touches(at) and (tokens[at - 1].kind == "number" or tokens[at - 1].text == ")")


def _listed(tokens: Tokens, number: Number) -> bool:
    """The number at the head of a list's item: *1. General*, *2) Denials*."""
    if tokens[number.after].text not in (".", ")") or number.value >= 100:
        return False
    return all(token.kind == "sign" for token in tokens[: number.first])


def _after_street(tokens: Tokens, number: Number) -> bool:
    if number.value >= 1000:
        return False
    at = number.first
    streets = [one for one in (tokens[at - 1], tokens[at - 2], tokens[at - 3]) if "street" in one.roles]
    return bool(streets) and (tokens[at - 1].text == "." or any(one.name in _STREETS for one in streets))
