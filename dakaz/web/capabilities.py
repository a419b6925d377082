"""Who may open which page: one table of roles, one of pages. A page without a rule opens for nobody.

What somebody sees *on* a page is not decided here but by the keys they hold (``records.guard``).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from dakaz.errors import N_, NotAllowed

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy


class May(StrEnum):
    """What a role lets somebody do."""

    OWN = "their own settings, the vault's state, backups"
    READ_CASES = "read people and cases"
    WRITE_CASES = "write people and cases"
    SEAL = "seal cases, give and take their keys"
    READ_ARCHIVE = "read papers"
    WRITE_ARCHIVE = "add and describe papers"
    READ_FIGURES = "read figures and statements"
    WRITE_FIGURES = "write figures and statements"
    READ_REPORTS = "read reports"
    WRITE_REPORTS = "write and build reports"
    KEEPING = "say how long things are kept"
    COLLEAGUES = "let colleagues in, say what they do, take them out"


# fmt: off
ROLES: Mapping[str, tuple[May, ...]] = {
    "administrator": (May.OWN, May.COLLEAGUES, May.KEEPING),
    "caseworker":    (May.OWN, May.READ_CASES, May.WRITE_CASES, May.SEAL, May.READ_ARCHIVE, May.WRITE_ARCHIVE,
                      May.READ_FIGURES, May.READ_REPORTS),
    "lawyer":        (May.OWN, May.READ_CASES, May.WRITE_CASES, May.SEAL, May.READ_ARCHIVE, May.WRITE_ARCHIVE,
                      May.READ_FIGURES, May.READ_REPORTS),
    "documentalist": (May.OWN, May.READ_CASES, May.WRITE_CASES, May.SEAL, May.READ_ARCHIVE, May.WRITE_ARCHIVE,
                      May.READ_FIGURES, May.WRITE_FIGURES, May.READ_REPORTS),
    "analyst":       (May.OWN, May.READ_ARCHIVE, May.READ_FIGURES, May.WRITE_FIGURES,
                      May.READ_REPORTS, May.WRITE_REPORTS),
    "publisher":     (May.OWN, May.READ_ARCHIVE, May.READ_FIGURES, May.READ_REPORTS, May.WRITE_REPORTS),
}

# For each place what looking needs and what changing needs.
PLACES: Mapping[str, tuple[May, May]] = {
    "today":       (May.READ_CASES, May.WRITE_CASES),
    "people":      (May.READ_CASES, May.WRITE_CASES),
    "archive":     (May.READ_ARCHIVE, May.WRITE_ARCHIVE),
    "observatory": (May.READ_FIGURES, May.WRITE_FIGURES),
    "reports":     (May.READ_REPORTS, May.WRITE_REPORTS),
}

# Pages outside the places, and those that differ from theirs.
PAGES: Mapping[str, tuple[May, May]] = {
    **dict.fromkeys((
        "lock", "still-open", "kept", "language", "settings", "look", "passphrase", "recovery", "backup",
        "check", "log", "log-csv", "log-xlsx",
    ), (May.OWN, May.OWN)),
    "users":       (May.OWN, May.COLLEAGUES),
    "remove-user": (May.COLLEAGUES, May.COLLEAGUES),
    "user-roles":  (May.COLLEAGUES, May.COLLEAGUES),
    # sending a question changes nothing
    "archive:search": (May.READ_ARCHIVE, May.READ_ARCHIVE),
    "archive:filter": (May.READ_ARCHIVE, May.READ_ARCHIVE),
    "archive:add":    (May.WRITE_ARCHIVE, May.WRITE_ARCHIVE),
    # what is accepted in a text becomes a claim
    "archive:figures": (May.READ_ARCHIVE, May.WRITE_FIGURES),
    # a question is kept for oneself
    **dict.fromkeys(("people:searches", "people:keep-search", "people:rename-search", "people:forget-search"),
                    (May.READ_CASES, May.READ_CASES)),
    # many records at once, in and out
    **dict.fromkeys(("people:tables", "people:add-table", "people:table", "people:table-columns",
                     "people:table-sheet", "people:table-begin", "people:table-stop", "people:table-resume",
                     "people:table-undo", "people:table-failed", "people:give-out"),
                    (May.WRITE_CASES, May.WRITE_CASES)),
    "people:seal":    (May.SEAL, May.SEAL),
    # it names nobody
    "people:kept-of-people":    (May.OWN, May.OWN),
    "people:kept-of-people-as": (May.OWN, May.OWN),
    "people:keeping-times":     (May.KEEPING, May.KEEPING),
    "people:unseal":  (May.SEAL, May.SEAL),
    "people:grant":   (May.SEAL, May.SEAL),
    "people:revoke":  (May.SEAL, May.SEAL),
}
# fmt: on
# A form to write something is for those who may write it.
_FORMS = ("new-", "edit-")
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED = N_("Your work here does not include this page. An administrator can change what your role is.")


def needed(page: str, method: str) -> May | None:
    """Return what opening a page needs; None when there is no rule for it.

    Args:
        page: its URL name, with its place, such as ``people:case``.
        method: of HTTP.
    """
    place, _, name = page.rpartition(":")
    looking, changing = PAGES.get(page) or PLACES.get(place) or (None, None)
    return looking if method in _LOOKING and not (place and name.startswith(_FORMS)) else changing


def may(user: SeenBy, what: May) -> bool:
    """Say whether one of a user's roles lets them do something."""
    return any(what in ROLES.get(role, ()) for role in user.roles)


def refusal(user: SeenBy, page: str, method: str) -> NotAllowed | None:
    """Return what to answer when a page is not for this user; None when it is."""
    what = needed(page, method)
    return None if what and may(user, what) else NotAllowed(REFUSED)
