"""``dakaz law serve``, ``site`` and ``sheet``: the pages for people in need. They open no vault."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dakaz import law
from dakaz.errors import N_, BadInput

from .answers import Answers
from .law import law_command, pack_option
from .options import json_option

if TYPE_CHECKING:
    from dakaz.public_site.knowledge import Knowledge

__all__ = ["law_command"]

LANGUAGES = ("lt", "be", "ru", "en")
SETTINGS = "dakaz.public_site.settings"
NOON = time(12)
NOWHERE = N_("Where to write was not said. Give a folder with --out, a file with --zip, or both.")

on_option = click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day to take as today: 2024-10-28."
)


@law_command.command("serve")
@click.option("--port", default=8010, show_default=True, help="The next free one is taken when it is not.")
@click.option("--tls-proxy", "names", multiple=True, help="Name under which a TLS proxy offers these pages.")
@on_option
@pack_option
@json_option
def serve_command(
    port: int, names: tuple[str, ...], on: datetime | None, folder: Path | None, as_json: bool
) -> None:
    """Open the public pages alone in this machine's browsers: no vault, no sign-in, nothing kept."""
    knowledge = _knowledge(folder, on)
    from dakaz.public_site.serving import serve  # noqa: PLC0415 - loads the web only when it is wanted
    from dakaz.public_site.views import Pages  # noqa: PLC0415

    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")
    answers = Answers(as_json=as_json)
    serve(
        Pages(lambda: knowledge),
        port=port,
        names=frozenset(names),
        on_ready=lambda address: answers.give(
            {"address": address}, f"The pages are open at {address} · Ctrl-C ends it."
        ),
    )


@law_command.command("site")
@click.option("--out", "out", type=click.Path(path_type=Path), help="Folder to write.")
@click.option(
    "--zip",
    "zipped",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The same as one file, for a messenger; must not exist.",
)
@click.option(
    "--draft", is_flag=True, help="Write although no lawyer has reviewed the pack; says so on every page."
)
@click.option(
    "--days",
    default=60,
    show_default=True,
    type=click.IntRange(1, 400),
    help="Days of the tables before and after.",
)
@click.option("--sheets/--no-sheets", default=True, show_default=True, help="Wall sheets (PDF) too.")
@on_option
@pack_option
@json_option
def site_command(
    out: Path | None,
    zipped: Path | None,
    draft: bool,
    days: int,
    sheets: bool,
    on: datetime | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Write the same knowledge as files in four languages: for a web space, a messenger or a USB stick."""
    if out is None and zipped is None:
        raise BadInput(NOWHERE)
    knowledge = _knowledge(folder, on)
    from dakaz.public_site.site import Span, write_site  # noqa: PLC0415 - needs Django's templates

    number = write_site(knowledge, out, draft=draft, span=Span(days, days), sheets=sheets, zipped=zipped)
    told = {"folder": str(out) if out else None, "zip": str(zipped) if zipped else None}
    lines = [f"{number} files are in {out}. Open {out / 'index.html'}."] if out else []
    lines += [f"{zipped} holds the {number} files. Unpack it and open pages/index.html."] if zipped else []
    Answers(as_json=as_json).give(
        {**told, "files": number, "day": knowledge.today().isoformat()}, "\n".join(lines)
    )


@law_command.command("sheet")
@click.argument("rule")
@click.option(
    "--out", "out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="PDF to write."
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="be", show_default=True)
@on_option
@pack_option
@json_option
def sheet_command(
    rule: str, out: Path, language: str, on: datetime | None, folder: Path | None, as_json: bool
) -> None:
    """Write the wall sheet of RULE: the next 60 days on one A4 that folds to a pocket."""
    knowledge = _knowledge(folder, on)
    from dakaz.public_site.sheets import sheet_pdf  # noqa: PLC0415 - loads typst

    found = law.rule_named(knowledge.pack, rule)
    content = sheet_pdf(knowledge, found, language)
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise BadInput(N_("%(file)s exists. Name a file that does not."), file=str(out)) from None
    Answers(as_json=as_json).give({"file": str(out), "rule": found.id}, f"{out} is written.")


def _knowledge(folder: Path | None, on: datetime | None) -> Knowledge:
    """Return the pack and a clock: this machine's, or one that stands at noon of a day."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415 - the settings must be named first

    django.setup(set_prefix=False)
    from dakaz.public_site.knowledge import Knowledge  # noqa: PLC0415

    pack = law.load(folder or law.SHIPPED)
    clock = _now if on is None else _standing(on.date(), pack)
    knowledge = Knowledge(pack, clock)
    knowledge.check_can_ask()
    return knowledge


def _now() -> datetime:
    return datetime.now(UTC)


def _standing(day: date, pack: law.Pack) -> Callable[[], datetime]:
    return lambda: datetime.combine(day, NOON, tzinfo=pack.zone)
