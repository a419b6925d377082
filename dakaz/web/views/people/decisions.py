"""Decisions: what an authority decided, how it reached the person, and its reasons word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from dakaz.records.actions.casebook import save_decision
from dakaz.records.queries import case_words, casebook, grounds, vocabulary
from dakaz.web.edtf_words import in_words, when
from dakaz.web.grounding import line_of, lines_of, place_of
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link, Provenance, State
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks
from .case_parts import link_to
from .case_shown import REFUSALS, return_risk
from .deadline_panel import addresses, has_law, panel_of
from .decision_form import BAN, DecisionForm
from .people_ties import named_tie_lines

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Decision, DueDate
    from dakaz.web.requests import Request


def _cells(decision: Decision) -> list[Any]:
    return [
        when(decision.dated) or gettext("no date"),
        decision.get_kind_display(),
        decision.outcome,
        decision.case.code,
        decision.authority.label,
        when(decision.served),
        "; ".join(brings(decision)),
    ]


def _cells_outside(_seen_by: SeenBy, decisions: Sequence[Decision]) -> list[list[Any]]:
    """Return how the list stands in a file: with reference and ground, for which a page has no room."""
    return [[*(cells := _cells(one))[:-1], one.reference, one.ground, cells[-1]] for one in decisions]


def brings(decision: Decision) -> list[str]:
    """Return what a decision brings with it, a ban with its length."""
    known = [(code, str(word)) for code, word in case_words.CONSEQUENCES]
    return [_length(decision, code, word) for code, word in known if code in decision.consequences]


def _length(decision: Decision, code: str, word: str) -> str:
    if code != BAN:
        return word
    if decision.ban_for_life:
        return gettext("%(what)s (for life)") % {"what": word}
    months = decision.ban_months
    if not months:
        return gettext("%(what)s (no length written)") % {"what": word}
    said = ngettext("%(what)s (%(count)d month)", "%(what)s (%(count)d months)", months)
    return said % {"what": word, "count": months}


def _facts(_request: Request, decision: Decision) -> list[Fact]:
    case, paper = decision.case, decision.item
    return [
        Fact(gettext("Case"), Link(case.code, reverse("people:case", args=[case.pk]))),
        Fact(gettext("Authority"), link_to(decision.authority)),
        Fact(gettext("What it decided"), decision.outcome),
        Fact(gettext("Dated"), in_words(decision.dated)),
        Fact(gettext("Reached the person"), _served(decision)),
        Fact(gettext("Reference"), decision.reference),
        Fact(gettext("Ground"), decision.ground),
        Fact(gettext("What it brings with it"), brings(decision)),
        Fact(
            gettext("Paper"),
            Link(paper.title, place_of(paper).url) if paper else None,
            line_of(paper) if paper else Provenance(),
        ),
    ]


def _served(decision: Decision) -> str:
    how = str(decision.get_served_how_display())
    if not decision.served:
        return "" if decision.served_how == "unknown" else how
    return in_words(decision.served) + (f" · {how}" if decision.served_how != "unknown" else "")


def _reasons(decision: Decision) -> Iterator[tuple[Any, Provenance]]:
    """Each reason with where its words stand; without a passage it shows that it has none."""
    for reason in decision.reasons.all():
        passage = reason.passage
        yield reason, line_of(passage.item, passage) if passage else Provenance()


def _more(request: Request, decision: Decision) -> dict[str, Any]:
    due = casebook.due_dates_of(request.user, decision)
    rests = [one for one in grounds.grounds_of(request.user, decision) if one.field != "reasons"]
    new_due = f"?case={decision.case_id}&decision={decision.pk}"
    return {
        "reasons": list(_reasons(decision)),
        "due": [due_line(one) for one in due],
        "new_due": reverse("people:new-due-date") + new_due,
        "return_risk": return_risk(decision) if decision.kind in REFUSALS else None,
        "panel": panel_of(request, decision) if has_law(decision) else None,
        "go": addresses(decision),
        "set_by": vocabulary.SET_BY,
        "cannot": State(gettext("cannot be counted yet"), "open"),
        "grounds": list(zip(rests, lines_of(rests), strict=True)),
        **named_tie_lines(request.user, decision),
    }


def due_line(due: DueDate) -> dict[str, Any]:
    """Return a due date as lists on other pages show it."""
    return {
        "date": due,
        "kind": marks.due_kind(due),
        "state": marks.due_state(due),
        "url": reverse("people:due-date", args=[due.pk]),
        "done_url": reverse("people:done-due-date", args=[due.pk]),
    }


DECISIONS = Pages(
    namespace="people",
    name="decision",
    path="decisions",
    words={
        "one": gettext_lazy("Decision"),
        "many": gettext_lazy("Decisions"),
        "add": gettext_lazy("Add a decision"),
        "empty": gettext_lazy("What authorities decided, with the reasons in the papers' own words."),
    },
    columns=(
        Column("dated", gettext_lazy("Dated")),
        Column("kind", gettext_lazy("Kind")),
        Column("outcome", gettext_lazy("What it decided"), sortable=False),
        Column("case", gettext_lazy("Case"), fit="whole"),
        Column("authority", gettext_lazy("Authority"), minor=True),
        Column("served", gettext_lazy("Reached them")),
        Column("brings", gettext_lazy("Brings"), sortable=False),
    ),
    first="-dated",
    listing=casebook.decisions,
    cells=_cells,
    fetch=casebook.decision,
    facts=_facts,
    form=DecisionForm,
    save=save_decision,
    more=_more,
    template="people/decision.html",
    form_template="people/decision_form.html",
    filters=(Filter("kind", gettext_lazy("Kind"), vocabulary.DECISION_KINDS),),
    outside=_cells_outside,
    file_header=(
        gettext_lazy("Dated"),
        gettext_lazy("Kind"),
        gettext_lazy("What it decided"),
        gettext_lazy("Case"),
        gettext_lazy("Authority"),
        gettext_lazy("Reached the person"),
        gettext_lazy("Reference"),
        gettext_lazy("Ground"),
        gettext_lazy("Brings"),
    ),
)
