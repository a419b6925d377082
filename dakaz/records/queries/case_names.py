"""Who may be named in a paper that leaves the office, and finding those who may not in any words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Consent, NameKind, Party, PartyKind

from .people_consents import names_outside

if TYPE_CHECKING:
    from dakaz.names import Needles

LEFT_OUT = "[a name left out]"


@dataclass(frozen=True, slots=True)
class Called:
    """How somebody is called in a paper for one audience.

    Args:
        name: own name or pseudonym; empty when neither may stand there.
        own: whether it is their own name.
    """

    name: str
    own: bool


def called_for(seen_by: SeenBy, parties: Iterable[Party], purpose: str) -> Mapping[uuid.UUID, Called]:
    """Return how parties are called for one audience, by their ids.

    Organisations and groups by their names; people by theirs where they may be named to anybody, or agreed
    without limit to be shown to this audience and have not taken it back; else as they may be called outside.

    Args:
        purpose: of ``Purpose``: what somebody must have agreed to.
    """
    asked = {party.pk: party for party in parties}
    outside = names_outside(seen_by, asked.values())
    rows = guard.visible(Consent.objects.filter(party__in=list(asked), purpose=purpose), seen_by)
    agreed = set(rows.filter(withdrawn="", scope="").values_list("party_id", flat=True))
    found = {}
    for key, party in asked.items():
        own = party.kind != PartyKind.PERSON or outside[key].is_own or key in agreed
        found[key] = Called(own_name(party), own=True) if own else Called(outside[key].name, own=False)
    return found


def own_name(party: Party) -> str:
    """Return a party's name as it is known, with the one in documents where that differs."""
    legal = next((one.text for one in party.names.all() if one.kind == NameKind.LEGAL), "")
    return f"{party.label} ({legal})" if legal and legal != party.label else party.label


class Hidden:
    """Finds in words, in any script and form, the names of people who may not be named."""

    def __init__(self, people: Iterable[Party]) -> None:
        persons = [one for one in people if one.kind == PartyKind.PERSON]
        names = {str(one.pk): [one.label, *(name.text for name in one.names.all())] for one in persons}
        self._needles: Needles | None = None
        if names:
            from dakaz.names import Needles  # noqa: PLC0415 - numpy is loaded when it is needed

            self._needles = Needles(names)

    def __repr__(self) -> str:
        return "the names that are hidden"

    def are_in(self, *texts: str) -> bool:
        """Say whether any of the texts names one of them. Any likeness counts, of a frequent word too."""
        needles = self._needles
        return needles is not None and any(needles.find(text) for text in texts if text)

    def taken_out(self, text: str) -> str:
        """Return a text of ours with such names replaced by words that say so."""
        if self._needles is None or not text:
            return text
        for hit in reversed(self._needles.find(text)):
            text = text[: hit.start] + LEFT_OUT + text[hit.end :]
        return text.replace(f"{LEFT_OUT} {LEFT_OUT}", LEFT_OUT)
