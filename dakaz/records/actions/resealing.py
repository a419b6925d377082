"""Sealing files to today's keys after someone was removed: in pieces, resumed after any interruption.

The keyring says which generation of keys a compartment is at, the table how far its files have come;
what is left follows from the two, also when a program was killed between changing keys and noting it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from dakaz.errors import VaultDamaged
from dakaz.records import database
from dakaz.records.models import Resealing, SealedState, User
from dakaz.records.queries.resealing import Progress, how_many, names_after
from dakaz.vault import RECOVERY

from .logged import Act, append
from .renewing import renew_rows

if TYPE_CHECKING:
    from .acting import Acting

AT_ONCE = 32
MayGoOn = Callable[[], bool]
Tell = Callable[[Progress], None]


def always() -> bool:
    """Go on to the end."""
    return True


def tell_nobody(_progress: Progress) -> None:
    """Report progress to nobody."""


def note(acting: Acting) -> None:
    """Write down what is to be sealed anew, and finish a removal that was killed half-way, if there is any.

    Cheap when there is nothing: called whenever the vault is opened for work.
    """
    hidden = set(SealedState.objects.values_list("pk", flat=True)) - database.sealed_here()
    with transaction.atomic():
        _strike_off_the_removed(acting)
        for compartment, keys in acting.keys.compartments.items():
            if compartment in hidden:  # its originals are known to whoever looks with its keys
                continue
            known = Resealing.objects.filter(pk=compartment).first()
            if (known.generation if known else 1) < keys.generation:
                Resealing.objects.update_or_create(
                    compartment=compartment,
                    defaults={
                        "generation": keys.generation,
                        "after": "",
                        "done": 0,
                        "of": how_many(compartment),
                        "failed": 0,
                        "finished": False,
                    },
                )


def _strike_off_the_removed(acting: Acting) -> None:
    """Note who was removed from the keyring when the program was killed before it could note it here."""
    here = {user.id for user in acting.vault.users()}
    for gone in User.objects.filter(removed=False).exclude(pk__in=here).exclude(pk=RECOVERY):
        User.objects.filter(pk=gone.pk).update(removed=True)
        append(acting, [Act("user.removed", acting.seen_by.office, None, {"user": gone.pk})])


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many files were sealed anew, and how many could not be: ``verify`` names those."""

    moved: int
    failed: int


def reseal(acting: Acting, *, may_go_on: MayGoOn = always, tell: Tell = tell_nobody) -> Resealed:
    """Seal files anew until all are sealed to today's keys, or the caller wants it no longer.

    Args:
        may_go_on: asked between any two pieces of some files.
        tell: told how far it is after each piece.

    Returns:
        What this call has done. ``queries.resealing.progress`` says whether anything is left.

    Raises:
        Locked: the vault was locked meanwhile. NoRoom: the disk is full. Both: calling again goes on.
    """
    renew_rows(acting)
    moved, rows = 0, list(_unfinished(acting))
    for row in rows:
        while not row.finished and may_go_on():
            moved += _piece(acting, row)
            tell(Progress(sum(one.done for one in rows), sum(one.of for one in rows), _failed(rows)))
    return Resealed(moved, _failed(rows))


def _failed(rows: Sequence[Resealing]) -> int:
    return sum(row.failed for row in rows)


def _unfinished(acting: Acting) -> Iterator[Resealing]:
    hidden = set(SealedState.objects.values_list("pk", flat=True)) - database.sealed_here()
    mine = set(acting.keys.compartments) - hidden
    for row in Resealing.objects.filter(finished=False, compartment__in=mine):
        if row.generation == acting.keys_of(row.compartment).generation:
            yield row


def _piece(acting: Acting, row: Resealing) -> int:
    """Seal the next files, then note how far that is; killed in between, they are looked at once more."""
    names = names_after(row.compartment, row.after, limit=AT_ONCE)
    connection.close()  # a large file takes its time, and whoever changes keys must be alone
    moved = 0
    for name in names:
        try:
            moved += acting.vault.objects.reseal(name, acting.keys_of(row.compartment))
        except VaultDamaged:  # missing or damaged: ``verify`` says which; the others go on
            row.failed += 1
    row.after, row.done = names[-1] if names else row.after, row.done + len(names)
    row.finished = len(names) < AT_ONCE
    row.of = row.done if row.finished else max(row.of, row.done)
    with transaction.atomic():
        # only while this is still what is to be done: keys may have changed again meanwhile
        Resealing.objects.filter(pk=row.pk, generation=row.generation).update(
            after=row.after, done=row.done, of=row.of, failed=row.failed, finished=row.finished
        )
        if row.finished:
            details = {"generation": row.generation, "files": row.done, "failed": row.failed}
            append(acting, [Act("objects.resealed", row.compartment, None, details)])
    return moved
