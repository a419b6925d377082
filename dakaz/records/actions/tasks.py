"""Tasks in one line, who does them, and handing a case over for good."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import Case, DueDate, DueKind, User

from .acting import Acting
from .logged import Act, append
from .saving import save


def add_task(acting: Acting, *, case_id: uuid.UUID, what: str, on: date, responsible: str = "") -> DueDate:
    """Write down what somebody has to do in a case, by a day.

    Args:
        responsible: id of the user who does it; empty for whoever is responsible for the case.

    Raises:
        BadInput: nothing is said, or whoever shall do it cannot open the case.
        NotFound: there is no such case for this person.
    """
    case = guard.one(Case.objects.all(), acting.seen_by, case_id)
    if not what.strip():
        raise BadInput(N_("Say in a few words what must be done."))
    if responsible:
        can_open(acting, responsible, compartment=case.compartment)
    values = {
        "case_id": case.pk,
        "kind": DueKind.TASK,
        "what": " ".join(what.split()),
        "on": on,
        "typed_by": acting.seen_by.name,
        "responsible": responsible,
    }
    return save(acting, DueDate, values=values)


def can_open(acting: Acting, user_id: str, *, compartment: str) -> User:
    """Return a colleague who can open what belongs to a compartment.

    Raises:
        BadInput: nobody of that id works here, or they do not hold its key.
    """
    user = User.objects.filter(pk=user_id, removed=False).first()
    if user is None:
        raise BadInput(N_("Nobody of that name works here. Choose a colleague from the list."))
    if user_id not in holders_of(acting, compartment):
        raise BadInput(
            N_("%(name)s does not hold the key of this case. Give the key first, on the case's page."),
            name=user.name,
        )
    return user


def holders_of(acting: Acting, compartment: str) -> frozenset[str]:
    """Return the ids of those who hold a compartment's key."""
    return frozenset(one.id for one in acting.vault.users() if compartment in one.compartments)


def hand_over(acting: Acting, case_id: uuid.UUID, to: str, *, seen_entry: int | None = None) -> Case:
    """Let a colleague answer for a case from now on, or with an empty ``to`` nobody.

    Raises:
        BadInput: they do not work here, or cannot open the case. Conflict: it changed since ``seen_entry``.
    """
    case = guard.one(Case.objects.all(), acting.seen_by, case_id)
    if to:
        can_open(acting, to, compartment=case.compartment)
    return save(acting, Case, identifier=case.pk, seen_entry=seen_entry, values={"responsible": to})


def take_task_back(acting: Acting, identifier: uuid.UUID) -> None:
    """Take away a task that was added by mistake; that it was there stays in the log."""
    with transaction.atomic():
        task = guard.one(DueDate.objects.filter(kind=DueKind.TASK), acting.seen_by, identifier)
        append(acting, [Act("duedate.removed", task.compartment, task.pk)])
        task.delete()
