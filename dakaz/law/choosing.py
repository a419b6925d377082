"""Which version of a rule answers: the text in force on the day that decides, or what a transition says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dakaz.errors import N_

from .facts import Known
from .model import Gap, Pack, Rule, Transition, Version
from .moments import Moment, as_day
from .outcome import Step, Text, text
from .refusals import NoVersionInForce

__all__ = ["Chosen", "choose_version", "event_named"]

NO_VERSION = N_(
    "No text of %(rule)s is known for %(day)s, the day of %(fact)s: %(why)s. Accepted for %(fact)s: "
    "%(accepted)s. The nearest text is not used in its place: ask a lawyer."
)


@dataclass(slots=True)
class Chosen:
    """Notes that choosing leaves for the outcome."""

    steps: list[Step] = field(default_factory=list)
    assumed: list[Text] = field(default_factory=list)


def choose_version(pack: Pack, rule: Rule, known: Known, notes: Chosen, *, day: date, today: date) -> Version:
    """Return the version in force on ``day``, or the one that a transitional clause puts in its place.

    Args:
        day: the day of the event that the rule selects its version on.
        today: stands for the day of a decision that has not come yet.

    Raises:
        NoVersionInForce: none is known for that day.
    """
    found = next((v for v in rule.versions if v.start <= day and (v.end is None or day <= v.end)), None)
    for earlier, version in zip((None, *rule.versions), rule.versions, strict=False):
        for clause in version.transitions:
            if not _moves(pack, clause, known, notes, today=today, applies=found is version):
                continue
            if clause.pending == "old" and found is version:
                found = earlier
            elif clause.pending == "new" and earlier is not None and found is earlier:
                found = version
            else:
                continue
            notes.steps.append(_transition_step(pack, clause, known.events[clause.by]))
    if found is None:
        raise _no_version(rule, day)
    return found


def _moves(
    pack: Pack, clause: Transition, known: Known, notes: Chosen, *, today: date, applies: bool
) -> bool:
    """Tell whether the matter was begun before the amendment and still going on when it came."""
    begun = known.events.get(clause.by)
    if begun is None:
        if applies and clause.pending == "old":
            event = event_named(pack, clause.by)
            notes.assumed.append(text("assumed_not_pending", event=event, day=clause.amended_on))
        return False
    others = [as_day(one, pack.zone) for name, one in known.events.items() if name != clause.by]
    return as_day(begun, pack.zone) < clause.amended_on <= max(others, default=today)


def _transition_step(pack: Pack, clause: Transition, begun: Moment) -> Step:
    event = event_named(pack, clause.by)
    said = text(f"step_pending_{clause.pending}", event=event, begun=begun, day=clause.amended_on)
    return Step(said, clause.cites)


def event_named(pack: Pack, name: str) -> Text:
    """Return the words for an event: the pack's own, or the common ones."""
    fact = pack.facts.get(name)
    return Text("event", {}, fact.label) if fact else text(f"event_{name}")


def _no_version(rule: Rule, day: date) -> NoVersionInForce:
    periods = (
        f"{one.start.isoformat()} to {one.end.isoformat()}" if one.end else f"from {one.start.isoformat()} on"
        for one in rule.versions
    )
    return NoVersionInForce(
        NO_VERSION,
        fact=rule.trigger.select_version_on,
        accepted="; ".join(periods),
        rule=rule.id,
        day=day.isoformat(),
        why=_why_none(rule, day),
    )


def _why_none(rule: Rule, day: date) -> str:
    """Say why nothing is known for a day: before, in a known gap, or after what the pack holds."""
    gap = next((one for one in rule.gaps if one.start <= day <= one.end), None)
    if gap is not None:
        return _said(gap)
    first = rule.versions[0].start
    if day < first:
        return f"what is known of it begins on {first.isoformat()}"
    return "the text that was in force then has not been read"


def _said(gap: Gap) -> str:
    return (gap.why.get("en") or next(iter(gap.why.values()), "")).rstrip(". ")
