"""The child in which hostile bytes are parsed: started before any key is in memory.

Started as ``python -m dakaz.outside.child``. Frames come on standard input and go out on standard output.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, BinaryIO

from dakaz.errors import N_, DakazError, Unreadable
from dakaz.evidence import detect, read, render
from dakaz.evidence.detection import HEAD
from dakaz.evidence.reading import reader_of
from dakaz.evidence.values import DEFAULT, Note, Reading
from dakaz.names.fold import fold_text
from dakaz.outside.answers import reading_frame
from dakaz.outside.confinement import allow_seconds, confine
from dakaz.outside.frames import Header, frame, read_frame

TOO_HUNGRY = N_("Reading this file takes more memory than is allowed.")

Answer = tuple[Header, list[bytes]]


def main() -> None:
    """Answer frames until the pipe is closed."""
    source, answers = _pipes()
    confine()
    while (asked := read_frame(source, most=DEFAULT.content + 1)) is not None:
        allow_seconds()
        for piece in frame(*_answer(*asked)):
            answers.write(piece)
        answers.flush()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for frames alone: what a library prints must not get among them."""
    source = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    answers = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return source, answers


def _answer(header: Header, blobs: list[bytes]) -> Answer:
    try:
        return _TASKS[header["task"]](blobs[0], header)
    except DakazError as fault:
        return {"fault": type(fault).__name__, "message": fault.message, "values": fault.values}, []
    except MemoryError:
        return {"fault": Unreadable.__name__, "message": TOO_HUNGRY, "values": {}}, []


def _read(content: bytes, header: Header) -> Answer:
    try:
        return _whole(content, header)
    except MemoryError:
        media_type = detect(content[:HEAD], header["name"])
        return reading_frame(Reading(media_type, status="too_large", notes=(Note(TOO_HUNGRY),)))


def _whole(content: bytes, header: Header) -> Answer:
    reading = read(content, header["name"], depth=header["depth"])
    # Folding is most of the work of indexing; here it costs the program with the keys nothing.
    return reading_frame(replace(reading, tokens=fold_text(reading.text, reading.language)))


def _glance(content: bytes, header: Header) -> Answer:
    """Say what a large file is by its head alone, and whether it is worth sending all of it."""
    media_type = detect(content, header["name"])
    return {
        "media_type": media_type,
        "readable": reader_of(media_type, content, header["name"]) is not None,
    }, []


def _render(content: bytes, header: Header) -> Answer:
    return {}, [render(content, header["page"], width=header["width"], turn=header["turn"])]


def _ocr(content: bytes, header: Header) -> Answer:
    from dakaz.outside.ocr import recognise  # noqa: PLC0415 - PDFium and Pillow only where needed

    found = recognise(content, header["page"], turn=header["turn"], languages=header["languages"])
    return asdict(found), []


def _table(content: bytes, header: Header) -> Answer:
    from dakaz.outside.table_answers import book_frame  # noqa: PLC0415 - only where a table is sent
    from dakaz.outside.table_reading import read_book  # noqa: PLC0415

    return book_frame(read_book(content, header["name"]))


_TASKS: dict[str, Callable[[bytes, dict[str, Any]], Answer]] = {
    "read": _read,
    "glance": _glance,
    "render": _render,
    "ocr": _ocr,
    "table": _table,
}


if __name__ == "__main__":
    main()
