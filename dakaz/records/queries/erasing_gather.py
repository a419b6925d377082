"""Gathering what goes with something: its parts, and what says nothing without it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Consent, Document, Item, Record, Testimony

from .erasing_links import Fate, leading_to, owner_link
from .erasing_names import label_of
from .erasing_plan import Plan, Rows, Stays

AT_ONCE = 500
# What a row brings with it: the paper it was made on, unless something else rests on that too.
_BRINGS = {Document: "item_id", Consent: "item_id", Testimony: "item_id"}


class Gathering:
    """A plan while it is made, through one person's eyes.

    Args:
        seen_by: whose.
        plan: what was found so far.
    """

    def __init__(self, seen_by: SeenBy, plan: Plan) -> None:
        self.seen_by, self.plan = seen_by, plan

    def rows(self, kind: Any, link: str, keys: Iterable[Any]) -> Iterator[Any]:
        """Yield rows whose column has one of these values."""
        wanted = list(keys)
        for start in range(0, len(wanted), AT_ONCE):
            some = {f"{link}__in": wanted[start : start + AT_ONCE]}
            yield from guard.visible(kind._base_manager.filter(**some), self.seen_by)

    def take(self, rows: Sequence[models.Model]) -> None:
        """Take rows, with all that is part of them or says nothing without them."""
        wave = [row for row in rows if not self.plan.has(row)]
        while wave:
            kinds: Rows = {}
            for row in wave:
                self.plan.goes.setdefault(type(row), {})[row.pk] = row
                kinds.setdefault(type(row), {})[row.pk] = row
            wave = [row for kind, some in kinds.items() for row in self._parts(kind, some)]

    def _parts(self, kind: type[models.Model], rows: Mapping[Any, models.Model]) -> list[models.Model]:
        found = [
            part
            for other, link, fate in leading_to(kind)
            if fate is Fate.GOES
            for part in self.rows(other, link.attname, rows)
        ]
        if kind in _BRINGS:
            papers = {getattr(row, _BRINGS[kind]) for row in rows.values()} - {None}
            found += self.rows(Item, "pk", papers)
        new = {(type(row), row.pk): row for row in found if not self.plan.has(row)}
        return list(new.values())

    def answering(self, row: models.Model) -> models.Model:
        """Return the record that answers for a row: itself, or the one it belongs to."""
        link = owner_link(type(row))
        return getattr(row, link.name) if link else row

    def goes(self, key: uuid.UUID) -> bool:
        """Say whether a record of this id goes."""
        return any(key in rows for kind, rows in self.plan.goes.items() if issubclass(kind, Record))

    def stay(self, row: Any, why: str, *, values: Mapping[str, str] | None = None) -> None:
        """Say of something that it stays, and why; once."""
        if all(one.key != row.pk for one in self.plan.stays):
            self.plan.stays.append(stays(row, why, values))

    def records(self) -> list[Any]:
        """Return the ids of all records that go."""
        kinds = [kind for kind in self.plan.goes if issubclass(kind, Record)]
        return [key for kind in kinds for key in self.plan.goes[kind]]


def stays(row: Any, why: str, values: Mapping[str, str] | None = None) -> Stays:
    """Return a row as something that stays or is in the way."""
    return Stays(str(row._meta.model_name), row.pk, label_of(row), why, values or {})
