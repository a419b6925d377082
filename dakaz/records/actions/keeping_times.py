"""Deciding how long cases of a class are kept: for the whole office, with the ground, in the log."""

from __future__ import annotations

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.fields import DAYS
from dakaz.records.models import KeepingTime

from .acting import Acting
from .saving import save

SHORTEST, LONGEST = 30, 36500  # days: a month, a hundred years


def decide(
    acting: Acting, retention: str, *, days: int, why: str, seen_entry: int | None = None
) -> KeepingTime:
    """Say after how many days closed cases of a class come up to be looked at; nothing goes by itself.

    Args:
        retention: code of the class.
        days: after closing.
        why: on which ground; whoever is asked must be able to say it.
        seen_entry: log entry of what the person saw; None when nothing was decided yet.

    Raises:
        NotAllowed: the acting person is no administrator.
        BadInput: no ground is given, the time is out of reason, or the class does not go by time.
        Conflict: somebody changed it meanwhile.
    """
    guard.administrator(acting.seen_by)
    if DAYS.get(retention) is None:
        raise BadInput(N_("Cases of this class do not come up by time. Choose another class."))
    if not why.strip():
        raise BadInput(N_("Say why so long: people whose data is kept may ask, and so may an authority."))
    if not SHORTEST <= days <= LONGEST:
        raise BadInput(N_("A time lies between one month and a hundred years."))
    with transaction.atomic():
        rows = guard.visible(KeepingTime.objects.filter(retention=retention), acting.seen_by)
        there = rows.first()
        return save(
            acting,
            KeepingTime,
            identifier=there.pk if there else None,
            seen_entry=(seen_entry or 0) if there else None,
            values={"retention": retention, "days": days, "why": why.strip()},
        )
