"""What the words around a number make of it: a change, a ratio, a rate; what is counted, where, by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dakaz.figures.tables import rows
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.tokens import Tokens

_NO_CHANGE = {  # handed down 12 sentences, made up 61 %
    "down": {"turned", "handed", "laid", "shut", "closed", "broken"},
    "up": {"made", "make", "makes", "making", "signed", "set", "took"},
}
_REACHED = ("reach", "достиг", "дасяг", "sięg", "osiąg", "siek", "pasiek")  # it grew and reached 22 %
_SO_MANY = {"what", "tyle", "столько", "столькі", "tiek", "her", "his", "its", "their"}
_CLAUSE = {";", ":", "(", ")"}
_OF = {"of", "от", "iš", "из"}
_ALL = {"the", "all", "всех", "усіх", "visų", "wszystkich"}
_LONGEST_NOUN = 6
_LONGEST_ASIDE = 7
_LONGEST_BASE = 9  # digits
_LONGEST_SUBJECT = 10
_NO_DIGIT = re.compile("[^0-9]")
_SINGLE_TIME = re.compile(
    r"(?:a |per )?(?:year|month|week|day|hour)|год|месяц|неделю|день|сутки|час|месяц|тыдзень|дзень|гадзіну"
    r"|mėnesį|metus|savaitę|dieną|parą|valandą|rok|miesiąc|tydzień|dzień|dobę|godzinę|miesiącu|roku",
)
_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "ежегодно": "year", "ежемесячно": "month", "ежедневно": "day", "еженедельно": "week",
    "штогод": "year", "штомесяц": "month", "штодня": "day", "штодзень": "day",
    "kasmet": "year", "kasdien": "day", "rocznie": "year", "miesięcznie": "month", "dziennie": "day",
    "tygodniowo": "week",
}  # fmt: skip
_THOUSAND = {"тысячу", "tysiąc"}
_EACH = {
    "en": ("a", "per", "each", "every"),
    "cyr": ("в", "у", "за", "на"),
    "lt": ("per", "kas"),
    "pl": ("na", "w", "co"),
}


def changes(tokens: Tokens, before: int, reach: int = 6) -> bool:
    """Say whether a word of change stands a few tokens before a place, in the same clause."""
    for at in range(before - 1, max(-1, before - 1 - reach), -1):
        token = tokens[at]
        if token.text in _CLAUSE:
            return False
        if token.name.startswith(_REACHED):
            return False
        if "change" in token.roles and "comparative" not in token.roles:
            return tokens[at - 1].name not in _NO_CHANGE.get(token.name, ())
    return False


def is_change(tokens: Tokens, first: int, after: int, words: Lexicon) -> bool:
    """Say whether a number is by how much something changed, not what it is."""
    percent = tokens[after - 1].text == "%" or "percent" in tokens[after - 1].roles
    if _led_by_change(tokens, first, after, words):
        return True
    before = tokens[first - 1].roles
    if "to" in before and "by" not in before:
        return False
    if percent and (changes(tokens, first, 3) or _amounts(tokens, first)) and not _apart(tokens, first):
        return True
    return _changes_after(tokens, after, 2) and (percent or not _compares(tokens, after))


def _amounts(tokens: Tokens, first: int) -> bool:
    """*рост обращений со стороны россиян составил 365 %*: the change itself is what amounts to so much."""
    if "amounts" not in tokens[first - 1].roles or tokens[first - 1].name.startswith(_REACHED):
        return False
    for at in range(first - 2, max(-1, first - 2 - _LONGEST_SUBJECT), -1):
        if tokens[at].text in _CLAUSE or "part" in tokens[at].roles:
            return False
        if "change" in tokens[at].roles:
            return True
    return False


def _apart(tokens: Tokens, first: int) -> bool:
    return any(token.text == "," for token in tokens[max(0, first - 3) : first])


def _led_by_change(tokens: Tokens, first: int, after: int, words: Lexicon) -> bool:
    """*grew by 300*, *growth of 300*, *rose 15 %*, *sumažėjo 300*: what stands before makes it a change."""
    before = tokens[first - 1]
    name = before.name
    if "by" in before.roles and (
        changes(tokens, first - 1, 20) or _changes_after(tokens, after, 6) or _compared_by(tokens, first - 1)
    ):
        return True
    if name == "of" and "change" in tokens[first - 2].roles:
        return True
    if "to" in before.roles and "by" not in before.roles:
        return False
    if tokens[first - 2].name in _NO_CHANGE.get(name, ()):
        return False
    if words.language == "en" and "change" in before.roles:
        return name not in ("higher", "lower", "fewer", "more", "less")
    reach = 10 if name == "arba" else 4 if words.language == "lt" else 0
    return bool(reach) and changes(tokens, first, reach)


def _compared_by(tokens: Tokens, by: int) -> bool:
    """*стало меньше на 300*, *меншай на 609*: the comparison stands right before *by*."""
    return any({"comparative", "change"} <= token.roles.keys() for token in tokens[max(0, by - 2) : by])


def past_aside(tokens: Tokens, at: int) -> int:
    """Return the place after a short aside in brackets that begins at a place, else that place."""
    if tokens[at].text == "(":
        for end in range(at + 1, min(at + _LONGEST_ASIDE, len(tokens))):
            if tokens[end].text == ")":
                return end + 1
    return at


def _changes_after(tokens: Tokens, after: int, reach: int) -> bool:
    if "whole" in tokens[after].roles:
        return False  # 55 % of the whole decrease
    place = after
    if tokens[after].text in ("(", ")"):
        place = past_aside(tokens, after)
        place += tokens[place].text == ")"
    for token in tokens[place : place + reach]:
        if token.kind in {"sign", "number"}:
            return False
        if "change" in token.roles:
            return place == after or "comparative" in token.roles  # 22 thousand (0.8 %) fewer
    return False


def _compares(tokens: Tokens, after: int) -> bool:
    """A verb right after what is counted (*300 applications fell*) makes no change by 300."""
    return "counted" in tokens[after].roles


def is_ratio(tokens: Tokens, first: int, after: int) -> bool:
    """Say whether “times” compares (six times more) or counts occasions (detained three times)."""
    if "fold" in tokens[after - 1].roles:
        return True
    if any("comparative" in token.roles for token in tokens[after : after + 4]):
        return True
    if tokens[after].name in _SO_MANY:
        return True  # three times what she was paid, three times her wage
    near = range(first - 1, max(-1, first - 11), -1)
    return any("change" in tokens[at].roles for at in near)


def rate_after(tokens: Tokens, after: int, language: str) -> tuple[str, int]:
    """Return ``per month``, ``per 1000`` and the like when the words after a number make it a rate.

    Returns:
        The unit, empty when it is no rate, and the place after what it takes.
    """
    each = _EACH[language]
    for at in range(after, after + 5):
        token, following = tokens[at], tokens[at + 1]
        name = token.name
        if not following.text:
            break
        if name in _ADVERBS:
            return f"per {_ADVERBS[name]}", after
        if token.kind == "number":
            return (language == "lt" and _of_residents(tokens, at)) or ("", after)
        if token.kind == "sign" and token.text not in "-/":
            break
        if name in each or name == "/":
            if "time" in following.roles and _SINGLE_TIME.fullmatch(following.name):
                dated = _dated(tokens, at + 2, language) or _earlier(tokens, at + 2)
                return ("", after) if dated else (f"per {following.roles['time']}", at + 2)
            thousand = following.name in _THOUSAND
            if thousand or (following.kind == "number" and name in ("per", "na", "на") and language != "lt"):
                return ("per 1000", at + 2) if thousand else base_at(tokens, at + 1) or ("", after)
            if language == "en" and name == "per" and following.kind == "word":
                return f"per {following.name}", at + 2
    return "", after


def base_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Return ``per 1000`` for the 10, 100, 1000, ... that stands at a place, and the place after it.

    *на 20 сакавіка* and *на 44 человека* make no rate; *на 100 тыс. жителей* does.
    """
    digits, end = _NO_DIGIT.sub("", tokens[at].text), at + 1
    if not digits.startswith("1") or digits.strip("0") != "1" or len(digits) > _LONGEST_BASE:
        return None
    base = int(digits)
    if "scale" in tokens[end].roles:
        base, end = base * int(tokens[end].roles["scale"]), end + 1
        end += tokens[end].text == "."
    return (f"per {base}", end) if base > 1 else None


def _of_residents(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """*235 kaliniai 100 tūkst. gyventojų*: residents after a round number are what the rate is of."""
    base = base_at(tokens, at)
    return base if base and tokens[base[1]].name.startswith("gyvento") else None


def _earlier(tokens: Tokens, at: int) -> bool:
    """“a year earlier”: another period, no rate."""
    return "ago" in tokens[at].roles


def _dated(tokens: Tokens, at: int, language: str) -> bool:
    """“в год, когда”, “w roku 2023”: the year is named, so nothing happens yearly."""
    return tokens[at].kind == "number" and language in ("pl", "cyr")


def counted_after(text: str, tokens: Tokens, noun: int, taken: set[int]) -> str:
    """Return the words of what is counted: *citizens of Belarus*; empty when none follow."""
    at = noun + (tokens[noun].name in _OF)
    while tokens[at].name in _ALL:
        at += 1
    end, known = at, False
    while end < at + _LONGEST_NOUN and _belongs(tokens, end, taken, known=known, first=end == at):
        known = known or "counted" in tokens[end].roles
        end += 1
    return text[tokens.start(at) : tokens.end(end - 1)] if end > at else ""


def _belongs(tokens: Tokens, at: int, taken: set[int], *, known: bool, first: bool) -> bool:
    token = tokens[at]
    if token.kind != "word" or at in taken:
        return token.text in ("-", "‑") and not first and not known
    if known:
        return token.text[:1].isupper() or (token.name == "of" and tokens[at + 1].text[:1].isupper())
    return not token.ends or "counted" in token.roles


def places_in(tokens: Tokens, noted: Sequence[int]) -> list[tuple[int, str]]:
    """Return the countries that some tokens of a sentence name as places, each with its token's place."""
    return [(at, country) for at in noted if (country := tokens[at].country) and _located(tokens, at)]


def place_of(places: Sequence[tuple[int, str]], first: int) -> str:
    """Return the country a figure is about: the first named after it, else the last named before it."""
    if not places:
        return ""
    after = next((country for at, country in places if at >= first), "")
    return after or places[-1][1]


def _located(tokens: Tokens, at: int) -> bool:
    before = tokens[at - 1]
    if not at or before.name in ("of", "by"):
        return not at
    locative = tokens[at].name.endswith(("oje", "uje", "yje", "je"))
    return locative or "in" in before.roles or before.name in ("across", "inside", "from", "to")


@cache
def _speakers(language: str) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    phrases = {"after": [], "before": []}  # type: dict[str, list[str]]
    for row in rows("attributions"):
        if row["language"] == language:
            phrases[row["place"]] += [re.escape(one) for one in row["phrases"].split("|")]
    name = r"(?:the |«|“|\")?[A-ZА-ЯЁЎІĄČĘĖĮŠŲŪŽŁŚĆŃÓŹŻ][^\s,.;:()]*(?:\s+[^\W\d_][^\s,.;:()]*){0,6}?"
    after = "|".join(sorted(phrases["after"], key=len, reverse=True))
    before = "|".join(sorted(phrases["before"], key=len, reverse=True))
    follows = re.compile(
        rf"(?i:\b(?:{after}))\s+(?P<who>(?:[^\W\d_]+\s+){{0,4}}?{name})(?=[,.;:()]|\s+(?:\d|—|–)|$)"
    )
    leads = re.compile(rf"(?:^|[\s,”\"»])(?P<who>{name})\s+(?:{before})\b")
    return follows, leads, frozenset(one.partition("\\")[0].lower() for one in phrases["before"])


def speaker_in(text: str, span: tuple[int, int], tokens: Tokens, noted: Sequence[int], language: str) -> str:
    """Return who a sentence says its figures come from; empty when it does not say.

    Args:
        text: the whole text.
        span: where the sentence begins and ends in it.
        tokens: of the sentence.
        noted: places of its noted words; a speaker stands after or before one that leads to somebody.
        language: of the lexicon.
    """
    said = [at for at in noted if "says" in tokens[at].roles]
    if not said:
        return ""
    follows, leads, before = _speakers(language)
    start, end = span
    matches = (follows.match(text, tokens.start(at), end) for at in said)
    match = next(filter(None, matches), None)
    if match is None and any(tokens[at].name in before for at in said):
        match = leads.search(text[start:end])
    return match["who"].strip(' «“"”»') if match else ""
