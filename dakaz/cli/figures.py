"""``dakaz figures``: the figures of a text, and claims recomputed. Opens no vault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dakaz.errors import N_, BadInput
from dakaz.figures import Checked, Figure, check, extract, read_claims

from .answers import Answers
from .options import json_option

_LANGUAGES = ("en", "ru", "be", "lt", "pl")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("figures")
def figures_command() -> None:
    """Find the figures of a text, and recompute claims."""


@figures_command.command("extract")
@click.argument("file", type=_FILE)
@click.option("--lang", "language", type=click.Choice(_LANGUAGES), help="When all of it is in one language.")
@click.option("--published", metavar="DAY", help="Day of the text, for dates without a year.")
@json_option
def extract_command(file: Path, language: str | None, published: str | None, as_json: bool) -> None:
    """Print each figure of FILE, a plain text in UTF-8, with what it counts, when, where and who says so."""
    answers = Answers(as_json=as_json)
    for figure in extract(text_of(file), published=_day(published), language=language or ""):
        answers.give(figure.as_json(), _told(figure))


@figures_command.command("check")
@click.argument("claims", type=_FILE)
@json_option
def check_command(claims: Path, as_json: bool) -> None:
    """Recompute the claims in CLAIMS, a list in YAML or JSON; what holds comes first."""
    answers = Answers(as_json=as_json)
    checked = [(claim.says, check(claim)) for claim in read_claims(text_of(claims))]
    order = ("holds", "depends", "not found by DATE", "cannot be recomputed", "inconsistent", "contradicted")
    for says, one in sorted(checked, key=lambda pair: order.index(str(pair[1].verdict))):
        answers.give(one.as_json(), _answer(says, one))


def text_of(path: Path) -> str:
    """Read a plain text.

    Raises:
        BadInput: it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(N_("%(file)s is not a plain text in UTF-8; save it as one."), file=str(path)) from None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(N_("“%(text)s” is not a day; write 2024-10-18."), text=text) from None


def _told(figure: Figure) -> str:
    body = figure.as_json()
    numbers = [f"{key} {body[key]:,.10g}" for key in ("value", "low", "high", "from", "to") if key in body]
    words = [
        body[key] for key in ("unit", "qualifier", "counted", "place", "period", "attributed_to") if body[key]
    ]
    return f"{figure.start}–{figure.end}  {figure.text}  {figure.kind}: {', '.join([*numbers, *words])}"


def _answer(says: str, one: Checked) -> str:
    lines = [f"{one.claim}  {one.told}" + (f": {says}" if says else "")]
    lines += [f"  {source or 'claim'}: {said}" for source, said in one.sides]
    lines += [
        f"  {'right' if reading.holds else 'not so' if reading.holds is False else 'so'}  {reading}"
        for reading in one.readings
    ]
    lines += [f"  {note}" for note in one.trace]
    lines += [f"  missing: {note}" for note in one.missing]
    return "\n".join(lines)
