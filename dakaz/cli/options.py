"""Options that many commands share. A passphrase is never an argument and never a variable."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dakaz.errors import N_, BadInput

Command = Callable[..., Any]

DEFAULT_USER = "office"


def vault_option(command: Command) -> Command:
    """Add --vault, or DAKAZ_VAULT."""
    return click.option(
        "--vault",
        "folder",
        type=click.Path(path_type=Path),
        envvar="DAKAZ_VAULT",
        required=True,
        help="Folder of the vault (or DAKAZ_VAULT).",
    )(command)


def sign_in_options(command: Command) -> Command:
    """Add --vault, --user and --passphrase-file."""
    return vault_option(_who(command))


def optional_sign_in(command: Command) -> Command:
    """Add the same for a command that can do without a vault."""
    return click.option(
        "--vault",
        "folder",
        type=click.Path(path_type=Path),
        envvar="DAKAZ_VAULT",
        help="Folder of the vault (or DAKAZ_VAULT).",
    )(_who(command))


def _who(command: Command) -> Command:
    command = click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="DAKAZ_PASSPHRASE_FILE",
        help="File whose first line is the passphrase (or DAKAZ_PASSPHRASE_FILE). Asked for when missing.",
    )(command)
    return click.option(
        "--user",
        "user_name",
        default=DEFAULT_USER,
        envvar="DAKAZ_USER",
        show_default=True,
        help="Who signs in.",
    )(command)


def json_option(command: Command) -> Command:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON, one object a line.")(command)


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """Return the passphrase from its file, or ask the person at the terminal.

    Raises:
        BadInput: there is no such file, it is empty, or nobody is there to be asked.
    """
    if file is None:
        return _asked(new=new)
    try:
        content = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            N_("The passphrase file %(file)s cannot be read (%(why)s)."),
            file=str(file),
            why=getattr(problem, "strerror", None) or "not UTF-8",
        ) from None
    first = content.split("\n", 1)[0].rstrip("\r")
    if not first:
        raise BadInput(N_("The passphrase file %(file)s is empty. Its first line is used."), file=str(file))
    return first


def _asked(*, new: bool) -> str:
    if not sys.stdin.isatty():
        raise BadInput(N_("Nobody is here to type a passphrase. Give --passphrase-file FILE."))
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
