"""Of people: who they are, how to reach them, what they need and agreed to."""

from __future__ import annotations

from collections.abc import Mapping

from .values import RECORD, Basis, Category, Erased, Fields, Kept, Needle, Use, personal, plain

_SPECIAL, _CRIMINAL = Category.SPECIAL, Category.CRIMINAL
_PERSON = Kept.PERSON

PEOPLE: Mapping[str, Fields] = {
    "party": {
        **plain(f"{RECORD} kind merged_into"),
        **personal("label", Use.KNOW, Basis.ASKED, _PERSON, needle=Needle.NAME),
        **personal("description", Use.KNOW, Basis.ASKED, _PERSON, category=_SPECIAL),
        **personal("protection", Use.DANGER, Basis.ASKED, _PERSON),
        **personal("country born citizenships", Use.KNOW, Basis.CLAIMS, _PERSON),
    },
    "name": {
        **plain("id party"),
        **personal("text", Use.KNOW, Basis.ASKED, _PERSON, needle=Needle.NAME),
        **personal("language script kind", Use.KNOW, Basis.ASKED, _PERSON),
        **personal("fold", Use.KNOW, Basis.ASKED, _PERSON, own=False),
    },
    "contactway": {
        **plain("id party"),
        **personal("value", Use.REACH, Basis.ASKED, _PERSON, needle=Needle.CONTACT),
        **personal("kind safety safe_when", Use.REACH, Basis.ASKED, _PERSON),
    },
    "riskathome": {
        **plain("id party"),
        **personal("kind words", Use.DANGER, Basis.CLAIMS, _PERSON, category=_CRIMINAL),
    },
    "document": {
        **plain(f"{RECORD} party expires_on replaced"),
        **personal("number", Use.CASE, Basis.CLAIMS, _PERSON, needle=Needle.NUMBER),
        **personal(
            "kind issuer country issued expires whereabouts since item note", Use.CASE, Basis.CLAIMS, _PERSON
        ),
        **personal("held_by", Use.CASE, Basis.CLAIMS, _PERSON, erased=Erased.PART),
    },
    "tie": {
        **plain(f"{RECORD} party"),
        **personal("other kind since until note", Use.KNOW, Basis.CLAIMS, _PERSON),
    },
    "consent": {
        **plain(f"{RECORD} party"),
        **personal(
            "purpose scope language asked how given item withdrawn withdrawn_how",
            Use.AGREED,
            Basis.PROOF,
            _PERSON,
        ),
    },
    "need": {
        **plain(f"{RECORD} party"),
        **personal("kind state since asks_for", Use.HELP, Basis.ASKED, _PERSON, category=_SPECIAL),
    },
    "referral": {
        **plain("id need consent"),
        **personal("to", Use.HELP, Basis.ASKED, _PERSON, category=_SPECIAL, erased=Erased.PART),
        **personal("on answer answered words", Use.HELP, Basis.ASKED, _PERSON, category=_SPECIAL),
    },
    "offer": {
        **plain(
            f"{RECORD} party kind what country place place_fold languages conditions how_to_ask as_of ended"
        ),
    },
    "merge": {
        **plain(f"{RECORD} undone"),
        **personal("kept merged why", Use.KNOW, Basis.DUTY, _PERSON, own=False),
        **personal(
            "moved before",
            Use.KNOW,
            Basis.DUTY,
            _PERSON,
            category=_CRIMINAL,
            own=False,
            erased=Erased.PART,
        ),
    },
}
