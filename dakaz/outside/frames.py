"""Frames on a pipe: a JSON header, then raw bytes. Never pickle: the other side may be hostile.

4 bytes   length of the header, big-endian
header    JSON object; "blobs" lists the lengths of what follows
blobs     raw bytes, one after another
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

HEADER_MOST = 128 * 1024 * 1024
BLOBS_MOST = 16_384
_LENGTH = struct.Struct(">I")

Header = dict[str, Any]


class GarbledError(Exception):
    """What came is no frame, or larger than agreed."""


def encoded(header: Header, lengths: Sequence[int]) -> bytes:
    """Return length and header of a frame whose blobs have these lengths."""
    data = json.dumps(header | {"blobs": list(lengths)}, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8"
    )
    return _LENGTH.pack(len(data)) + data


def frame(header: Header, blobs: Sequence[bytes] = ()) -> Iterator[bytes]:
    """Give the pieces of a frame, ready to be written."""
    yield encoded(header, [len(blob) for blob in blobs])
    yield from blobs


def read_frame(pipe: BinaryIO, *, most: int) -> tuple[Header, list[bytes]] | None:
    """Read one frame.

    Args:
        pipe: where from; it blocks.
        most: bytes of all blobs together that are accepted.

    Returns:
        header and blobs; None when the pipe was closed between frames.

    Raises:
        GarbledError: the bytes are not a frame within the limits.
    """
    start = pipe.read(_LENGTH.size)
    if not start:
        return None
    if len(start) < _LENGTH.size:
        raise GarbledError
    (length,) = _LENGTH.unpack(start)
    if length > HEADER_MOST:
        raise GarbledError
    header = _parsed(_exactly(pipe, length))
    return header, [_exactly(pipe, size) for size in _sizes(header, most)]


def _parsed(data: bytes) -> Header:
    try:
        header = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise GarbledError from fault
    if not isinstance(header, dict):
        raise GarbledError
    return header


def _sizes(header: Header, most: int) -> list[int]:
    sizes = header.pop("blobs", None)
    if not isinstance(sizes, list) or len(sizes) > BLOBS_MOST:
        raise GarbledError
    if not all(type(size) is int and size >= 0 for size in sizes) or sum(sizes) > most:
        raise GarbledError
    return sizes


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise GarbledError
    return data
