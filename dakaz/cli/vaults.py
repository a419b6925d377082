"""``dakaz init``, ``verify``, ``recover``, ``backup``, ``restore``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dakaz import vault
from dakaz.errors import N_, BadInput, NotFound
from dakaz.vault import restore as restores

from .answers import Answers
from .opening import at_work, now, opened, start_django
from .options import DEFAULT_USER, json_option, passphrase, sign_in_options


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--user",
    "user_name",
    default=DEFAULT_USER,
    envvar="DAKAZ_USER",
    show_default=True,
    help="Name of the first user.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="DAKAZ_PASSPHRASE_FILE",
    help="File whose first line is the passphrase. Asked for when missing.",
)
@click.option(
    "--shares-out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the three recovery shares; print them, then delete the files.",
)
@json_option
def init_command(
    folder: Path, user_name: str, passphrase_file: Path | None, shares_out: Path | None, as_json: bool
) -> None:
    """Make a new vault in FOLDER.

    The three recovery shares are shown once (or written to --shares-out): print them and keep them in
    three different places, one abroad. Any two open the vault when every passphrase is lost. Until two
    have been typed back (`dakaz recover --confirm`) the vault says: recovery not confirmed.
    """
    _room_for_shares(shares_out)
    words = passphrase(passphrase_file, new=True)
    created = vault.create(folder, user_name=user_name, passphrase=words, now=now())
    start_django()
    from dakaz.records import database  # noqa: PLC0415 - needs Django
    from dakaz.records.actions.access import found  # noqa: PLC0415

    database.unlock(created.vault, created.keys)
    try:
        found(created.vault, created.keys, user_name=user_name, clock=now)
    finally:
        database.lock()
    answers = Answers(as_json=as_json)
    values: dict[str, object] = {"vault": folder, "user": user_name}
    if shares_out:
        values["shares"] = _write_shares(shares_out, created.shares)
        answers.give(values, f"{folder}: a new vault. Three recovery shares are in {shares_out}.")
    else:
        values["shares"] = list(created.shares)
        answers.give(values, f"{folder}: a new vault.\n\n{_shares_text(created.shares)}")


def _write_shares(folder: Path, shares: Sequence[str]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = []
    for number, share in enumerate(shares, start=1):
        path = folder / f"share-{number}.txt"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(f"{share}\n".encode())
        written.append(str(path))
    return written


def _room_for_shares(folder: Path | None) -> None:
    """Refuse a folder that holds shares already, before there is a vault whose shares could get lost."""
    for path in sorted(folder.glob("share-*.txt")) if folder else ():
        raise BadInput(N_("%(file)s exists already. Choose another folder for the shares."), file=str(path))


def _shares_text(shares: Sequence[str]) -> str:
    head = "Recovery shares. Write them down now; they are shown only once. Any two open the vault."
    return "\n\n".join([head, *(f"Share {number}:\n{share}" for number, share in enumerate(shares, start=1))])


@click.command("verify")
@click.option("--quick", is_flag=True, help="Leave the objects' bytes out.")
@sign_in_options
@json_option
def verify_command(
    quick: bool, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Recompute everything that can be recomputed; exit status 1 when something does not agree."""
    answers = Answers(as_json=as_json)
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions.verifying import verify  # noqa: PLC0415 - needs Django

        result = verify(
            acting,
            objects=not quick,
            progress=lambda what, done, total: answers.progress(f"{what}: {done} of {total}"),
        )
    problems = [str(problem) for problem in result.problems]
    checked = ", ".join(f"{number} {what}" for what, number in result.checked.items() if number)
    sentence = f"Everything agrees: {checked}." if result.clean else "\n".join(problems)
    if result.unused:
        sentence += f" {_objects_belong(result.unused)} to nothing; the app clears such away when it is idle."
    values = {"checked": result.checked, "problems": problems, "unused": result.unused}
    answers.give({"clean": result.clean, **values}, sentence)
    sys.exit(0 if result.clean else 1)


def _objects_belong(number: int) -> str:
    return "1 object belongs" if number == 1 else f"{number} objects belong"


@click.command("recover")
@click.option("--share-file", "share_files", multiple=True, type=click.Path(path_type=Path), help="Twice.")
@click.option("--confirm", is_flag=True, help="Only note that two shares were typed back.")
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File whose first line is the new passphrase.",
)
@sign_in_options
@json_option
def recover_command(
    share_files: tuple[Path, ...],
    confirm: bool,
    new_passphrase_file: Path | None,
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Open the vault with two of the three recovery shares and set a new passphrase.

    With --confirm: type two shares back after making a vault, so that it knows they are kept.
    """
    shares = [_share(path) for path in share_files] or [
        click.prompt(f"Share {number}", err=True) for number in (1, 2)
    ]
    answers = Answers(as_json=as_json)
    found = vault.Vault.open(folder)
    if confirm:
        with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
            from dakaz.records.actions.passphrases import confirm_recovery  # noqa: PLC0415 - needs Django

            confirm_recovery(acting, shares)
        answers.give({"recovery": "confirmed"}, "Recovery is confirmed.")
        return
    keys = found.recover(shares)
    words = passphrase(new_passphrase_file, new=True)
    with at_work(found, keys) as acting:
        from dakaz.records.actions.passphrases import recovered  # noqa: PLC0415 - needs Django
        from dakaz.records.queries.people_at_work import user_by_name  # noqa: PLC0415

        user = user_by_name(user_name)
        if user is None:
            raise NotFound(N_("Nobody called “%(name)s” can sign in here."), name=user_name)
        recovered(acting, user_id=user.id, passphrase=words, user_name=user_name)
    answers.give({"user": user_name}, f"{user_name} has a new passphrase.")


def _share(path: Path) -> str:
    try:
        return " ".join(path.read_text("utf-8").split())
    except OSError as problem:
        raise BadInput(
            N_("The share %(file)s cannot be read (%(why)s)."), file=str(path), why=problem.strerror or ""
        ) from None


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--recipient", "recipients", multiple=True, help="age1…: a further key that may open it.")
@sign_in_options
@json_option
def backup_command(
    target: Path,
    recipients: tuple[str, ...],
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write everything into one sealed file TARGET while others go on working."""
    answers = Answers(as_json=as_json)
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions.backups import back_up  # noqa: PLC0415 - needs Django

        back_up(
            acting,
            target,
            recipients=recipients,
            progress=lambda done: answers.progress(f"{done} objects"),
        )
    answers.give({"backup": target, "bytes": target.stat().st_size}, f"{target}: written.")


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--share-file", "share_files", multiple=True, type=click.Path(path_type=Path), help="Twice.")
@click.option(
    "--user", "user_name", default=DEFAULT_USER, envvar="DAKAZ_USER", show_default=True, help="Who signs in."
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="DAKAZ_PASSPHRASE_FILE",
    help="File whose first line is a passphrase of the vault that was backed up.",
)
@json_option
def restore_command(
    backup: Path,
    folder: Path,
    share_files: tuple[Path, ...],
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Restore BACKUP into the new FOLDER and verify it; with a passphrase or two recovery shares."""
    shares = [_share(path) for path in share_files]
    words = None if shares else passphrase(passphrase_file)
    answers = Answers(as_json=as_json)
    restored = restores.restore(
        backup,
        folder,
        shares=shares,
        user_name=user_name,
        passphrase=words,
        progress=lambda done: answers.progress(f"{done} objects"),
    )
    keys = (
        restored.recover(shares) if shares else restored.unlock(user_name=user_name, passphrase=words or "")
    )
    with at_work(restored, keys) as acting:
        from dakaz.records.actions.verifying import verify  # noqa: PLC0415 - needs Django

        result = verify(acting)
    problems = [str(problem) for problem in result.problems]
    sentence = f"{folder}: restored; everything agrees." if result.clean else "\n".join(problems)
    answers.give({"vault": folder, "clean": result.clean, "problems": problems}, sentence)
    sys.exit(0 if result.clean else 1)
