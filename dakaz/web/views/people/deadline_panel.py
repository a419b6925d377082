"""The panel of a decision: by when, and what can be done; each day with its reasons and its standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from dakaz import law
from dakaz.law.moments import as_day
from dakaz.law.say import say_words
from dakaz.records.queries import deadlines as written
from dakaz.records.queries import law_of_decisions as asked
from dakaz.web.look import Link, State, Step, Trace

from .deadline_lines import Written, written_lines
from .law_words import (
    band_of,
    fact_label,
    fact_question,
    only_if,
    reader,
    rule_address,
    state_of,
    value_words,
)

if TYPE_CHECKING:
    from dakaz.law.outcome import Quoted
    from dakaz.records.models import Decision
    from dakaz.web.requests import Request


@dataclass(frozen=True, slots=True)
class Quote:
    """An article: the act, the place in it, its sentence in Lithuanian where that is held word for word."""

    act: str
    ref: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another reading that may hold: what it is called and what it gives."""

    label: str
    headline: str
    safe: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """What one rule says, ready to be drawn.

    Args:
        key: of its heading, unique on the page.
        condition: facts nobody told that must be so for it to hold.
        refused: why it gives no answer; then most of the rest is empty.
        assumed: each with the anchor where it can be changed.
        written: what stands written down for this rule, the newest first.
    """

    key: str
    label: str
    url: str
    state: State | None = None
    band: State | None = None
    safe: date | None = None
    last: date | None = None
    headline: str = ""
    says: Sequence[str] = ()
    authority: str = ""
    warnings: Sequence[str] = ()
    condition: str = ""
    refused: str = ""
    knowledge: Sequence[str] = ()
    trace: Trace | None = None
    assumed: Sequence[tuple[str, str]] = ()
    uncertain: Sequence[str] = ()
    left_out: Sequence[tuple[str, str]] = ()
    quotes: Sequence[Quote] = ()
    others: Sequence[Other] = ()
    written: Sequence[Written] = ()


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact to tell: its question and what may be answered; no options where a number is typed."""

    name: str
    label: str
    question: str
    told: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the panel shows.

    Args:
        days: rules that give a day to act by, the earliest first.
        stops: whether a complaint stops the decision.
        also: what else the pack says of such a decision.
        ways: what else can be asked for.
        orphans: confirmed days that no rule gives any more by the facts as they are now.
        past: counts that were replaced or set aside.
        uncounted: whether a day is given that is not written down yet.
        draft: what to say while no lawyer has read the pack; empty once one has.
    """

    days: Sequence[Card]
    stops: Sequence[Card]
    also: Sequence[Card]
    ways: Sequence[Link]
    orphans: Sequence[Written]
    past: Sequence[Written]
    facts: Sequence[AskedFact]
    uncounted: bool
    draft: str
    notice: str
    help: Sequence[tuple[str, str]] = field(default=())


def panel_of(request: Request, decision: Decision) -> Panel:
    """Ask the law about a decision as of today, and set beside it what was written down."""
    found = asked.answers(decision, as_of=request.today)
    rows = written.deadlines_of(request.user, decision)
    lines = written_lines(request, rows)
    cards = {one.rule.id: _card(one, lines, asked.subject_of(decision), request.today) for one in found}
    days = [one for one in found if one.is_day or _should_be_day(one)]
    rest = [one for one in found if one not in days]
    answered = {one.rule.id for one in days}
    holding = [one for one in lines if one.holds]
    return Panel(
        days=[cards[one.rule.id] for one in days],
        stops=[cards[one.rule.id] for one in rest if one.rule.kind == "effect"],
        also=[
            cards[one.rule.id] for one in rest if one.rule.kind not in ("effect", "pathway") and one.outcome
        ],
        ways=_ways(found),
        orphans=[one for one in holding if one.row.rule not in answered],
        past=[one for one in lines if not one.holds],
        facts=_facts(decision, request.today),
        uncounted=any(one.is_day and not any(w.row.rule == one.rule.id for w in lines) for one in found),
        draft=law.phrase("no_lawyer", reader()) if asked.pack().draft else "",
        notice=law.phrase("information_only", reader()) + " " + law.phrase("not_official", reader()),
        help=[
            (say_words(one["label"], reader()), say_words(one["say"], reader())) for one in asked.pack().help
        ],
    )


def _should_be_day(one: asked.Answered) -> bool:
    """A rule that would give a day, were its facts known, says what is missing where the day would stand."""
    rule = one.rule
    return one.outcome is None and rule.kind == "deadline" and rule.audience == "person" and not rule.outcomes


def _card(one: asked.Answered, lines: Sequence[Written], subject: str, today: date) -> Card:
    rule = one.rule
    key, label, url = (
        (rule.row or rule.id).replace(".", "-"),
        say_words(rule.label, reader()),
        rule_address(rule),
    )
    mine = [each for each in lines if each.row.rule == rule.id and each.holds]
    if one.outcome is None:
        return Card(key, label, url, refused=_refused(one), condition=only_if(one), written=mine)
    outcome, said = one.outcome, law.say(one.outcome, reader())
    done = any(each.binds and each.row.done for each in mine)
    return Card(
        key,
        label,
        url,
        state=State(gettext("done"), "good")
        if done
        else state_of(outcome, said, today)
        if outcome.state
        else None,
        band=band_of(outcome, said),
        safe=_day(outcome.safe_day),
        last=_day(outcome.last_day),
        headline="" if done else said.headline,
        says=said.says,
        authority=said.authority,
        warnings=said.warnings,
        condition=only_if(one),
        knowledge=said.knowledge,
        trace=trace_of(said),
        assumed=_assumed(said, subject),
        uncertain=said.uncertain,
        left_out=said.not_modelled,
        quotes=[quote_of(each) for each in outcome.sources],
        others=[_other(a, s) for a, s in zip(outcome.alternatives, said.alternatives, strict=True)],
        written=mine,
    )


def trace_of(said: law.Said) -> Trace:
    """Return the reasoning as the component shows it, ending in what is not certain."""
    return Trace(
        law.phrase("heading_trace", said.language),
        [Step(sentence, articles) for sentence, articles in said.trace],
        unknown=said.uncertain,
    )


def quote_of(quoted: Quoted, language: str = "") -> Quote:
    """Return an article with its own sentence."""
    act = say_words(quoted.source.title, language or reader()) or quoted.source.short
    return Quote(act, quoted.ref, quoted.quote or "", quoted.source.url)


def _other(outcome: law.Outcome, said: law.Said) -> Other:
    return Other(said.label, said.headline, _day(outcome.safe_day), _day(outcome.last_day))


def _day(moment: Any) -> date | None:
    return None if moment is None else as_day(moment, asked.pack().zone)


def _refused(one: asked.Answered) -> str:
    """Say in the reader's words why there is no answer, and what would give one."""
    problem = one.refused
    if isinstance(problem, law.NoVersionInForce):
        return gettext(
            "We know no text of this rule for that day. No other text is used in its place: ask a lawyer."
        )
    missing = [name for name in one.rule.needs if name not in one.rule.events]
    if missing and all(name in asked.pack().facts for name in missing):
        names = ", ".join(fact_label(name) for name in missing)
        return gettext("It hangs on what nobody has told yet: %(what)s.") % {"what": names}
    return gettext(
        "No day can be counted: neither the day it was handed over nor the day it was made is known. "
        "Look at the paper and the envelope, and ask a lawyer today."
    )


def _assumed(said: law.Said, subject: str) -> list[tuple[str, str]]:
    """Return what was assumed with the anchor of the question that changes it, if it can be so at all."""
    facts, asked_here = asked.pack().facts, asked.used_about(subject)
    found = []
    for sentence in said.assumed:
        named = [name for name, fact in facts.items() if say_words(fact.label, reader()) in sentence]
        if not named or any(name in asked_here for name in named):
            found.append((sentence, f"fact-{named[0]}" if named else "facts"))
    return found


def _ways(found: Sequence[asked.Answered]) -> list[Link]:
    """Return what the pack ties to these rules and is no answer about this decision: ways, further rules."""
    rules, seen = asked.pack().rules, {one.rule.id for one in found}
    links = [name for one in found for name in (one.rule.id, *one.rule.links)]
    named = [rules[name] for name in dict.fromkeys(links) if name in rules]
    return [
        Link(say_words(rule.label, reader()), rule_address(rule))
        for rule in named
        if rule.kind == "pathway"
        or (rule.id not in seen and rule.audience != "authority" and rule.regime is None)
    ]


def _facts(decision: Decision, today: date) -> list[AskedFact]:
    told = {**asked.facts_of(decision), **decision.facts}
    return [
        AskedFact(
            name,
            fact_label(name),
            fact_question(name),
            str(told.get(name, "")),
            [(one, value_words(name, one)) for one in values],
        )
        for name, values in asked.asked_of(decision, as_of=today).items()
    ]


def addresses(decision: Decision) -> dict[str, str]:
    """Return where the panel's forms post to."""
    names = {"facts": "facts", "what_if": "what-if", "count": "count", "lawyer": "lawyer"}
    return {key: reverse(f"people:decision-{name}", args=[decision.pk]) for key, name in names.items()}


def has_law(decision: Decision) -> bool:
    """Say whether the pack has anything about such a decision."""
    return bool(asked.subject_of(decision))
