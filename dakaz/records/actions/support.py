"""Writing what people need, who was asked to help, and what organisations offer."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.exchange import edtf
from dakaz.names.fold import fold_text
from dakaz.records import guard
from dakaz.records.models import (
    Consent,
    Need,
    NeedKind,
    NeedState,
    Offer,
    Party,
    Purpose,
    Referral,
    ReferralAnswer,
)
from dakaz.records.queries.people_consents import consent_that_holds
from dakaz.records.queries.support import OVER, needs_of

from .acting import Acting
from .saving import save

Rows = Sequence[Mapping[str, Any]]


def tick_needs(acting: Acting, party_id: uuid.UUID | str, kinds: Collection[str], *, on: str) -> list[Need]:
    """Let exactly these needs of a person stand open: new ticks are written down, ticks taken away end.

    Args:
        on: the day of asking, as EDTF.

    Returns:
        What was written, in no order.
    """
    party = guard.one(Party.objects.all(), acting.seen_by, party_id)
    unknown = set(kinds) - set(NeedKind.values)
    if unknown:
        raise BadInput(N_("“%(kind)s” is no need of the list."), kind=min(unknown))
    standing = {one.kind: one for one in needs_of(acting.seen_by, party) if one.state not in OVER}
    with transaction.atomic():
        new = [
            save(acting, Need, values={"party_id": party.pk, "kind": kind, "since": on})
            for kind in sorted(set(kinds) - set(standing))
        ]
        gone = [
            save(acting, Need, identifier=one.pk, values={"state": NeedState.GONE})
            for kind, one in standing.items()
            if kind not in kinds
        ]
    return new + gone


def save_need(acting: Acting, *, referrals: Rows | None = None, **given: Any) -> Need:
    """Write a need.

    Args:
        referrals: {``to_id``, ``on`` (EDTF), ``answer``, ``answered`` (EDTF), ``words``}. Each is covered by
            the person's consent to be told to such an organisation.
        given: ``party_id``, ``kind``, ``state``, ``since`` (EDTF), ``asks_for``.

    Raises:
        BadInput: someone new is to be asked and the person has not agreed, or took it back.
    """
    identifier, seen_entry, values = _split(given)
    owned = None
    if referrals is not None:
        found = guard.one(Need.objects.all(), acting.seen_by, identifier) if identifier else None
        party_id = found.party_id if found else values["party_id"]
        party = guard.one(Party.objects.all(), acting.seen_by, party_id)
        rows = [_referral(acting, party, found, row) for row in referrals]
        owned = {"referrals": rows}
        if rows and values.get("state") in (None, NeedState.OPEN):
            values["state"] = _state_after(rows)
    return save(acting, Need, identifier=identifier, seen_entry=seen_entry, values=values, owned=owned)


def _state_after(rows: Rows) -> NeedState:
    helped = any(row["answer"] == ReferralAnswer.HELPED for row in rows)
    return NeedState.MET if helped else NeedState.REFERRED


def _referral(acting: Acting, party: Party, need: Need | None, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its dates read and its consent: the one it was made by, else the one that holds."""
    made = _made_by(acting, need, row)
    consent = made or consent_that_holds(acting.seen_by, party, Purpose.REFERRED)
    if consent is None:
        raise BadInput(
            N_(
                "They have not agreed to be told to an organisation that may help, or took it back. "
                "Ask them, write their consent down, then come back here."
            )
        )
    if not row.get("on"):
        raise BadInput(N_("When was the organisation asked? Write the day."))
    dates = {name: edtf.parse(row[name]).text for name in ("on", "answered") if row.get(name)}
    answer = row.get("answer") or ReferralAnswer.WAITING
    return {**row, **dates, "answer": answer, "consent_id": consent.pk}


def _made_by(acting: Acting, need: Need | None, row: Mapping[str, Any]) -> Consent | None:
    """Return the consent a referral that stands there already was made by: it was right when it was made."""
    if need is None:
        return None
    rows = Referral.objects.filter(need=need, to=row.get("to_id")).select_related("consent")
    there = guard.visible(rows, acting.seen_by).first()
    return there.consent if there else None


def save_offer(acting: Acting, **given: Any) -> Offer:
    """Write what an organisation offers.

    Args:
        given: ``party_id``, ``kind``, ``what``, ``country``, ``place``, ``languages`` (ISO 639-1 codes),
            ``conditions``, ``how_to_ask``, ``as_of`` (EDTF), ``ended``.
    """
    identifier, seen_entry, values = _split(given)
    if "place" in values:
        values["place"] = " ".join(values["place"].split())
        values["place_fold"] = fold_text(values["place"], None)[:200]
    return save(acting, Offer, identifier=identifier, seen_entry=seen_entry, values=values)


def _split(given: Mapping[str, Any]) -> tuple[uuid.UUID | None, int | None, dict[str, Any]]:
    values = dict(given)
    return values.pop("identifier", None), values.pop("seen_entry", None), values
