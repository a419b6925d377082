"""Tables of people and cases: chosen, checked, taken in batch by batch, stopped, gone on with, taken back.

A table's bytes lie sealed until all of it is in. Its import keeps one line for the plan (position 0), one
for each row that could not be taken in, and one for each batch with what it made.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from dakaz.errors import N_, BadInput
from dakaz.exchange import kobo
from dakaz.exchange.filling import Filled, Reader, Wrong
from dakaz.exchange.grid import Book, headed
from dakaz.exchange.mapping import Plan
from dakaz.outside.parsing import Readers
from dakaz.records.models import FileState, ImportFile, ImportRun, ImportState
from dakaz.records.queries import taking_in as asked
from dakaz.vault import Stored

from .acting import Acting
from .imports import start
from .logged import Act, append
from .taking_in_batch import Batch
from .taking_in_files import bring_all, is_whole, whole_told
from .taking_in_first_look import first_with_rows, list_name, told_of
from .taking_in_kept import Cells, count_days, keep, keep_failed, keep_outcome
from .uploads import discard_unused

FORM_AT = -1  # the place of a form among an import's lines
TOGETHER = 64  # rows of one transaction
CHECK_TOGETHER = 1000
MayGoOn = Callable[[], bool]
NO_FILE = N_("No file was chosen. Choose a table.")
NOT_CHECKED = N_("Look at the columns and check the table first.")
ASK = N_("Dates in “%(column)s” can be read two ways. Say whether the day or the month comes first.")
NOTHING = N_("No column is taken. Say of at least one what it holds.")


def always() -> bool:
    """Go on."""
    return True


def choose(
    acting: Acting,
    readers: Readers,
    *,
    name: str,
    stored: Stored,
    form: Stored | None = None,
    sheet: str | None = None,
) -> ImportRun:
    """Begin to take a sealed file in: read it where no key is, and propose what its columns are.

    Args:
        name: of the file, as it came.
        stored: where its bytes are.
        form: the XLSForm of submissions of KoBoToolbox.
        sheet: which of its sheets; the first with rows when none is named.

    Raises:
        Unreadable, BadInput: it is no table; nothing is kept of it.
    """
    book = read(acting, readers, name=name, stored=stored.name, form=form.name if form else "")
    if is_whole(book):
        told: dict[str, Any] = {"phase": "checked", **whole_told(book)}
        return _kept(acting, name, stored, form, told=told, digest="")
    found = first_with_rows(book) if sheet is None else headed(book.sheet(sheet), file=book.name)
    told = told_of(acting, book, found, list_name(name, found, book))
    return _kept(acting, name, stored, form, told=told, digest=found.digest)


def look_at(acting: Acting, readers: Readers, run_id: uuid.UUID | str, sheet: str) -> asked.TableState:
    """Take another sheet of the same file instead, and propose its columns."""
    state = asked.table_state(acting.seen_by, run_id)
    book = book_of(acting, readers, state)
    found = headed(book.sheet(sheet), file=book.name)
    state.file.sha256 = found.digest
    state.file.save(update_fields=["sha256"])
    _tell(state.file, **told_of(acting, book, found, list_name(state.file.name, found, book)))
    return asked.state_of(state.run)


def _kept(
    acting: Acting, name: str, stored: Stored, form: Stored | None, *, told: dict[str, Any], digest: str
) -> ImportRun:
    with transaction.atomic():
        run = start(acting, how=asked.TABLE)
        run.state = ImportState.STOPPED
        run.save(update_fields=["state"])
        waiting = {"run": run, "state": FileState.WAITING, "size": 0}
        ImportFile.objects.create(
            **waiting, position=0, name=name[-1000:], staged=stored.name, sha256=digest, problem=told
        )
        if form:
            ImportFile.objects.create(**waiting, position=FORM_AT, name="", staged=form.name)
    return run


def book_of(acting: Acting, readers: Readers, state: asked.TableState) -> Book:
    """Read the file of an import again, with its form."""
    form = state.run.files.filter(position=FORM_AT).values_list("staged", flat=True).first() or ""
    return read(acting, readers, name=state.file.name, stored=state.file.staged, form=form)


def read(acting: Acting, readers: Readers, *, name: str, stored: str, form: str = "") -> Book:
    """Read a sealed file's tables; submissions get the labels of their form."""
    book = readers.table(_bytes(acting, stored), name)
    if is_whole(book) or not (form or kobo.is_submissions(book)):
        return book
    asks = kobo.form_of(readers.table(_bytes(acting, form), "XLSForm")) if form else kobo.Form()
    return kobo.tables_of(book, asks, language=(get_language() or "en")[:2])


def put(acting: Acting, content: bytes) -> Stored:
    """Seal a file's bytes."""
    return acting.vault.objects.put(io.BytesIO(content), acting.keys_of(acting.seen_by.office))


def _bytes(acting: Acting, name: str) -> bytes:
    with acting.vault.objects.open(name, acting.keys_of(acting.seen_by.office)) as stream:
        return stream.read()


def decide(acting: Acting, run_id: uuid.UUID | str, plan: Plan) -> asked.TableState:
    """Keep what somebody said the columns are, and let the worker check every row against it.

    Raises:
        BadInput: dates could be read two ways and nobody said which, or no column is taken.
    """
    state = asked.table_state(acting.seen_by, run_id)
    if not any(one.target for one in plan.columns):
        raise BadInput(NOTHING)
    for one in plan.columns:
        if one.asked and one.target and not one.order:
            raise BadInput(ASK, column=one.header)
    return _turn(acting, state, "checking", plan=plan.as_json())


def begin(acting: Acting, run_id: uuid.UUID | str) -> asked.TableState:
    """Let the worker take a checked table in.

    Raises:
        BadInput: it was not checked yet.
    """
    state = asked.table_state(acting.seen_by, run_id)
    if state.phase != "checked":
        raise BadInput(NOT_CHECKED)
    return _turn(acting, state, "importing")


def _turn(acting: Acting, state: asked.TableState, phase: str, **told: Any) -> asked.TableState:
    with transaction.atomic():
        state.run.files.filter(position__gt=0).delete()
        _tell(state.file, phase=phase, **told)
        state.run.state, state.run.by = ImportState.RUNNING, acting.seen_by.user_id
        state.run.save(update_fields=["state", "by"])
        append(acting, [Act(f"table.{phase}", state.run.compartment, state.run.pk)])
    return asked.state_of(state.run)


def _tell(file: ImportFile, **told: Any) -> None:
    file.problem = {**(file.problem or {}), **told}
    file.save(update_fields=["problem"])


def unfinished(acting: Acting) -> list[ImportRun]:
    """Return this person's tables under way, the oldest first."""
    rows = ImportRun.objects.filter(how=asked.TABLE, state=ImportState.RUNNING, by=acting.seen_by.user_id)
    return list(rows.filter(compartment=acting.seen_by.office).order_by("started"))


def carry_on(acting: Acting, readers: Readers, run: ImportRun, *, may_go_on: MayGoOn = always) -> None:
    """Check a table, or take it in, until it is done or stopped; calling this again goes on from there.

    Args:
        may_go_on: asked between any two batches.

    Raises:
        Locked: the vault was locked meanwhile.
        DakazError: something keeps the whole table from going on.
    """
    state = asked.state_of(run)
    book = book_of(acting, readers, state)
    if "whole" in state.told:
        if bring_all(acting, state, book, may_go_on=lambda: may_go_on() and _goes_on(run), keep=keep):
            _finished(acting, state)
        return
    plan = state.plan
    sheet = headed(book.sheet(plan.sheet), file=book.name, rows=plan.heading)
    words = asked.words()
    reader = Reader(plan, words.values, users=asked.users(), said=words.said)
    rows = (reader.row(number, cells) for number, cells in sheet.numbered() if number > state.last)
    step = _check if state.phase == "checking" else _take
    cells = dict(sheet.numbered()).get
    if step(acting, state, plan=plan, rows=rows, cells=cells, may_go_on=may_go_on):
        _finished(acting, state)


def _check(
    acting: Acting,
    state: asked.TableState,
    *,
    plan: Plan,
    rows: Iterator[Filled],
    cells: Cells,
    may_go_on: MayGoOn,
) -> bool:
    from .taking_in_checks import Check  # noqa: PLC0415 - needs the rest of this file's names

    check = Check(acting, plan.table, state.told.get("checked"))
    for some in _pieces(rows, CHECK_TOGETHER):
        if not (may_go_on() and _goes_on(state.run)):
            return False
        with transaction.atomic():
            check.look_at(some)
            keep_failed(state.run, [(row.number, list(row.wrong)) for row in some if row.wrong], cells)
            keep(state.run, some[-1].number, sum(not row.wrong for row in some), {})
            _tell(state.file, checked=check.told())
    return True


def _take(
    acting: Acting,
    state: asked.TableState,
    *,
    plan: Plan,
    rows: Iterator[Filled],
    cells: Cells,
    may_go_on: MayGoOn,
) -> bool:
    batch = Batch(acting, state.run.pk, plan.table)
    leave = (
        {one["row"] for one in (state.told.get("checked") or {}).get("known_people", ())}
        if plan.known == "leave"
        else set()
    )
    for some in _pieces(rows, TOGETHER):
        if not (may_go_on() and _goes_on(state.run)):
            return False
        wanted = [row if row.number not in leave else _left_out(row) for row in some]
        with transaction.atomic():
            outcome = batch.take(wanted)
            count_days(acting, outcome)
            keep_failed(state.run, outcome.failed, cells)
            keep_outcome(state.run, some[-1].number, outcome)
    return True


MAY_BE_KNOWN = N_("This may be someone known here; it was left out, as asked.")


def _left_out(row: Filled) -> Filled:
    return Filled(row.number, {}, {}, (Wrong("", MAY_BE_KNOWN),))


def _pieces(rows: Iterator[Filled], size: int) -> Iterator[list[Filled]]:
    while some := list(islice(rows, size)):
        yield some


def _goes_on(run: ImportRun) -> bool:
    return ImportRun.objects.filter(pk=run.pk, state=ImportState.RUNNING).exists()


def _finished(acting: Acting, state: asked.TableState) -> None:
    with transaction.atomic():
        state.file.refresh_from_db()
        if state.phase == "checking":
            _tell(state.file, phase="checked")
            state.run.state = ImportState.STOPPED
        else:
            state.run.files.filter(position__lte=0).update(state=FileState.ADDED)
            state.file.state = FileState.ADDED
            _tell(state.file, phase="done", sample=[])
            state.run.state = ImportState.DONE
            names = list(state.run.files.filter(position__lte=0).values_list("staged", flat=True))
            transaction.on_commit(lambda: discard_unused(acting, names))
        state.run.save(update_fields=["state"])
        append(
            acting,
            [
                Act(
                    "table.looked_at" if state.phase == "checking" else "table.taken_in",
                    state.run.compartment,
                    state.run.pk,
                )
            ],
        )
