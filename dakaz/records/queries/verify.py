"""Recomputing everything that can be recomputed: nothing in the vault is taken at its word.

1. The database's pages and structure (SQLCipher's page codes, SQLite's own check).
2. The log: numbers without a gap, each commitment from salt and payload, the tree's edge from all
   leaves, each signed checkpoint against the tree as it was then.
3. Every record against the digest in the log entry that covers it; immutable bytes against their hash.
4. Every object: it opens, and its content has the hash it was recorded with.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import rfc8785
from django.apps import apps
from django.db import connection

from dakaz.errors import N_, DakazError, VaultDamaged
from dakaz.records import database
from dakaz.records.models import Case, Item, LogEntry, LogTree, Origin, Passage, Record, VaultState
from dakaz.vault import Keys, Vault, log
from dakaz.vault import problems as page_problems

from .emptied import Emptied

Progress = Callable[[str, int, int], None]
CHUNK, OBJECTS = 2000, 20  # rows and objects between two reports of progress


@dataclass(slots=True)
class Verified:
    """What was checked, how many of it, and what is wrong in plain sentences.

    Args:
        unused: how many objects belong to nothing; no problem, they are cleared away when there is time.
    """

    checked: dict[str, int] = field(default_factory=dict)
    problems: list[VaultDamaged] = field(default_factory=list)
    unused: int = 0

    def say(self, message: str, **values: Any) -> None:
        """Add a problem, as a sentence with values, so that doors can translate it."""
        self.problems.append(VaultDamaged(message, **values))

    @property
    def clean(self) -> bool:
        return not self.problems


def silent(what: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def verify(vault: Vault, keys: Keys, *, objects: bool = True, progress: Progress = silent) -> Verified:
    """Recompute the vault.

    Args:
        objects: also open every object and hash its content; the long part.
        progress: told what is being checked, how many are done, of how many.

    Returns:
        What was found; ``problems`` is empty when everything agrees.
    """
    result = Verified()
    connection.ensure_connection()
    for page in page_problems(connection.connection):
        result.say(N_("The database is damaged: %(what)s. Restore it from a backup."), what=page)
    result.checked["database"] = 1
    if result.problems:
        return result
    _log(vault, result, progress)
    _sealed(result)
    _records(result, progress)
    if objects:
        _objects(vault, keys, result, progress)
    return result


def _log(vault: Vault, result: Verified, progress: Progress) -> None:
    tree = LogTree.objects.filter(pk=1).first()
    total = tree.size if tree else 0
    frontier, expected, emptied = log.Frontier(), 0, Emptied()
    roots = _checkpoints(vault, result)
    for entry in LogEntry.objects.order_by("seq").iterator(chunk_size=CHUNK):
        if entry.seq != expected:
            result.say(N_("Log entry %(seq)s is missing."), seq=expected)
            return
        if expected in roots:
            _same_root(result, expected, roots.pop(expected), frontier)
        if entry.payload is not None and _commitment(entry) != entry.commitment:
            result.say(N_("Log entry %(seq)s is not what was written."), seq=entry.seq)
        emptied.meet(entry)
        frontier.append(
            log.leaf_hash(
                log.leaf(seq=entry.seq, day=entry.day, action=entry.action, commitment=entry.commitment)
            )
        )
        expected += 1
        if expected % CHUNK == 0:
            progress("log", expected, total)
    if expected in roots:
        _same_root(result, expected, roots.pop(expected), frontier)
    for size in roots:
        result.say(
            N_("A signed checkpoint speaks of %(size)s log entries; there are %(here)s."),
            size=size,
            here=expected,
        )
    if tree and (expected != tree.size or frontier.to_bytes() != bytes(tree.frontier)):
        result.say(N_("The log does not end where its tree says it ends."))
    result.checked["log entries"] = expected
    for seq in emptied.unexplained():
        result.say(N_("What log entry %(seq)s said is gone, and no erasure took it out."), seq=seq)


def _commitment(entry: LogEntry) -> str:
    return log.commitment(bytes(entry.salt or b""), json.loads(bytes(entry.payload or b"{}")))


def _checkpoints(vault: Vault, result: Verified) -> dict[int, bytes]:
    """Return size -> root of every checkpoint whose signature is one of this vault's keys."""
    roots = {}
    files = log.kept(vault.log_folder)
    for file in files:
        signed = _signed(file.read_text("utf-8"), vault.log_public_keys)
        if signed is None:
            result.say(N_("The checkpoint %(file)s was not signed by this vault."), file=file.name)
        else:
            roots[signed.size] = signed.root
    if not files and VaultState.objects.filter(last_checkpoint__isnull=False).exists():
        result.say(N_("Signed checkpoints of the log were written here; none of them is left."))
    result.checked["checkpoints"] = len(files)
    return roots


def _signed(text: str, public_keys: Sequence[str]) -> log.Checkpoint | None:
    for public_key in public_keys:
        try:
            return log.read_checkpoint(text, b64decode(public_key))
        except DakazError:
            continue
    return None


def _same_root(result: Verified, size: int, root: bytes, frontier: log.Frontier) -> None:
    if frontier.root() != root:
        result.say(N_("The first %(size)s log entries are not those of the signed checkpoint."), size=size)


def _sealed(result: Verified) -> None:
    """Name the sealed rows that do not open, with the code of their case where that can still be read."""
    for compartment, names in database.damaged_here().items():
        codes = list(Case.objects.filter(compartment=compartment).values_list("code", flat=True))
        for name in names:
            result.say(
                N_(
                    "A sealed row (%(row)s) of case %(case)s is damaged; the others can be read. "
                    "Restore the vault from a backup."
                ),
                row=name[:16],
                case=", ".join(codes) or "?",
            )


def record_kinds() -> Iterator[type[Record]]:
    """Yield every table of records."""
    for model in apps.get_app_config("records").get_models():
        if issubclass(model, Record):
            yield model


def _records(result: Verified, progress: Progress) -> None:
    # what is sealed from whoever verifies is a leaf without a subject
    told = LogEntry.objects.exclude(subject=None)
    erased = set(told.filter(action="item.erased").values_list("subject", flat=True))
    added = set(told.filter(action="item.added").values_list("subject", flat=True))
    here = set(Item.objects.values_list("pk", flat=True))
    for lost in added - erased - here:
        result.say(N_("Item %(item)s is in the log but no longer in the archive."), item=str(lost))
    for kind in record_kinds():
        rows = kind._default_manager.order_by("pk")
        total, name = rows.count(), str(kind._meta.verbose_name_plural)
        for done, chunk in _chunks(rows, total, name, progress):
            del done
            _against_log(result, kind, chunk)
        result.checked[name] = total
    for origin in Origin.objects.order_by("pk").iterator(chunk_size=CHUNK):
        _origin_in_log(result, origin)


def _chunks(rows: Any, total: int, name: str, progress: Progress) -> Iterator[tuple[int, list[Any]]]:
    done, last = 0, UUID(int=0)
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        done, last = done + len(chunk), chunk[-1].pk
        progress(name, done, total)
        yield done, chunk


def _against_log(result: Verified, kind: type[Record], rows: list[Record]) -> None:
    entries = LogEntry.objects.in_bulk([row.entry for row in rows])
    for row in rows:
        entry = entries.get(row.entry)
        payload = json.loads(bytes(entry.payload)) if entry and entry.payload else {}
        digest = hashlib.sha256(rfc8785.dumps(row.covered_values())).hexdigest()
        if _left(payload, row) != digest:
            result.say(
                N_("%(kind)s %(id)s is not what log entry %(seq)s left."),
                kind=str(kind._meta.verbose_name),
                id=str(row.pk),
                seq=row.entry,
            )
        if isinstance(row, Item | Passage):
            _own_bytes(result, row)


def _left(payload: Mapping[str, Any], row: Record) -> str | None:
    """Return the digest an entry holds of a row: of the one it is about, or of one written along with it."""
    own = payload.get("digest") if payload.get("subject") == str(row.pk) else None
    return own or (payload.get("covers") or {}).get(str(row.pk))


def _own_bytes(result: Verified, row: Item | Passage) -> None:
    """The canonical bytes of an immutable record must say what its columns say."""
    record = json.loads(bytes(row.record))
    same = (
        {"id": str(row.pk), "sha256": row.sha256, "size": row.size, "media_type": row.media_type}
        if isinstance(row, Item)
        else {"id": str(row.pk), "item": str(row.item_id), "exact": row.exact}
    )
    if any(record.get(name) != value for name, value in same.items()):
        result.say(
            N_("%(kind)s %(id)s differs from its unchangeable record."),
            kind=str(row._meta.verbose_name),
            id=str(row.pk),
        )


def _origin_in_log(result: Verified, origin: Origin) -> None:
    entry = LogEntry.objects.filter(pk=origin.entry).first()
    payload = json.loads(bytes(entry.payload)) if entry and entry.payload else {}
    if payload.get("record") != hashlib.sha256(bytes(origin.record)).hexdigest():
        result.say(
            N_("How item %(item)s came is not what log entry %(seq)s says."),
            item=str(origin.item_id),
            seq=origin.entry,
        )


def altered_objects(vault: Vault, keys: Keys, items: list[Item]) -> frozenset[str]:
    """Return object names of those ``items`` whose bytes are gone or no longer have their hash."""
    return frozenset(item.object_name for item in items if _object_problem(vault, keys, item))


def _objects(vault: Vault, keys: Keys, result: Verified, progress: Progress) -> None:
    rows = Item.objects.filter(compartment__in=list(keys.compartments)).order_by("row")
    total = rows.count()
    for done, item in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        problem = _object_problem(vault, keys, item)
        if problem:
            result.say(N_("The bytes of item %(item)s: %(why)s"), item=str(item.pk), why=str(problem))
        if done % OBJECTS == 0 or done == total:
            progress("objects", done, total)
    result.checked["objects"] = total


def _object_problem(vault: Vault, keys: Keys, item: Item) -> DakazError | None:
    try:
        vault.objects.verify(item.object_name, keys.compartments[item.compartment], item.sha256)
    except DakazError as problem:
        return problem
    return None
