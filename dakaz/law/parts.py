"""A part of a pack while it is read: what must stand there, or a fault with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, NoReturn

from dakaz.errors import N_

from .folder import PackFile, line_of
from .model import LANGUAGES, Words
from .moments import parse_day
from .refusals import PackFault, WrongFact

__all__ = ["UNTRANSLATED", "Part"]

# A sentence that a pack gives in no named language: shown as it is, and found by check.
UNTRANSLATED = "*"
UNKNOWN_KEY = N_("%(file)s:%(line)s: the format has no “%(key)s” here.%(near)s")
PLACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """A value of a pack file and where it stands."""

    file: PackFile
    path: tuple[str | int, ...]
    value: Any

    @property
    def place(self) -> tuple[str, tuple[str | int, ...]]:
        return self.file.path, self.path

    def fault(self, message: str, **values: Any) -> NoReturn:
        """Refuse the pack, saying the line of this part.

        Raises:
            PackFault: always.
        """
        raise PackFault(message, file=self.file.path, line=line_of(self.file, self.path), **values)

    def __getitem__(self, key: str) -> Part:
        """Return what stands under ``key``; its value is None when nothing does."""
        if self.value is None:
            return Part(self.file, (*self.path, key), None)
        if not isinstance(self.value, dict):
            self.fault(N_("%(file)s:%(line)s: a mapping is expected here, with “%(key)s” in it."), key=key)
        return Part(self.file, (*self.path, key), self.value.get(key))

    def __iter__(self) -> Iterator[Part]:
        """Walk a list; nothing is an empty list."""
        if self.value is not None and not isinstance(self.value, list):
            self.fault(N_("%(file)s:%(line)s: a list is expected here."))
        for index, value in enumerate(self.value or []):
            yield Part(self.file, (*self.path, index), value)

    def __bool__(self) -> bool:
        return self.value is not None

    def only(self, accepted: frozenset[str]) -> None:
        """Refuse a key that is not among ``accepted``: a mistyped one would silently change the law."""
        for key, part in self.items():
            if key not in accepted:
                near = get_close_matches(key, sorted(accepted), n=1)
                part.fault(UNKNOWN_KEY, key=key, near=f" Did you mean {near[0]}?" if near else "")

    def one_or_many(self) -> Iterator[Part]:
        """Walk a list, or this one thing."""
        if isinstance(self.value, list):
            yield from self
        elif self.value is not None:
            yield self

    def items(self) -> Iterator[tuple[str, Part]]:
        """Walk a mapping; nothing is an empty mapping."""
        if self.value is not None and not isinstance(self.value, dict):
            self.fault(N_("%(file)s:%(line)s: a mapping is expected here."))
        for key, value in (self.value or {}).items():
            yield str(key), Part(self.file, (*self.path, key), value)

    def text(self) -> str:
        """Return a text that must be there."""
        if self.value is None or isinstance(self.value, dict | list):
            self.fault(N_("%(file)s:%(line)s: “%(key)s” is missing."), key=self.path[-1])
        return plain(self.value)

    def maybe_text(self) -> str | None:
        return None if self.value is None else self.text()

    def texts(self) -> tuple[str, ...]:
        return tuple(part.text() for part in self.one_or_many())

    def one_of(self, *accepted: str, default: str | None = None) -> str:
        """Return a text that must be one of ``accepted``."""
        text = default if self.value is None and default is not None else self.text()
        if text not in accepted:
            self.fault(
                N_("%(file)s:%(line)s: “%(text)s” is not accepted for “%(key)s”. Accepted: %(accepted)s."),
                text=text,
                key=self.path[-1],
                accepted=", ".join(accepted),
            )
        return text

    def number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fault(N_("%(file)s:%(line)s: “%(key)s” must be a whole number."), key=self.path[-1])
        return self.value

    def maybe_number(self) -> int | None:
        return None if self.value is None else self.number()

    def flag(self) -> bool:
        return plain(self.value) in {"yes", "true"} if self else False

    def day(self) -> date:
        try:
            return parse_day(self.text(), fact=str(self.path[-1]))
        except WrongFact as problem:
            self.fault(N_("%(file)s:%(line)s: %(why)s"), why=str(problem))

    def maybe_day(self) -> date | None:
        return None if self.value is None else self.day()

    def words(self) -> Words:
        """Return a sentence in its languages; a bare text is one that nobody translated."""
        if isinstance(self.value, dict):
            return {key: part.text() for key, part in self.items()}
        return {UNTRANSLATED: self.text()}

    def maybe_words(self) -> Words | None:
        return None if self.value is None else self.words()

    def many_words(self) -> tuple[Words, ...]:
        return tuple(part.words() for part in self.one_or_many())

    def is_words(self) -> bool:
        """Tell whether this is one sentence in languages, rather than a mapping of several."""
        return isinstance(self.value, str) or (
            isinstance(self.value, dict) and bool(self.value) and set(self.value) <= {*LANGUAGES, "uk", "pl"}
        )


def plain(value: Any) -> str:
    """Write a YAML scalar as facts are written: true is yes, false is no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
