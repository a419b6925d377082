"""Narrowing a list by the codes of a column: a form of selects, which stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Filter:
    """One select above a list.

    Args:
        key: its name in the address, and what the listing takes.
        label: what it narrows by, lazily translated.
        choices: codes and their words, or what gives them when the list is shown; never anything personal.
    """

    key: str
    label: Any
    choices: Sequence[tuple[str, Any]] | Callable[[], Sequence[tuple[str, Any]]]

    @property
    def offered(self) -> Sequence[tuple[str, Any]]:
        """The codes and their words, now."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A filter with what is chosen."""

    filter: Filter
    chosen: str


def chosen_of(filters: Sequence[Filter], asked: Mapping[str, Any]) -> dict[str, str]:
    """Return what an address narrows a list to; what is not among the choices narrows nothing."""
    chosen = {one.key: str(asked.get(one.key, "")) for one in filters}
    known = {one.key: {code for code, _ in one.offered} for one in filters}
    return {key: code for key, code in chosen.items() if code in known[key]}


def shown_of(filters: Sequence[Filter], asked: Mapping[str, Any]) -> list[ShownFilter]:
    """Return the filters as the page shows them."""
    chosen = chosen_of(filters, asked)
    return [ShownFilter(one, chosen.get(one.key, "")) for one in filters]


def of_colleagues(key: str, label: Any) -> Filter:
    """Return a filter by who is responsible: ids of users stand in the address, their names on the page."""

    def everybody() -> Sequence[tuple[str, Any]]:
        from dakaz.records.queries.tasks import colleagues  # noqa: PLC0415 - tables load after the settings

        return list(colleagues().items())

    return Filter(key, label, everybody)
