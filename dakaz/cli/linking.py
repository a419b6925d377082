"""``dakaz names link``: which rows of whole tables are of one person. Opens no vault and keeps nothing."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import Answers
from .name_lists import read_names
from .options import json_option

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("link")
@click.argument("file", type=_FILE)
@click.option("--with", "other", type=_FILE, help="A second table; without it FILE is linked with itself.")
@click.option("--name", "name", help="Column of names; the first when not given.")
@click.option("--key", help="Column that names each row; its number in the file when not given.")
@click.option("--born", help="Column of days of birth.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.9, show_default=True)
@json_option
def link_command(
    file: Path,
    other: Path | None,
    name: str | None,
    key: str | None,
    born: str | None,
    threshold: float,
    as_json: bool,
) -> None:
    """Link the rows of FILE, with each other or with a second table, through Splink on DuckDB.

    FILE and the other table have the same columns. Needs the extra dakaz[link].
    """
    from dakaz.names import compare  # noqa: PLC0415 - numpy is loaded when it is needed
    from dakaz.names.linking import Person, link  # noqa: PLC0415 - likewise

    def people(path: Path) -> list[Person]:
        names = read_names(path, name)
        keys = read_names(path, key) if key else [str(row) for row in range(1, len(names) + 1)]
        days = read_names(path, born) if born else [""] * len(names)
        return [Person(*row) for row in zip(keys, names, days, strict=True)]

    table, second = people(file), people(other) if other else None
    called = [{one.key: one.name for one in each} for each in (table, second or table)]
    answers = Answers(as_json=as_json)
    for found in link(table, second, threshold=threshold):
        one, two = called[0][found.one], called[1][found.other]
        why = [str(reason) for reason in compare(one, two).explanation]
        values = {
            "one": {"key": found.one, "name": one},
            "other": {"key": found.other, "name": two},
            "probability": round(found.probability, 6),
            "name_score": round(found.name_score, 4),
            "reasons": why,
        }
        answers.give(
            values, f"{found.probability:.3f}  {found.one} {one} = {found.other} {two}  {'; '.join(why)}"
        )
