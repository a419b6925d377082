"""Claims as a person enters them: what is said, in which numbers, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from dakaz.errors import N_, BadInput

KINDS = {
    "figure": ({"value"}, {"unit", "period", "against", "counted"}),
    "change": ({"from", "to"}, {"value", "direction", "unit"}),
    "ratio": (
        {"value"},
        {"from", "to", "of", "readings", "complement", "series", "from_period", "to_period"},
    ),
    "sum": ({"value", "parts"}, set()),
    "share": ({"value", "part", "whole"}, set()),
    "percentages": ({"value", "percentages"}, set()),
    "flow": ({"stock", "flow", "value"}, {"against"}),
    "per head": ({"more_often"}, {"readings"}),
    "mixture": ({"before", "after", "break", "until", "readings"}, set()),
    "agree": ({"values", "against"}, set()),
    "absence": ({"value"}, {"searched"}),
}
_COMMON = {"id", "says", "kind", "source"}
# What holds more than one value; everything else is a number, a word or a date.
_LISTS = {"parts", "values", "percentages"}
_ROWS = {"against", "readings"}
_NAMED = {"series", "searched", "years"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    Args:
        id: what it is called: ``C07``.
        says: its words.
        kind: which check it needs: one of ``KINDS``.
        source: who says so.
        given: the numbers and what they are held against, by name; see ``docs/figures.md``.
    """

    id: str
    says: str
    kind: str
    source: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


def read_claims(text: str) -> tuple[Claim, ...]:
    """Read a list of claims in YAML or JSON.

    Raises:
        BadInput: a claim has no id or an unknown kind, misses what its kind needs or names something else.
    """
    try:
        body = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise BadInput(
            N_("The claims cannot be read; look at line %(line)s."), line=mark.line + 1 if mark else "?"
        ) from None
    if not isinstance(body, list):
        raise BadInput(N_("Claims are a list: each begins with “- id: ...”."))
    return tuple(_claim(one, number) for number, one in enumerate(body, start=1))


def _claim(body: object, number: int) -> Claim:
    if not isinstance(body, dict) or not {"id", "kind"} <= body.keys():
        raise BadInput(N_("Claim %(number)d needs an id and a kind."), number=number)
    name, kind = str(body["id"]), str(body["kind"])
    if kind not in KINDS:
        raise BadInput(
            N_("Claim %(claim)s: there is no kind “%(kind)s”; there are %(known)s."),
            claim=name,
            kind=kind,
            known=", ".join(KINDS),
        )
    needed, allowed = KINDS[kind]
    missing, unknown = needed - body.keys(), body.keys() - needed - allowed - _COMMON
    if missing or unknown:
        raise BadInput(
            N_("Claim %(claim)s: a %(kind)s needs %(needed)s and may have %(allowed)s."),
            claim=name,
            kind=kind,
            needed=", ".join(sorted(needed)) or "-",
            allowed=", ".join(sorted(allowed)) or "-",
        )
    given = {key: value for key, value in body.items() if key not in _COMMON}
    for key, value in given.items():
        _refuse_another_shape(name, key, value)
    return Claim(name, str(body.get("says", "")), kind, str(body.get("source", "")), given)


def _refuse_another_shape(claim: str, key: str, value: object) -> None:
    """Refuse one value where several belong, and several where one does."""
    fits = not isinstance(value, list | dict)
    if key in _LISTS:
        fits = isinstance(value, list) and not any(isinstance(one, list | dict) for one in value)
    elif key in _NAMED:
        fits = isinstance(value, dict)
    elif key in _ROWS:
        fits = value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))
    if not fits:
        raise BadInput(
            N_("Claim %(claim)s: “%(name)s” has another shape than the table of claims in docs/figures.md."),
            claim=claim,
            name=key,
        )
    for row in value if key in _ROWS and isinstance(value, list) else ():
        for name, one in row.items():
            _refuse_another_shape(claim, str(name), one)
