"""Writes the reference of personal fields: `python docs/make_personal_fields.py`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import django

TARGET = Path(__file__).parent / "reference" / "personal-fields.md"
HEAD = """# Personal fields

Every field of a vault that can say something of a person: what it is for, on which ground, how long it is
kept, and what erasing does with it. The same list stands in the app under *Settings, What is kept of people*,
and can be saved from there as CSV or XLSX. There is no field for a diagnosis.

**Grounds and times are a proposal.** They hold only when your office has confirmed them with its own lawyer;
times it has decided otherwise stand in the app.

This page is made from `dakaz/records/fields` by `docs/make_personal_fields.py`; a test says when it
is not current.
"""


def reference() -> str:
    """Return the page."""
    from dakaz.records.queries import personal  # noqa: PLC0415 - tables load after the settings

    parts = [HEAD, "## How long cases are kept\n", "| class | comes up |\n| --- | --- |"]
    parts += [f"| {words} | {_time(days)} |" for words, days in personal.proposed_times()]
    parts.append("\nNothing is erased by itself: a case that comes up is looked at by somebody.\n")
    for kind, fields in groupby(personal.personal_fields(), key=lambda one: one.kind):
        parts += _table(kind, list(fields))
    return "\n".join(parts).rstrip() + "\n"


def _time(days: int | None) -> str:
    from dakaz.records.fields import months_of  # noqa: PLC0415 - likewise

    if days is None:
        return "not by time: when somebody says that the reason is over"
    return f"{months_of(days)} months after it closed"


def _table(kind: str, fields: list) -> Iterator[str]:
    from dakaz.web.views.people.erasing_words import kind_words  # noqa: PLC0415 - likewise

    yield f"## {kind_words(kind)}\n"
    yield "| field | what for | ground | kind of data | kept | theirs to have | leak check | when erased |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for one in fields:
        field = one.field
        said = [field.use.label, field.basis.label, field.category.label, field.kept.label]
        marks = ["yes" if field.own else "no", "yes" if field.needle else "no", field.erased.label]
        yield f"| {' | '.join(map(str, [one.name, *said, *marks]))} |"
    yield ""


def start() -> None:
    """Make the tables known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")
    django.setup()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    start()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(reference(), "utf-8")
