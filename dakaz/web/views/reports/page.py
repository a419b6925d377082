"""A report's page: whether it can be built, what stands in its way, its counts, its releases."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dakaz import report as room
from dakaz.errors import BadInput
from dakaz.records.actions import publications as actions
from dakaz.records.actions.one_digit import digit_to_put_back
from dakaz.records.queries import archive, publications
from dakaz.report.needs import lines_of_counts
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Link, Notice, State
from dakaz.web.requests import Request

from . import shown
from .forms import RecipientsForm

if TYPE_CHECKING:
    from dakaz.records.models import Report

NOTICE = "report notice"


@dataclass(frozen=True, slots=True)
class ShownCount:
    """A count the outline asks for.

    Args:
        number: its place among the report's counts, from 1; leads to the records that are counted.
        expression: as the outline asks, in one spelling.
        lines: where it stands.
        state: approved, changed, not approved.
        approved_on: the day of approval, in words.
    """

    number: int
    expression: str
    counted: room.Counted
    lines: Sequence[Link]
    state: State
    approved_on: str


def report(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Hold a report against archive and records, and show what came of it."""
    return report_page(request, report_id, notice=request.session.papers.pop(NOTICE, None))


def approve(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Let the counts stand as they were shown; when they moved since, nothing is approved."""
    back = SeeOther(reverse("reports:report", args=[report_id]) + "#counts")
    if request.method != "POST":
        return back
    counts = publications.counts(request.user, report_id, today=request.today)
    if request.POST.get("shown") != _as_shown(counts):
        request.session.papers[NOTICE] = Notice(
            gettext("Nothing was approved."),
            gettext("A count moved while this page was open. Look at the numbers as they are now."),
            "amber",
        )
        return back
    number = actions.approve_counts(acting(request), report_id, today=request.today)
    said = ngettext("%(number)d count approved.", "%(number)d counts approved.", number)
    by = gettext("Your name and the day stand beside each; the report is refused when one of them moves.")
    request.session.papers[NOTICE] = Notice(said % {"number": number}, by, "good")
    return back


def _as_shown(counts: Mapping[str, room.Counted]) -> str:
    """What somebody who approves has seen: the value of every count."""
    return "-".join(str(one.value) for one in counts.values())


def _moves(counts: Mapping[str, room.Counted]) -> list[str]:
    """What approving changes, in words."""
    moves = []
    for expression, one in counts.items():
        what = {"what": one.what or expression, "value": one.value, "before": one.approved}
        if one.approved is None:
            moves.append(gettext("%(what)s: %(value)d") % what)
        elif one.approved != one.value:
            moves.append(gettext("%(what)s from %(before)d to %(value)d") % what)
    return moves


def report_page(
    request: Request,
    report_id: uuid.UUID,
    *,
    notice: Notice | None = None,
    form: RecipientsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a report's page; ``form`` is one to mend."""
    found = publications.report(request.user, report_id)
    context: dict[str, Any] = {
        "report": found,
        "notice": notice,
        "form": form or RecipientsForm(),
        "releases": publications.past_releases(request.user, found),
        "sample": archive.vault_state().sample,
    }
    try:
        checked = actions.check_report(acting(request), report_id, today=request.today)
    except BadInput as problem:
        context |= {"unreadable": sentence(problem), "state": State(gettext("cannot be read"), "brick")}
    else:
        context |= _context(found, checked)
    return render(request, "reports/report.html", context, status=status)


def _context(found: Report, checked: actions.Checked) -> dict[str, Any]:
    sources = sorted(checked.material.sources.items(), key=lambda one: one[1].title.casefold())
    return {
        "state": _state(len(checked.findings)),
        "refused": bool(checked.findings),
        "findings": shown.findings(found.pk, checked.findings, checked.material),
        "remarks": shown.findings(found.pk, checked.remarks, checked.material),
        "counts": shown_counts(found.pk, checked),
        "moves": _moves(checked.material.counts),
        "as_shown": _as_shown(checked.material.counts),
        "sources": [(key, source, shown.item_address(source.item_id)) for key, source in sources],
        "closed": sum(not source.public for _, source in sources),
        "digit_changed": digit_to_put_back(checked) is not None,
    }


def _state(number: int) -> State:
    if number == 0:
        return State(gettext("can be built"), "good")
    words = ngettext("refused: %(number)d finding", "refused: %(number)d findings", number)
    return State(words % {"number": number}, "brick")


def shown_counts(report_id: Any, checked: actions.Checked) -> list[ShownCount]:
    """Return every count of the outline with the lines it stands on."""
    lines = lines_of_counts(checked.outline)
    return [
        ShownCount(
            number=number,
            expression=expression,
            counted=counted,
            lines=[
                Link(str(line), shown.line_address(report_id, line)) for line in lines.get(expression, ())
            ],
            state=_count_state(counted),
            approved_on=in_words(counted.approved_on),
        )
        for number, (expression, counted) in enumerate(checked.material.counts.items(), start=1)
    ]


def _count_state(counted: room.Counted) -> State:
    if counted.approved is None:
        return State(gettext("not approved"), "open")
    if counted.approved != counted.value:
        return State(gettext("changed"), "amber")
    return State(gettext("approved"), "good")
