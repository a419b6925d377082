"""How a dossier's office shares its work: who works there, what was confirmed, what is still to do."""

from __future__ import annotations

import uuid
from datetime import date

from dakaz.errors import BadInput
from dakaz.records import guard
from dakaz.records.models import Decision
from dakaz.records.queries.deadlines import deadlines_of

from . import absences, access, deadlines, searches, tasks
from .sample_filling import ME, Entry, Filling


def colleague(filling: Filling, entry: Entry) -> None:
    """Let somebody in who works beside the one who fills the vault."""
    filling.colleagues[entry["key"]] = access.add_user(
        filling.acting, name=entry["name"], passphrase=entry["passphrase"], roles=entry["roles"]
    )


def hand_over(filling: Filling, entry: Entry) -> uuid.UUID:
    """Let a colleague answer for a case from now on."""
    case = filling.needed("cases", entry["case"])
    return tasks.hand_over(filling.as_of(entry["by"]), case, filling.user(entry["to"])).pk


def task(filling: Filling, entry: Entry) -> uuid.UUID:
    """Write down what somebody has to do."""
    return tasks.add_task(
        filling.as_of(entry["by"]),
        case_id=filling.needed("cases", entry["case"]),
        what=entry["what"],
        on=date.fromisoformat(entry["on"]),
        responsible=filling.user(entry.get("responsible")),
    ).pk


def absence(filling: Filling, entry: Entry) -> uuid.UUID:
    """Say who is away and who stands in."""
    return absences.go_away(
        filling.as_of(entry["who"]),
        stand_in=filling.user(entry["stand_in"]),
        since=date.fromisoformat(entry["since"]),
        until=date.fromisoformat(entry["until"]),
    ).pk


def search(filling: Filling, entry: Entry) -> uuid.UUID:
    """Keep a question for the one who fills the vault."""
    terms = entry["terms"]
    return searches.keep(filling.acting, place=entry["place"], name=entry["name"], terms=terms).pk


def deadline(filling: Filling, entry: Entry) -> uuid.UUID:
    """Confirm a day that was counted for a decision, by each who looks, and say when it was done."""
    decision = guard.one(
        Decision.objects.all(), filling.acting.seen_by, filling.needed("decisions", entry["decision"])
    )
    for counted in deadlines_of(filling.acting.seen_by, decision):
        if counted.row == entry["row"]:
            for key in entry.get("looks", (ME,)):
                deadlines.confirm(filling.as_of(key), counted.pk)
            if entry.get("done"):
                on = date.fromisoformat(str(entry["done"]))
                deadlines.mark_deadline_done(filling.acting, counted.pk, on=on)
            return counted.pk
    raise BadInput("“%(key)s”: the law pack counts no day by %(row)s.", key=entry["key"], row=entry["row"])
