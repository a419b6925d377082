"""What the log says, in words people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from dakaz.records.queries.log import Line

DID = {
    "vault.created": gettext_lazy("Vault made"),
    "vault.backed_up": gettext_lazy("Backup saved"),
    "vault.recovered": gettext_lazy("Vault opened with recovery shares, and a passphrase replaced"),
    "user.added": gettext_lazy("Colleague added"),
    "user.removed": gettext_lazy("Colleague removed, keys changed"),
    "user.passphrase_changed": gettext_lazy("Passphrase changed"),
    "recovery.confirmed": gettext_lazy("Recovery confirmed"),
    "recovery.shares_made": gettext_lazy("New recovery shares made"),
    "import.running": gettext_lazy("Import resumed"),
    "import.stopped": gettext_lazy("Import stopped"),
    "import.done": gettext_lazy("Import finished"),
    "import.undone": gettext_lazy("Import undone"),
    "item.added": gettext_lazy("Paper or file added"),
    "item.received": gettext_lazy("Paper or file came again"),
    "item.changed": gettext_lazy("Paper or file described"),
    "item.read": gettext_lazy("Text read from a paper or file"),
    "item.joined": gettext_lazy("Photographs joined to one paper"),
    "item.parted": gettext_lazy("Paper taken apart into its photographs"),
    "objects.resealed": gettext_lazy("Files sealed to new keys"),
    "objects.swept": gettext_lazy("Files that belonged to nothing cleared away"),
    "item.given_out": gettext_lazy("Original saved outside the vault"),
    "case.sealed": gettext_lazy("Case sealed"),
    "case.unsealed": gettext_lazy("Case unsealed"),
    "case.granted": gettext_lazy("Key of a sealed case given"),
    "case.revoked": gettext_lazy("Key of a sealed case taken back"),
    "sealed.read": gettext_lazy("Something of a sealed case read"),
    "list.saved": gettext_lazy("List saved outside the vault"),
    "user.roles": gettext_lazy("Roles of a colleague changed"),
    "item.erased": gettext_lazy("Paper or file erased"),
    "party.erased": gettext_lazy("Somebody erased"),
    "case.erased": gettext_lazy("Case erased"),
    "testimony.erased": gettext_lazy("Testimony erased"),
    "erasure.finished": gettext_lazy("Files and free room of an erasure cleared"),
    "log.covered": gettext_lazy("Records that stayed were given an entry of their own"),
    "erasure.settled": gettext_lazy("Links to what was erased set right"),
    "log.emptied": gettext_lazy("What the log said of something erased taken out"),
    "party.merged": gettext_lazy("Two records of one person or organisation brought together"),
    "party.unmerged": gettext_lazy("Two that were brought together taken apart again"),
    "own_data.given": gettext_lazy("Somebody's own data given as a file"),
    "passage.marked": gettext_lazy("Passage marked"),
    "casetie.removed": gettext_lazy("Relation of two cases taken away"),
    "ground.added": gettext_lazy("Record linked to what it rests on"),
    "ground.removed": gettext_lazy("Link to what a record rests on taken away"),
    "report.counts_approved": gettext_lazy("Counts of a report approved"),
    "report.released": gettext_lazy("Report built"),
    "absence.added": gettext_lazy("Absence and stand-in written down"),
    "absence.changed": gettext_lazy("Absence changed"),
    "absence.removed": gettext_lazy("Absence taken away"),
    "duedate.removed": gettext_lazy("Task taken away"),
    "table.checking": gettext_lazy("Table looked at: begun"),
    "table.looked_at": gettext_lazy("Table looked at, nothing taken in yet"),
    "table.importing": gettext_lazy("Table taken in: begun"),
    "table.taken_in": gettext_lazy("Table taken in"),
    "table.undone": gettext_lazy("Table taken back"),
    "takenin.changed": gettext_lazy("Changed row of a table taken in"),
    "savedsearch.added": gettext_lazy("Question to a list kept"),
    "savedsearch.changed": gettext_lazy("Kept question changed"),
    "savedsearch.removed": gettext_lazy("Kept question taken away"),
}
KINDS = {
    "source": gettext_lazy("Source"),
    "party": gettext_lazy("Person or organisation"),
    "case": gettext_lazy("Case"),
    "testimony": gettext_lazy("Testimony"),
    "casetie": gettext_lazy("Relation of cases"),
    "decision": gettext_lazy("Decision"),
    "event": gettext_lazy("Event"),
    "duedate": gettext_lazy("Due date"),
    "deadline": gettext_lazy("Counted day"),
    "statement": gettext_lazy("Statement"),
    "recommendation": gettext_lazy("Recommendation"),
    "series": gettext_lazy("Series"),
    "claim": gettext_lazy("Figure that somebody states"),
    "check": gettext_lazy("Check"),
    "countsrelease": gettext_lazy("Published counts"),
    "report": gettext_lazy("Report"),
    "passage": gettext_lazy("Passage"),
    "consent": gettext_lazy("Consent"),
    "document": gettext_lazy("Document of a person"),
    "erasure": gettext_lazy("Erasure"),
    "merge": gettext_lazy("Bringing together of two records"),
    "release": gettext_lazy("Built report"),
    "need": gettext_lazy("Need"),
    "offer": gettext_lazy("Offer of an organisation"),
    "takenin": gettext_lazy("Row of a table taken in"),
    "tie": gettext_lazy("Tie between people"),
    "namedtie": gettext_lazy("Past tie named by an authority"),
    "keepingtime": gettext_lazy("How long cases are kept"),
}


@dataclass(frozen=True, slots=True)
class LastEntry:
    """Number and day of the newest entry of the log."""

    number: int
    day: date


def last_entry() -> LastEntry | None:
    """Return the newest entry, for whoever remembers a later one; None while there is none."""
    from dakaz.records.queries import log  # noqa: PLC0415 - tables load after the settings

    found = log.last_entry()
    return LastEntry(found[0], date.fromisoformat(found[1])) if found else None


def did(action: str) -> str:
    """Return what was done; an act nobody has put into words is shown as the log names it."""
    if action in DID:
        return str(DID[action])
    kind, _, verb = action.rpartition(".")
    if kind in KINDS and verb in ("added", "changed", "taken_back"):
        words = gettext("%(kind)s written down") if verb == "added" else gettext("%(kind)s changed")
        if verb == "taken_back":
            words = gettext("%(kind)s taken back with its table")
        return words % {"kind": KINDS[kind]}
    return action


def who(line: Line) -> str:
    """Return who did it; the name went with the person where they were erased."""
    if line.action == "vault.recovered":
        return gettext("whoever held two shares")
    return line.who


def when(line: Line) -> datetime | date:
    """Return the moment, or the day where no more was kept."""
    return datetime.fromisoformat(line.at) if line.at else date.fromisoformat(line.day)
