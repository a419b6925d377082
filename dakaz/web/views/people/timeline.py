"""A case's timeline: what is dated, oldest first, with what it is, when, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dakaz.errors import BadInput
from dakaz.exchange import edtf
from dakaz.records.queries import case_words, casebook
from dakaz.records.queries.grounds import grounds_of_many
from dakaz.records.queries.testimonies import uses_of_all
from dakaz.web.edtf_words import in_words
from dakaz.web.grounding import line_of, lines_of
from dakaz.web.look import Provenance, State

from . import marks
from .case_parts import whose_words
from .consent import consent_line
from .law_words import label_of

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Case
    from dakaz.records.queries.casebook import Moment
    from dakaz.records.queries.testimonies import Use

    Grounds = Mapping[Any, Sequence[Any]]
    Uses = Mapping[Any, Sequence[Use]]

GAP = 60  # days without a dated entry that are worth saying
DAYS_IN_YEAR, DAYS_IN_MONTH = 365.25, 30.4375
AFTERMATH, STEPS, SUPPORT = (
    frozenset(code for code, _ in choices)
    for choices in (case_words.AFTERMATH, case_words.STEPS, case_words.SUPPORT)
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline.

    Args:
        kind: item, decision, testimony, event (and of which group) or due_date; also the shape of its mark.
        word: what it is, in words.
        when: its date in words; empty when not known.
        title: what it is called.
        url: where it leads; empty for the line with which the case begins.
        text: what else to say in one line.
        states: marks in word and shape.
        quotes: exact words worth showing.
        believed: what somebody believes helped, in their words; ``whose`` they are.
        sources: where it comes from.
        typed_by: who wrote down a due date.
        done_url: where *Done* posts; empty when there is nothing to do.
    """

    kind: str
    word: str
    when: str
    title: str
    url: str = ""
    text: str = ""
    states: Sequence[State] = ()
    quotes: Sequence[str] = ()
    believed: str = ""
    whose: str = ""
    sources: Sequence[Provenance] = ()
    typed_by: str = ""
    done_url: str = ""
    step: Literal["line"] = "line"


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between lines: time that passed, or where today is."""

    words: str
    step: Literal["gap", "today", "undated"]


def first_day(text: str) -> date | None:
    """Return the first day an EDTF date can mean."""
    try:
        read = edtf.parse(text) if text else None
    except BadInput:
        return None
    return (read.earliest or read.latest) if read else None


def span(first: date, last: date) -> str:
    """Return how long it is from one day to another, as people say it: days, then weeks, then months."""
    days = (last - first).days
    if days < 14:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < GAP:
        return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}
    months = round(days / DAYS_IN_MONTH)
    if months < 24:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = int(days / DAYS_IN_YEAR)
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


@dataclass(frozen=True, slots=True)
class Told:
    """A case told in the order of its days.

    Args:
        steps: what led to where it stands, with what lies between.
        became: what became of the person, apart.
        events, decisions: the rows the lines were made of.
    """

    steps: Sequence[Line | Between]
    became: Sequence[Line]
    events: Sequence[Any]
    decisions: Sequence[Any]


def of_case(seen_by: SeenBy, case: Case, *, today: date) -> Told:
    """Return the whole timeline, with the gaps worth saying and a line for today."""
    moments = casebook.timeline(seen_by, case)
    grounds = grounds_of_many(seen_by, [moment.record.pk for moment in moments])
    uses = uses_of_all(seen_by, [one.record for one in moments if one.kind == "testimony"])  # type: ignore[misc]
    after = [one for one in moments if _is_aftermath(one)]
    lines = [
        (first_day(one.when), _line(one, grounds, uses, today)) for one in moments if not _is_aftermath(one)
    ]
    begins, ends = first_day(case.opened), first_day(case.closed)
    if begins:
        place = sum(bool(day and day < begins) for day, _ in lines)
        lines.insert(place, (begins, _edge(case.opened, gettext("opened"))))
    if ends:
        place = sum(bool(day and day <= ends) for day, _ in lines)
        lines.insert(place, (ends, _edge(case.closed, gettext("closed"))))
    return Told(
        steps=_with_betweens(lines, today),
        became=[_line(one, grounds, uses, today) for one in after],
        events=[one.record for one in moments if one.kind == "event"],
        decisions=[one.record for one in moments if one.kind == "decision"],
    )


def _is_aftermath(moment: Moment) -> bool:
    return moment.kind == "event" and moment.record.kind in AFTERMATH  # type: ignore[attr-defined]


def _edge(day: str, words: str) -> Line:
    return Line(kind="opened", word=gettext("case"), when=in_words(day), title=words)


def _with_betweens(lines: list[tuple[date | None, Line]], today: date) -> list[Line | Between]:
    dated: list[tuple[date, Line | Between]] = [(day, line) for day, line in lines if day]
    before = sum(day < today for day, _ in dated)
    dated.insert(before, (today, Between(gettext("today"), "today")))
    shown: list[Line | Between] = []
    last = dated[0][0]
    for day, step in dated:
        if (day - last).days >= GAP:
            shown.append(Between(gettext("%(long)s pass") % {"long": span(last, day)}, "gap"))
        shown.append(step)
        last = day
    undated = [line for day, line in lines if day is None]
    return [*shown, Between(gettext("without a date"), "undated"), *undated] if undated else shown


def _line(moment: Moment, grounds: Grounds, uses: Uses, today: date) -> Line:
    if moment.kind == "due_date":
        return _due(moment.record, grounds, today)
    if moment.kind == "deadline":
        return _counted(moment.record, today)
    if moment.kind == "testimony":
        return _testimony(moment.record, grounds, uses)
    by_kind = {"item": _item, "decision": _decision, "event": _event}
    return by_kind[moment.kind](moment.record, grounds)


def _item(item: Any, _grounds: Grounds) -> Line:
    return Line(
        kind="item",
        word=gettext("paper"),
        when=in_words(item.dated),
        title=item.title,
        url=reverse("archive:item", args=[item.pk]),
        sources=[line_of(item)],
    )


def _decision(decision: Any, grounds: Grounds) -> Line:
    made, reached = in_words(decision.dated), in_words(decision.served)
    said = [decision.outcome, decision.authority.label]
    if reached and made:
        said.append(gettext("dated %(date)s") % {"date": made})
    if reached:
        said.append(decision.get_served_how_display())
    return Line(
        kind="decision",
        word=gettext("decision"),
        when=reached or made,
        title=str(decision.get_kind_display()),
        url=reverse("people:decision", args=[decision.pk]),
        text=" · ".join(part for part in said if part),
        quotes=[reason.words for reason in decision.reasons.all() if reason.words],
        sources=_distinct(lines_of(grounds.get(decision.pk, ()))) or [Provenance()],
    )


def _testimony(testimony: Any, grounds: Grounds, uses: Uses) -> Line:
    return Line(
        kind="testimony",
        word=gettext("testimony"),
        when=in_words(testimony.date),
        title=testimony.speaker.label,
        url=reverse("people:testimony", args=[testimony.pk]),
        text=consent_line([use.code for use in uses[testimony.pk] if use.allowed]),
        states=marks.of_words(testimony),
        sources=_distinct(lines_of(grounds.get(testimony.pk, ()))) or [_spoken(testimony)],
    )


def _spoken(testimony: Any) -> Provenance:
    asked = gettext("asked by %(who)s") % {"who": testimony.asked_by} if testimony.asked_by else ""
    return Provenance(said_by=gettext("told to us"), when=asked, kind=gettext("testimony"))


def _event(event: Any, grounds: Grounds) -> Line:
    where = ", ".join(part for part in (event.place, event.country) if part)
    return Line(
        kind=f"event {group_of(event.kind)}",
        word=event.get_kind_display(),
        when=in_words(event.date),
        title=event.title,
        url=reverse("people:event", args=[event.pk]),
        text=" · ".join(part for part in (where, event.answer) if part),
        states=[marks.certainty(event)],
        believed=event.believed,
        whose=whose_words(event) if event.believed else "",
        sources=_distinct(lines_of(grounds.get(event.pk, ()))) or [Provenance()],
    )


def group_of(kind: str) -> str:
    """Return to what an event belongs: a step of the matter, support, what became of somebody; the mark."""
    groups = {"step": STEPS, "support": SUPPORT, "became": AFTERMATH}
    return next((name for name, kinds in groups.items() if kind in kinds), "incident")


def _due(due: Any, _grounds: Grounds, today: date) -> Line:
    return Line(
        kind="due_date",
        word=gettext("due"),
        when=in_words(due.on.isoformat()),
        title=due.what,
        url=reverse("people:due-date", args=[due.pk]),
        states=[marks.due_kind(due), *_how_due(due, today)],
        typed_by=due.typed_by,
        done_url="" if due.done else reverse("people:done-due-date", args=[due.pk]),
    )


def _counted(found: Any, today: date) -> Line:
    kinds = {"safe": gettext("safe day"), "last": gettext("last day"), "other": gettext("date")}
    return Line(
        kind="due_date",
        word=gettext("counted by law"),
        when=in_words(found.on.isoformat()),
        title=label_of(found),
        url=reverse("people:deadline", args=[found.pk]),
        text=gettext("last day %(day)s") % {"day": in_words(found.last_day.isoformat())}
        if found.last_day and found.last_day != found.on
        else "",
        states=[State(kinds[found.kind], marks.DUE[found.kind]), *_how_due(found, today)],
        done_url="" if found.done else reverse("people:done-deadline", args=[found.pk]),
    )


def _how_due(due: Any, today: date) -> list[State]:
    """Say that it is done, or that its day has passed; nothing while there is still time."""
    if due.done:
        return [State(gettext("done %(date)s") % {"date": in_words(due.done.isoformat())}, "good")]
    if due.on >= today:
        return []
    return [State(gettext("passed") if due.kind == "task" else gettext("passed, ask today"), "brick")]


def _distinct(lines: Sequence[Provenance]) -> list[Provenance]:
    """Say each source once, however many passages of it are used."""
    seen: dict[tuple[str, str], Provenance] = {}
    for line in lines:
        seen.setdefault((line.said_by, line.when), line)
    return list(seen.values())
