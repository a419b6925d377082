"""``dakaz report``: save, check, approve, build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dakaz import VERSION
from dakaz.errors import N_, BadInput, Refused
from dakaz.web.capabilities import May

from .answers import Answers
from .folders import write_folder
from .opening import opened
from .options import json_option, sign_in_options

if TYPE_CHECKING:
    from datetime import date

    from dakaz.records.actions.acting import Acting
    from dakaz.records.models import Report


@click.group("report")
def report_command() -> None:
    """Check and build reports."""


def _report(acting: Acting, key: str) -> Report:
    from dakaz.records.queries import publications  # noqa: PLC0415 - needs Django

    found = publications.report_by_key(acting.seen_by, key)
    if found is None:
        raise BadInput(N_("There is no report “%(key)s” in this vault."), key=key)
    return found


@report_command.command("save")
@click.argument("key")
@click.argument("outline", type=click.Path(path_type=Path, dir_okay=False))
@sign_in_options
@json_option
def save_command(
    key: str, outline: Path, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Take the outline file into the vault as the report KEY, new or changed."""
    try:
        text = outline.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            N_("%(file)s cannot be read (%(why)s)."),
            file=str(outline),
            why=getattr(problem, "strerror", None) or "not UTF-8",
        ) from None
    with opened(
        folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.WRITE_REPORTS
    ) as acting:
        from dakaz import report as room  # noqa: PLC0415 - loads typst
        from dakaz.records.actions import publications as actions  # noqa: PLC0415 - needs Django
        from dakaz.records.queries import publications  # noqa: PLC0415

        before = publications.report_by_key(acting.seen_by, key)
        title = room.parse(text).front.title
        saved = actions.save_report(
            acting, identifier=before.pk if before else None, key=key, title=title, outline=text
        )
        Answers(as_json=as_json).give({"report": saved.pk, "key": key, "title": title}, f"{key}: saved.")


@report_command.command("check")
@click.argument("key")
@sign_in_options
@json_option
def check_command(
    key: str, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Hold the report KEY against archive and records; exit status 1 when something stands in its way."""
    with opened(
        folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.READ_REPORTS
    ) as acting:
        from dakaz.records.actions import publications as actions  # noqa: PLC0415 - needs Django

        checked = actions.check_report(acting, _report(acting, key).pk, today=today(acting))
        answers = Answers(as_json=as_json)
        for remark in checked.remarks:
            answers.give(
                {"line": remark.line, "remark": remark.reason, "message": str(remark)}, f"  {remark}"
            )
        if checked.findings:
            raise Refused(
                N_("The report would not be built. Findings: %(number)d."),
                findings=tuple(checked.findings),
                number=len(checked.findings),
            )
        answers.give({"report": key, "findings": []}, f"{key}: nothing stands in its way.")


@report_command.command("approve")
@click.argument("key")
@sign_in_options
@json_option
def approve_command(
    key: str, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Let the counts of the report KEY stand as they are now."""
    with opened(
        folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.WRITE_REPORTS
    ) as acting:
        from dakaz.records.actions import publications as actions  # noqa: PLC0415 - needs Django

        number = actions.approve_counts(acting, _report(acting, key).pk, today=today(acting))
        Answers(as_json=as_json).give({"report": key, "counts": number}, f"{number} counts approved.")


@report_command.command("build")
@click.argument("key")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write."
)
@click.option("--recipient", "recipients", multiple=True, help="age1…: may open sources that are not public.")
@sign_in_options
@json_option
def build_command(
    key: str,
    out: Path,
    recipients: tuple[str, ...],
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Build the report KEY into a folder: HTML, PDF, sources, hashes, and how to check them."""
    with opened(
        folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.WRITE_REPORTS
    ) as acting:
        from dakaz.records.actions import publications as actions  # noqa: PLC0415 - needs Django

        released = actions.release_report(
            acting,
            _report(acting, key).pk,
            today=today(acting),
            version=VERSION,
            recipients=recipients,
        )
        write_folder(out, released.files)
        Answers(as_json=as_json).give(
            {"report": key, "folder": out, "files": [file.path for file in released.files]},
            f"{out}: {len(released.files)} files. Check them as {out / 'CHECK.txt'} says.",
        )


def today(acting: Acting) -> date:
    """Return the day it is in this vault: a sample's clock stands still."""
    from dakaz.records.queries.archive import vault_state  # noqa: PLC0415 - needs Django

    return vault_state().sample_today or acting.clock().date()
