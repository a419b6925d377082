"""What an author may count, and the records behind a count, for people who look before they approve."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.guard import SeenBy
from dakaz.records.models import Consequence, RecommendationState
from dakaz.report import Count
from dakaz.report.expression import parse_expression

from . import vocabulary
from .clocks import DECIDED
from .counting import COUNTABLE, Value, matching
from .events import VIOLATIONS

# Filters whose values are codes of a list; the others take a year, a month, a name or a language.
_CODES: Mapping[tuple[str, str], vocabulary.Choices] = {
    ("decisions", "kind"): vocabulary.DECISION_KINDS,
    ("decisions", "reason"): vocabulary.REASON_KINDS,
    ("decisions", "consequence"): Consequence.choices,
    ("applications", "asked_for"): vocabulary.ASKED_FOR,
    ("applications", "decided"): DECIDED,
    ("events", "kind"): vocabulary.EVENT_KINDS,
    ("events", "status"): vocabulary.EVENT_STATUSES,
    ("events", "violation"): VIOLATIONS,
    ("recommendations", "state"): RecommendationState.choices,
    ("parties", "kind"): vocabulary.PARTY_KINDS,
}


@dataclass(frozen=True, slots=True)
class CountableTable:
    """A table that can be counted.

    Args:
        name: as an outline writes it.
        filters: each filter with its codes and their names; no codes where a year or name is written.
        example: a count an author can copy.
    """

    name: str
    filters: Sequence[tuple[str, vocabulary.Choices]]
    example: str


def countable() -> list[CountableTable]:
    """Return everything that can be counted."""
    return [
        CountableTable(
            name,
            [(each, _CODES.get((name, each), ())) for each in table.filters],
            _example(name, list(table.filters)),
        )
        for name, table in COUNTABLE.items()
    ]


def _example(table: str, filters: Sequence[str]) -> str:
    codes = next((pair for pair in ((one, _CODES.get((table, one))) for one in filters) if pair[1]), None)
    where = [f'{codes[0]}="{codes[1][0][0]}"'] if codes and codes[1] else []
    where += ["year=2024"] if "year" in filters else []
    return f"{{{{ count({', '.join([table, *where])}) }}}}"


def count_in_words(asked: Count) -> str:
    """Return what a count counts as people say it: decisions (asylum refused) in 2024, by Sample Service."""
    named = [_named(asked.table, name, value) for name, value in asked.where if (asked.table, name) in _CODES]
    said = [
        _FILTERS[name] % {"what": _month(value) if name == "month" else _joined(value)}
        for name, value in asked.where
        if name in _FILTERS
    ]
    table = str(_TABLES.get(asked.table, asked.table))
    others = [
        f"{name} {_joined(value)}"
        for name, value in asked.where
        if (asked.table, name) not in _CODES and name not in _FILTERS
    ]
    codes = f" ({', '.join(named)})" if named else ""
    rest = ", ".join(map(str, (*said, *others)))
    return f"{table}{codes} {rest}".strip()


def _named(table: str, name: str, value: Value) -> str:
    codes = value if isinstance(value, tuple) else (str(value),)
    return _or([vocabulary.word_for(_CODES[table, name], code) for code in codes])


def _joined(value: Value) -> str:
    return _or(list(value)) if isinstance(value, tuple) else str(value)


def _month(value: Value) -> str:
    """A month by its name; what is no month as it was written."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", str(value))
    return date_format(date(int(found[1]), int(found[2]), 1), "F Y") if found else _joined(value)


def _or(words: Sequence[str]) -> str:
    return gettext(" or ").join(words)


_TABLES: Mapping[str, Any] = {
    "decisions": gettext_lazy("decisions"),
    "applications": gettext_lazy("applications to authorities"),
    "events": gettext_lazy("events"),
    "statements": gettext_lazy("statements"),
    "recommendations": gettext_lazy("recommendations"),
    "testimonies": gettext_lazy("testimonies"),
    "items": gettext_lazy("items of the archive"),
    "parties": gettext_lazy("parties"),
}
# How a filter that takes a year, a name or a language is said; the others are named by their codes.
_FILTERS: Mapping[str, Any] = {
    "year": gettext_lazy("in %(what)s"),
    "month": gettext_lazy("in %(what)s"),
    "served_year": gettext_lazy("handed over in %(what)s"),
    "months": gettext_lazy("decided after %(what)s whole months"),
    "waiting_on": gettext_lazy("not decided on %(what)s"),
    "over_on": gettext_lazy("not decided and over the authority's term on %(what)s"),
    "made_before": gettext_lazy("made before %(what)s"),
    "ban_months": gettext_lazy("with an entry ban of %(what)s months"),
    "ban_for_life": gettext_lazy("with an entry ban for life: %(what)s"),
    "outcome": gettext_lazy("with the outcome “%(what)s”"),
    "authority": gettext_lazy("by %(what)s"),
    "speaker": gettext_lazy("by %(what)s"),
    "made_by": gettext_lazy("by %(what)s"),
    "country": gettext_lazy("in the country %(what)s"),
    "language": gettext_lazy("in the language %(what)s"),
}


def records_counted(seen_by: SeenBy, expression: str) -> list[Any]:
    """Return the records a count counts, what was written last first.

    Args:
        expression: a count in its canonical spelling.

    Raises:
        BadInput: it is no count, or names what cannot be counted.
    """
    asked = parse_expression(expression)
    if not isinstance(asked, Count):
        return []
    rows = matching(seen_by, asked.table, dict(asked.where))
    return list(rows.select_related(*_WITH.get(asked.table, ())).order_by("-entry"))


_WITH: Mapping[str, tuple[str, ...]] = {
    "decisions": ("case", "authority"),
    "applications": ("case", "application"),
    "events": ("case",),
    "statements": ("speaker",),
    "testimonies": ("speaker",),
    "recommendations": ("made_by",),
}


def kind_of(row: Model) -> str:
    """Return the name of a record's table, as pages are named by it."""
    return str(row._meta.model_name)
