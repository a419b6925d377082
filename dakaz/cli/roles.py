"""What somebody's role lets them do holds at the command line as in the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dakaz.errors import NotAllowed
from dakaz.web.capabilities import REFUSED, May, may

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting


def allowed(acting: Acting, what: May) -> None:
    """Let pass who may do this.

    Raises:
        NotAllowed: none of their roles includes it.
    """
    if not may(acting.seen_by, what):
        raise NotAllowed(REFUSED)
