"""How long the office keeps cases of each class: what it decided, and where it has not, what is proposed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from dakaz.records import guard
from dakaz.records.fields import DAYS
from dakaz.records.fields.retention import ORDINARY
from dakaz.records.guard import SeenBy
from dakaz.records.models import KeepingTime, Retention


@dataclass(frozen=True, slots=True)
class ClassOfKeeping:
    """One class of cases.

    Args:
        code: of ``Retention``.
        words: what it is for.
        days: after closing, until a case comes up; None: never by time.
        why: on which ground the office decided so; empty while it has not, and the proposal holds.
        entry: log entry of the last change; None while there is none.
        row: id of what was decided.
    """

    code: str
    words: str
    days: int | None
    why: str = ""
    entry: int | None = None
    row: uuid.UUID | None = None

    @property
    def by_time(self) -> bool:
        """Whether a time can be decided at all."""
        return self.days is not None


def classes_of_keeping(seen_by: SeenBy) -> list[ClassOfKeeping]:
    """Return every class as it holds now."""
    rows = guard.visible(KeepingTime.objects.all(), seen_by)
    decided = {row.retention: row for row in rows}
    return [_class(code, days, decided.get(code)) for code, days in DAYS.items()]


def _class(code: str, proposed: int | None, row: KeepingTime | None) -> ClassOfKeeping:
    words = str(Retention(code).label)
    if row is None or proposed is None:
        return ClassOfKeeping(code, words, proposed)
    return ClassOfKeeping(code, words, row.days, row.why, row.entry, row.pk)


def times(seen_by: SeenBy) -> Mapping[str, int | None]:
    """Return the days of each class; a case of which nothing is said is an ordinary one."""
    found = {one.code: one.days for one in classes_of_keeping(seen_by)}
    return {"": found[ORDINARY], **found}
