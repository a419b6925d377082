"""Saying that one is away and who stands in; and that one is back."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import transaction

from dakaz.errors import N_, BadInput, NotAllowed
from dakaz.records import guard
from dakaz.records.models import Absence, User

from .acting import Acting
from .logged import Act, append
from .saving import save


def go_away(acting: Acting, *, stand_in: str, since: date, until: date) -> Absence:
    """Say that the acting person is away from ``since`` until ``until``, both counted.

    No key goes with it: a stand-in sees of sealed cases what they saw before.

    Raises:
        BadInput: the days are the wrong way round, nobody (or oneself) stands in, or one is away already.
    """
    me = acting.seen_by.user_id
    if until < since:
        raise BadInput(N_("The last day is before the first. Look at the two days again."))
    if stand_in == me or not User.objects.filter(pk=stand_in, removed=False).exists():
        raise BadInput(N_("Choose a colleague who stands in for you."))
    mine = guard.visible(Absence.objects.filter(user=me, since__lte=until, until__gte=since), acting.seen_by)
    if mine.exists():
        raise BadInput(N_("You are away on some of these days already. End that absence first."))
    values = {
        "user": me,
        "stand_in": stand_in,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }
    return save(acting, Absence, values=values)


def come_back(acting: Acting, identifier: uuid.UUID, *, on: date) -> None:
    """Say that one is back at work on ``on``; an absence that has not begun is taken away.

    Raises:
        NotAllowed: it is somebody else's absence, and the acting person is no administrator.
    """
    with transaction.atomic():
        found = guard.one(Absence.objects.all(), acting.seen_by, identifier)
        if found.user != acting.seen_by.user_id and not acting.seen_by.administrator:
            raise NotAllowed(N_("Only they themselves, or an administrator, can say that they are back."))
        if found.since < on:
            save(acting, Absence, identifier=found.pk, values={"until": (on - timedelta(days=1)).isoformat()})
            return
        append(acting, [Act("absence.removed", found.compartment, found.pk)])
        found.delete()
