"""Risk on return: what a refusal says beside what dated sources say of people of the same profile.

Facts only: each is an event of ours that rests on a passage, told by that passage. Nothing is weighed and
nothing concluded. Nobody is named who may not be named outside, in a line or in the words of a passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from dakaz.exchange import edtf
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    AFTERMATH,
    CaseRole,
    Decision,
    Event,
    EventKind,
    EventStatus,
    Ground,
    HomeRisk,
    InvolvementRole,
    Party,
    Passage,
    Reason,
    ReasonKind,
)

from .case_names import Hidden
from .grounds import grounds_of_many
from .people_consents import names_outside

# What happened to people who came back, were handed over or held comes first.
FOREMOST = (EventKind.RETURN, EventKind.HAND_OVER, EventKind.DETAINED)
ABROAD = (
    EventKind.RELATIVES,
    EventKind.IN_ABSENTIA,
    EventKind.EXTREMIST_LIST,
    EventKind.CITIZENSHIP,
    EventKind.NOTICE,
    EventKind.SURVEILLANCE,
    EventKind.PROPERTY,
    EventKind.DOCUMENT,
)
KINDS = tuple(dict.fromkeys((*FOREMOST, *AFTERMATH, *ABROAD)))
AT_MOST = 300  # events: an annex longer than that nobody reads; it says how many older ones there are
NOT_HELD = (EventStatus.UNLIKELY, EventStatus.DISPROVED)
FIRST_REASONS = (ReasonKind.SAFE_TO_RETURN, ReasonKind.NOT_PERSONAL)


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """One line of the right side.

    Args:
        who: names of those it happened to who may be named outside; empty when none may.
        risks: why they were at risk at home, as codes of ``HomeRisk``.
    """

    event: Event
    passage: Passage
    who: Sequence[str]
    risks: Sequence[HomeRisk]


@dataclass(slots=True)
class Annex:
    """Both sides, and what was not used.

    Args:
        profile: why the client is at risk at home; empty when nobody has written it down.
        left_out: how many events fit and were not used, by why: ``date``, ``unlikely``, ``passage``,
            ``older`` (than the newest ``AT_MOST``), ``other_case`` (told only by papers of another case),
            ``names`` (the passage names somebody who may not be named).
    """

    decision: Decision
    reasons: Sequence[Reason]
    profile: Sequence[HomeRisk]
    facts: list[SourcedFact] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def annex_of(seen_by: SeenBy, decision: Decision) -> Annex:
    """Return the annex to one refusal, through one person's eyes."""
    annex = Annex(decision, _reasons(seen_by, decision), _profile(seen_by, decision))
    events = _sourced(seen_by, annex) if annex.profile else []
    grounds = grounds_of_many(seen_by, [event.pk for event in events])
    people = _People(seen_by, events)
    for event in events:
        passages = [ground.passage for ground in grounds.get(event.pk, ()) if ground.passage]
        usable, why_not = _usable(annex, event, passages, people)
        if why_not:
            annex.left_out[why_not] += 1
        risks = [HomeRisk(one) for one in HomeRisk.values if one in event.profile]
        annex.facts += [SourcedFact(event, one, people.named(event), risks) for one in usable]
    annex.facts.sort(key=_place_in_order)
    annex.left_out += Counter()  # what is none is not told
    return annex


def _reasons(seen_by: SeenBy, decision: Decision) -> list[Reason]:
    rows = guard.visible(Reason.objects.filter(decision=decision).exclude(words=""), seen_by)
    found = list(rows.select_related("passage__item__source").order_by("pk"))
    return sorted(found, key=lambda one: one.kind not in FIRST_REASONS)


def _profile(seen_by: SeenBy, decision: Decision) -> list[HomeRisk]:
    clients = Party.objects.filter(
        case_involvements__case=decision.case, case_involvements__role=CaseRole.CLIENT
    )
    parties = guard.visible(clients, seen_by).prefetch_related("risks")
    kinds = {risk.kind for party in parties for risk in party.risks.all()}
    return [HomeRisk(one) for one in HomeRisk.values if one in kinds]


def _sourced(seen_by: SeenBy, annex: Annex) -> list[Event]:
    """Return the newest dated, sourced events that fit; count the others by why they are not among them."""
    fitting = _fitting(seen_by, annex)
    held = fitting.exclude(status__in=NOT_HELD)
    dated = held.exclude(date="")
    quoting = guard.visible(Ground.objects.exclude(passage=None), seen_by)
    sourced = dated.filter(Exists(quoting.filter(subject=OuterRef("pk"))))
    counts = [fitting.count(), held.count(), dated.count(), sourced.count()]
    for why, more, less in zip(("unlikely", "date", "passage"), counts, counts[1:], strict=False):
        annex.left_out[why] = more - less
    annex.left_out["older"] = max(0, counts[-1] - AT_MOST)
    with_people = sourced.prefetch_related("involvements__party__names")
    return list(with_people.order_by("-date", "pk")[:AT_MOST])


def _fitting(seen_by: SeenBy, annex: Annex) -> QuerySet[Event]:
    """Return events of these kinds that share a risk at home, but not those of the client's own case."""
    shares = Q()
    for risk in annex.profile:
        shares |= Q(profile_text__contains=f'"{risk.value}"')
    rows = Event.objects.filter(kind__in=KINDS).annotate(profile_text=Cast("profile", TextField()))
    own = list(Event.objects.filter(case=annex.decision.case).values_list("pk", flat=True))
    return guard.visible(rows.filter(shares).exclude(pk__in=own), seen_by)


def _usable(
    annex: Annex, event: Event, passages: Sequence[Passage], people: _People
) -> tuple[Sequence[Passage], str]:
    """Return the passages that may tell of an event; where none may, why not."""
    ours = [one for one in passages if _may_be_shown(annex.decision, one)]
    if not ours:
        return (), "other_case"
    usable = [one for one in ours if not people.are_told_by(event, one)]
    return usable, "" if usable else "names"


def _may_be_shown(decision: Decision, passage: Passage) -> bool:
    """Say whether a passage is of no other case, and of nobody's circle but this case's and the office's."""
    of_case = passage.item.case_id
    return of_case in (None, decision.case_id) and passage.compartment in (decision.compartment, guard.SHARED)


class _People:
    """Who may be named of those involved, and whether words name somebody who may not."""

    def __init__(self, seen_by: SeenBy, events: Sequence[Event]) -> None:
        involved = {one.party.pk: one.party for event in events for one in event.involvements.all()}
        self._outside = names_outside(seen_by, involved.values())
        self._hidden = Hidden(one for one in involved.values() if not self._outside[one.pk].is_own)

    def named(self, event: Event) -> Sequence[str]:
        """Return the names of those an event happened to who may be named."""
        victims = [one.party for one in event.involvements.all() if one.role == InvolvementRole.VICTIM]
        return [self._outside[one.pk].name for one in victims if self._outside[one.pk].is_own]

    def are_told_by(self, event: Event, passage: Passage) -> bool:
        """Say whether a passage, its source or the place names somebody who may not be named."""
        source = passage.item.source
        said_by = (source.title, source.publisher) if source else ()
        return self._hidden.are_in(passage.exact, passage.item.title, event.place, *said_by)


def _place_in_order(fact: SourcedFact) -> tuple[int, str, str, int]:
    foremost = FOREMOST.index(fact.event.kind) if fact.event.kind in FOREMOST else len(FOREMOST)
    read = edtf.parse(fact.event.date)
    day = read.earliest or read.latest
    return foremost, day.isoformat() if day else "", str(fact.event.pk), fact.passage.start
