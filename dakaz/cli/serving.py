"""``dakaz serve`` and ``dakaz lock``."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import Answers
from .options import json_option, vault_option


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--port", default=8000, show_default=True, help="The next free one is taken when it is not.")
@click.option("--tls-proxy", "names", multiple=True, help="Name under which a TLS proxy offers this server.")
@vault_option
@json_option
def serve_command(host: str, port: int, names: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Open the app for the vault in this machine's browsers. Sign-in happens there."""
    from dakaz.web.server import Wishes  # noqa: PLC0415 - loads the web only when it is wanted

    from .application import open_app  # noqa: PLC0415

    answers = Answers(as_json=as_json)
    open_app(
        folder,
        port=port,
        wishes=Wishes(host=host, port=port, names=frozenset(names), behind_tls_proxy=bool(names)),
        on_ready=lambda address: answers.give(
            {"address": address}, f"{_missing()}Dakaz is open at {address} · Ctrl-C ends it."
        ),
    )


def _missing() -> str:
    from dakaz.outside.ocr import missing  # noqa: PLC0415 - loads the children's code when it is wanted

    return f"{line}\n" if (line := missing()) else ""


@click.command("lock")
@vault_option
@json_option
def lock_command(folder: Path, as_json: bool) -> None:
    """Tell a running app to lock now: every session ends, the key leaves memory."""
    from dakaz.web.lock_socket import ask_to_lock  # noqa: PLC0415 - loads the web only when it is wanted

    locked = ask_to_lock(folder)
    sentence = "Locked." if locked else "No app is open for this vault."
    Answers(as_json=as_json).give({"locked": locked}, sentence)
