"""``dakaz demo``: a vault filled with the sample dossier, its report, and the app open on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pyrage

from dakaz import VERSION, vault

from .answers import Answers
from .folders import write_folder
from .opening import at_work, start_django
from .options import DEFAULT_USER, json_option

if TYPE_CHECKING:
    from dakaz.outside.parsing import Readers
    from dakaz.records.actions.acting import Acting

PASSPHRASE = "sample only: meadow violin kettle sparrow"  # noqa: S105 - published, opens the sample only
TODAY = date(2024, 10, 28)
REPORT = "sample"


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("dakaz-demo"))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where the report goes.")
@click.option("--serve/--no-serve", default=True, help="Open the app afterwards.")
@click.option("--port", default=8000, show_default=True, help="The next free one is taken when it is not.")
@json_option
def demo_command(folder: Path, out: Path | None, serve: bool, port: int, as_json: bool) -> None:
    """Make a vault with the sample dossier in FOLDER, build its report, and open the app.

    People in it are invented, public sources are real. Called again, it opens the same vault.
    """
    from dakaz.outside.ocr import missing  # noqa: PLC0415 - starts no child before it is wanted
    from dakaz.outside.parsing import Readers  # noqa: PLC0415

    answers = Answers(as_json=as_json)
    out = out or folder / "out"
    start_django()
    passphrase_file = folder / "passphrase.txt"
    folder.mkdir(parents=True, exist_ok=True)
    passphrase_file.write_text(PASSPHRASE + "\n", "utf-8")
    if not (folder / "vault" / "keyring.json").exists():
        with Readers() as readers:
            answers.give({"reading": readers.protection}, str(readers.protection))
            if line := missing():
                answers.give({"missing": line}, line)
            for section in _made(folder / "vault", readers):
                answers.give({"filled": section}, f"  {section}")
        _keep_passphrases(folder)
    _build(folder / "vault", out)
    values = {
        "vault": folder / "vault",
        "user": DEFAULT_USER,
        "passphrase_file": passphrase_file,
        "report": out / "report" / "report.html",
        "colleagues": {one["name"]: path for one, path in _colleagues(folder)},
    }
    answers.give(values, _told(folder, out, passphrase_file))
    if serve:
        from .application import open_app  # noqa: PLC0415 - loads the web only when it is wanted

        open_app(folder / "vault", port=port, on_ready=_say_address(answers))


def _told(folder: Path, out: Path, passphrase_file: Path) -> str:
    others = "".join(
        f"\nOr as:        {one['name']}, {', '.join(one['roles'])}; passphrase: {one['passphrase']}"
        for one, _ in _colleagues(folder)
    )
    return (
        f"\nThe report:   {out / 'report' / 'report.html'}, report.pdf beside it\n"
        f"Check it:     as {out / 'report' / 'CHECK.txt'} says\n"
        f"Reader's key: {out / 'reader-key.txt'}\n"
        f"Sign in as:   {DEFAULT_USER}\n"
        f"Passphrase:   {PASSPHRASE}\n"
        f"              (also in {passphrase_file}; a real one is kept in a head, not in a file)"
        f"{others}"
    )


def _keep_passphrases(folder: Path) -> None:
    """Write the published passphrases of the sample's colleagues beside the first one's."""
    for one in _dossier().get("colleagues", ()):
        _passphrase_of(folder, one).write_text(one["passphrase"] + "\n", "utf-8")


def _colleagues(folder: Path) -> list[tuple[dict[str, Any], Path]]:
    """Return whom the vault was filled with, and the files of their passphrases; an older one has none."""
    known = ((one, _passphrase_of(folder, one)) for one in _dossier().get("colleagues", ()))
    return [(one, path) for one, path in known if path.exists()]


def _passphrase_of(folder: Path, colleague: Mapping[str, Any]) -> Path:
    return folder / f"passphrase-{colleague['key']}.txt"


def _say_address(answers: Answers) -> Callable[[str], None]:
    return lambda address: answers.give(
        {"address": address}, f"Open in a browser: {address}   (Ctrl-C ends it)"
    )


def samples() -> Traversable:
    """Return the sample dossier's folder: beside the package in a source tree, inside it when installed."""
    beside = Path(__file__).parents[2] / "samples"
    return beside if (beside / "dossier.yaml").is_file() else files("dakaz") / "samples"


class StandingClock:
    """The sample's clock: its day never changes, its milliseconds count what was done."""

    def __init__(self) -> None:
        self.now = datetime(TODAY.year, TODAY.month, TODAY.day, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


def _made(folder: Path, readers: Readers) -> Iterator[str]:
    """Make and fill the vault beside its place, and move it there when it is whole."""
    from dakaz.records import database  # noqa: PLC0415 - needs Django
    from dakaz.records.actions import access  # noqa: PLC0415

    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    clock = StandingClock()
    created = vault.create(part, user_name=DEFAULT_USER, passphrase=PASSPHRASE, now=clock())
    database.unlock(created.vault, created.keys)
    try:
        acting = access.found(
            created.vault, created.keys, user_name=DEFAULT_USER, clock=clock, sample_today=TODAY
        )
        yield from _filled(acting, readers)
    finally:
        database.lock()
    created.vault.confirm_recovery(created.keys, created.shares[:2])
    part.rename(folder)


@cache
def _dossier() -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - only the demo reads YAML

    read: dict[str, Any] = yaml.safe_load((samples() / "dossier.yaml").read_text("utf-8"))
    return read


def _filled(acting: Acting, readers: Readers) -> Iterator[str]:
    from dakaz.records.actions import publications, sample  # noqa: PLC0415 - needs Django
    from dakaz.records.queries.publications import report_by_key  # noqa: PLC0415

    place = samples()
    yield from sample.fill(
        acting,
        readers,
        _dossier(),
        read_file=lambda path: place.joinpath("files", *path.split("/")).read_bytes(),
        outline=(place / "report.md").read_text("utf-8"),
    )
    report = report_by_key(acting.seen_by, REPORT)
    if report is not None:
        publications.approve_counts(acting, report.pk, today=TODAY)


def _build(folder: Path, out: Path) -> None:
    """Build the sample report, sealed sources opened by a reader's key that is made for the demo."""
    found = vault.Vault.open(folder)
    keys = found.unlock(user_name=DEFAULT_USER, passphrase=PASSPHRASE)
    with at_work(found, keys, clock=StandingClock()) as acting:
        from dakaz.records.actions import publications  # noqa: PLC0415 - needs Django
        from dakaz.records.queries.publications import report_by_key  # noqa: PLC0415

        report = report_by_key(acting.seen_by, REPORT)
        if report is None:
            return
        released = publications.release_report(
            acting, report.pk, today=TODAY, version=VERSION, recipients=[_reader(out)]
        )
        write_folder(out / "report", released.files)


def _reader(out: Path) -> str:
    """Return the recipient of the demo's reader, whose key lies beside the report."""
    path = out / "reader-key.txt"
    out.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(f"{pyrage.x25519.Identity.generate()}\n", "utf-8")
    identity = pyrage.x25519.Identity.from_str(path.read_text("utf-8").strip())
    return str(identity.to_public())
