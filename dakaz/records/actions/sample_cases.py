"""What a dossier says of parties, cases and what happens in them; see ``samples/README.md``."""

from __future__ import annotations

import uuid
from datetime import date

from . import case_ties, casebook, people
from .sample_archive import item_of
from .sample_filling import Entry, Filling, involvements, only, rest


def party(filling: Filling, entry: Entry) -> uuid.UUID:
    names = [
        {
            "text": name["text"],
            "language": name.get("lang", ""),
            "script": name.get("script", ""),
            "kind": name.get("kind", "usual"),
        }
        for name in entry["names"]
    ]
    described = " · ".join(entry[part] for part in ("role", "description") if entry.get(part))
    return people.save_party(
        filling.acting,
        names=names,
        kind=entry["kind"],
        description=described,
        protection=entry["protection"],
        country=entry.get("country", ""),
    ).pk


def case(filling: Filling, entry: Entry) -> uuid.UUID:
    return casebook.save_case(
        filling.acting,
        involvements=involvements(filling, entry.get("parties", ())),
        **only(entry, "code", "title", "status", "opened", "summary"),
        **only(entry, "risk", "closed", "retention", "kept_why"),
        responsible=filling.user(entry.get("responsible")),
    ).pk


def case_tie(filling: Filling, entry: Entry) -> uuid.UUID:
    return case_ties.save_case_tie(
        filling.acting,
        case_id=filling.of("cases", entry["case"]),
        other_id=filling.of("cases", entry["other"]),
        **only(entry, "kind", "note"),
    ).pk


def decision(filling: Filling, entry: Entry) -> uuid.UUID:
    reasons = [
        {
            "kind": reason["kind"],
            "words": reason.get("words", ""),
            "passage_id": filling.of("passages", reason.get("passage")),
        }
        for reason in entry.get("reasons", ())
    ]
    return casebook.save_decision(
        filling.acting,
        case_id=filling.of("cases", entry["case"]),
        authority_id=filling.of("parties", entry["authority"]),
        item_id=item_of(filling, entry["item"]) if entry.get("item") else None,
        reasons=reasons,
        **only(entry, "kind", "outcome", "dated", "served", "served_how", "reference", "facts"),
        **only(entry, "ground", "consequences", "ban_months", "ban_for_life"),
    ).pk


def testimony(filling: Filling, entry: Entry) -> uuid.UUID:
    return casebook.save_testimony(
        filling.acting,
        case_id=filling.of("cases", entry.get("case")),
        speaker_id=filling.of("parties", entry["speaker"]),
        item_id=item_of(filling, entry["item"]) if entry.get("item") else None,
        **only(entry, "asked_by", "interpreter", "language", "verbatim", "kind", "date", "text"),
        **only(entry, "read_back", "agreed", "consent", "topics", "pseudonym"),
    ).pk


def event(filling: Filling, entry: Entry) -> uuid.UUID:
    place = entry.get("place", {})
    event = casebook.save_event(
        filling.acting,
        case_id=filling.of("cases", entry.get("case")),
        involvements=involvements(filling, entry.get("involvements", ())),
        country=place.get("country", ""),
        place=place.get("text", ""),
        reported_to_id=filling.of("parties", entry.get("reported_to")),
        **only(entry, "kind", "asked_for", "title", "date", "description", "status"),
        **only(entry, "violations", "profile", "reported", "answered", "answer", "believed"),
    )
    rest(filling, event, entry.get("passages", ()))
    return event.pk


def due(filling: Filling, entry: Entry) -> uuid.UUID:
    return casebook.save_due_date(
        filling.acting,
        case_id=filling.of("cases", entry["case"]),
        decision_id=filling.of("decisions", entry.get("decision")),
        on=date.fromisoformat(str(entry["on"])),
        **only(entry, "kind", "what", "typed_by"),
    ).pk
