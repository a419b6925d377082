"""``dakaz law``: what can still be done and until when, from a law pack. Opens no vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dakaz import law
from dakaz.errors import N_, BadInput, Refused
from dakaz.law.moments import Moment, parse_moment

from .answers import Answers
from .options import json_option

Command = Callable[..., Any]

LANGUAGES = ("lt", "be", "ru", "en")


@click.group("law")
def law_command() -> None:
    """Ask a law pack what can still be done, and until when."""


def asking_options(command: Command) -> Command:
    """Add what every question needs: RULE, --served, --on, --fact, --lang, --pack."""
    for add in (
        click.argument("rule"),
        click.option(
            "--served",
            help="Day or moment of the rule's event: 2026-11-03, or 2026-10-24T10:30[Europe/Vilnius].",
        ),
        click.option(
            "--on", "clock", help="The clock: a day or a moment. Today when missing, and the answer says so."
        ),
        click.option(
            "--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A further fact; may be repeated."
        ),
        click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True),
        pack_option,
    ):
        command = add(command)
    return command


def pack_option(command: Command) -> Command:
    """Add --pack."""
    return click.option(
        "--pack",
        "folder",
        type=click.Path(path_type=Path, exists=True),
        help="Folder of a law pack. The shipped one when missing.",
    )(command)


@law_command.command("due")
@asking_options
@json_option
def due_command(
    rule: str,
    served: str | None,
    clock: str | None,
    facts: tuple[str, ...],
    language: str,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Say the safe day and the last day of RULE: a rule's id, or its row such as C01."""
    outcome = _asked(rule, served=served, clock=clock, facts=facts, folder=folder)
    Answers(as_json=as_json).give(law.told(outcome, language), _briefly(outcome, language))


@law_command.command("check")
@click.argument("packs", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--release", is_flag=True, help="Also hold the pack to the rules of a release.")
@json_option
def check_command(packs: tuple[Path, ...], release: bool, as_json: bool) -> None:
    """Check PACKS: versions, citations, languages, sources, tests; each finding with file and line."""
    answers = Answers(as_json=as_json)
    findings = [one for folder in packs or (law.SHIPPED,) for one in law.check(folder, release=release)]
    if findings:
        raise Refused(
            N_("The pack has findings: %(number)s."), findings=tuple(findings), number=len(findings)
        )
    answers.give({"findings": 0}, "Nothing found.")


def _asked(
    rule: str, *, served: str | None, clock: str | None, facts: tuple[str, ...], folder: Path | None
) -> law.Outcome:
    pack = law.load(folder or law.SHIPPED)
    given: dict[str, law.Value] = dict(_named(one) for one in facts)
    if served is not None:
        given[law.SERVED] = served
    return law.evaluate(pack, rule, given, _clock(clock, pack))


def _clock(clock: str | None, pack: law.Pack) -> Moment:
    """Read the clock that was given; this door may read the machine's own when none was."""
    if clock is None:
        return datetime.now(UTC).astimezone(pack.zone)
    return parse_moment(clock, fact="--on", zone=pack.zone_name)


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise BadInput(N_("“%(text)s” is not a fact. Write --fact name=value."), text=text)
    return name, value


def _briefly(outcome: law.Outcome, language: str) -> str:
    said = law.say(outcome, language)
    lines = [said.label, "", said.headline, *said.says, *(f"! {one}" for one in said.warnings)]
    return "\n".join([*lines, "", *said.knowledge, said.notice])
