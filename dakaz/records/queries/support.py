"""Needs, who was asked to help, and which organisations offer what."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from dakaz.names.fold import readings, words
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Need, NeedState, Offer, Party, Referral

from .listing import Listing, listed

NEED_COLUMNS = {"since": "since", "person": "party__label", "kind": "kind", "state": "state"}
OFFER_COLUMNS = {"kind": "kind", "place": "place", "organisation": "party__label", "as_of": "as_of"}
OVER = (NeedState.MET, NeedState.NOT_WANTED, NeedState.GONE)
MOST = 200


def needs(
    seen_by: SeenBy, *, kind: str = "", state: str = "", sort: str = "-since", page: int = 1, size: int = 50
) -> Listing[Need]:
    """Return needs with whose they are and who was asked."""
    rows = guard.visible(Need.objects.select_related("party").prefetch_related("referrals__to"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(state=state) if state else rows
    return listed(rows, columns=NEED_COLUMNS, sort=sort, page=page, size=size)


def need(seen_by: SeenBy, identifier: uuid.UUID | str) -> Need:
    """Return one need."""
    return guard.one(Need.objects.select_related("party"), seen_by, identifier)


def needs_of(seen_by: SeenBy, party: Party) -> Sequence[Need]:
    """Return a person's needs, the open ones first."""
    rows = guard.visible(Need.objects.filter(party=party).prefetch_related("referrals__to"), seen_by)
    return sorted(rows.order_by("since", "pk"), key=lambda one: one.state in OVER)


def referrals_of(seen_by: SeenBy, found: Need) -> Sequence[Referral]:
    """Return who was asked to help with a need, the earliest first."""
    rows = guard.visible(Referral.objects.filter(need=found), seen_by)
    return list(rows.select_related("to", "consent").order_by("on", "pk"))


def asked_of(seen_by: SeenBy, party: Party, *, limit: int = MOST) -> Sequence[Referral]:
    """Return for what an organisation was asked, the newest first."""
    rows = guard.visible(Referral.objects.filter(to=party), seen_by)
    return list(rows.select_related("need__party").order_by("-on", "-pk")[:limit])


def offers(
    seen_by: SeenBy,
    *,
    kind: str = "",
    language: str = "",
    state: str = "",
    sort: str = "kind",
    page: int = 1,
    size: int = 50,
) -> Listing[Offer]:
    """Return what organisations offer: all, what still holds (``now``) or what has ended (``ended``)."""
    rows = guard.visible(Offer.objects.select_related("party"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(languages__holds=language) if language else rows
    rows = rows.filter(ended=state == "ended") if state else rows
    return listed(rows, columns=OFFER_COLUMNS, sort=sort, page=page, size=size)


def offer(seen_by: SeenBy, identifier: uuid.UUID | str) -> Offer:
    """Return one offer."""
    return guard.one(Offer.objects.select_related("party"), seen_by, identifier)


def offers_of(seen_by: SeenBy, party: Party) -> Sequence[Offer]:
    """Return what an organisation offers, what has ended last."""
    rows = guard.visible(Offer.objects.filter(party=party), seen_by)
    return list(rows.order_by("ended", "kind", "place"))


def who_offers(
    seen_by: SeenBy, *, kind: str = "", place: str = "", language: str = "", limit: int = MOST
) -> Sequence[Offer]:
    """Return who offers something, somewhere, in some language; empty for any.

    Args:
        place: as typed, in any script and spelling; an offer without a place is for everywhere.
    """
    rows = guard.visible(Offer.objects.filter(ended=False).select_related("party"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(languages__holds=language) if language else rows
    for _, _, word in words(place):
        matching = Offer.objects.filter(place_fold="")
        for token in readings(word):
            matching = matching | Offer.objects.filter(place_fold__contains=token)
        rows = rows.filter(pk__in=matching.values("pk"))
    return list(rows.order_by("kind", "place", "party__label")[:limit])
