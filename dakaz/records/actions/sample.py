"""Filling a vault with a dossier written down in YAML, by the same actions a person uses.

The sample dossier is one; ``samples/README.md`` describes the sections. Every section is read in an
order in which what it points to is there already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dakaz.outside.parsing import Readers

from . import (
    people_sample,
    publications,
    sample_archive,
    sample_cases,
    sample_observatory,
    sample_work,
)
from .acting import Acting
from .imports import finish, start
from .sample_filling import Entry, Filling, ReadFile

SECTIONS = (
    ("parties", sample_cases.party),
    ("people", people_sample.write),
    ("cases", sample_cases.case),
    ("case_ties", sample_cases.case_tie),
    ("hand_overs", sample_work.hand_over),
    ("sources", sample_archive.source),
    ("papers", sample_archive.paper),
    ("passages", sample_archive.passage),
    # Applications before what was decided on them: a decision stops their clock.
    ("events", sample_cases.event),
    ("decisions", sample_cases.decision),
    ("testimonies", sample_cases.testimony),
    ("statements", sample_observatory.statement),
    ("recommendations", sample_observatory.recommendation),
    ("series", sample_observatory.series),
    ("claims", sample_observatory.claim),
    ("checks", sample_observatory.check),
    ("due", sample_cases.due),
    ("deadlines", sample_work.deadline),
    ("tasks", sample_work.task),
    ("absences", sample_work.absence),
    ("searches", sample_work.search),
)


def fill(
    acting: Acting,
    readers: Readers,
    dossier: Mapping[str, Sequence[Entry]],
    *,
    read_file: ReadFile,
    outline: str,
) -> Iterator[str]:
    """Write a dossier and its report; yield the name of each section when it is done."""
    filling = Filling(acting, readers, read_file, start(acting, how="sample"))
    for entry in dossier.get("colleagues", ()):
        sample_work.colleague(filling, entry)
    for section, write in SECTIONS:
        made = filling.keys.setdefault(section, {})
        for entry in dossier.get(section, ()):
            made[entry["key"]] = write(filling, entry)
        if section == "statements":
            sample_observatory.pair(filling, dossier["statements"])
        yield section
    finish(filling.run)
    publications.save_report(acting, key="sample", title=_title(outline), outline=outline)
    yield "report"


def _title(outline: str) -> str:
    from dakaz import report as room  # noqa: PLC0415 - typst is loaded only here

    return room.parse(outline).front.title
