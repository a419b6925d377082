"""Saying how long a case is kept and why, and giving people what is kept of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import Case, Item, Party, Retention

from .acting import Acting
from .logged import Act, append
from .saving import save

FOR_WHOM = ("self", "guardian", "attorney")


def keep(
    acting: Acting,
    identifier: uuid.UUID | str,
    *,
    retention: str,
    kept_why: str,
    seen_entry: int | None = None,
) -> Case:
    """Say how long a case is kept.

    Args:
        retention: of ``Retention``.
        kept_why: the reason; needed for anything longer than ordinary.

    Raises:
        BadInput: it shall be kept longer, and no reason is given.
    """
    case = guard.one(Case.objects.all(), acting.seen_by, identifier)
    if retention != Retention.ORDINARY and not kept_why.strip():
        raise BadInput(N_("Say why it is kept longer: whoever erases later must be able to judge it."))
    values = {"retention": retention, "kept_why": kept_why.strip()}
    return save(acting, Case, identifier=case.pk, seen_entry=seen_entry, values=values)


def note_given(acting: Acting, party_id: uuid.UUID | str, *, to: str, people: int, papers: bool) -> int:
    """Write down that somebody's own data leaves the vault, before it does.

    Args:
        to: for whom: self, guardian or attorney.
        people: how many people the file names.
        papers: whether their papers are in it.

    Raises:
        NotFound: there is no such person here. BadInput: it is not said for whom.
    """
    party = guard.one(Party.objects.all(), acting.seen_by, party_id)
    if to not in FOR_WHOM:
        raise BadInput(N_("Say for whom the file is."))
    details = {"to": to, "people": people, "papers": papers}
    with transaction.atomic():
        return append(acting, [Act("own_data.given", party.compartment, party.pk, details)])


def originals(acting: Acting, items: Iterable[Item], *, most: int) -> list[bytes]:
    """Return the originals of papers, in their order.

    Args:
        most: so many bytes together at most: they are held in memory.

    Raises:
        BadInput: together they are larger.
    """
    wanted = list(items)
    if sum(item.size for item in wanted) > most:
        raise BadInput(
            N_(
                "Their papers are too large for one file (more than %(most)d MB). Give the data without "
                "papers, and save the papers one by one."
            ),
            most=most // 1_000_000,
        )
    objects = acting.vault.objects
    return [objects.read(item.object_name, acting.keys_of(item.compartment)) for item in wanted]
