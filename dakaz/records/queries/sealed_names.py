"""Names of sealed cases, in the memory of those alone who hold their keys; gone when the keys are let go."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator

from django.db import connection

from dakaz.errors import N_, Locked

from .names_in_memory import NamesInMemory, Row

# Rows in memory, of this person's connection: what stands there was opened with their keys.
_STATE = (
    "SELECT count(*), coalesce(max(entry), -1), group_concat(DISTINCT compartment) FROM sealed.records_party"
)
_NAMES = "SELECT party_id, text, fold FROM sealed.records_name ORDER BY id"
_GONE = N_("The keys of something you keep apart were let go. Sign in again.")


class SealedNames:
    """The names one person's keys open besides the office's."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._names: NamesInMemory | None = None
        self._state: tuple[int, int, str] | None = None
        self._closed = False

    def names(self) -> NamesInMemory:
        """Return the names as they are now; they are few enough to be read anew when one has changed.

        Raises:
            Locked: the keys were let go.
        """
        with self._alone:
            if self._closed:
                raise Locked(_GONE)
            with connection.cursor() as cursor:
                cursor.execute(_STATE)
                state = cursor.fetchone()
            if self._names is None or state != self._state:
                self._names, self._state = _read(), state
            return self._names

    def forget(self) -> None:
        """Let the names go; they are read again when somebody asks."""
        with self._alone:
            self._names = self._state = None

    def close(self) -> None:
        """Let the names go for good."""
        with self._alone:
            self._closed, self._names, self._state = True, None, None


def _read() -> NamesInMemory:
    names = NamesInMemory()
    names.add(_rows())
    names.make_index()
    return names


def _rows() -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        for party, text, fold in cursor.fetchall():
            yield uuid.UUID(hex=party), text, fold
