"""``dakaz add``, ``search``, ``show``, ``reindex``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dakaz.web.capabilities import May

from .answers import Answers
from .opening import opened
from .options import json_option, sign_in_options

if TYPE_CHECKING:
    from dakaz.evidence import Note
    from dakaz.records.actions.imports import Incoming, Taken
    from dakaz.records.models import Origin


@click.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--case", "case_code", help="Code of the case everything belongs to.")
@click.option("--no-ocr", is_flag=True, help="Do not read pictures now; the app can do it later.")
@sign_in_options
@json_option
def add_command(
    paths: tuple[Path, ...],
    case_code: str | None,
    no_ocr: bool,
    folder: Path,
    user_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Add files and whole folders to the archive.

    Each file is answered for once it is safe on disk. Files that are here already are noted as a
    second origin. Give the same command again after a stop: what is in stays in.
    """
    from dakaz.outside.parsing import Readers  # noqa: PLC0415 - loads the readers' side only when needed

    answers = Answers(as_json=as_json)
    failed = 0
    with (
        Readers() as readers,
        opened(
            folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.WRITE_ARCHIVE
        ) as acting,
    ):
        from dakaz.records.actions import imports, reading  # noqa: PLC0415 - needs Django
        from dakaz.records.queries.casebook_pages import case_called  # noqa: PLC0415

        case = case_called(acting.seen_by, case_code).id if case_code else None
        run = imports.start(acting, how="files", case=case)
        missing = [path for path in paths if not path.exists()]
        for path in missing:
            failed += 1
            answers.give(
                {"file": str(path), "state": "failed", "notes": ["There is no such file or folder."]},
                f"{path}: there is no such file or folder.",
            )
        for taken in imports.take_in(acting, readers, run, _incoming(paths)):
            failed += taken.state == "failed"
            _tell(answers, taken)
        if not no_ocr:
            for item in reading.waiting_pictures(acting, run=run):
                read = reading.read_picture(acting, readers, item)
                answers.give(
                    {"item": item, "state": "read" if read else "no_text"},
                    f"{item}: {'text read from the picture' if read else 'no text found in the picture'}",
                )
        imports.finish(run)
    sys.exit(1 if failed else 0)


def _incoming(paths: tuple[Path, ...]) -> Iterator[Incoming]:
    from dakaz.records.actions.imports import Incoming  # noqa: PLC0415 - needs Django

    for path in paths:
        files = sorted(child for child in path.rglob("*") if child.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                name = str(file.relative_to(path.parent)) if path.is_dir() else file.name
                yield Incoming(name, file.stat().st_size, partial(_bytes_of, file))


def _bytes_of(file: Path) -> BinaryIO:
    return file.open("rb")


def _tell(answers: Answers, taken: Taken) -> None:
    notes = [_sentence(note) for note in taken.notes]
    values: dict[str, Any] = {
        "file": taken.name,
        "state": taken.state,
        "item": taken.item,
        "sha256": taken.sha256,
        "notes": notes,
    }
    state = {"added": "added", "known": "was here already", "failed": "failed"}[taken.state]
    answers.give(values, f"{taken.name}: {state}{' · ' if notes else ''}{' '.join(notes)}")
    for member in taken.inside:
        _tell(answers, member)


def _sentence(note: Note) -> str:
    return note.message % note.values if note.values else note.message


@click.command("search")
@click.argument("query")
@click.option("--limit", default=20, show_default=True, help="At most so many items.")
@sign_in_options
@json_option
def search_command(
    query: str, limit: int, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Find words in the archive, in any script: all words must stand in an item.

    "several words" in quotes is a phrase, -word excludes, word* is a beginning.
    """
    answers = Answers(as_json=as_json)
    with opened(
        folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.READ_ARCHIVE
    ) as acting:
        from dakaz.records.queries import search  # noqa: PLC0415 - needs Django

        found = search.search(acting.seen_by, query, limit=limit)
        for hit in found.hits:
            for snippet in hit.snippets or (None,):
                answers.give(
                    {
                        "item": hit.item.id,
                        "name": hit.item.name,
                        "title": hit.item.title,
                        "score": round(hit.score, 4),
                        "passage": snippet.text if snippet else "",
                        "start": snippet.start if snippet else None,
                        "end": snippet.end if snippet else None,
                        "marks": [list(mark) for mark in snippet.marks] if snippet else [],
                    },
                    f"{hit.item.id}  {hit.item.title}\n    {snippet.text if snippet else ''}",
                )
        if not as_json:
            for note in found.notes:
                click.echo(note, err=True)
            if not found.hits:
                click.echo("Nothing found.")


@click.command("show")
@click.argument("item")
@click.option("--text", "with_text", is_flag=True, help="Also print the text read from it.")
@sign_in_options
@json_option
def show_command(
    item: str, with_text: bool, folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Show an item (by its id or citation key): what it is, where from, what rests on it."""
    answers = Answers(as_json=as_json)
    with opened(
        folder, user_name=user_name, passphrase_file=passphrase_file, needs=May.READ_ARCHIVE
    ) as acting:
        from dakaz.records.queries import archive, resting  # noqa: PLC0415 - needs Django

        seen_by = acting.seen_by
        found = archive.item_by_cite(seen_by, item) or archive.item(seen_by, item)
        text = archive.text_of(found)
        custody = archive.custody_of(found)
        values: dict[str, Any] = {
            "item": found.id,
            "title": found.title,
            "name": found.name,
            "cite": found.cite,
            "sha256": found.sha256,
            "size": found.size,
            "media_type": found.media_type,
            "dated": found.dated,
            "language": found.language,
            "reading": found.reading,
            "pages": found.pages,
            "source": found.source.title if found.source else None,
            "origins": [
                {"name": one.name, "how": one.how, "at": one.at.isoformat()} for one in custody.origins
            ],
            "passages": [
                {"label": one.label, "exact": one.exact, "start": one.start, "end": one.end}
                for one in archive.passages_of(seen_by, found)
            ],
            "rests_on_this": [
                {"kind": one.kind, "id": one.record.pk, "alone": one.alone, "line": one.line}
                for one in resting.rests_on(seen_by, found.id)
            ],
            "text": text.content if text and (with_text or as_json) else None,
        }
        told = {
            **values,
            "origins": _told_origins(custody.origins),
            "passages": [f"{one['label']} “{one['exact']}”" for one in values["passages"]],
            "rests_on_this": [_told_resting(one) for one in values["rests_on_this"]],
        }
        lines = [line for name, value in told.items() for line in _lines(name, value)]
        answers.give(values, "\n".join(lines))


def _told_origins(origins: Iterable[Origin]) -> list[str]:
    days = ((one, one.at.astimezone()) for one in origins)
    return [f"{one.name} ({one.how}), {at:%a} {at.day} {at:%B %Y, %H:%M}" for one, at in days]


def _told_resting(one: dict[str, Any]) -> str:
    line = f", line {one['line']}" if one["line"] else ""
    return f"{one['kind']} {one['id']}{line}{', on nothing else' if one['alone'] else ''}"


def _lines(name: str, value: Any) -> Iterator[str]:
    """Yield a value as people read it: each of several on a line of its own, nothing where nothing is."""
    if value in (None, "", []):
        return
    if not isinstance(value, list):
        yield f"{name}: {value}"
        return
    for one in value:
        yield f"{name}: {one}"


@click.command("reindex")
@sign_in_options
@json_option
def reindex_command(folder: Path, user_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Fold every text again, after the way words are folded has changed. Can be stopped and given again."""
    answers = Answers(as_json=as_json)
    with opened(folder, user_name=user_name, passphrase_file=passphrase_file) as acting:
        from dakaz.records.actions import reindexing  # noqa: PLC0415 - needs Django

        done = 0
        for done in reindexing.reindex(acting):
            answers.progress(f"{done} items")
        answers.give({"items": done}, f"{done} items folded again.")
