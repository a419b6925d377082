"""One action = one transaction = one log entry (or one per item, for a batch of items).

The entry's payload names who did what to which record and holds a digest of the record as it was
left; ``queries.verify`` recomputes both. See ``vault.log`` for the tree.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import rfc8785
from django.db import models, transaction

from dakaz.records import guard
from dakaz.records.models import LogEntry, LogTree, Record
from dakaz.vault import log

from .acting import Acting

Written = TypeVar("Written", bound=Record)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done, before it has a number.

    Args:
        action: class of the act, such as ``item.added``; stands in the leaf, so never personal.
        compartment: whose the payload is.
        subject: id of the record it was done to.
        details: what else to keep; JSON values.
    """

    action: str
    compartment: str
    subject: uuid.UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def digest(record: Record) -> str:
    """Return the hex SHA-256 of a record's values and of the rows it owns."""
    return hashlib.sha256(rfc8785.dumps(record.covered_values())).hexdigest()


def next_number() -> int:
    """Return the number the next log entry will get; true only inside the transaction that asks."""
    tree = LogTree.objects.filter(pk=1).first()
    return tree.size if tree else 0


def append(acting: Acting, acts: Sequence[Act]) -> int:
    """Write ``acts`` into the log, inside the caller's transaction.

    Returns:
        The number of the first; the others follow without a gap.
    """
    tree, _ = LogTree.objects.get_or_create(pk=1)
    now = acting.clock()
    frontier = log.Frontier.from_bytes(bytes(tree.frontier)) if tree.size else log.Frontier()
    entries = []
    for seq, act in enumerate(acts, start=tree.size):
        payload = {
            "action": act.action,
            "actor": acting.seen_by.user_id,
            "at": now.isoformat(timespec="milliseconds"),
            "subject": str(act.subject) if act.subject else None,
            **act.details,
        }
        salt = secrets.token_bytes(32)
        canonical = rfc8785.dumps(payload)
        commitment = log.commitment_of(salt, canonical)
        day = now.date().isoformat()
        frontier.append(log.leaf_hash(log.leaf(seq=seq, day=day, action=act.action, commitment=commitment)))
        entries.append(
            LogEntry(
                seq=seq,
                day=day,
                action=act.action,
                commitment=commitment,
                compartment=act.compartment,
                subject=act.subject,
                salt=salt,
                payload=canonical,
            )
        )
    first, tree.size, tree.frontier = tree.size, tree.size + len(acts), frontier.to_bytes()
    LogEntry.objects.bulk_create(entries)
    tree.save()
    return first


@contextmanager
def writing(acting: Acting, action: str, record: Written, **details: Any) -> Iterator[Written]:
    """Run a block that saves ``record`` and the rows it owns, as one transaction and one log entry.

    The block saves; on leaving, the entry is written with a digest of what was saved.

    Raises:
        NotFound, BadInput: what was saved leads where it must not (``guard.may_lead_to``); nothing stays.
    """
    with transaction.atomic():
        before = _links(type(record)._default_manager.filter(pk=record.pk).first())
        record.entry = next_number()
        yield record
        saved = type(record)._default_manager.get(pk=record.pk)
        guard.may_lead_to(_links(saved) - before, acting.seen_by, compartment=saved.compartment)
        acts = [
            Act(action, record.compartment, record.pk, {**details, "digest": digest(saved)}),
        ]
        append(acting, acts)


def _links(record: Record | None) -> guard.Links:
    """Return where a record and the rows it owns lead, the way back to the record itself left out."""
    if record is None:
        return frozenset()
    rows: list[models.Model] = [record]
    for reverse in record.owned:
        owned = getattr(record, reverse)
        if len(guard.leading(owned.model)) > 1:
            rows += owned.all()
    return guard.links_of(*rows) - {(type(record), record.pk)}
