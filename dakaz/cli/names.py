"""``dakaz names``: one person's name in every spelling. Keeps nothing; only ``scan`` may open a vault."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dakaz.errors import N_, BadInput

from .answers import Answers
from .linking import link_command
from .name_lists import read_names, read_needles, read_text
from .opening import opened
from .options import json_option, optional_sign_in

if TYPE_CHECKING:
    from dakaz.records.queries.personal import Protected

Command = Callable[..., Any]
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("names")
def names_command() -> None:
    """Compare, look up and find names of persons in any spelling."""


def threshold_option(command: Command) -> Command:
    """Add --threshold."""
    from dakaz.names.weights import THRESHOLD  # noqa: PLC0415 - imported when the command is

    return click.option(
        "--threshold",
        type=click.FloatRange(0, 1),
        default=THRESHOLD,
        show_default=True,
        help="Score from which two spellings count as one name.",
    )(command)


def column_option(command: Command) -> Command:
    """Add --column."""
    return click.option("--column", help="Column of a CSV that has the names; the first when not given.")(
        command
    )


@names_command.command("compare")
@click.argument("a")
@click.argument("b")
@json_option
def compare_command(a: str, b: str, as_json: bool) -> None:
    """Say how likely A and B are spellings of one name, and why."""
    from dakaz.names import compare  # noqa: PLC0415 - numpy is loaded when it is needed

    match = compare(a, b)
    said = [str(reason) for reason in match.explanation]
    values = {"a": a, "b": b, "score": round(match.score, 4), "reasons": said}
    Answers(as_json=as_json).give(values, "\n".join([f"{match.score:.2f}", *(f"  {one}" for one in said)]))


@names_command.command("screen")
@click.argument("list_file", metavar="LIST", type=_FILE)
@click.option("--against", type=_FILE, required=True, help="The list to look in.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Most hits for one name.")
@column_option
@threshold_option
@json_option
def screen_command(
    list_file: Path, against: Path, limit: int, column: str | None, threshold: float, as_json: bool
) -> None:
    """Look every name of LIST up in another list."""
    from dakaz.names import Index, compare  # noqa: PLC0415 - numpy is loaded when it is needed

    answers = Answers(as_json=as_json)
    index = Index()
    index.add(read_names(against, column))
    for name in read_names(list_file, column):
        for found in index.search(name, limit, threshold):
            why = [str(reason) for reason in compare(name, found.name).explanation]
            values = {
                "name": name,
                "found": found.name,
                "row": found.number + 1,
                "score": round(found.score, 4),
            }
            sentence = f"{found.score:.2f}  {name} = {found.name} (row {found.number + 1})"
            answers.give(values | {"reasons": why}, sentence)


@names_command.command("dedupe")
@click.argument("file", type=_FILE)
@column_option
@threshold_option
@json_option
def dedupe_command(file: Path, column: str | None, threshold: float, as_json: bool) -> None:
    """Find the rows of FILE that name one person in several spellings, with reasons."""
    from dakaz.names import compare  # noqa: PLC0415 - numpy is loaded when it is needed
    from dakaz.names.clusters import dedupe  # noqa: PLC0415 - likewise

    names = read_names(file, column)
    answers = Answers(as_json=as_json)
    for number, cluster in enumerate(dedupe(names, threshold), start=1):
        pairs: list[dict[str, Any]] = []
        for one, other, score in cluster.pairs:
            why = [str(reason) for reason in compare(names[one], names[other]).explanation]
            pairs.append({"rows": [one + 1, other + 1], "score": round(score, 4), "reasons": why})
        own = [{"row": row + 1, "name": names[row]} for row in cluster.rows]
        lines = [f"{number}.", *(f"  row {one['row']}: {one['name']}" for one in own)]
        lines += [f"  {pair['score']:.2f}  {'; '.join(pair['reasons'])}" for pair in pairs]
        answers.give({"cluster": number, "names": own, "pairs": pairs}, "\n".join(lines))


@names_command.command("scan")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option(
    "--needles",
    "needles_file",
    type=_FILE,
    help="CSV with columns id, kind (name, number, address), text. Without it they come from the vault.",
)
@optional_sign_in
@json_option
def scan_command(
    files: tuple[Path, ...],
    needles_file: Path | None,
    folder: Path | None,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Find protected names, numbers and addresses in texts; exit status 1 when one stands there in full.

    With --vault everybody of the vault who may not be named is looked for, and no list of them is written.
    """
    from dakaz.names import Needles  # noqa: PLC0415 - numpy is loaded when it is needed

    if needles_file is not None:
        needles = Needles(**read_needles(needles_file))
    else:
        needles = Needles(**_of_the_vault(folder, user_name, passphrase_file))
    answers, full = Answers(as_json=as_json), 0
    for file in files:
        text = read_text(file)
        for hit in needles.find(text):
            full += hit.extent == "full"
            line = text.count("\n", 0, hit.start) + 1
            values = {"file": str(file), "line": line, **hit._asdict()}
            rank = ", frequent word" if hit.common else ""
            answers.give(
                values, f"{file}:{line}: {hit.extent}, {hit.kind}{rank}: {hit.text} ({', '.join(hit.ids)})"
            )
    if full:
        sys.exit(1)


def _of_the_vault(folder: Path | None, user_name: str, passphrase_file: Path | None) -> Protected:
    """Return whom the vault protects, as far as who signs in may see them.

    Raises:
        BadInput: no vault was named.
    """
    if folder is None:
        raise BadInput(N_("Give --vault, whose people are looked for, or --needles with a list of them."))
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.queries.personal import needles  # noqa: PLC0415 - tables load after the settings

        return needles(acting.seen_by)


names_command.add_command(link_command)
