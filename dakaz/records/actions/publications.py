"""Writing, checking, approving and releasing reports."""

from __future__ import annotations

import hashlib
import io
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pyrage
import rfc8785
from django.db import transaction

from dakaz import report as room
from dakaz.errors import N_, BadInput, Conflict
from dakaz.records import guard
from dakaz.records.models import Approval, Item, Release, Report
from dakaz.records.queries import publications
from dakaz.records.queries.verify import altered_objects

from .acting import Acting
from .checkpoints import checkpoint
from .logged import writing
from .saving import save

RELEASE_SCHEMA = "dakaz.release/1"
IN_MEMORY = 32 * 1024 * 1024


def save_report(acting: Acting, **given: Any) -> Report:
    """Write a report's key, title and outline; the outline must be readable, it need not be right yet."""
    values = dict(given)
    identifier, seen_entry = values.pop("identifier", None), values.pop("seen_entry", None)
    return save(acting, Report, identifier=identifier, seen_entry=seen_entry, values=values)


@dataclass(frozen=True, slots=True)
class Checked:
    """A report's outline, what it rests on, and what stands in its way.

    Args:
        findings: reasons for which it cannot be built; empty when it can.
        remarks: what an author should look at; they stop nothing.
    """

    outline: room.Outline
    material: room.Material
    findings: Sequence[room.Finding]
    remarks: Sequence[room.Finding]


def check_report(acting: Acting, report_id: uuid.UUID | str, *, today: date) -> Checked:
    """Hold a report against the archive and the records as they are now.

    Every cited item's bytes are opened and hashed.

    Raises:
        BadInput: the outline cannot be read; the message names the line.
    """
    found = guard.one(Report.objects.all(), acting.seen_by, report_id)
    outline = room.parse(found.outline)
    needs = room.needs(outline)
    material = publications.material(acting.seen_by, found, needs, today=today)
    cited = publications.cited_items(acting.seen_by, frozenset(material.sources))
    broken = {
        item.cite
        for item in cited
        if altered_objects(acting.vault, acting.keys, [item, *publications.pages_of(item)])
    }
    sources = {key: replace(one, altered=key in broken) for key, one in material.sources.items()}
    material = replace(material, sources=sources)
    return Checked(outline, material, room.check(outline, material), room.warn(outline))


def approve_counts(acting: Acting, report_id: uuid.UUID | str, *, today: date) -> int:
    """Let the counts of a report stand as they are now; return how many there are.

    Raises:
        Conflict: someone changed the report while its sources were looked at.
    """
    looked_at = guard.one(Report.objects.all(), acting.seen_by, report_id)
    checked = check_report(acting, report_id, today=today)
    with transaction.atomic():
        found = guard.one(Report.objects.all(), acting.seen_by, report_id)
        if found.entry != looked_at.entry:
            raise Conflict(
                N_("The report was changed while its counts were looked at. Nothing was approved.")
            )
        _approve(acting, found, checked)
    return len(checked.material.counts)


def _approve(acting: Acting, found: Report, checked: Checked) -> None:
    with writing(acting, "report.counts_approved", found):
        found.approvals.all().delete()
        Approval.objects.bulk_create(
            Approval(
                report=found,
                expression=expression,
                value=str(counted.value),
                at=acting.clock(),
                by=acting.seen_by.user_id,
                entry=found.entry,
            )
            for expression, counted in checked.material.counts.items()
        )
        found.save()


@dataclass(frozen=True, slots=True)
class Released:
    """A report ready to be written to a folder.

    Args:
        files: path and bytes of each, to be written by whoever asked.
        release: the row that says what was released.
    """

    files: Sequence[room.BundleFile]
    release: Release


def release_report(
    acting: Acting, report_id: uuid.UUID | str, *, today: date, version: str, recipients: Sequence[str]
) -> Released:
    """Build a report with its sources; public ones in clear, the others sealed to ``recipients``.

    Args:
        recipients: age recipients (``age1…``) who may open the sources that are not public.

    Raises:
        Refused: a check found reasons not to build; nothing was written.
        BadInput: a recipient is none.
    """
    found = guard.one(Report.objects.all(), acting.seen_by, report_id)
    checked = check_report(acting, report_id, today=today)
    built = room.build(checked.outline, checked.material, built_on=today, version=version)
    items = publications.cited_items(acting.seen_by, frozenset(checked.material.sources))
    files = room.bundle(built, _source_files(acting, items, recipients))
    record = rfc8785.dumps(
        {
            "schema": RELEASE_SCHEMA,
            "report": str(found.pk),
            "built_on": today.isoformat(),
            "version": version,
            "outline_sha256": hashlib.sha256(found.outline.encode()).hexdigest(),
            "files": {file.path: _digest(file.chunks()) for file in files},
        }
    )
    release = Release(
        id=acting.fresh_id(),
        compartment=found.compartment,
        report=found,
        at=acting.clock(),
        record=record,
    )
    with writing(acting, "report.released", release):
        release.save(force_insert=True)
    checkpoint(acting)
    return Released(files, release)


def preview_report(acting: Acting, report_id: uuid.UUID | str, *, today: date, version: str) -> bytes:
    """Build a report's HTML for a look; nothing is written.

    Raises:
        Refused: a check found reasons not to build.
    """
    checked = check_report(acting, report_id, today=today)
    return room.build(checked.outline, checked.material, built_on=today, version=version).html


def _source_files(
    acting: Acting, items: Sequence[Item], recipients: Sequence[str]
) -> Mapping[str, room.SourceFile]:
    """Return the bytes of the sources, and of the photos of those that are papers."""
    sealed_to = [_recipient(text) for text in recipients]
    files = {}
    for item in items:
        public = bool(item.source and item.source.public)
        for one in (item, *publications.pages_of(item)):
            if public:
                extension = PurePosixPath(one.name).suffix
                files[one.sha256] = room.SourceFile(_chunks_of(acting, one), extension, sealed=False)
            elif sealed_to:
                files[one.sha256] = room.SourceFile(_Sealed(acting, one, sealed_to), "", sealed=True)
    return files


def _recipient(text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise BadInput(
            N_("“%(text)s” is no age recipient. It begins with age1 and is 62 characters long."), text=text
        ) from None


class _Sealed:
    """An item sealed to readers, once: sealing twice gives other bytes. What waits on disk is ciphertext."""

    def __init__(self, acting: Acting, item: Item, recipients: Sequence[Any]) -> None:
        self._waiting = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed below
        with acting.vault.objects.open(item.object_name, acting.keys_of(item.compartment)) as stream:
            pyrage.encrypt_io(stream, self._waiting, recipients)

    def __call__(self) -> Iterator[bytes]:
        self._waiting.seek(0)
        yield from _pieces(self._waiting)

    def __del__(self) -> None:
        self._waiting.close()


def _chunks_of(acting: Acting, item: Item) -> Any:
    def chunks() -> Iterator[bytes]:
        with acting.vault.objects.open(item.object_name, acting.keys_of(item.compartment)) as stream:
            yield from _pieces(stream)

    return chunks


def _pieces(stream: Any) -> Iterator[bytes]:
    while piece := stream.read(io.DEFAULT_BUFFER_SIZE * 8):
        yield piece


def _digest(chunks: Any) -> str:
    running = hashlib.sha256()
    for chunk in chunks:
        running.update(chunk)
    return running.hexdigest()
