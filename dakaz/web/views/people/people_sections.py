"""What stands on a party's page below its names: contacts, documents, ties, needs, consents, help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from dakaz.records.queries import duplicates, people_consents, people_documents, people_ties, support
from dakaz.web.edtf_words import in_words
from dakaz.web.look import State, Tone

from . import consents, documents, needs
from . import support as offers
from .case_parts import link_to
from .testimonies_told import told_lines

if TYPE_CHECKING:
    from dakaz.records.models import Party
    from dakaz.web.requests import Request

SAFETY: dict[str, Tone] = {"ask": "amber", "safe": "good", "sometimes": "amber", "never": "brick"}


def of_party(request: Request, party: Party) -> dict[str, Any]:
    """Return the sections of a party's page, by their names in the template."""
    whose = f"?party_id={party.pk}"
    names = ("document", "tie", "need", "consent", "offer")
    return {
        "contacts": [
            (way, State(way.get_safety_display(), SAFETY[way.safety]))
            for way in party.contacts.order_by("pk")
        ],
        "risks": party.risks.order_by("pk"),
        "ties": _ties(request, party),
        "merges": duplicates.merges_of(request.user, party),
        "adding": {name: reverse(f"people:new-{name}") + whose for name in names},
        "twice": reverse("people:twice", args=[party.pk]),
        **_of_a_person(request, party),
        **_of_a_helper(request, party),
    }


def _of_a_person(request: Request, party: Party) -> dict[str, Any]:
    needed = support.needs_of(request.user, party)
    held = people_documents.documents_of(request.user, party)
    agreed = people_consents.consents_of(request.user, party)
    if party.kind == "organisation" and not (needed or held or agreed):
        return {}
    return {
        "of_a_person": True,
        "documents": documents.lines(held, request.today),
        "needs": needs.lines(needed),
        "ticks": needs.ticks(needed),
        "consents": consents.lines(agreed),
        "told": told_lines(request.user, party),
        "add_testimony": reverse("people:new-testimony") + f"?speaker_id={party.pk}",
    }


def _of_a_helper(request: Request, party: Party) -> dict[str, Any]:
    offered = support.offers_of(request.user, party)
    asked = support.asked_of(request.user, party)
    if party.kind != "organisation" and not (offered or asked):
        return {}
    return {
        "of_a_helper": True,
        "offers": offers.lines(offered),
        "asked": [
            (one, link_to(one.need.party), reverse("people:need", args=[one.need.pk]), in_words(one.on))
            for one in asked
        ],
    }


def _ties(request: Request, party: Party) -> list[dict[str, Any]]:
    return [
        {
            "words": one.is_to_us.label,
            "other": link_to(one.other),
            "url": reverse("people:tie", args=[one.tie.pk]),
            "since": in_words(one.tie.since, brief=True),
            "until": in_words(one.tie.until, brief=True),
            "note": one.tie.note,
        }
        for one in people_ties.ties_of(request.user, party)
    ]
