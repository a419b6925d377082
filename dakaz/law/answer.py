"""Putting an outcome together: days, state, first words, reasons, warnings and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dakaz.errors import N_

from .choosing import event_named, holds
from .days import Days, days_of, is_past, state_at
from .knowledge import knowledge_of
from .model import UNCERTAIN, Case, Cite, Length, LookAlike, Pack
from .moments import Moment, as_day
from .outcome import Also, Asked, Outcome, Quoted, Step, Text, text
from .question import Question
from .refusals import WrongFact
from .steps import counting_steps, priority_steps, version_step

__all__ = ["nothing_to_count", "unknown_answer", "with_days"]

OUT_OF_RANGE = N_("%(fact)s is %(value)s. Accepted: a whole number from %(least)s to %(most)s (%(rule)s).")
NO_LENGTH = N_(
    "%(rule)s needs the fact %(fact)s: how long, in units of %(unit)s. Accepted: %(least)s to %(most)s."
)


def with_days(question: Question, case: Case, length: Length) -> Outcome:
    """Answer with days counted."""
    pack, rule = question.pack, question.rule
    method = pack.counting[case.counting]
    n = _length_in(question, length)
    days = days_of(pack, method, question.start, n, length.unit, for_person=rule.audience == "person")
    state = _state(question, days)
    started = question.look_alike is None
    return _outcome(
        question,
        state=state,
        raw=days.raw if started else None,
        last=days.last if started else None,
        safe=days.safe if started else days.safe or days.raw,
        headline=_headline(question, state, days),
        says=_says(question, state, days),
        steps=counting_steps(question, case, days, n, length.unit),
        warnings=_day_warnings(question),
    )


def nothing_to_count(question: Question, case: Case) -> Outcome:
    """Answer with an effect, a right, or the words that stand where no term can be counted."""
    rule = question.rule
    state = case.state or ("open" if rule.kind == "deadline" else None)
    words = case.say or rule.say.get("text") or rule.outcomes.get(case.outcome or "")
    headline = text(case.outcome or "no_day", words) if words else text("no_day")
    effect = rule.outcomes.get(case.outcome or "")
    says = (text(case.outcome or "", effect),) if effect and case.say else ()
    return _outcome(question, state=state, headline=headline, says=says, steps=(version_step(question),))


def unknown_answer(question: Question) -> Outcome:
    """Answer "unknown: ask a lawyer", with the citation, and no day."""
    case = question.case
    words = case.say if case else None
    return _outcome(
        question,
        state="unknown",
        headline=text("headline_unknown"),
        says=(text("say", words),) if words else (),
        steps=(version_step(question), Step(text("step_unknown" if case else "step_no_case"))),
    )


def _length_in(question: Question, length: Length) -> int:
    if length.from_fact is None:
        return length.n
    told = question.known.values.get(length.from_fact)
    bounds = {"least": length.least, "most": length.most, "rule": question.rule.id}
    if told is None:
        raise WrongFact(NO_LENGTH, code="missing_fact", fact=length.from_fact, unit=length.unit, **bounds)
    n = int(told)
    if (length.least is not None and n < length.least) or (length.most is not None and n > length.most):
        raise WrongFact(OUT_OF_RANGE, code="wrong_value", fact=length.from_fact, value=n, **bounds)
    return n


def _state(question: Question, days: Days) -> str:
    pack = question.pack
    if question.look_alike is not None:
        passed = is_past(pack, days.safe or days.raw, question.as_of)
        return "may_still_be_open" if passed else "not_started"
    if as_day(question.trigger, pack.zone) > question.today:
        return "not_started"
    return state_at(pack, days.last, question.as_of)


def _headline(question: Question, state: str, days: Days) -> Text:
    """Say first what matters most: to a person the safe day, about an authority the plain end."""
    values = {"safe_day": days.safe or days.raw, "last_day": days.last, "raw": days.raw}
    rule = question.rule
    if question.look_alike is not None:
        return text(f"headline_notice_{state}", **values)
    if rule.audience != "person":
        return text(f"authority_{state}", **values)
    safe_passed = days.safe is not None and is_past(question.pack, days.safe, question.as_of)
    if state == "open" and safe_passed:
        return text("headline_ask_today", **values)
    own = rule.say.get("act_by") if state == "open" else None
    return text("act_by", own, **values) if own else text(f"headline_{state}", **values)


def _says(question: Question, state: str, days: Days) -> tuple[Text, ...]:
    values = {"safe_day": days.safe or days.raw, "last_day": days.last, "raw": days.raw}
    rule, case = question.rule, question.case
    said = []
    if state in ("open", "last_day") and rule.audience == "person":
        said.append(
            text("headline", rule.say.get("headline"), **values)
            if "headline" in rule.say
            else text("last_day_is", **values)
        )
    if case is not None and (case.say or "text" in rule.say):
        said.append(text("say", case.say or rule.say["text"], **values))
    if case is not None and case.outcome in rule.outcomes:
        said.append(text(case.outcome or "", rule.outcomes[case.outcome or ""], **values))
    return tuple(said)


def _day_warnings(question: Question) -> tuple[Text, ...]:
    pack, found = question.pack, []
    if question.trigger_assumed_from:
        event = event_named(pack, question.trigger_assumed_from)
        found.append(text(question.rule.trigger.warn, event=event, day=as_day(question.trigger, pack.zone)))
    if question.look_alike is not None:
        found.append(text("notice_is_not_service", question.look_alike.say))
    elif as_day(question.trigger, pack.zone) > question.today:
        found.append(text("trigger_in_future", day=as_day(question.trigger, pack.zone), today=question.today))
    how = question.known.values.get("how")
    if how in ("call", "message", "migris_decision", "letter", "unknown") and question.look_alike is None:
        found.append(text(f"how_{how}"))
    return tuple(found)


def _outcome(
    question: Question,
    *,
    state: str | None,
    headline: Text,
    says: tuple[Text, ...],
    steps: tuple[Step, ...],
    raw: Moment | None = None,
    last: Moment | None = None,
    safe: Moment | None = None,
    warnings: tuple[Text, ...] = (),
) -> Outcome:
    pack, rule, version, case = question.pack, question.rule, question.version, question.case
    trace = (*question.notes.steps, *steps, *priority_steps(pack, rule))
    cites = case.cites if case else version.cites
    knowledge = knowledge_of(pack, version, cites, deciding=question.deciding, today=question.today)
    confidence = case.confidence if case else version.confidence
    return Outcome(
        rule=rule.id,
        row=rule.row,
        kind=rule.kind,
        audience=rule.audience,
        label=rule.label,
        version=version.v,
        case=question.case_number,
        state=state,
        trigger=question.trigger if rule.trigger.event != "asked_on" else None,
        raw_day=raw,
        last_day=last,
        safe_day=safe,
        outcome=case.outcome if case else None,
        also=_also(question) if state != "unknown" else (),
        headline=headline,
        says=says + tuple(text("line", words) for words in rule.lines),
        trace=trace,
        warnings=question.beside.notes + warnings + _knowledge_warnings(confidence, knowledge.band, state),
        assumed=(*_assumed_hours(question), *question.notes.assumed, *_not_used(question)),
        not_modelled=rule.left_out,
        uncertain=(case.uncertain if case else ()) + rule.uncertain,
        authority=version.authority,
        confidence=confidence,
        sources=_sources(pack, trace, cites, case, question.look_alike),
        knowledge=knowledge,
        links=rule.links,
        alternatives=question.beside.outcomes,
        draft=pack.draft,
        asked=Asked(
            rule.id,
            pack.id,
            pack.hash,
            pack.calendar_hash,
            pack.zone_name,
            question.known.given,
            question.as_of,
        ),
    )


def _knowledge_warnings(confidence: str, band: str, state: str | None) -> tuple[Text, ...]:
    found = []
    if band != "plain":
        found.append(text(f"band_{band}"))
    if confidence in ("secondary", "official_page", "case_law") and state != "unknown":
        found.append(text(f"confidence_{confidence}"))
    return tuple(found)


def _assumed_hours(question: Question) -> list[Text]:
    pack = question.pack
    found = [
        text("assumed_zone", event=event_named(pack, name), zone=pack.zone_name)
        for name in question.known.naive
    ]
    case = question.case
    hours = case is not None and case.length is not None and case.length.unit == "hour"
    if hours and not isinstance(question.start, datetime):
        found.append(text("assumed_start_of_day", day=question.start))
    return found


def _not_used(question: Question) -> list[Text]:
    """Name what was told in vain, so that nobody thinks it was weighed."""
    rule, pack = question.rule, question.pack
    idle = [
        name
        for name in question.known.values
        if name not in rule.facts_used and name != "how" and name in pack.facts
    ]
    return [text("fact_not_used", fact=pack.facts[name].label) for name in idle]


def _also(question: Question) -> tuple[Also, ...]:
    case = question.case
    found = []
    for one in case.also if case else ():
        start = question.known.events.get(one.event) if one.event else question.start
        if start is None or not holds(question.pack, question.rule, one.when, question.known, question.notes):
            continue
        if one.confidence in UNCERTAIN:
            found.append(Also(one.id, one.label, None, None, one.cites, one.confidence))
            continue
        method, n = question.pack.counting[one.counting], _length_in(question, one.length)
        days = days_of(question.pack, method, start, n, one.length.unit, for_person=False)
        found.append(Also(one.id, one.label, days.last, days.raw, one.cites, one.confidence))
    return tuple(found)


def _sources(
    pack: Pack,
    trace: tuple[Step, ...],
    cites: tuple[Cite, ...],
    case: Case | None,
    look_alike: LookAlike | None,
) -> tuple[Quoted, ...]:
    """Name every source once per article, those of the rule first; the quote stands at the newest of them."""
    seen: dict[Cite, Quoted] = {}
    quoted = cites[-1] if cites else None
    confidence = case.confidence if case else ""
    for cite in cites:
        quote = case.quote if case and cite == quoted else None
        seen[cite] = Quoted(pack.sources[cite.source], cite.ref, quote, confidence)
    others: Iterable[Cite] = (cite for step in trace for cite in step.cites)
    for cite in (*others, *(look_alike.cites if look_alike else ())):
        if cite not in seen and cite.source in pack.sources:
            seen[cite] = Quoted(pack.sources[cite.source], cite.ref, None, pack.sources[cite.source].read)
    return tuple(seen.values())
