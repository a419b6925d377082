"""How far an import is and what came of each file, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from dakaz.web.look import Bar, Link, State
from dakaz.web.templatetags.words import moment, size
from dakaz.worker import current

from . import words

if TYPE_CHECKING:
    from dakaz.records.models import ImportFile
    from dakaz.records.queries.archive_pages import ImportState
    from dakaz.web.look import Tone

STATES: dict[str, Tone] = {
    "added": "good",
    "known": "plain",
    "failed": "brick",
    "waiting": "open",
    "undone": "open",
}
RUN_STATES: dict[str, Tone] = {"running": "plain", "stopped": "amber", "done": "good", "undone": "open"}


def bar_of(state: ImportState) -> Bar:
    """Return the bar of an import, with a link to its report."""
    return Bar(
        title=title_of(state),
        done=state.done,
        of=state.total,
        failed=state.counts.get("failed", 0),
        unit=ngettext("file", "files", state.total),
        links=[Link(gettext("Report"), reverse("archive:import", args=[state.run.pk]))],
    )


def title_of(state: ImportState) -> str:
    """Return what an import is at."""
    run = state.run
    when = moment(timezone.localtime(run.started))
    if run.state == "stopped":
        return gettext("Stopped: files sent %(when)s") % {"when": when}
    if run.state == "running":
        at_work = current().progress(run.pk)
        if at_work and at_work.stage == "reading pictures":
            asked = {"done": at_work.done, "of": at_work.of}
            return gettext("Reading letters in pictures: %(done)s of %(of)s done") % asked
        if at_work:
            return gettext("Taking files in, sent %(when)s") % {"when": when}
        return gettext("Waiting its turn: files sent %(when)s") % {"when": when}
    return gettext("Files sent %(when)s") % {"when": when}


def summary(state: ImportState) -> str:
    """Return what came of an import in one sentence per outcome."""
    counts = state.counts
    said = {
        "added": ngettext("%(n)s file was added.", "%(n)s files were added.", counts.get("added", 0)),
        "known": ngettext(
            "%(n)s was here already; it gained another origin.",
            "%(n)s were here already; they gained another origin.",
            counts.get("known", 0),
        ),
        "failed": ngettext("%(n)s failed.", "%(n)s failed.", counts.get("failed", 0)),
        "undone": ngettext("%(n)s was taken back.", "%(n)s were taken back.", counts.get("undone", 0)),
        "waiting": ngettext("%(n)s waits.", "%(n)s wait.", counts.get("waiting", 0)),
    }
    return " ".join(
        sentence % {"n": number_format(counts[name])} for name, sentence in said.items() if counts.get(name)
    )


def said_so_far(state: ImportState) -> str:
    """Return how many of how many files, how large, and what came of them, in one line."""
    counted = gettext("%(done)s of %(of)s files") % {
        "done": number_format(state.done),
        "of": number_format(state.total),
    }
    return " · ".join(
        part for part in (counted, size(state.size) if state.size else "", summary(state)) if part
    )


def outcome(file: ImportFile) -> State:
    """Return a file's state as a word with a mark."""
    return State(file.get_state_display(), STATES.get(file.state, "plain"))


def remarks(file: ImportFile) -> Sequence[str]:
    """Return what should be known about a file: why it failed, or what could not be read in it."""
    return words.notes(file.problem)
