"""Which question comes next, and what an answer to it may be. Five at most; "I do not know" always may.

Answers are plain texts by name: ``how``, ``what``, ``day`` (ISO day or ``unknown``), ``dated`` (the day on
the paper, when ``day`` is unknown) and further facts of the pack. Nothing else is ever taken from a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dakaz.law import Pack

from .matters import Matter, decided, matter_named, waiting

__all__ = [
    "CALLS",
    "NOTICES",
    "UNKNOWN",
    "after_change",
    "asked_of",
    "choices",
    "next_question",
    "number",
    "number_bounds",
    "offered",
    "only_known",
]

UNKNOWN = "unknown"
STILL_WAITING = "waiting"
CALLS = frozenset({"call", "message"})
NOTICES = frozenset({"migris_notice", "email_notice"})
HOW_ORDER = (
    "paper",
    "letter",
    "migris_decision",
    "migris_notice",
    "email_notice",
    "court_electronic",
    *sorted(CALLS),
)
LONGEST_NUMBER = 4

Answers = Mapping[str, str]


def next_question(answers: Answers) -> str | None:
    """Return what to ask next; ``calls`` and ``steps`` are pages to read; None when all is told."""
    how = answers.get("how")
    if how is None:
        return "how"
    if how in CALLS:
        return "calls"
    if how != STILL_WAITING and "steps" not in answers:
        return "steps"
    matter = matter_named(answers.get("what", ""))
    if matter is None or matter.is_waiting != (how == STILL_WAITING):
        return "what"
    if "day" not in answers:
        return "day"
    return next((fact for fact in matter.ask if fact not in answers), None)


def asked_of(answers: Answers) -> list[str]:
    """Return the questions that were answered, in the order they were put."""
    matter = matter_named(answers.get("what", ""))
    names = ["how", "what", "day", *(matter.ask if matter else ())]
    return [name for name in names if name in answers]


def number(answers: Answers, question: str) -> int:
    """Return which question of the five this is."""
    matter = matter_named(answers.get("what", ""))
    names = ["how", "what", "day", *(matter.ask if matter else ())]
    return names.index(question) + 1


def choices(pack: Pack, question: str, answers: Answers) -> tuple[str, ...]:
    """Return the ids that may be chosen; empty for a day or a number."""
    if question == "how":
        return (*(one for one in HOW_ORDER if one in pack.facts["how"].values), STILL_WAITING, UNKNOWN)
    if question == "what":
        return offered(pack, waits=answers.get("how") == STILL_WAITING)
    fact = pack.facts.get(question)
    if fact is None or fact.type in ("date", "number", "moment", "text_period"):
        return ()
    values = tuple(fact.values) or (("yes", "no") if fact.type == "yes_no" else ())
    return (*(one for one in values if one != UNKNOWN), UNKNOWN) if values else ()


def offered(pack: Pack, *, waits: bool) -> tuple[str, ...]:
    """Return the matters that the pack has a rule for."""
    kinds = pack.facts["decision_kind"].values
    matters = waiting() if waits else decided()
    known = (one for one in matters.values() if one.rule in pack.rows)
    return tuple(one.id for one in known if one.is_waiting or one.id in kinds or one.id == UNKNOWN)


def after_change(answers: Answers, question: str) -> dict[str, str]:
    """Return the answers that stay when one of them is to be given again."""
    dropped = {question} | ({"dated"} if question == "day" else set())
    if question == "how":
        dropped.add("steps")
    if question == "what":
        matter = matter_named(answers.get("what", ""))
        dropped |= set(matter.ask if matter else ())
    return {name: value for name, value in answers.items() if name not in dropped}


def only_known(pack: Pack, given: Mapping[str, str]) -> dict[str, str]:
    """Return of a form's fields those that are answers this site asks for; all else is dropped."""
    kept: dict[str, str] = {}
    if given.get("steps") == "seen":
        kept["steps"] = "seen"
    for name in ("how", "what"):
        if given.get(name) in choices(pack, name, given):
            kept[name] = given[name]
    for name in ("day", "dated"):
        if given.get(name) == UNKNOWN or _is_day(given.get(name, "")):
            kept[name] = given[name]
    matter = matter_named(kept.get("what", ""))
    return kept | _facts(pack, matter, given)


def _facts(pack: Pack, matter: Matter | None, given: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in matter.ask if matter else ():
        value = given.get(name, "")
        if value in choices(pack, name, given) or value == UNKNOWN or _is_number(pack, name, value):
            found[name] = value
    return found


def _is_number(pack: Pack, name: str, value: str) -> bool:
    fact = pack.facts.get(name)
    known = fact is not None and fact.type == "number"
    if not (known and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER):
        return False
    least, most = number_bounds(pack, name)
    return least <= int(value) <= most


def number_bounds(pack: Pack, name: str) -> tuple[int, int]:
    """Return the least and the most that any rule of the pack accepts for a number of days, weeks …"""
    cases = [case for rule in pack.rules.values() for version in rule.versions for case in version.cases]
    lengths = [case.length for case in cases if case.length and case.length.from_fact == name]
    least = min((one.least or 0 for one in lengths), default=0)
    most = max((one.most for one in lengths if one.most is not None), default=10**LONGEST_NUMBER - 1)
    return least, most


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
