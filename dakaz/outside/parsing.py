"""Readers: the only way by which bytes from outside are parsed.

They are parsed in child processes that have no keys; start ``Readers`` before any key is in memory.
A child that hangs or dies is replaced, and the item it had becomes a reading with status ``damaged``.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Self, TypeVar

from dakaz.errors import N_, DakazError, Unavailable, Unreadable
from dakaz.evidence.detection import UNKNOWN
from dakaz.evidence.reading import NOT_READ, TOO_LARGE, too_large
from dakaz.evidence.values import DEFAULT, MIB, Note, Reading
from dakaz.exchange.grid import Book
from dakaz.outside.answers import media_type_of, note_of, picture_of, reading_of, recognised_of
from dakaz.outside.channel import CHUNK, BrokenError, HungError
from dakaz.outside.frames import GarbledError, Header, encoded, frame
from dakaz.outside.pool import Held, Pool
from dakaz.outside.recognised import Recognised
from dakaz.outside.sandbox import sandbox
from dakaz.outside.table_answers import book_of

HUNG = N_("Reading this file took more than %(seconds)s seconds and was stopped. The file is kept as it is.")
DIED = N_(
    "The reader broke down on this file: it may be damaged, or made to do harm. The file is kept as it is."
)
READ_SECONDS = 60.0
OCR_SECONDS = 240.0
_GLANCE_SECONDS = 5.0
_LARGE = 8 * MIB
_HEAD = 256 * 1024
_AHEAD, _AHEAD_BYTES = 32, 2 * MIB
_WHOLE_ANSWER = DEFAULT.unpacked + 4 * DEFAULT.text
_FAULTS = {"Unreadable": Unreadable, "Unavailable": Unavailable}

Content = bytes | BinaryIO
Drawn = TypeVar("Drawn")
Answer = tuple[Header, list[bytes]]


class Readers:
    """A pool of children; safe to use from several threads, one file per child at a time.

    Args:
        count: how many children.
    """

    def __init__(self, count: int = 2) -> None:
        self._sandbox = sandbox()
        self._pool = Pool(self._sandbox, count=count, most=_WHOLE_ANSWER)

    @property
    def protection(self) -> str:
        """One plain line that says what holds the children (a template marked for translation)."""
        return self._sandbox.protection

    def pids(self) -> list[int]:
        """The processes of the children."""
        return self._pool.pids()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all children; tasks under way are finished first."""
        self._pool.close()

    def read(self, content: Content, name: str, *, timeout: float = READ_SECONDS, depth: int = 0) -> Reading:
        """Read one file.

        Args:
            content: its bytes, or a seekable stream: a large one is sent only when it is worth reading.
            name: its name as it came.
            timeout: seconds after which the child is ended.
            depth: how many archives the file came out of.

        Returns:
            a reading, whatever the bytes are.
        """
        size = _size_of(content)
        if size > _LARGE:
            return self._read_large(content, name, size, timeout=timeout, depth=depth)
        data = content if isinstance(content, bytes) else content.read()
        return next(iter(list(self.read_batch([(data, name)], timeout=timeout, depth=depth))))

    def read_batch(
        self, items: Iterable[tuple[bytes, str]], *, timeout: float = READ_SECONDS, depth: int = 0
    ) -> Iterator[Reading]:
        """Read many small files through one child, the next ones sent while it works.

        Args:
            items: content and name of each.
            timeout: seconds for each.
            depth: how many archives they came out of.

        Yields:
            one reading per item, in order.
        """
        source = iter(items)
        waiting: deque[tuple[bytes, str]] = deque()
        with self._pool.child() as held:
            while _fill(waiting, source):
                yield self._first_of(held, waiting, timeout=timeout, depth=depth)
                waiting.popleft()

    def render(
        self, content: Content, page: int, *, width: int, turn: int = 0, timeout: float = READ_SECONDS
    ) -> bytes:
        """Draw one page of a PDF or picture.

        Args:
            content: its bytes, or a stream.
            page: from 1.
            width: of the result in pixels.
            turn: degrees clockwise, a multiple of 90.
            timeout: seconds after which the child is ended.

        Returns:
            PNG or JPEG, nothing in it but pixels.

        Raises:
            Unreadable: the page cannot be shown; the message says why.
        """
        header: Header = {"page": page, "width": width, "turn": turn}
        return self._drawn("render", content, header, timeout, lambda _, blobs: picture_of(blobs))

    def ocr(
        self,
        content: Content,
        page: int = 1,
        *,
        turn: int = 0,
        languages: tuple[str, ...] = (),
        timeout: float = OCR_SECONDS,
    ) -> Recognised:
        """Read the letters in a picture of one page (``recognised.with_letters`` uses them).

        Args:
            content: a picture or PDF.
            page: from 1.
            turn: degrees clockwise by which it is known to need turning.
            languages: as Tesseract calls them; ours when empty.
            timeout: seconds after which the child is ended.

        Raises:
            Unavailable: Tesseract is not installed; one plain line.
            Unreadable: the page cannot be shown or read.
        """
        header: Header = {"page": page, "turn": turn, "languages": list(languages)}
        return self._drawn("ocr", content, header, timeout, lambda found, _: recognised_of(found))

    def table(self, content: Content, name: str, *, timeout: float = READ_SECONDS) -> Book:
        """Read the tables of a file.

        Args:
            content: its bytes, or a stream.
            name: its name as it came.
            timeout: seconds after which the child is ended.

        Raises:
            Unreadable: it is no table, damaged or too large; the message names file, sheet and row.
        """
        return self._drawn(
            "table",
            content,
            {"name": _sendable(name)},
            timeout,
            lambda found, blobs: book_of(found, blobs, name=name),
        )

    def _drawn(
        self,
        task: str,
        content: Content,
        header: Header,
        timeout: float,
        believed: Callable[[Header, list[bytes]], Drawn],
    ) -> Drawn:
        size = _size_of(content)
        if size > DEFAULT.content:
            raise Unreadable(TOO_LARGE, megabytes=DEFAULT.content // MIB)
        try:
            answer, blobs = self._talk(_streamed(task, content, size, **header), timeout)
            _raise_fault(answer)
            return believed(answer, blobs)
        except (BrokenError, GarbledError) as fault:
            note = _why(fault, timeout)
            raise Unreadable(note.message, **note.values) from fault

    def _first_of(
        self, held: Held, waiting: deque[tuple[bytes, str]], *, timeout: float, depth: int
    ) -> Reading:
        """Send what was not sent yet and wait for the first answer; after a fault the rest is sent anew."""
        try:
            for content, name in list(waiting)[held.owed :]:
                held.ask(_question("read", content, name=name, depth=depth), timeout=timeout)
            header, blobs = held.answer(timeout=timeout)
            return _believed(header, blobs)
        except (BrokenError, GarbledError) as fault:
            self._pool.replace(held)
            return _damaged(fault, timeout, self._kind_of(held, *waiting[0]))

    def _kind_of(self, held: Held, content: bytes, name: str) -> str:
        """What a file is that broke its reader: a fresh child looks at no more than its head."""
        try:
            held.ask(_question("glance", content[:_HEAD], name=name), timeout=_GLANCE_SECONDS)
            return media_type_of(held.answer(timeout=_GLANCE_SECONDS)[0])
        except (BrokenError, GarbledError):
            self._pool.replace(held)
            return UNKNOWN

    def _read_large(self, content: Content, name: str, size: int, *, timeout: float, depth: int) -> Reading:
        media_type = UNKNOWN
        try:
            header, _ = self._talk(_question("glance", _head_of(content), name=name), timeout)
            media_type = media_type_of(header)
            if header.get("readable") is not True:
                return Reading(media_type, status="kept", notes=(Note(NOT_READ),))
            if size > DEFAULT.content:
                return too_large(media_type)
            return _believed(*self._talk(_streamed("read", content, size, name=name, depth=depth), timeout))
        except (BrokenError, GarbledError) as fault:
            return _damaged(fault, timeout, media_type)

    def _talk(self, question: Iterable[bytes], timeout: float) -> Answer:
        """One question, one answer; a child that breaks is replaced on the way out."""
        with self._pool.child() as held:
            held.ask(question, timeout=timeout)
            return held.answer(timeout=timeout)


def _fill(waiting: deque[tuple[bytes, str]], source: Iterator[tuple[bytes, str]]) -> bool:
    """Take items until enough wait; say whether any does."""
    size = sum(len(content) for content, _ in waiting)
    while len(waiting) < _AHEAD and size < _AHEAD_BYTES:
        item = next(source, None)
        if item is None:
            break
        waiting.append(item)
        size += len(item[0])
    return bool(waiting)


def _size_of(content: Content) -> int:
    if isinstance(content, bytes):
        return len(content)
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    return size


def _head_of(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content[:_HEAD]
    head = content.read(_HEAD)
    content.seek(0)
    return head


def _question(task: str, content: bytes, *, name: str = "", **more: object) -> Iterator[bytes]:
    return frame({"task": task, "name": _sendable(name), **more}, [content])


def _streamed(task: str, content: Content, size: int, *, name: str = "", **more: object) -> Iterator[bytes]:
    yield encoded({"task": task, "name": _sendable(name), **more}, [size])
    if isinstance(content, bytes):
        yield content
        return
    while chunk := content.read(CHUNK):
        yield chunk


def _sendable(name: str) -> str:
    """The end of a name, which tells most; what is no Unicode cannot be sent."""
    return name[-500:].encode("utf-8", "replace").decode("utf-8")


def _believed(header: Header, blobs: list[bytes]) -> Reading:
    """Check an answer and return the reading in it."""
    try:
        _raise_fault(header)
    except DakazError as fault:
        return Reading(
            "application/octet-stream", status="damaged", notes=(Note(fault.message, fault.values),)
        )
    return reading_of(header, blobs, DEFAULT)


def _raise_fault(header: Header) -> None:
    """Raise the error that a child answered, if it did."""
    if "fault" in header:
        note = note_of(header.get("message"), header.get("values"))
        raise _FAULTS.get(str(header["fault"]), Unreadable)(note.message, **note.values)


def _damaged(fault: BrokenError | GarbledError, timeout: float, media_type: str) -> Reading:
    return Reading(media_type, status="damaged", notes=(_why(fault, timeout),))


def _why(fault: BrokenError | GarbledError, timeout: float) -> Note:
    return Note(HUNG, {"seconds": round(timeout)}) if isinstance(fault, HungError) else Note(DIED)
