"""What a dossier written down in YAML says of its people beyond their names; see ``samples/README.md``."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from dakaz.records.models import Party
from dakaz.records.queries.people import party as found_party

from . import people, people_papers, support
from .sample_filling import Entry, Filling


def write(filling: Filling, entry: Entry) -> uuid.UUID:
    """Write down what is known of a party, in an order in which what is pointed to is there already."""
    acting = filling.acting
    party = found_party(acting.seen_by, filling.of("parties", entry["party"]) or "")
    _facts(filling, party, entry)
    for row in _rows(entry, "documents"):
        held_by = filling.of("parties", row.pop("held_by", None))
        people_papers.save_document(acting, party_id=party.pk, held_by_id=held_by, **row)
    for row in _rows(entry, "ties"):
        people_papers.save_tie(
            acting, party_id=party.pk, other_id=filling.of("parties", row.pop("to")), **row
        )
    for row in _rows(entry, "consents"):
        people_papers.save_consent(acting, party_id=party.pk, **row)
    for row in _rows(entry, "offers"):
        support.save_offer(acting, party_id=party.pk, **row)
    for row in _rows(entry, "needs"):
        asked = row.pop("referrals", ())
        referrals = [{**one, "to_id": filling.of("parties", one["to"])} for one in map(dict, asked)]
        for one in referrals:
            del one["to"]
        support.save_need(acting, party_id=party.pk, referrals=referrals, **row)
    return party.pk


def _facts(filling: Filling, party: Party, entry: Entry) -> None:
    columns = ("text", "language", "script", "kind")
    names = [{column: getattr(one, column) for column in columns} for one in party.names.order_by("pk")]
    given = {key: entry[key] for key in ("born", "citizenships", "contacts", "risks") if key in entry}
    if given:
        people.save_party(
            filling.acting,
            identifier=party.pk,
            kind=party.kind,
            names=names,
            **given,
        )


def _rows(entry: Entry, section: str) -> Sequence[dict[str, Any]]:
    return [dict(row) for row in entry.get(section, ())]
