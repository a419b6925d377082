"""Whose a day is: the one named on it, else whoever is responsible for its case.

Nothing may fall between people: *mine* holds also what nobody answers for who still works here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Absence, Case, Deadline, DueDate, User

from .absences import stood_in_for
from .listing import Listing, listed

COLUMNS = {"on": "on", "kind": "kind", "what": "what", "case": "case__code", "done": "done"}
MINE, ALL, NOBODY = "mine", "all", "nobody"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose work is asked for.

    Args:
        asked: ``mine``, ``all``, ``nobody``, or a user's id.
        only: ids of those whose work it is; None for anybody not among ``others``.
        others: ids of those whose work it is not.
        away: for whom the reader stands in, with the absence.
    """

    asked: str = ALL
    only: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()
    away: Mapping[str, Absence] = field(default_factory=dict)

    @property
    def of_deadlines(self) -> Q:
        """What days counted by law must fulfil: they are their case's."""
        return self._answers_for_the_case

    @property
    def of_due_dates(self) -> Q:
        """What typed days must fulfil: who is named on them goes before the case's."""
        named = ~Q(responsible="")
        if self.only is None and not self.others:
            return Q()
        return (named & self._answers) | (~named & self._answers_for_the_case)

    @property
    def turned(self) -> Whose | None:
        """The work of everybody else; None where there is nobody else."""
        if self.only is not None:
            return Whose(ALL, others=self.only)
        return Whose(ALL, only=self.others) if self.others else None

    @property
    def _answers(self) -> Q:
        if self.only is not None:
            return Q(responsible__in=self.only)
        return ~Q(responsible__in=self.others) if self.others else Q()

    @property
    def _answers_for_the_case(self) -> Q:
        """The same of the case, asked by its key: a join takes long where sealed cases show beside others."""
        if self.only is None and not self.others:
            return Q()
        return Q(Exists(Case.objects.filter(self._answers, pk=OuterRef("case_id"))))


EVERYBODY = Whose()


def whose(seen_by: SeenBy, asked: str, *, day: date) -> Whose:
    """Return whose work ``asked`` means to this reader on ``day``; what means nobody here means *mine*."""
    working = tuple(User.objects.filter(removed=False).order_by("name").values_list("pk", flat=True))
    if asked == ALL:
        return Whose(ALL)
    if asked == NOBODY:
        return Whose(NOBODY, others=working)
    if asked in working and asked != seen_by.user_id:
        return Whose(asked, only=(asked,))
    return _mine(seen_by, working, day)


def _mine(seen_by: SeenBy, working: Sequence[str], day: date) -> Whose:
    away = stood_in_for(seen_by, seen_by.user_id, day=day)
    others = tuple(one for one in working if one != seen_by.user_id and one not in away)
    return Whose(MINE, others=others, away=away)


def responsible_for(due: DueDate | Deadline) -> str:
    """Return the id of the one who has to do it; empty where nobody is named."""
    return getattr(due, "responsible", "") or due.case.responsible


def open_days(seen_by: SeenBy, whose: Whose = EVERYBODY) -> list[DueDate]:
    """Return every typed day that is not done, by day: for a calendar, so none is left out."""
    rows = DueDate.objects.filter(whose.of_due_dates, done=None)
    return list(guard.visible(rows, seen_by).select_related("case").order_by("on"))


def due_dates(
    seen_by: SeenBy,
    *,
    state: str = "",
    kind: str = "",
    who: str = "",
    sort: str = "on",
    page: int = 1,
    size: int = 50,
) -> Listing[DueDate]:
    """Return typed days: all, or those that are ``open`` or ``done``, of one kind, or of one colleague."""
    rows = DueDate.objects.select_related("case", "decision")
    if state in ("open", "done"):
        rows = rows.filter(done__isnull=state == "open")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(Whose(who, only=(who,)).of_due_dates) if who else rows
    return listed(guard.visible(rows, seen_by), columns=COLUMNS, sort=sort, page=page, size=size)


def done_on(seen_by: SeenBy, day: date) -> list[DueDate]:
    """Return what was marked done on ``day``, so that a slip can be taken back."""
    rows = guard.visible(DueDate.objects.filter(done=day), seen_by)
    return list(rows.select_related("case", "decision__case", "decision__authority").order_by("on"))


def colleagues() -> Mapping[str, str]:
    """Return the names of those who work here by their ids, in the order of names."""
    return dict(User.objects.filter(removed=False).order_by("name").values_list("pk", "name"))
