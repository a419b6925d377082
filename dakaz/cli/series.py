"""``dakaz series``: official tables as published, their series and their breaks. Opens no vault.

Imported files are kept as they came; a small file beside each (``NAME.series.json``) holds its hash and how
it is read, so that a changed file is noticed and a mapping is made once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures import Table, examine, parse_period
from dakaz.figures.breaks import MonthlyShares, analyse
from dakaz.figures.pictures import Mark, Picture, draw_series, draw_shares

from . import series_breaks
from .answers import Answers
from .options import json_option
from .series_folder import BESIDE, described, keep, mapping_called, opened, place_of, read

Command = Callable[..., Any]
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_OUT = click.Path(path_type=Path, dir_okay=False)


@click.group("series")
def series_command() -> None:
    """Read official tables as published, show their series, and look for breaks."""


def mapping_option(command: Command) -> Command:
    """Add --mapping."""
    words = "Column mapping, for a layout of its own: a file, or the name it is kept by in the folder."
    return click.option("--mapping", metavar="NAME", help=words)(command)


def choice_options(command: Command) -> Command:
    """Add --where, --law and --svg."""
    for add in (
        click.option("--svg", type=_OUT, help="Also write a picture."),
        click.option(
            "--law", "laws", multiple=True, metavar="DAY=LABEL", help="A day to mark in the picture."
        ),
        click.option("--where", multiple=True, metavar="COLUMN=CODE", help="Only rows with this code."),
    ):
        command = add(command)
    return command


@series_command.command("import")
@click.argument("file", type=_FILE)
@mapping_option
@click.option(
    "--into", "folder", type=_FOLDER, help="Folder that keeps it for later; only read when missing."
)
@click.option("--keep-mapping", metavar="NAME", help="Keep the mapping in that folder, for the next file.")
@click.option("--invented", is_flag=True, help="The numbers are no statistics; pictures say so.")
@json_option
def import_command(
    file: Path,
    mapping: str | None,
    folder: Path | None,
    keep_mapping: str | None,
    invented: bool,
    as_json: bool,
) -> None:
    """Read FILE as it was published, say what was found in it, and keep it."""
    content = file.read_bytes()
    saved = mapping_called(mapping, folder)
    if keep_mapping and (saved is None or folder is None):
        raise BadInput(N_("To keep a mapping by a name, give it with --mapping, and a folder with --into."))
    target = place_of(folder, keep_mapping) if keep_mapping and folder else None
    table = read(content, file.name, saved, invented=invented)
    findings = examine(table)
    if folder is not None:
        keep(folder, file.name, content, table, saved)
    if target is not None and saved is not None:
        target.write_text(saved.to_json(), "utf-8")
    kinds = {one.kind: sum(other.kind == one.kind for other in findings) for one in findings}
    values = described(table) | {"findings": [str(one) for one in findings], "counts": kinds}
    shown = [str(one) for one in findings[:20]]
    more = [f"... and {len(findings) - 20} more"] if len(findings) > 20 else []
    Answers(as_json=as_json).give(values, "\n".join([_sentence(table), *shown, *more]))


@series_command.command("list")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@json_option
def list_command(folder: Path, as_json: bool) -> None:
    """List the tables kept in FOLDER."""
    answers = Answers(as_json=as_json)
    for beside in sorted(folder.glob(f"*{BESIDE}")):
        kept = json.loads(beside.read_text("utf-8"))
        kept.pop("mapping", None)
        line = f"{kept['file']}  {kept['layout']}  {kept['rows']} rows  {kept['first']} to {kept['last']}"
        answers.give(kept, line)


@series_command.command("show")
@click.argument("file", type=_FILE)
@click.option("--measure", help="What is shown; all names are told when missing.")
@choice_options
@mapping_option
@json_option
def show_command(file: Path, measure: str | None, as_json: bool, **chosen: Any) -> None:
    """Show one measure of FILE over time, with flags and with the bounds of what is rounded or hidden."""
    table = opened(file, chosen["mapping"])
    answers = Answers(as_json=as_json)
    if measure is None:
        known = {name: list(table.values(name)) for name in table.dimensions}
        some = [
            f"{name}: {', '.join(codes[:12])}{' ...' if len(codes) > 12 else ''}"
            for name, codes in known.items()
        ]
        answers.give(described(table) | {"codes": known}, "\n".join([_sentence(table), *some]))
        return
    series = table.series(measure, **_codes(chosen["where"]))
    for one in series:
        cell = one.cell
        spread = "" if cell.exact or cell.low is None else f"  {cell.low:g}–{cell.high:g}"
        values = {"period": one.period.edtf, "value": cell.value, "low": cell.low, "high": cell.high}
        values |= {"flags": cell.flags, "status": str(cell.status), "text": cell.text}
        answers.give(values, f"{one.period.edtf}  {cell.text or '–'}{spread}  {cell.flags}".rstrip())
    _draw(chosen["svg"], lambda: draw_series(series, measure, marks=_marks(chosen["laws"])))


@series_command.command("breaks")
@click.argument("file", type=_FILE)
@click.option("--positive", required=True, help="Column of the cases of the kind.")
@click.option("--negative", help="Column of the other cases; or give --decided.")
@click.option("--decided", help="Column of all cases.")
@click.option(
    "--family", type=click.IntRange(1), default=1, show_default=True, help="How many series were looked at."
)
@click.option(
    "--before", "chosen_period", metavar="PERIOD", help="Last period before a date chosen beforehand."
)
@click.option(
    "--chosen-after-seeing", is_flag=True, help="That date was not chosen beforehand; it is marked so."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the shuffles.")
@choice_options
@mapping_option
@json_option
def breaks_command(file: Path, as_json: bool, **given: Any) -> None:
    """Look for one change in a share of FILE: whether, when, how large, how sure, what may not be said."""
    table = opened(file, given["mapping"])
    shares = _shares(table, given)
    found = analyse(
        shares,
        np.random.default_rng(given["seed"]),
        family=given["family"],
        chosen=_place(shares, given["chosen_period"]),
        chosen_before=not given["chosen_after_seeing"],
    )
    Answers(as_json=as_json).give(series_breaks.as_json(found), series_breaks.story(found))
    source = table.vintage.publisher or table.vintage.name
    _draw(
        given["svg"],
        lambda: draw_shares(
            shares,
            given["positive"],
            source=source,
            analysis=found,
            marks=_marks(given["laws"]),
            invented=table.vintage.invented,
        ),
    )


def _sentence(table: Table) -> str:
    body = described(table)
    head = f"{body['file']}: {body['layout']}, {body['rows']} rows, {body['first']} to {body['last']}."
    columns = f"Codes: {', '.join(body['dimensions'])}. Numbers: {', '.join(body['measures'])}."
    return "\n".join([head, columns, *body["notes"]])


def _codes(where: tuple[str, ...]) -> dict[str, str]:
    found = dict(one.partition("=")[::2] for one in where)
    wrong = [one for one in where if "=" not in one]
    if wrong:
        raise BadInput(N_("“%(text)s” names no column and code. Write --where coa_iso=LTU."), text=wrong[0])
    return found


def _marks(laws: tuple[str, ...]) -> list[Mark]:
    found = []
    for one in laws:
        day, sign, label = one.partition("=")
        if not sign:
            raise BadInput(N_("“%(text)s” is no day with a label. Write --law 2024-07-01=label."), text=one)
        found.append(Mark(parse_period(day), label))
    return found


def _draw(target: Path | None, draw: Callable[[], Picture]) -> None:
    if target is None:
        return
    try:
        target.write_text(draw().svg, "utf-8")
    except OSError as problem:
        raise BadInput(
            N_("%(file)s cannot be written (%(why)s)."), file=str(target), why=problem.strerror
        ) from None


def _shares(table: Table, given: dict[str, Any]) -> MonthlyShares:
    """Put two columns together; a cell without an exact number is no count to test."""
    codes = _codes(given["where"])
    other = given["decided"] or given["negative"]
    if not other or (given["decided"] and given["negative"]):
        raise BadInput(N_("Give either --negative or --decided."))
    positive, rest = (table.series(name, **codes) for name in (given["positive"], other))
    yes, others = ({one.period: one.cell for one in each} for each in (positive, rest))
    periods = tuple(sorted(yes))
    hidden = [one.edtf for one in periods if yes[one].value is None or others[one].value is None]
    if hidden:
        raise BadInput(N_("These periods have no number: %(periods)s."), periods=", ".join(hidden))
    kind = tuple(int(yes[one].value or 0) for one in periods)
    whole = tuple(
        int(others[one].value or 0) + (0 if given["decided"] else kind[at]) for at, one in enumerate(periods)
    )
    return MonthlyShares(periods, kind, whole, given["positive"], other)


def _place(shares: MonthlyShares, period: str | None) -> int | None:
    if period is None:
        return None
    wanted = parse_period(period)
    if wanted not in shares.periods:
        raise BadInput(N_("%(period)s is no period of this series."), period=period)
    return shares.periods.index(wanted)
