"""What can have been decided, or be waited for; and the rule that answers first (``matters.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["WAITING", "Matter", "decided", "first_rules", "matter_named", "waiting"]

WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Special:
    """A rule that takes the place of the ordinary one when a fact has one of some values."""

    fact: str
    values: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that can be asked about.

    Args:
        id: a value of the pack's ``decision_kind``, or one that begins with ``waiting_``.
        rule: row of the rule that answers first; ``others`` are shown with it.
        event: whose day is asked for.
        ask: further facts, at most two.
        then: a rule that starts where the first one ends, and its event.
        also: rows of further rules that belong to it; ``begins``: those whose day is the first on which
            something is allowed.
        ways: ids of pathways to offer.
    """

    id: str
    rule: str
    event: str
    ask: tuple[str, ...]
    instead: tuple[Special, ...]
    others: tuple[str, ...]
    also: tuple[str, ...]
    begins: tuple[str, ...]
    ways: tuple[str, ...]
    then: tuple[str, str] | None

    @property
    def is_waiting(self) -> bool:
        """Nothing was decided yet."""
        return self.id.startswith(WAITING)

    def rules_for(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Return the rows that answer, seen from what was told; several when it is not known which."""
        rows = [self.rule, *self.others]
        for one in self.instead:
            told = answers.get(one.fact)
            if told in one.values:
                return (one.rule,)
            if told in (None, "unknown"):
                rows.insert(0, one.rule)
        return tuple(dict.fromkeys(rows))


@cache
def _tables() -> Mapping[str, Mapping[str, Matter]]:
    text = files("dakaz.public_site").joinpath("matters.yaml").read_text("utf-8")
    tables: Mapping[str, Any] = yaml.safe_load(text)
    return {name: {key: _matter(key, one) for key, one in table.items()} for name, table in tables.items()}


def _matter(name: str, given: Mapping[str, Any]) -> Matter:
    special = (Special(one["fact"], tuple(one["values"]), one["rule"]) for one in given.get("instead", ()))
    then = given.get("then")
    return Matter(
        id=name,
        rule=given["rule"],
        event=given["event"],
        ask=tuple(given.get("ask", ())),
        instead=tuple(special),
        others=tuple(given.get("or", ())),
        also=tuple(given.get("also", ())),
        begins=tuple(given.get("begins", ())),
        ways=tuple(given.get("ways", ())),
        then=(then["rule"], then["event"]) if then else None,
    )


@cache
def first_rules() -> frozenset[str]:
    """Return the rows of all rules that answer first for some matter."""
    every = [one for table in _tables().values() for one in table.values()]
    rows = {
        row for one in every for row in (one.rule, *one.others, *(special.rule for special in one.instead))
    }
    return frozenset(rows | {one.then[0] for one in every if one.then})


def decided() -> Mapping[str, Matter]:
    """Return what can have been decided, in the order in which it is offered."""
    return _tables()["decided"]


def waiting() -> Mapping[str, Matter]:
    """Return what can be waited for."""
    return _tables()[WAITING]


def matter_named(name: str) -> Matter | None:
    """Return the matter of that id."""
    return decided().get(name) or waiting().get(name)
