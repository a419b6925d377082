"""``dakaz``: its commands, loaded only when called, and what becomes of errors.

Exit status: 0 all went well; 1 something failed, and it was said what; 2 the command was typed wrongly.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from dakaz import VERSION
from dakaz.errors import DakazError

from .answers import say_error
from .memory_kept import keep_memory

# Command -> module that holds a click command of that name; imported when it is called, because
# `dakaz --help` and `dakaz lock` need not wait for Django.
COMMANDS = {
    "init": "vaults",
    "demo": "demonstration",
    "serve": "serving",
    "lock": "serving",
    "add": "archive",
    "search": "archive",
    "show": "archive",
    "reindex": "archive",
    "report": "reports",
    "verify": "vaults",
    "user": "users",
    "names": "names",
    "recover": "vaults",
    "backup": "vaults",
    "restore": "vaults",
    "law": "public_site",
    "series": "series",
    "figures": "figures",
    "import": "tables",
    "export": "tables",
}


class Program(click.Group):
    """A group whose commands are imported when they are called, and whose errors are sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"dakaz.cli.{COMMANDS[name]}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DakazError as problem:
            say_error(problem)
            sys.exit(1)
        except BrokenPipeError:
            sys.exit(1)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="%(prog)s %(version)s")
def main() -> None:
    """Keep what people in exile entrust to you, see what is due, publish only what you can prove."""
    keep_memory()
