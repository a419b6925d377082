"""Risk on return: the annex to a refusal, as a page and as a PDF."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext, override

from dakaz.records.queries import casebook
from dakaz.records.queries.case_return import Annex, SourcedFact, annex_of
from dakaz.records.queries.case_sources import Numbered
from dakaz.report.case_paper import Block, Paper, beside, heading, paragraph
from dakaz.web.edtf_words import in_words
from dakaz.web.grounding import line_of
from dakaz.web.look import Link, Provenance

from . import marks
from .case_exports import MADE_WITH, HowManyNamed, given_out, joined, quoted, sources_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dakaz.records.models import Decision
    from dakaz.web.requests import Request

NAME = "risk-on-return"


def page(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show both sides; send the PDF to whoever says how many people it names."""
    annex = annex_of(request.user, casebook.decision(request.user, record_id))
    people = names_in(annex)
    form = HowManyNamed(request.POST if request.method == "POST" else None, named=len(people))
    if form.is_valid():
        with override("en"):
            made = paper_of(request, annex)
        whose = {annex.decision.compartment}
        return given_out(request, made, name=NAME, people=len(people), compartments=whose)
    return _shown(request, annex, form, people)


def _shown(request: Request, annex: Annex, form: HowManyNamed, people: Sequence[str]) -> HttpResponse:
    decision = annex.decision
    to_decision = reverse("people:decision", args=[decision.pk])
    to_case = reverse("people:case", args=[decision.case_id])
    context = {
        "record": decision,
        "annex": annex,
        "reasons": [(one, _where(one.passage)) for one in annex.reasons],
        "profile": ", ".join(str(one.label) for one in annex.profile),
        "lines": [_line(one) for one in annex.facts],
        "left_out": left_out_words(annex.left_out),
        "people": people,
        "form": form,
        "ways_back": [
            Link(gettext("Case %(code)s") % {"code": decision.case.code}, to_case),
            Link(str(decision.get_kind_display()), to_decision),
        ],
    }
    return render(request, "people/case_return.html", context, status=422 if form.is_bound else 200)


def _where(passage: Any) -> Provenance | None:
    return line_of(passage.item, passage) if passage else None


def _line(fact: SourcedFact) -> dict[str, Any]:
    event = fact.event
    return {
        "when": in_words(event.date),
        "kind": event.get_kind_display(),
        "where": ", ".join(part for part in (event.place, event.country) if part),
        "who": who_words(fact),
        "sure": marks.certainty(event),
        "passage": fact.passage,
        "source": line_of(fact.passage.item, fact.passage),
        "url": reverse("people:event", args=[event.pk]),
    }


def names_in(annex: Annex) -> list[str]:
    """Return whom an annex names, each once."""
    return sorted({name for fact in annex.facts for name in fact.who})


def who_words(fact: SourcedFact) -> str:
    """Return whom a line speaks of: by name where that may be, else as a person of a profile."""
    risks = ", ".join(str(one.label) for one in fact.risks)
    if fact.who:
        return f"{', '.join(fact.who)} ({risks})"
    return gettext("a person: %(risks)s") % {"risks": risks}


_WHY: Mapping[str, Callable[[int], str]] = {
    "passage": lambda count: ngettext(
        "%(count)d event rests on no passage.", "%(count)d events rest on no passage.", count
    ),
    "date": lambda count: ngettext("%(count)d event has no date.", "%(count)d events have no date.", count),
    "unlikely": lambda count: ngettext(
        "%(count)d event is held to be unlikely or disproved.",
        "%(count)d events are held to be unlikely or disproved.",
        count,
    ),
    "older": lambda count: ngettext(
        "%(count)d older event is not shown.", "%(count)d older events are not shown.", count
    ),
    "other_case": lambda count: ngettext(
        "%(count)d event stands only in the papers of another case.",
        "%(count)d events stand only in the papers of other cases.",
        count,
    ),
    "names": lambda count: ngettext(
        "%(count)d event is told only in words that name somebody who may not be named.",
        "%(count)d events are told only in words that name somebody who may not be named.",
        count,
    ),
}


def left_out_words(left_out: Counter[str]) -> list[str]:
    """Return how many events fit and were not used, and why."""
    return [say(left_out[why]) % {"count": left_out[why]} for why, say in _WHY.items() if left_out[why]]


def paper_of(request: Request, annex: Annex) -> Paper:
    """Compose the annex, in the language that is active."""
    numbered, decision = Numbered(), annex.decision
    left = [block for one in annex.reasons for block in _said(one, numbered)]
    right = [block for one in annex.facts for block in _told(one, numbered)]
    nothing = [paragraph("Nothing is written down.", soft=True)]
    blocks = [
        paragraph(_profile_words(annex)),
        heading("Side by side"),
        beside(
            [heading("What the decision says", level=2), *(left or nothing)],
            [heading("What dated sources say", level=2), *(right or _none(annex))],
        ),
    ]
    if annex.left_out:
        blocks.append(heading("What was not used", level=2))
        blocks += [paragraph(words, soft=True) for words in left_out_words(annex.left_out)]
    return Paper(
        title="Annex: risk on return",
        code=decision.case.code,
        made_on=request.today,
        cover=_cover(decision, in_words(request.today.isoformat())),
        note="Facts only, each in the words of a source. Nothing is concluded here.",
        blocks=blocks,
        sources=sources_of(request.user, numbered),
        made_with=MADE_WITH,
    )


def _cover(decision: Decision, today: str) -> list[str]:
    dated = in_words(decision.dated)
    made = joined((str(decision.get_kind_display()).capitalize(), decision.authority.label, dated))
    return [made + (f" · {decision.reference}" if decision.reference else ""), f"Made on {today}"]


def _profile_words(annex: Annex) -> str:
    if not annex.profile:
        return "Why the person is at risk at home is not written down."
    risks = ", ".join(str(one.label) for one in annex.profile)
    beside_it = "On the right stands what happened to people of whom one of these is known."
    return f"Why the person is at risk at home: {risks}. {beside_it}"


def _none(annex: Annex) -> list[Block]:
    del annex
    return [paragraph("No dated event with a passage about people of this profile is kept here.", soft=True)]


def _said(reason: Any, numbered: Numbered) -> list[Block]:
    return [
        paragraph(str(reason.get_kind_display()).capitalize(), soft=True),
        quoted(reason.words, reason.passage, numbered),
    ]


def _told(fact: SourcedFact, numbered: Numbered) -> list[Block]:
    event = fact.event
    where = ", ".join(part for part in (event.place, event.country) if part)
    head = joined((in_words(event.date), str(event.get_kind_display()), where))
    sure = f"{who_words(fact)}; {event.get_status_display()}"
    return [paragraph(f"{head}\n{sure}", soft=True), quoted(fact.passage.exact, fact.passage, numbered)]


def urls() -> list[URLPattern]:
    """Return the address."""
    return [path("decisions/<uuid:record_id>/return-risk", page, name="return-risk")]
