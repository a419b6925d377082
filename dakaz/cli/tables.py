"""``dakaz import`` and ``dakaz export``: tables of people and cases in, and everything out."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dakaz.errors import N_, BadInput
from dakaz.web.capabilities import May

from .answers import Answers
from .opening import opened
from .options import json_option, sign_in_options
from .roles import allowed

if TYPE_CHECKING:
    from dakaz.exchange.mapping import Plan
    from dakaz.outside.parsing import Readers
    from dakaz.records.actions.acting import Acting
    from dakaz.records.queries.taking_in import TableState

_FILE = click.Path(path_type=Path)
_OUT = click.Path(path_type=Path, dir_okay=False)
BAD_PAIR = N_("“%(pair)s” is no pair. Write COLUMN=FIELD, such as “Дата рождения=person.born”.")
NO_COLUMN = N_("The table has no column “%(column)s”. It has: %(columns)s.")
NO_FIELD = N_("“%(field)s” is no field. Fields are: %(fields)s.")
ABSENT = N_("%(file)s cannot be read (%(why)s).")
EXISTS = N_("%(file)s exists already. Nothing is written over; choose another name.")


@click.group("import")
def import_command() -> None:
    """Take tables of people and cases in: CSV, XLSX, ODS, KoBoToolbox, FollowTheMoney, saved tables."""


@import_command.command("table")
@click.argument("file", type=_FILE)
@click.option("--form", type=_FILE, help="The XLSForm of KoBoToolbox submissions.")
@click.option("--sheet", help="Which sheet; the first with rows when none is named.")
@click.option("--list", "table", help="What the list is called; the next file of the same list has the same.")
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="What a column is; empty leaves it out."
)
@click.option("--key", help="The column that tells rows apart.")
@click.option(
    "--dates", type=click.Choice(["dmy", "mdy"]), help="What comes first in dates such as 3/4/2024."
)
@click.option("--leave-known", is_flag=True, help="Leave out rows about people who may be known here.")
@click.option("--dry-run", is_flag=True, help="Only check; nothing is taken in.")
@click.option("--failed", type=_OUT, help="Write the rows that cannot be taken in here, as CSV.")
@sign_in_options
@json_option
def table_command(
    file: Path,
    form: Path | None,
    sheet: str | None,
    table: str | None,
    pairs: tuple[str, ...],
    key: str | None,
    dates: str | None,
    leave_known: bool,
    dry_run: bool,
    failed: Path | None,
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Take FILE in. Rows that cannot be read are named; the same file again adds nothing."""
    from dakaz.outside.parsing import Readers  # noqa: PLC0415 - children start before any key is in memory

    answers = Answers(as_json=as_json)
    _free(failed)
    content, asks_content = _content(file), _content(form) if form else None
    with (
        Readers(1) as readers,
        opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting,
    ):
        from dakaz.records.actions import taking_in  # noqa: PLC0415 - needs Django
        from dakaz.records.queries import taking_in as asked  # noqa: PLC0415

        allowed(acting, May.WRITE_CASES)
        stored = taking_in.put(acting, content)
        asks = taking_in.put(acting, asks_content) if asks_content else None
        run = taking_in.choose(acting, readers, name=file.name, stored=stored, form=asks, sheet=sheet)
        state = asked.table_state(acting.seen_by, run.pk)
        if "whole" not in state.told:
            given = replace(state.plan, table=table or state.plan.table, key=key or state.plan.key)
            plan = _mapped(given, pairs, dates, leave_known=leave_known)
            state = _run_on(acting, readers, taking_in.decide(acting, run.pk, plan), answers)
        _tell_plan(state, answers)
        if not dry_run:
            state = _run_on(acting, readers, taking_in.begin(acting, run.pk), answers)
        wrong = _tell_rows(state, answers, failed)
    sys.exit(1 if wrong else 0)


def _run_on(acting: Acting, readers: Readers, state: TableState, answers: Answers) -> TableState:
    from dakaz.records.actions import taking_in  # noqa: PLC0415 - needs Django
    from dakaz.records.queries import taking_in as asked  # noqa: PLC0415

    batches = 0

    def told() -> bool:
        nonlocal batches
        batches += 1
        if batches % 16 == 0:
            now = asked.state_of(state.run)
            answers.progress(f"{now.phase}: {now.done} of {now.total} rows")
        return True

    state.run.refresh_from_db()
    taking_in.carry_on(acting, readers, state.run, may_go_on=told)
    return asked.state_of(state.run)


def _mapped(plan: Plan, pairs: tuple[str, ...], dates: Any, *, leave_known: bool) -> Plan:
    from dakaz.exchange.columns import targets  # noqa: PLC0415 - a file to read

    columns = {one.header: one for one in plan.columns}
    for pair in pairs:
        header, sign, target = pair.rpartition("=")
        if not sign:
            raise BadInput(BAD_PAIR, pair=pair)
        if header not in columns:
            raise BadInput(NO_COLUMN, column=header, columns=", ".join(columns))
        if target and target not in targets():
            raise BadInput(NO_FIELD, field=target, fields=", ".join(targets()))
        columns[header] = replace(columns[header], target=target, asked=False)
    if dates:
        columns = {
            name: replace(one, order=one.order or dates) if one.asked else one
            for name, one in columns.items()
        }
    return replace(plan, columns=tuple(columns.values()), known="leave" if leave_known else plan.known)


def _tell_plan(state: TableState, answers: Answers) -> None:
    for message, values in state.told.get("notes", ()):
        answers.give({"note": message % values}, message % values)
    if "whole" in state.told:
        kinds = state.told["kinds"]
        answers.give({"kinds": kinds}, ", ".join(f"{kind}: {number}" for kind, number in kinds.items()))
        return
    for one in state.plan.columns:
        answers.give({"column": one.header, "field": one.target}, f"{one.header}: {one.target or 'left out'}")
    checked = state.told.get("checked") or {}
    for what in ("new", "known"):
        for kind, number in checked.get(what, {}).items():
            answers.give({"kind": kind, what: number}, f"{kind}, {what}: {number}")
    for one in checked.get("known_people", ()):
        said = f"Row {one['row']}: {one['name']} may be {one['label']}, who is known here."
        answers.give({"row": one["row"], "may_be": one["party"], "likeness": one["score"]}, said)


def _tell_rows(state: TableState, answers: Answers, failed: Path | None) -> int:
    from dakaz.records.queries import taking_in as asked  # noqa: PLC0415 - needs Django

    rows = list(asked.failed_rows(state))
    for row in rows:
        for column, message, values in (row.problem or {}).get("wrong", ()):
            said = message % values if values else message
            where = f"Row {row.position}" + (f", “{column}”" if column else "")
            answers.give({"row": row.position, "column": column, "problem": said}, f"{where}: {said}")
    counts = state.counts
    body = {"run": state.run.pk, "phase": state.phase, **counts}
    told = ", ".join(f"{name}: {number}" for name, number in counts.items() if number)
    answers.give(body, f"{state.phase}. {told}. Import {state.run.pk}")
    if failed and rows:
        _write_failed(failed, state, rows)
    return len(rows)


def _write_failed(path: Path, state: TableState, rows: list[Any]) -> None:
    with path.open("x", encoding="utf-8-sig", newline="") as target:
        written = csv.writer(target)
        for line in asked_lines(state, rows):
            written.writerow(line)


def asked_lines(state: TableState, rows: list[Any]) -> list[list[str]]:
    """Return failed rows under their own headings, what is wrong in a last column."""
    from dakaz.exchange.tables import harmless  # noqa: PLC0415 - needed here alone

    headers = list(state.told.get("headers", ()))
    lines = [[*headers, "?"]]
    for row in rows:
        told = row.problem or {}
        said = " ".join(m % v if v else m for _, m, v in told.get("wrong", ()))
        cells = [*told.get("cells", ()), *[""] * len(headers)][: len(headers)]
        lines.append([harmless(cell) for cell in [*cells, said]])
    return lines


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise BadInput(ABSENT, file=str(path), why=problem.strerror or "") from None


def _free(path: Path | None) -> None:
    if path is not None and path.exists():
        raise BadInput(EXISTS, file=str(path))


@import_command.command("undo")
@click.argument("run")
@sign_in_options
@json_option
def undo_command(run: str, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Take back what import RUN brought; what somebody has worked on since stays."""
    answers = Answers(as_json=as_json)
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions.taking_in_undo import undo  # noqa: PLC0415 - needs Django

        allowed(acting, May.WRITE_CASES)
        gone, kept = undo(acting, run)
    answers.give({"gone": gone, "kept": kept}, f"{gone} taken back, {kept} stay.")


@import_command.command("go-on")
@click.argument("run")
@sign_in_options
@json_option
def go_on_command(
    run: str, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Go on with import RUN after a stop."""
    from dakaz.outside.parsing import Readers  # noqa: PLC0415 - children start before any key is in memory

    answers = Answers(as_json=as_json)
    with (
        Readers(1) as readers,
        opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting,
    ):
        from dakaz.records.actions import uploads  # noqa: PLC0415 - needs Django
        from dakaz.records.queries import taking_in as asked  # noqa: PLC0415

        allowed(acting, May.WRITE_CASES)
        state = asked.table_state(acting.seen_by, run)
        uploads.resume(acting, state.run.pk)
        state = _run_on(acting, readers, asked.table_state(acting.seen_by, run), answers)
        wrong = _tell_rows(state, answers, None)
    sys.exit(1 if wrong else 0)


@click.command("export")
@click.argument("file", type=_OUT)
@click.option(
    "--as", "form", type=click.Choice(["csv", "xlsx", "ftm", "events"]), default="csv", show_default=True,
    help="csv: a ZIP of tables; xlsx: a workbook; ftm: FollowTheMoney; events: after HURIDOCS.",
)  # fmt: skip
@click.option("--kind", "kinds", multiple=True, help="Which kinds of records; all when none is named.")
@click.option("--people", type=int, help="How many people it names; asked for when missing.")
@sign_in_options
@json_option
def export_command(
    file: Path,
    form: Any,
    kinds: tuple[str, ...],
    people: int | None,
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Save the office's records in FILE. You say how many people it names; another number stops it.

    Sealed cases stay in the vault; they travel in a backup.
    """
    answers = Answers(as_json=as_json)
    _free(file)
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions.giving_out import give_out  # noqa: PLC0415 - needs Django
        from dakaz.records.queries.giving_out import CARRIED  # noqa: PLC0415

        allowed(acting, May.WRITE_CASES)
        for kind in set(kinds) - set(CARRIED):
            raise BadInput(NO_FIELD, field=kind, fields=", ".join(CARRIED))
        said = people if people is not None else _asked()
        content = give_out(acting, form=form, kinds=kinds or CARRIED, people=said)
    with file.open("xb") as target:
        target.write(content)
    answers.give({"file": str(file), "bytes": len(content)}, f"{file}: {len(content)} bytes.")


def _asked() -> int:
    if not sys.stdin.isatty():
        raise BadInput(N_("Say with --people how many people the file will name."))
    return int(click.prompt("How many people will the file name?", type=int, err=True))
