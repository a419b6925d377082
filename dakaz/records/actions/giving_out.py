"""Records leave the vault in one piece: counted, asked about, written into the log, then given."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from dakaz.errors import N_, BadInput, Refused
from dakaz.exchange import ftm, huridocs, package
from dakaz.records.queries import giving_out

from .acting import Acting
from .reading_log import log_export

Form = Literal["csv", "xlsx", "ftm", "events"]
FORMS: tuple[Form, ...] = ("csv", "xlsx", "ftm", "events")
ENDINGS = {"csv": "zip", "xlsx": "xlsx", "ftm": "ftm.json", "events": "events.json"}
NOTHING = N_("Choose at least one kind of record.")
ANOTHER = N_(
    "What you chose names another number of people than you said. Nothing was given out. Look again at what "
    "it holds: perhaps it is more than you think."
)


def how_many(acting: Acting, kinds: Collection[str]) -> int:
    """Return how many people these kinds name."""
    return giving_out.named(acting.seen_by, kinds).count


def give_out(acting: Acting, *, form: Form, kinds: Collection[str], people: int) -> bytes:
    """Return the office's records of these kinds as one file.

    Args:
        form: ``csv`` (a ZIP of tables) and ``xlsx`` come back without loss; ``ftm`` too, and is read by
            programs that know FollowTheMoney; ``events`` is for those that know the Events Standard Formats.
        people: how many people somebody said it names.

    Raises:
        BadInput: no kind was chosen, or it does not fit into a workbook.
        Refused: it names another number of people; nothing was given out.
    """
    chosen = [name for name in giving_out.CARRIED if name in kinds]
    if not chosen:
        raise BadInput(NOTHING)
    named = giving_out.named(acting.seen_by, chosen)
    if named.count != people:
        raise Refused(ANOTHER)
    content = _bytes(acting, form, chosen)
    log_export(acting, name=f"whole {form}", people=named.count, compartments=named.compartments)
    return content


def _bytes(acting: Acting, form: Form, chosen: Collection[str]) -> bytes:
    records = giving_out.values(acting.seen_by, chosen)
    if form == "ftm":
        return b"".join(ftm.lines_of(records))
    if form == "events":
        parties = giving_out.values(acting.seen_by, ["party"])
        return huridocs.events_bytes(giving_out.values(acting.seen_by, ["event"]), parties)
    write = package.zip_bytes if form == "csv" else package.workbook_bytes
    return write(giving_out.shapes(chosen), records)
