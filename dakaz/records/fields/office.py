"""Of colleagues, of the log, and of what the program keeps for itself."""

from __future__ import annotations

from collections.abc import Mapping

from .values import RECORD, Basis, Category, Erased, Fields, Kept, Use, personal, plain

_STAYS = Erased.STAYS
_STAFF = (Use.WORK, Basis.STAFF, Kept.STAFF)

OFFICE: Mapping[str, Fields] = {
    "user": {
        **plain("id"),
        **personal("name administrator roles language away removed", *_STAFF, own=False, erased=_STAYS),
    },
    "absence": {
        **plain(RECORD),
        **personal("user stand_in since until", *_STAFF, own=False, erased=_STAYS),
    },
    "savedsearch": {
        **plain(f"{RECORD} place"),
        **personal("user name", *_STAFF, own=False, erased=_STAYS),
        **personal("terms", *_STAFF, category=Category.CRIMINAL, own=False, erased=_STAYS),
    },
    "takenin": {
        **plain(f"{RECORD} table kind"),
        **personal("key record digest", Use.HELD, Basis.RECORD, Kept.CASE, own=False),
    },
    "erasure": plain(f"{RECORD} what why on backups"),
    "keepingtime": plain(f"{RECORD} retention days why"),
    "logentry": {
        **plain("seq day action compartment"),
        **personal("commitment", Use.ANSWER, Basis.DUTY, Kept.LOG, own=False, erased=_STAYS),
        **personal(
            "subject salt payload", Use.ANSWER, Basis.DUTY, Kept.LOG, own=False, erased=Erased.EMPTIED
        ),
    },
    "logtree": plain("id size frontier"),
    "compartment": plain("id name"),
    "resealing": plain("compartment generation after done of failed finished"),
    "sealedstate": plain("compartment change"),
    "sealedrow": {
        **plain("name compartment change"),
        **personal("content", Use.CASE, Basis.CLAIMS, Kept.CASE, category=Category.CRIMINAL, own=False),
    },
    "vaultstate": plain(
        "id sample sample_today last_backup last_verified fold_version folding folded_to last_checkpoint"
    ),
}
