"""Files on their way from a browser into the vault: sealed as they come, many made durable together."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from dakaz.web.acting import acting
from dakaz.web.requests import Request

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.vault import Stored
    from dakaz.vault.object_writer import ObjectWriter

TOGETHER = 32
RECEIVING = "files_being_received"


class _OnTheWay:
    """Objects that lie in the vault and stand in no list yet, so that nobody tidies them away.

    Two people may send the same bytes at the same moment, and one of the two forms may be refused.
    """

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._guard = threading.Lock()

    def begin(self, name: str) -> None:
        """Note that a request brought this object."""
        with self._guard:
            self._names[name] += 1

    def end(self, name: str) -> bool:
        """Note that the request is over with it; say whether no other request brings it too."""
        with self._guard:
            self._names[name] -= 1
            last = self._names[name] <= 0
            if last:
                del self._names[name]
            return last


ON_THE_WAY = _OnTheWay()


class Receiving:
    """The files of one request."""

    def __init__(self, acting_for: Acting) -> None:
        self._acting = acting_for
        self._keys = acting_for.keys_of(acting_for.seen_by.office)
        self._open: list[OneFile] = []

    def file(self) -> OneFile:
        """Begin the next file."""
        return OneFile(self, self._acting.vault.objects.writer(self._keys))

    def closed(self, file: OneFile) -> None:
        """Take a file whose last byte is here; make a few of them durable at once."""
        self._open.append(file)
        if len(self._open) == TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Make every closed file durable.

        Raises:
            NoRoom: the disk is full; nothing of these stays.
        """
        waiting, self._open = self._open, []
        stored = self._acting.vault.objects.settle([file.writer for file in waiting])
        for file, one in zip(waiting, stored, strict=True):
            file.stored = one
            ON_THE_WAY.begin(one.name)

    def drop(self, file: OneFile) -> None:
        """Take a file back; its object goes if nothing else is the same bytes."""
        from dakaz.records.actions import uploads  # noqa: PLC0415 - tables load after the settings

        if file in self._open:
            self._open.remove(file)
        if file.stored is None:
            file.writer.discard()
        elif ON_THE_WAY.end(file.stored.name):
            uploads.discard_unused(self._acting, [file.stored.name])


class OneFile:
    """A file as ``web.uploads`` hands it over: a sink that seals.

    Attributes:
        stored: where its bytes are, once they are durable.
    """

    def __init__(self, receiving: Receiving, writer: ObjectWriter) -> None:
        self.stored: Stored | None = None
        self.writer = writer
        self._receiving = receiving

    def write(self, data: bytes, /) -> int:
        """Seal the next bytes."""
        return self.writer.write(data)

    def close(self) -> OneFile:
        """Finish the file."""
        self._receiving.closed(self)
        return self

    def discard(self) -> None:
        """Take the file back, also after ``close``."""
        self._receiving.drop(self)


def into_the_vault(request: HttpRequest, _file_name: str) -> OneFile:
    """Return a sink for the next file of a request; all files of one request share a ``Receiving``."""
    return of_request(cast(Request, request)).file()


def of_request(request: Request) -> Receiving:
    """Return what receives the files of this request."""
    receiving: Receiving | None = getattr(request, RECEIVING, None)
    if receiving is None:
        receiving = Receiving(acting(request))
        setattr(request, RECEIVING, receiving)
    return receiving
