"""Taking files in: seal, read where no key is, record, index, log; batch by batch, whole or not at all.

A file is acknowledged when its batch is committed. What cannot be read is kept all the same; bytes
that are here already gain an origin; what is packed inside a file becomes items of its own.
"""

from __future__ import annotations

import io
import mimetypes
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from dakaz import evidence
from dakaz.errors import N_, DakazError
from dakaz.evidence.reading import too_large
from dakaz.outside.parsing import Readers
from dakaz.records import guard
from dakaz.records.models import FileState, ImportFile, ImportRun, ImportState, Item, Within
from dakaz.vault import Stored

from .acting import Acting
from .items import NewItem, Place, home_of, record_items, record_origins

BATCH_ITEMS = 64
BATCH_BYTES = 32 * 1024 * 1024
READ_AT_MOST = evidence.DEFAULT.content
DEEPEST = 3
AHEAD = 2


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in.

    Args:
        name: path or name as it came; kept inside the vault, never used to write a file.
        size: in bytes.
        open: gives a fresh stream of its bytes.
        sealed: where it lies already, when an upload was sealed as it arrived.
        position: its place in the list of its import; None when it stands in no list yet.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    sealed: Stored | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file: ``state`` is added, known (the same bytes were here) or failed."""

    name: str
    state: str
    item: uuid.UUID | None = None
    sha256: str = ""
    notes: tuple[evidence.Note, ...] = ()
    inside: tuple[Taken, ...] = ()
    position: int | None = None


def start(acting: Acting, *, how: str, case: uuid.UUID | None = None) -> ImportRun:
    """Open an import run.

    Args:
        how: files, folder, upload or sample.
        case: the case everything in it belongs to, if any.

    Raises:
        NotFound: the case is not there for this person.
    """
    run = ImportRun(
        id=acting.fresh_id(),
        compartment=home_of(acting, case),
        how=how,
        state=ImportState.RUNNING,
        started=acting.clock(),
        by=acting.seen_by.user_id,
        case_id=case,
    )
    guard.may_lead_to(guard.links_of(run), acting.seen_by, compartment=run.compartment)
    run.save(force_insert=True)
    return run


def finish(run: ImportRun, *, stopped: bool = False) -> None:
    """Close an import run."""
    run.state = ImportState.STOPPED if stopped else ImportState.DONE
    run.save(update_fields=["state"])


def take_in(acting: Acting, readers: Readers, run: ImportRun, files: Iterable[Incoming]) -> Iterator[Taken]:
    """Take ``files`` in, in order; yield what came of each once it is safe on disk.

    Ending the iteration stops between two batches; what was yielded stays.
    """
    # While one batch is written to the database, disk and children work on the next ones.
    with ThreadPoolExecutor(max_workers=AHEAD) as pool:
        ahead: deque[Future[_Batch]] = deque()
        for batch in _batches(files):
            ahead.append(pool.submit(_seal_and_read, acting, readers, run.compartment, batch))
            if len(ahead) > AHEAD:
                yield from _take_batch(acting, readers, run, ahead.popleft().result())
        while ahead:
            yield from _take_batch(acting, readers, run, ahead.popleft().result())


def _batches(files: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    batch: list[Incoming] = []
    weight = 0
    for file in files:
        if batch and (len(batch) == BATCH_ITEMS or weight + file.size > BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(file)
        weight += file.size
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Read:
    incoming: Incoming
    stored: Stored
    reading: evidence.Reading


@dataclass(frozen=True, slots=True)
class _Batch:
    """Files that are sealed and read, and what could not even be opened."""

    read: list[_Read]
    failed: list[Taken]


@dataclass(frozen=True, slots=True)
class _Outer:
    """The item a batch was packed inside of, as what, and how deep that is."""

    item: uuid.UUID | None = None
    as_what: str = ""
    depth: int = 0


def _take_batch(
    acting: Acting, readers: Readers, run: ImportRun, batch: _Batch, outer: _Outer = _Outer()
) -> list[Taken]:
    with transaction.atomic():
        taken = _record(acting, run, batch.read, outer)
        _note_files(run, [*taken, *batch.failed], inside=outer.depth > 0)
    if outer.depth < DEEPEST:
        taken = [
            _take_members(acting, readers, run, one, file.reading, depth=outer.depth + 1)
            for one, file in zip(taken, batch.read, strict=True)
        ]
    return [*taken, *batch.failed]


def _seal_and_read(
    acting: Acting, readers: Readers, compartment: str, batch: Sequence[Incoming], *, depth: int = 0
) -> _Batch:
    loaded: list[tuple[Incoming, bytes | None]] = []
    failed: list[Taken] = []
    for file in batch:
        try:
            loaded.append((file, _small_content(file)))
        except (OSError, DakazError) as problem:
            failed.append(Taken(file.name, FileState.FAILED, notes=(_why(problem),), position=file.position))
    sealed = _seal(acting, compartment, loaded)
    small = [(content, file.name) for file, content in loaded if content is not None]
    readings = iter(readers.read_batch(small, depth=depth))
    read = [
        _Read(file, stored, _unread(file) if content is None else next(readings))
        for (file, content), stored in zip(loaded, sealed, strict=True)
    ]
    return _Batch(read, failed)


def _unread(file: Incoming) -> evidence.Reading:
    """What is said of a file too large to be handed to a reader; its name is all we go by."""
    media_type = mimetypes.guess_type(evidence.clean_name(file.name))[0] or "application/octet-stream"
    return too_large(media_type)


def _small_content(file: Incoming) -> bytes | None:
    """Return a file's bytes, or None when it is too large to be read for text; it is sealed all the same."""
    with file.open() as stream:
        return stream.read() if file.size <= READ_AT_MOST else None


def _seal(acting: Acting, compartment: str, loaded: Sequence[tuple[Incoming, bytes | None]]) -> list[Stored]:
    """Seal what is not sealed yet; everything that fits in memory becomes durable together."""
    keys, objects = acting.keys_of(compartment), acting.vault.objects
    together = iter(
        objects.put_many(
            [io.BytesIO(content) for file, content in loaded if content is not None and file.sealed is None],
            keys,
        )
    )
    stored: list[Stored] = []
    for file, content in loaded:
        if file.sealed is not None:
            stored.append(file.sealed)
        elif content is not None:
            stored.append(next(together))
        else:
            with file.open() as stream:
                stored.append(objects.put(stream, keys))
    return stored


def _why(problem: OSError | DakazError) -> evidence.Note:
    if isinstance(problem, DakazError):
        return evidence.Note(problem.message, problem.values)
    return evidence.Note(N_("The file could not be opened: %(why)s."), {"why": problem.strerror or ""})


def _record(acting: Acting, run: ImportRun, read: Sequence[_Read], outer: _Outer) -> list[Taken]:
    """Write the batch's new items and everything's origins, inside the caller's transaction."""
    hashes = {file.stored.sha256 for file in read}
    here = dict(
        Item.objects.filter(compartment=run.compartment, sha256__in=hashes).values_list("sha256", "id")
    )
    fresh: list[NewItem] = []
    taken: list[Taken] = []
    for position, file in enumerate(read):
        sha256, state = file.stored.sha256, FileState.KNOWN
        if sha256 not in here:
            state = FileState.ADDED
            here[sha256] = acting.fresh_id()
            place = Place(outer.item, outer.as_what, position) if outer.item else None
            fresh.append(
                NewItem(
                    here[sha256],
                    run.compartment,
                    file.stored,
                    file.incoming.name,
                    file.reading,
                    case=run.case_id,
                    place=place,
                )
            )
        notes = file.reading.notes if state == FileState.ADDED else ()
        taken.append(
            Taken(file.incoming.name, state, here[sha256], sha256, notes, position=file.incoming.position)
        )
    record_items(acting, run, fresh)
    again = [one for one in taken if one.state == FileState.KNOWN]
    record_origins(acting, run, [(one.item, one.name, one.sha256) for one in again if one.item])
    return taken


def _note_files(run: ImportRun, taken: Sequence[Taken], *, inside: bool) -> None:
    """Write into the import's list what came of each file."""
    listed = {one.position: one for one in taken if one.position is not None and not inside}
    waiting = ImportFile.objects.filter(run=run, position__in=listed)
    done = [_noted(file, listed[file.position]) for file in waiting]
    ImportFile.objects.bulk_update(done, ["state", "item", "sha256", "problem"])
    last = ImportFile.objects.filter(run=run).order_by("-position").values_list("position", flat=True).first()
    start_at = 0 if last is None else last + 1
    new = [one for one in taken if one.position is None or inside]
    ImportFile.objects.bulk_create(
        _noted(ImportFile(run=run, position=position, name=one.name), one)
        for position, one in enumerate(new, start=start_at)
    )


def _noted(file: ImportFile, taken: Taken) -> ImportFile:
    file.state, file.item_id, file.sha256 = taken.state, taken.item, taken.sha256
    file.problem = [{"message": note.message, "values": note.values} for note in taken.notes] or None
    return file


def _take_members(
    acting: Acting, readers: Readers, run: ImportRun, outer: Taken, reading: evidence.Reading, *, depth: int
) -> Taken:
    # Also for a file that was here already: the program may have been stopped between it and its members.
    if not reading.members:
        return outer
    as_what = Within.ATTACHMENT if reading.media_type == "message/rfc822" else Within.MEMBER
    files = (
        Incoming(f"{outer.name}/{member.name}", len(member.content), _opener(member.content))
        for member in reading.members
    )
    inside: list[Taken] = []
    for batch in _batches(files):
        prepared = _seal_and_read(acting, readers, run.compartment, batch, depth=depth)
        inside += _take_batch(acting, readers, run, prepared, _Outer(outer.item, as_what, depth))
    return Taken(
        outer.name, outer.state, outer.item, outer.sha256, outer.notes, tuple(inside), outer.position
    )


def _opener(content: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(content)
