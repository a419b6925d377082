"""What people agreed to, what they took back, and by which name they may be called outside the office."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Consent, NameKind, Party, Protection, Purpose

from .listing import Listing, listed

COLUMNS = {"given": "given", "person": "party__label", "purpose": "purpose", "withdrawn": "withdrawn"}


def consents(
    seen_by: SeenBy,
    *,
    purpose: str = "",
    state: str = "",
    sort: str = "-given",
    page: int = 1,
    size: int = 50,
) -> Listing[Consent]:
    """Return consents: all, those that hold (``holds``) or those taken back (``withdrawn``)."""
    rows = guard.visible(Consent.objects.select_related("party"), seen_by)
    rows = rows.filter(purpose=purpose) if purpose else rows
    rows = rows.filter(withdrawn="") if state == "holds" else rows
    rows = rows.exclude(withdrawn="") if state == "withdrawn" else rows
    return listed(rows, columns=COLUMNS, sort=sort, page=page, size=size)


def consent(seen_by: SeenBy, identifier: uuid.UUID | str) -> Consent:
    """Return one consent."""
    return guard.one(Consent.objects.select_related("party", "item"), seen_by, identifier)


def consents_of(seen_by: SeenBy, party: Party) -> Sequence[Consent]:
    """Return what a person agreed to, what holds first, the newest first."""
    rows = list(guard.visible(Consent.objects.filter(party=party), seen_by).order_by("-given", "-entry"))
    return [one for one in rows if not one.withdrawn] + [one for one in rows if one.withdrawn]


def consent_that_holds(seen_by: SeenBy, party: Party, purpose: str) -> Consent | None:
    """Return the newest consent of a person to one thing that was not taken back; None when there is none."""
    rows = Consent.objects.filter(party=party, purpose=purpose, withdrawn="")
    return guard.visible(rows, seen_by).order_by("-given", "-entry").first()


@dataclass(frozen=True, slots=True)
class OutsideName:
    """How a party may be called in what leaves the office.

    Args:
        name: a name, or a pseudonym; empty when none may be used.
        why: ``public_figure``, ``named``, ``pseudonym``, ``sealed``; ``withdrawn`` when they agreed to be
            named and took it back; ``no_pseudonym`` when they may be called by one and have none.
    """

    name: str
    why: str

    @property
    def is_own(self) -> bool:
        """Whether it is their own name."""
        return self.why in (Protection.PUBLIC_FIGURE, Protection.NAMED)


def name_outside(seen_by: SeenBy, party: Party) -> OutsideName:
    """Return how one party may be called in what leaves the office."""
    return names_outside(seen_by, [party])[party.pk]


def names_outside(seen_by: SeenBy, parties: Iterable[Party]) -> Mapping[uuid.UUID, OutsideName]:
    """Return how parties may be called in what leaves the office, by their ids."""
    asked = {party.pk: party for party in parties}
    took_back = _took_back(seen_by, asked)
    return {key: _outside(party, took_back=key in took_back) for key, party in asked.items()}


def _took_back(seen_by: SeenBy, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return who agreed to be named, took it back, and has not agreed anew."""
    rows = guard.visible(Consent.objects.filter(party__in=list(ids), purpose=Purpose.NAMED), seen_by)
    known = list(rows.values_list("party_id", "withdrawn"))
    return {party for party, withdrawn in known if withdrawn} - {one for one, back in known if not back}


def _outside(party: Party, *, took_back: bool) -> OutsideName:
    if party.protection == Protection.PUBLIC_FIGURE:
        return OutsideName(party.label, party.protection)
    if party.protection == Protection.NAMED and not took_back:
        return OutsideName(party.label, party.protection)
    if party.protection == Protection.SEALED:
        return OutsideName("", party.protection)
    pseudonym = next((one.text for one in party.names.all() if one.kind == NameKind.ALIAS), "")
    if party.protection == Protection.NAMED:
        return OutsideName(pseudonym, "withdrawn")
    return OutsideName(pseudonym, "pseudonym" if pseudonym else "no_pseudonym")
