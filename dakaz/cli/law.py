"""``dakaz law``: what can still be done and until when, from a law pack. Opens no vault."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dakaz import law
from dakaz.errors import N_, BadInput, Refused
from dakaz.law.moments import Moment, parse_moment

from .answers import Answers
from .law_words import briefly, whole
from .options import json_option

Command = Callable[..., Any]


@click.group("law")
def law_command() -> None:
    """Ask a law pack what can still be done, and until when."""


def asking_options(command: Command) -> Command:
    """Add what every question needs: RULE, --served, --on, --fact, --lang, --pack."""
    for add in (
        pack_option,
        click.option("--lang", "language", type=click.Choice(law.LANGUAGES), default="en", show_default=True),
        click.option(
            "--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A further fact; may be repeated."
        ),
        click.option(
            "--on", "clock", metavar="WHEN", help="The clock; today when missing, and the answer says so."
        ),
        click.option(
            "--served",
            metavar="WHEN",
            help="The rule's event: 2026-11-03, 2026-10-24T10:30[Europe/Vilnius], or unknown.",
        ),
        click.argument("rule"),
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
def due_command(as_json: bool, language: str, **question: Any) -> None:
    """Say the safe day and the last day of RULE: a rule's id, or its row such as C01."""
    try:
        pack, outcome, today = _asked(**question)
    except (law.WrongFact, law.NoVersionInForce) as problem:
        if not as_json:
            raise
        click.echo(json.dumps(law.refused(problem), ensure_ascii=False), err=True)
        sys.exit(1)
    answer = law.told(outcome, language)
    answer |= {"help": law.say_help(pack, language), "asked_on_today": today}
    Answers(as_json=as_json).give(answer, briefly(pack, outcome, language, today=today))


@law_command.command("explain")
@asking_options
def explain_command(language: str, **question: Any) -> None:
    """Say how the days of RULE are counted: every step, article and source."""
    pack, outcome, today = _asked(**question)
    click.echo(whole(pack, outcome, language, today=today))


@law_command.command("ics")
@asking_options
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; printed when missing."
)
def ics_command(language: str, out: Path | None, **question: Any) -> None:
    """Write the days of RULE as a calendar file with a title that gives nothing away."""
    _, outcome, _ = _asked(**question)
    content = law.as_calendar(outcome, language)
    if out is None:
        click.echo(content.decode(), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as problem:
        raise BadInput(
            N_("%(file)s cannot be written (%(why)s)."), file=str(out), why=problem.strerror
        ) from None


@law_command.command("check")
@click.argument("packs", nargs=-1, metavar="[PACK]...", type=click.Path(path_type=Path, exists=True))
@click.option("--release", is_flag=True, help="Also hold the pack to the rules of a release.")
@json_option
def check_command(packs: tuple[Path, ...], release: bool, as_json: bool) -> None:
    """Check each PACK: versions, citations, languages, quotes, tests; every finding with file and line."""
    findings = [one for folder in packs or (law.SHIPPED,) for one in law.check(folder, release=release)]
    if findings:
        raise Refused(
            N_("%(number)s to mend in the pack:"), findings=tuple(findings), number=str(len(findings))
        )
    Answers(as_json=as_json).give({"findings": []}, "Nothing to mend.")


@law_command.command("watch")
@click.argument("folder", metavar="PACK", type=click.Path(path_type=Path, exists=True))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@json_option
def watch_command(folder: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Compare the sentences that PACK quotes with newer texts of the acts, given as plain text FILES.

    The act of a text is known by its number in the first lines, by the name of the file, or by quoted
    sentences that still stand in it.
    """
    answers, pack = Answers(as_json=as_json), law.load(folder)
    texts = {path.name: _text(path) for path in files}
    changed = law.watch(pack, texts)
    for one in changed:
        answers.give(
            dataclasses.asdict(one),
            f"{one.row or one.rule} version {one.version}, {one.article}\n"
            f"  quoted:  {one.quote}\n  nearest: {one.nearest}\n",
        )
    if changed:
        raise Refused(
            N_("%(number)s quoted sentences do not stand in these texts."), number=str(len(changed))
        )
    left = [act.short for act in law.not_compared(pack, texts)]
    answers.give(
        {"changed": 0, "not_compared": left},
        "Every quoted sentence of these acts stands in these texts."
        + (f" Not compared, no text was given: {', '.join(left)}." if left else ""),
    )


def _asked(
    *, rule: str, served: str | None, clock: str | None, facts: tuple[str, ...], folder: Path | None
) -> tuple[law.Pack, law.Outcome, bool]:
    """Ask the pack; the last value says that the clock was this machine's."""
    pack = law.load(folder or law.SHIPPED)
    given: dict[str, law.Value] = dict(_named(one) for one in facts)
    if served is not None:
        given[law.SERVED] = served
    return pack, law.evaluate(pack, rule, given, _clock(clock, pack)), clock is None


def _clock(clock: str | None, pack: law.Pack) -> Moment:
    """Read the clock that was given; this door may read the machine's own when none was."""
    if clock is None:
        return datetime.now(UTC).astimezone(pack.zone).replace(microsecond=0)
    return parse_moment(clock, fact="--on", zone=pack.zone_name)


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        message = N_("“%(fact)s” is not a fact. Write --fact %(accepted)s.")
        raise law.WrongFact(message, code="unknown_fact", fact=text, accepted="name=value")
    return name.strip(), value.strip()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            N_("%(file)s is not a plain text in UTF-8; save the act's text so."), file=str(path)
        ) from None
