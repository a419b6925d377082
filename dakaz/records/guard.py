"""Who may see what, and what may point to what. Every query starts here; there is no other check.

A row belongs to a compartment; whoever holds the compartment's key sees the row. To everyone else
it behaves as if it did not exist: a query for it finds nothing and raises ``NotFound``, the same
words and the same way as for a row that never was. Rows given out here also lead only to what their
reader may see (``models.link``), and no row is written that would lead others to what they may not see.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from dakaz.errors import N_, BadInput, NotAllowed, NotFound
from dakaz.records.models import Compartment, SealedState
from dakaz.records.models.sight import has_compartment, through
from dakaz.vault import compartments

SHARED = compartments.FIRST
"""The office: everybody who can sign in holds its key. Its texts alone stand in the full-text index."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Through whose eyes a query looks.

    Args:
        user_id: the keyring's id of the user.
        name: how colleagues know them; shown, never logged.
        compartments: ids of the compartments whose keys the session holds; the office first.
        administrator: may add and remove users.
        roles: what they are here to do; the doors ask which pages that opens.
    """

    user_id: str
    name: str
    compartments: tuple[str, ...]
    administrator: bool = False
    roles: frozenset[str] = frozenset()

    @property
    def office(self) -> str:
        """The compartment new things go into unless said otherwise."""
        return self.compartments[0]


def visible(rows: QuerySet[Row], seen_by: SeenBy) -> QuerySet[Row]:
    """Return those of ``rows`` that ``seen_by`` may see."""
    return through(rows, seen_by.compartments)


def sees_everything(seen_by: SeenBy) -> bool:
    """Say whether there is no compartment whose key this session lacks.

    Sealed ones do not count: what is in them is in no table and no index of those who lack their key.
    """
    sealed = SealedState.objects.values("pk")
    return not Compartment.objects.exclude(pk__in=seen_by.compartments).exclude(pk__in=sealed).exists()


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


# What rows lead to: kind and id.
Links = frozenset[tuple[type[Model], uuid.UUID]]


def links_of(*rows: Model) -> Links:
    """Return what the links of rows lead to, whether or not somebody may see it."""
    return frozenset(
        (field.related_model, value)
        for row in rows
        for field in leading(type(row))
        if (value := row.__dict__.get(field.attname)) is not None
    )


def leading(kind: type[Model]) -> list[Any]:
    """Return the columns of a kind that lead to what may not be for everybody."""
    fields = kind._meta.concrete_fields
    return [
        one for one in fields if one.many_to_one and one.related_model and has_compartment(one.related_model)
    ]


def may_lead_to(links: Links, seen_by: SeenBy, *, compartment: str) -> None:
    """Refuse links that would lead those who see a row to what is not theirs.

    A row leads to rows of its own compartment and of the office, which everybody sees.

    Args:
        links: what the row is to lead to and did not lead to before.
        compartment: whose the row is.

    Raises:
        NotFound: it is not there for the writer; absent and unseen are the same.
        BadInput: the writer sees it, but others who see the row would not.
    """
    for kind, identifier in links:
        target: Any = one(kind._base_manager.all(), seen_by, identifier)
        if target.compartment not in (compartment, SHARED):
            raise BadInput(
                N_(
                    "This would lead colleagues to what another circle keeps to itself. "
                    "Write it down there anew instead."
                )
            )


def administrator(seen_by: SeenBy) -> None:
    """Let only administrators pass.

    Raises:
        NotAllowed: someone else asks.
    """
    if not seen_by.administrator:
        raise NotAllowed(N_("Only an administrator can do this. Ask one of them."))
