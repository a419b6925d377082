"""``dakaz user``: who can sign in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dakaz.errors import N_, NotFound

from .answers import Answers
from .opening import opened
from .options import json_option, passphrase, sign_in_options

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.actions.resealing import Resealed


@click.group("user")
def user_command() -> None:
    """Say who can sign in."""


@user_command.command("list")
@sign_in_options
@json_option
def list_command(folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """List the people who can sign in."""
    answers = Answers(as_json=as_json)
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file):
        from dakaz.records.queries.people_at_work import users  # noqa: PLC0415 - needs Django

        for user in users():
            role = " (administrator)" if user.administrator else ""
            answers.give(
                {"user": user.id, "name": user.name, "administrator": user.administrator},
                f"{user.name}{role}",
            )


@user_command.command("add")
@click.argument("name")
@click.option("--administrator", is_flag=True, help="May add and remove users.")
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File whose first line is the new person's first passphrase.",
)
@sign_in_options
@json_option
def add_command(
    name: str,
    administrator: bool,
    new_passphrase_file: Path | None,
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Let a colleague in."""
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions.access import add_user  # noqa: PLC0415 - needs Django

        words = passphrase(new_passphrase_file, new=True)
        user = add_user(acting, name=name, passphrase=words, administrator=administrator)
        Answers(as_json=as_json).give({"user": user.id, "name": user.name}, f"{user.name} can sign in.")


@user_command.command("remove")
@click.argument("name")
@sign_in_options
@json_option
def remove_command(
    name: str, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Take a colleague's access away and change every key they held.

    Everyone else keeps their passphrase and must sign in again. What the person copied while they had
    access stays with them. Waits until all files are sealed to the new keys; interrupted, that goes on
    when the app is next unlocked, or with `dakaz user reseal`.
    """
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions.access import remove_user  # noqa: PLC0415 - needs Django
        from dakaz.records.queries.people_at_work import user_by_name  # noqa: PLC0415

        answers = Answers(as_json=as_json)

        user = user_by_name(name)
        if user is None:
            raise NotFound(N_("Nobody called “%(name)s” can sign in here."), name=name)
        found = _resealed(remove_user(acting, user.id), answers)
        answers.give({"user": user.id, **_told(found)}, f"{name} is removed; {_said(found)}")


@user_command.command("reseal")
@sign_in_options
@json_option
def reseal_command(folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Seal what is still under former keys to today's, where a removal was interrupted."""
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        answers = Answers(as_json=as_json)
        found = _resealed(acting, answers)
        answers.give(_told(found), _said(found))


def _resealed(acting: Acting, answers: Answers) -> Resealed:
    """Wait until all files are sealed to today's keys."""
    from dakaz.records.actions.resealing import note, reseal  # noqa: PLC0415 - needs Django

    note(acting)
    return reseal(acting, tell=lambda now: answers.progress(f"{now.done:,} of {now.of:,} files re-sealed"))


def _told(found: Resealed) -> dict[str, int]:
    return {"objects_resealed": found.moved, "objects_failed": found.failed}


def _said(found: Resealed) -> str:
    left = f" {found.failed} could not be: run dakaz verify." if found.failed else ""
    return f"{found.moved} files re-sealed.{left}"
