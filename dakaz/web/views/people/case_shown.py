"""What a case's page shows beside its facts and its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from dakaz.records.queries import case_ties, case_words
from dakaz.web.edtf_words import in_words
from dakaz.web.grounding import line_of
from dakaz.web.look import Link, Provenance

from . import timeline
from .case_parts import link_to, whose_words

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Case, Decision, Event

REFUSALS = ("asylum_refusal", "permit_refusal", "permit_cancellation", "designation", "expulsion", "return")


def adding(case: Case) -> list[Link]:
    """Return the ways to add something to a case, each prefilled with it."""
    asked = f"?case={case.pk}"
    kinds = (
        (gettext("Decision"), "people:new-decision", ""),
        (gettext("Due date"), "people:new-due-date", ""),
        (gettext("Testimony"), "people:new-testimony", ""),
        (gettext("Application"), "people:new-event", "&kind=application"),
        (gettext("Hearing"), "people:new-event", "&kind=hearing"),
        (gettext("Letter"), "people:new-event", "&kind=letter"),
        (gettext("Note"), "people:new-event", "&kind=note"),
        (gettext("Event"), "people:new-event", ""),
    )
    papers = Link(gettext("Paper"), reverse("archive:home") + asked + "&add=1#adding")
    became = Link(gettext("What became of them"), "#became")
    return [papers, *(Link(words, reverse(page) + asked + more) for words, page, more in kinds), became]


def became_links(case: Case) -> list[Link]:
    """Return the ways to write down what became of the person, one for each kind."""
    asked = reverse("people:new-event") + f"?case={case.pk}&kind="
    return [Link(str(words), asked + code) for code, words in case_words.AFTERMATH]


@dataclass(frozen=True, slots=True)
class SupportGiven:
    """One thing done for somebody: by whom, to whom, when, and what came of it.

    Args:
        believed: what the person believes helped, in their words; ``whose`` they are.
    """

    what: Link
    kind: str
    when: str
    by: Sequence[Link]
    to: Sequence[Link]
    answer: str
    believed: str
    whose: str


def support_of(events: Sequence[Event]) -> list[SupportGiven]:
    """Return what was done for the people of a case, in the order of its days."""
    return [_support(one) for one in events if one.kind in timeline.SUPPORT]


def _support(event: Event) -> SupportGiven:
    by = {"helper": list[Link](), "authority": list[Link]()}
    for part in event.involvements.all():
        by.setdefault(part.role, []).append(link_to(part.party))
    to = [link_to(event.reported_to)] if event.reported_to else by["authority"]
    answered = [in_words(event.answered), event.answer]
    return SupportGiven(
        what=Link(event.title, reverse("people:event", args=[event.pk])),
        kind=str(event.get_kind_display()),
        when=in_words(event.reported or event.date),
        by=by["helper"],
        to=to,
        answer=": ".join(part for part in answered if part),
        believed=event.believed,
        whose=whose_words(event),
    )


@dataclass(frozen=True, slots=True)
class Related:
    """Another case and what this one is to it."""

    says: str
    other: Link
    title: str
    note: str
    tie: Link


def ties_of(seen_by: SeenBy, case: Case) -> list[Related]:
    """Return how a case hangs together with others, read from its side."""
    return [
        Related(
            says=str(one.is_to_it.label),
            other=Link(one.other.code, reverse("people:case", args=[one.other.pk])),
            title=one.other.title,
            note=one.tie.note,
            tie=Link(gettext("Change or take away"), reverse("people:case-tie", args=[one.tie.pk])),
        )
        for one in case_ties.ties_of_case(seen_by, case)
    ]


def said_of_them(decisions: Sequence[Decision]) -> list[tuple[str, Link, Provenance, Any]]:
    """Return, word for word, what designations say, and any decision that says "may be a threat".

    Each with the kind of its decision, a link to it, where the words stand, and their passage if they have
    one: whether somebody "is" or "may be" a threat is told by the words, never by us.
    """
    found = []
    for decision in decisions:
        for reason in decision.reasons.all():
            if reason.words and (decision.kind == "designation" or reason.kind == "may_be_a_threat"):
                link = Link(str(decision.get_kind_display()), reverse("people:decision", args=[decision.pk]))
                line = line_of(reason.passage.item, reason.passage) if reason.passage else Provenance()
                found.append((reason.words, link, line, reason.passage))
    return found


def made_of(case: Case, decisions: Sequence[Decision]) -> list[Link]:
    """Return what can be made of a case, to look at or to give away."""
    picture = reverse("people:case-picture", args=[case.pk])
    return [
        Link(gettext("Picture of who and what hangs together"), picture),
        Link(gettext("Dossier for a lawyer or a court"), reverse("people:case-dossier", args=[case.pk])),
        *(return_risk(one) for one in decisions if one.kind in REFUSALS),
    ]


def return_risk(decision: Decision) -> Link:
    """Return the link to the annex that stands beside a refusal."""
    words = gettext("Risk on return, annex to “%(decision)s”") % {"decision": decision.get_kind_display()}
    return Link(words, reverse("people:return-risk", args=[decision.pk]))
