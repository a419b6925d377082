"""A dossier on its way into a vault: what each of its keys has become, and in whose name it is written."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dakaz.errors import BadInput
from dakaz.outside.parsing import Readers
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import ImportRun, Passage, Record, User

from .acting import Acting
from .grounds import rest_on

Entry = Mapping[str, Any]
ReadFile = Callable[[str], bytes]
ME = "me"  # whoever fills the vault


@dataclass(slots=True)
class Filling:
    """A dossier on its way into a vault.

    Args:
        read_file: gives the bytes of a file the dossier names.
        keys: what each key of the dossier has become, by section.
        colleagues: those the dossier let in, by their key.
    """

    acting: Acting
    readers: Readers
    read_file: ReadFile
    run: ImportRun
    keys: dict[str, dict[str, uuid.UUID]] = field(default_factory=dict)
    colleagues: dict[str, User] = field(default_factory=dict)

    def of(self, section: str, key: str | None) -> uuid.UUID | None:
        """Return the id of what ``key`` names in ``section``; None for no key.

        Raises:
            BadInput: nothing has this key.
        """
        if not key:
            return None
        try:
            return self.keys[section][key]
        except KeyError:
            raise BadInput(
                "“%(key)s” is named but not among the %(section)s.", key=key, section=section
            ) from None

    def needed(self, section: str, key: str) -> uuid.UUID:
        """Return the id of what must be there.

        Raises:
            BadInput: nothing has this key.
        """
        found = self.of(section, key)
        if found is None:
            raise BadInput("A key of the %(section)s is missing.", section=section)
        return found

    def user(self, key: str | None) -> str:
        """Return the id of a colleague, ``me`` being whoever fills the vault; empty for nobody.

        Raises:
            BadInput: the dossier lets nobody of this key in.
        """
        if not key:
            return ""
        if key == ME:
            return self.acting.seen_by.user_id
        try:
            return self.colleagues[key].pk
        except KeyError:
            raise BadInput("“%(key)s” is named but not among the colleagues.", key=key) from None

    def as_of(self, key: str | None) -> Acting:
        """Return a colleague at work, ``me`` and nobody being whoever fills the vault.

        They read and write with the keys at hand, which open the office as theirs do.
        """
        if not key or key == ME:
            return self.acting
        self.user(key)
        user, office = self.colleagues[key], self.acting.seen_by.office
        return replace(
            self.acting, seen_by=SeenBy(user.pk, user.name, (office,), roles=frozenset(user.roles))
        )


def only(entry: Entry, *names: str) -> dict[str, Any]:
    """Return those of the entry's values that are said."""
    return {name: entry[name] for name in names if entry.get(name) is not None}


def involvements(filling: Filling, rows: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return who was part of it, by the ids of the parties."""
    return [{"party_id": filling.of("parties", row["party"]), "role": row["role"]} for row in rows]


def rest(filling: Filling, record: Record, passages: Sequence[str]) -> None:
    """Let a record rest on passages of the dossier."""
    for key in passages:
        passage = guard.one(Passage.objects.all(), filling.acting.seen_by, filling.needed("passages", key))
        rest_on(filling.acting, record, passage=passage)
