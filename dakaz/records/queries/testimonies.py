"""What people told us: found by what it tells of and what may be done with it; what is told already."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, Consent, Party, SealedState, Testimony, TestimonyKind

from .listing import Listing, listed
from .people_consents import OutsideName, name_outside, names_outside
from .people_words import PURPOSES
from .vocabulary import Choices

KINDS: Choices = TestimonyKind.choices
# What is asked about again and again. No illness and no diagnosis: nobody needs to tell these here.
TOPICS: Choices = (
    ("detention", _("detention")),
    ("ill_treatment", _("ill-treatment")),
    ("trial", _("trial and sentence")),
    ("threats_home", _("threats and searches at home")),
    ("relatives", _("pressure on relatives")),
    ("activism", _("what they did: protest, work, words")),
    ("leaving", _("why they left")),
    ("journey", _("the journey")),
    ("border", _("what happened at the border")),
    ("interview", _("the interview by the authority")),
    ("decision", _("how a decision reached them")),
    ("papers", _("papers and documents held")),
    ("money", _("money and property")),
    ("family", _("family")),
    ("work", _("work and housing here")),
    ("threats_here", _("threats here")),
)
# Uses by which words leave the office, from the least to the most.
CITING = frozenset({"quote_without_name", "quote_with_name"})
SOUND = ("audio/", "video/")
# Their own hand wrote it: there is nothing to read back to them.
OWN_WRITING = frozenset({TestimonyKind.WRITTEN, TestimonyKind.MESSAGE})
_COLUMNS = {"date": "date", "speaker": "speaker__label", "case": "case__code", "kind": "kind"}


def testimonies(
    seen_by: SeenBy,
    *,
    kind: str = "",
    topic: str = "",
    use: str = "",
    language: str = "",
    state: str = "",
    sort: str = "-date",
    page: int = 1,
    size: int = 50,
) -> Listing[Testimony]:
    """Return testimonies.

    Args:
        topic: one of ``TOPICS`` it tells of.
        use: one of the purposes ticked on it.
        state: ``agreed``, ``unread`` (never read back), ``no_consent`` (nothing ticked).
    """
    rows = guard.visible(Testimony.objects.select_related("case", "speaker", "item"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(language=language) if language else rows
    rows = _holding(rows, "topics", topic) if topic else rows
    rows = _holding(rows, "consent", use) if use else rows
    return listed(_in_state(rows, state), columns=_COLUMNS, sort=sort, page=page, size=size)


def _holding(rows: QuerySet[Testimony], column: str, code: str) -> QuerySet[Testimony]:
    """Narrow to rows whose list of codes holds one: SQLite knows such a list as text."""
    text = {f"{column}_text": Cast(column, CharField())}
    return rows.annotate(**text).filter(**{f"{column}_text__contains": f'"{code}"'})


def _in_state(rows: QuerySet[Testimony], state: str) -> QuerySet[Testimony]:
    if state == "agreed":
        return rows.filter(agreed=True)
    if state == "unread":
        return rows.filter(read_back=False).exclude(kind__in=OWN_WRITING)
    return rows.filter(consent=[]) if state == "no_consent" else rows


def testimony(seen_by: SeenBy, identifier: uuid.UUID | str) -> Testimony:
    """Return one testimony with its case, speaker and recording."""
    return guard.one(Testimony.objects.select_related("case", "speaker", "item"), seen_by, identifier)


# What is told already


@dataclass(frozen=True, slots=True)
class Told:
    """One topic somebody told of.

    Args:
        topic: code of ``TOPICS``; empty for testimonies nobody gave a topic yet.
        words: the topic in the reader's language.
        where: the testimonies, the newest first.
    """

    topic: str
    words: Any
    where: Sequence[Testimony]


def already_told(seen_by: SeenBy, party: Party) -> list[Told]:
    """Return what a person told us, by topic, so that nobody is asked twice.

    What was told under records found to be of the same person counts too.
    """
    same = guard.visible(Party.objects.filter(merged_into=party), seen_by).values_list("pk", flat=True)
    rows = Testimony.objects.filter(speaker__in=[party.pk, *same]).order_by("-date", "-entry")
    told = list(guard.visible(rows, seen_by))
    found = [Told(code, words, [one for one in told if code in (one.topics or [])]) for code, words in TOPICS]
    bare = Told("", _("no topic named"), [one for one in told if not one.topics])
    return [one for one in [*found, bare] if one.where]


# What may be done with it


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that may or may not be done with a testimony.

    Args:
        code: of ``Purpose``.
        words: in the reader's language.
        ticked: whether it was allowed for this testimony.
        ledger: ``holds``, ``withdrawn``, or empty when the ledger of consents says nothing.
        consent: the ledger's row that says so.
    """

    code: str
    words: Any
    ticked: bool
    ledger: str = ""
    consent: Consent | None = None

    @property
    def allowed(self) -> bool:
        """Whether it may be done now: ticked here, and not taken back in the ledger."""
        return self.ticked and self.ledger != "withdrawn"


def uses_of(seen_by: SeenBy, testimony: Testimony) -> list[Use]:
    """Return every use in its order, with what the ledger says of it."""
    return uses_of_all(seen_by, [testimony])[testimony.pk]


def uses_of_all(seen_by: SeenBy, testimonies: Iterable[Testimony]) -> Mapping[uuid.UUID, list[Use]]:
    """Return the uses of many testimonies, by their ids, in one look at the ledger."""
    asked = list(testimonies)
    ledger = _ledger(seen_by, {one.speaker_id for one in asked})
    return {
        one.pk: [
            Use(code, words, code in one.consent, *ledger.get((one.speaker_id, code), ("", None)))
            for code, words in PURPOSES
        ]
        for one in asked
    }


def _ledger(seen_by: SeenBy, people: set[Any]) -> dict[tuple[Any, str], tuple[str, Consent]]:
    """Return by person and purpose what counts: a consent that holds, else one that was taken back.

    A consent limited to one report or organisation (``scope``) does not give the general one; taken back it
    counts as a no, until somebody agrees without a limit.
    """
    rows = guard.visible(Consent.objects.filter(party__in=people), seen_by)
    rows = rows.exclude(withdrawn="", scope__gt="")
    found: dict[tuple[Any, str], tuple[str, Consent]] = {}
    for one in rows.order_by("given", "entry"):
        known = found.get((one.party_id, one.purpose))
        if not one.withdrawn:
            found[one.party_id, one.purpose] = ("holds", one)
        elif known is None or known[0] == "withdrawn":
            found[one.party_id, one.purpose] = ("withdrawn", one)
    return found


def may_be_cited(seen_by: SeenBy, testimony: Testimony) -> bool:
    """Say whether words of it may be quoted outside the office now."""
    return any(one.allowed for one in uses_of(seen_by, testimony) if one.code in CITING)


def citable(seen_by: SeenBy, case: Case | None = None) -> list[Testimony]:
    """Return the testimonies that may be quoted in something new; of one case, or of all."""
    rows = Testimony.objects.select_related("speaker", "case").order_by("-date")
    rows = rows.filter(case=case) if case else rows
    found = list(guard.visible(rows.exclude(consent=[]), seen_by))
    uses = uses_of_all(seen_by, found)
    return [one for one in found if any(use.allowed for use in uses[one.pk] if use.code in CITING)]


def cited_as(seen_by: SeenBy, testimony: Testimony) -> OutsideName:
    """Return by what name a testimony's speaker is called wherever it is cited.

    The pseudonym agreed for it goes before everything. Their own name only when they agreed to be quoted by
    it for this testimony, did not take that back, and may be named at all.
    """
    uses = {one.code for one in uses_of(seen_by, testimony) if one.allowed}
    return _cited(testimony, name_outside(seen_by, testimony.speaker), uses)


def cited_as_all(seen_by: SeenBy, testimonies: Sequence[Testimony]) -> Mapping[uuid.UUID, OutsideName]:
    """Return the same for many testimonies, by their ids."""
    names = names_outside(seen_by, [one.speaker for one in testimonies])
    uses = uses_of_all(seen_by, testimonies)
    return {
        one.pk: _cited(one, names[one.speaker.pk], {use.code for use in uses[one.pk] if use.allowed})
        for one in testimonies
    }


def _cited(testimony: Testimony, outside: OutsideName, allowed: set[str]) -> OutsideName:
    if testimony.pseudonym:
        return OutsideName(testimony.pseudonym, "pseudonym")
    if outside.is_own and "quote_with_name" not in allowed:
        alias = next((name.text for name in testimony.speaker.names.all() if name.kind == "alias"), "")
        return OutsideName(alias, "pseudonym" if alias else "no_pseudonym")
    return outside


# Where it lies


def is_sound(testimony: Testimony) -> bool:
    """Say whether a voice or a face is attached to it."""
    item = testimony.item
    return bool(item and item.media_type.startswith(SOUND))


def is_sealed(record: Any) -> bool:
    """Say whether a record lies under a key of its own."""
    return SealedState.objects.filter(pk=record.compartment).exists()
