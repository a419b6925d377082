"""Who may see what. Every query starts here; there is no other check.

A row belongs to a compartment; whoever holds the compartment's key sees the row. To everyone else
it behaves as if it did not exist: a query for it finds nothing and raises ``NotFound``, the same
words and the same way as for a row that never was.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from dakaz.errors import N_, NotAllowed, NotFound
from dakaz.records.models import Compartment

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Through whose eyes a query looks.

    Args:
        user_id: the keyring's id of the user.
        name: how colleagues know them; shown, never logged.
        compartments: ids of the compartments whose keys the session holds; the office first.
        administrator: may add and remove users.
    """

    user_id: str
    name: str
    compartments: tuple[str, ...]
    administrator: bool = False

    @property
    def office(self) -> str:
        """The compartment new things go into unless said otherwise."""
        return self.compartments[0]


def visible(rows: QuerySet[Row], seen_by: SeenBy) -> QuerySet[Row]:
    """Return those of ``rows`` that ``seen_by`` may see."""
    return rows.filter(compartment__among=seen_by.compartments)


def sees_everything(seen_by: SeenBy) -> bool:
    """Say whether there is no compartment whose key this session lacks."""
    return not Compartment.objects.exclude(pk__in=seen_by.compartments).exists()


def one(rows: QuerySet[Row], seen_by: SeenBy, identifier: uuid.UUID | str) -> Row:
    """Return the row with this id.

    Raises:
        NotFound: there is none, or it is not for ``seen_by``.
    """
    try:
        wanted = uuid.UUID(str(identifier))
    except ValueError:
        wanted = uuid.UUID(int=0)
    found = visible(rows, seen_by).filter(pk=wanted).first()
    if found is None:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    return found


def administrator(seen_by: SeenBy) -> None:
    """Let only administrators pass.

    Raises:
        NotAllowed: someone else asks.
    """
    if not seen_by.administrator:
        raise NotAllowed(N_("Only an administrator can do this. Ask one of them."))
