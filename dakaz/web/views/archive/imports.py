"""Imports: their list, the report of one, stop, resume, undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import N_, BadInput
from dakaz.records.actions import archive as changes
from dakaz.records.actions import uploads
from dakaz.records.queries import archive_pages
from dakaz.records.queries.archive_pages import ImportState
from dakaz.web import exports
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Empty, Link, Notice, State
from dakaz.web.requests import Request
from dakaz.web.tables import Column, Row, Table, TableAsked
from dakaz.web.templatetags.words import size
from dakaz.worker import current

from . import words
from .import_words import RUN_STATES, outcome, remarks, said_so_far, summary, title_of

if TYPE_CHECKING:
    from dakaz.records.models import ImportFile

SAID = "import said"
PAGES = N_(
    "%(number)s of its photos are pages of a paper by now, so the import cannot be taken back. "
    "Nothing was changed."
)
RUNS = (
    Column("started", gettext_lazy("Sent")),
    Column("state", gettext_lazy("State")),
    Column("outcome", gettext_lazy("Outcome"), sortable=False),
    Column("how", gettext_lazy("How"), minor=True),
    Column("by", gettext_lazy("By"), sortable=False, minor=True),
)
FILES = (
    Column("name", gettext_lazy("File as it came")),
    Column("state", gettext_lazy("Outcome")),
    Column("size", gettext_lazy("Size"), number=True, minor=True),
    Column("remarks", gettext_lazy("What to know"), sortable=False),
)
EXPORTED = (
    gettext_lazy("File as it came"),
    gettext_lazy("Outcome"),
    gettext_lazy("Size in bytes"),
    "SHA-256",
    gettext_lazy("Item"),
    gettext_lazy("What to know"),
)


def runs(request: Request) -> HttpResponse:
    """Show every import, the newest first."""
    asked = TableAsked.of(request, sortable=("started", "state", "how"), first="-started")
    found, states = archive_pages.import_states(request.user, sort=asked.sort, page=asked.page)
    table = Table(
        caption=gettext("Imports"),
        columns=RUNS,
        rows=[_run_row(state) for state in states],
        asked=asked,
        total=found.total,
        empty=Empty(
            gettext("Nothing was added yet."),
            gettext("Each time files are added, a report of what came of them stands here."),
            Link(gettext("To the archive"), reverse("archive:home")),
        ),
    )
    return render(request, "archive/imports.html", {"table": table})


def _run_row(state: ImportState) -> Row:
    run = state.run
    word = State(run.get_state_display(), RUN_STATES.get(run.state, "plain"))
    values = [run.started, word, summary(state) or None, words.how(run.how), state.by]
    return Row(values, reverse("archive:import", args=[run.pk]))


def report(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Show how far an import is and what came of each file."""
    state = archive_pages.import_state(request.user, run_id)
    if state.run.state == "running":
        current().wake(acting(request))
    asked = TableAsked.of(request, sortable=("name", "state", "size"), first="position")
    files = archive_pages.import_files(state.run, sort=asked.sort, page=asked.page)
    context = {
        **_standing(request, state),
        "table": Table(
            caption=gettext("Files of this import"),
            columns=FILES,
            rows=[_file_row(file) for file in files.rows],
            asked=asked,
            total=files.total,
            exports=exports.links(
                reverse("archive:import-csv", args=[run_id]), reverse("archive:import-xlsx", args=[run_id])
            ),
        ),
        "notice": request.session.papers.pop(SAID, None),
    }
    return render(request, "archive/import.html", context)


def standing(request: Request, run_id: uuid.UUID) -> JsonResponse:
    """Say only what changes of the report; asked for by the page itself, every few seconds."""
    state = archive_pages.import_state(request.user, run_id)
    if state.run.state == "running":
        current().wake(acting(request))
    return JsonResponse(
        {
            "state": state.run.state,
            "title": title_of(state),
            "said": said_so_far(state),
            "done": state.done,
            "of": state.total,
        }
    )


def _standing(request: Request, state: ImportState) -> dict[str, object]:
    problem = current().held_up(state.run.pk)
    photos = archive_pages.photos_of(request.user, state.run) if _is_for_a_paper(state) else []
    return {
        "state": state,
        "title": title_of(state),
        "said": said_so_far(state),
        "problem": sentence(problem) if problem else "",
        "running": state.run.state == "running",
        "photos": len(photos),
        "may_undo": state.run.state in ("done", "stopped") and state.total > 0,
    }


def _is_for_a_paper(state: ImportState) -> bool:
    return state.run.how == uploads.PHOTOS and state.run.state == "done"


def _file_row(file: ImportFile) -> Row:
    bytes_held = size(file.size) if file.size is not None else None
    url = reverse("archive:item", args=[file.item_id]) if file.item_id else ""
    return Row([words.as_it_came(file.name), outcome(file), bytes_held, list(remarks(file)) or None], url)


def as_file(request: Request, run_id: uuid.UUID, kind: exports.Kind) -> HttpResponseBase:
    """Give the report as CSV or XLSX."""
    state = archive_pages.import_state(request.user, run_id)
    rows = _exported(archive_pages.every_file(state.run))
    return exports.as_file(kind, name="import", header=EXPORTED, rows=rows)


def _exported(files: Iterator[ImportFile]) -> Iterator[Sequence[object]]:
    for file in files:
        held = file.size if file.size is not None else ""
        yield (
            words.as_it_came(file.name),
            file.get_state_display(),
            held,
            file.sha256,
            file.item_id or "",
            " ".join(remarks(file)),
        )


def stop(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Let an import rest."""
    if request.method == "POST" and not current().stop_run(acting(request), run_id):
        text = gettext("The files under way are finished first; then it rests.")
        request.session.papers[SAID] = Notice(gettext("It is being stopped."), text)
    return SeeOther(reverse("archive:import", args=[run_id]))


def resume(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Let an import go on."""
    if request.method == "POST":
        uploads.resume(acting(request), run_id)
        current().wake(acting(request))
    return SeeOther(reverse("archive:import", args=[run_id]))


def undo(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Ask what is to go and what stays, then take an import back."""
    state = archive_pages.import_state(request.user, run_id)
    pages = archive_pages.pages_of_papers(request.user, state.run)
    if pages:
        raise BadInput(PAGES, number=pages)
    if request.method != "POST":
        return render(request, "archive/undo.html", {"state": state, "summary": summary(state)})
    if not current().stop_run(acting(request), run_id):
        text = gettext("Some of its files are being taken in at this moment. Nothing was taken back yet.")
        request.session.papers[SAID] = Notice(gettext("Try again in a minute."), text, "amber")
        return SeeOther(reverse("archive:import", args=[run_id]))
    dropped = uploads.drop_waiting(acting(request), run_id)
    gone, kept = changes.undo_import(acting(request), run_id)
    request.session.papers[SAID] = _undone(gone + dropped, kept)
    return SeeOther(reverse("archive:import", args=[run_id]))


def _undone(gone: int, kept: int) -> Notice:
    text = gettext("%(gone)d taken back.") % {"gone": gone}
    if kept:
        text += " " + gettext("%(kept)d stay, because something rests on them.") % {"kept": kept}
    return Notice(gettext("The import was undone."), text, "amber" if kept else "good")
