"""Readings as frames, and back: whatever a child answers is checked before it is believed."""

from __future__ import annotations

import re
from typing import Any

from dakaz.evidence.values import KINDS, STATUSES, Anchor, Limits, Member, Note, Reading
from dakaz.outside.frames import GarbledError, Header
from dakaz.outside.recognised import Recognised

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+_-]{1,100}")
_TEMPLATE = re.compile(r"(?:[^%]|%\([a-z]{1,20}\)s)*")
_EXTRACTOR = re.compile(r"[a-z-]{0,20}/?\d{0,3}")
_EDTF = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")
_OCR_LANGUAGES = re.compile(r"[A-Za-z_+/]{2,200}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def reading_frame(reading: Reading) -> tuple[Header, list[bytes]]:
    """Return header and blobs of a reading: its text and the text's tokens, then the members."""
    header: Header = {
        "media_type": reading.media_type,
        "starts": [anchor.start for anchor in reading.anchors],
        "kinds": [KINDS.index(anchor.kind) for anchor in reading.anchors],
        "labels": [anchor.label for anchor in reading.anchors],
        "language": reading.language,
        "pages": reading.pages,
        "status": reading.status,
        "notes": [[note.message, note.values] for note in reading.notes],
        "title": reading.title,
        "dated": reading.dated,
        "extractor": reading.extractor,
        "members": [[member.name, member.media_type] for member in reading.members],
    }
    words = [reading.text.encode("utf-8"), reading.tokens.encode("utf-8")]
    return header, [*words, *(member.content for member in reading.members)]


def media_type_of(header: Header) -> str:
    """Return the media type that a child told of a head."""
    return _matching(header.get("media_type"), _MEDIA_TYPE)


def reading_of(header: Header, blobs: list[bytes], limits: Limits) -> Reading:
    """Return the reading that a frame holds.

    Raises:
        GarbledError: some value has not the shape or size that was agreed.
    """
    if len(blobs) < 2:
        raise GarbledError
    text = _text(blobs[0], limits)
    return Reading(
        media_type=_matching(header.get("media_type"), _MEDIA_TYPE),
        text=text,
        anchors=_anchors(header, text, limits),
        language=_optional(header.get("language"), _LANGUAGE),
        pages=_pages(header.get("pages")),
        status=_one_of(header.get("status"), STATUSES),
        notes=tuple(_note(pair) for pair in _list(header.get("notes"), 1000)),
        title=_title(header.get("title")),
        dated=_optional(header.get("dated"), _EDTF),
        members=_members(header, blobs[2:], limits),
        extractor=_matching(header.get("extractor"), _EXTRACTOR),
        tokens=_tokens(blobs[1], limits),
    )


def _text(blob: bytes, limits: Limits) -> str:
    try:
        text = blob.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise GarbledError from fault
    if len(text) > limits.text or _CONTROL.search(text):
        raise GarbledError
    return text


def _tokens(blob: bytes, limits: Limits) -> str:
    """Return tokens of letters and digits with spaces between: nothing an index could stumble over."""
    try:
        tokens = blob.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise GarbledError from fault
    if len(tokens) > 2 * limits.text or not (tokens == "" or tokens.replace(" ", "").isalnum()):
        raise GarbledError
    return tokens


def _anchors(header: Header, text: str, limits: Limits) -> tuple[Anchor, ...]:
    starts = _list(header.get("starts"), limits.anchors)
    kinds = _list(header.get("kinds"), limits.anchors)
    labels = _list(header.get("labels"), limits.anchors)
    if not len(starts) == len(kinds) == len(labels):
        raise GarbledError
    if not all(type(start) is int and 0 <= start <= len(text) for start in starts) or starts != sorted(
        starts
    ):
        raise GarbledError
    if not all(type(kind) is int and 0 <= kind < len(KINDS) for kind in kinds):
        raise GarbledError
    return tuple(
        Anchor(start, KINDS[kind], _line(label, 100))
        for start, kind, label in zip(starts, kinds, labels, strict=True)
    )


def _members(header: Header, blobs: list[bytes], limits: Limits) -> tuple[Member, ...]:
    told = _list(header.get("members"), limits.members)
    if len(told) != len(blobs):
        raise GarbledError
    members = []
    for pair, blob in zip(told, blobs, strict=True):
        name, media_type = _list(pair, 2)
        members.append(Member(_line(name, 200), blob, _matching(media_type, _MEDIA_TYPE)))
    return tuple(members)


def note_of(message: Any, values: Any) -> Note:
    """Return a note whose template can do nothing but be filled with short values."""
    if not isinstance(message, str) or len(message) > 500 or not _TEMPLATE.fullmatch(message):
        raise GarbledError
    if not isinstance(values, dict) or len(values) > 10:
        raise GarbledError
    named = {_line(key, 20): _value(value) for key, value in values.items()}
    if not set(re.findall(r"%\(([a-z]+)\)s", message)) <= set(named):
        raise GarbledError
    return Note(message, named)


def picture_of(blobs: list[bytes]) -> bytes:
    """Return the picture that a child drew: PNG or JPEG, nothing else."""
    if len(blobs) != 1 or not blobs[0].startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise GarbledError
    return blobs[0]


def recognised_of(header: Header) -> Recognised:
    """Return the letters that a child found in a picture."""
    text = header.get("text")
    if not isinstance(text, str) or len(text) > 1_000_000 or _CONTROL.search(text):
        raise GarbledError
    counts = [header.get(name) for name in ("words", "doubtful", "confidence", "turned")]
    if not all(type(count) is int and 0 <= count <= 10**6 for count in counts):
        raise GarbledError
    words, doubtful, confidence, turned = (int(count or 0) for count in counts)
    return Recognised(
        text, words, doubtful, confidence, turned, _matching(header.get("languages"), _OCR_LANGUAGES)
    )


def _note(pair: Any) -> Note:
    both = _list(pair, 2)
    if len(both) != 2:
        raise GarbledError
    return note_of(both[0], both[1])


def _value(value: Any) -> str | int:
    if type(value) is int and abs(value) < 10**15:
        return value
    return _line(value, 300)


def _line(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or _CONTROL.search(value) or "\n" in value:
        raise GarbledError
    return value


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise GarbledError
    return value


def _matching(value: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise GarbledError
    return value


def _optional(value: Any, pattern: re.Pattern[str]) -> str | None:
    return None if value is None else _matching(value, pattern)


def _title(value: Any) -> str | None:
    return None if value is None else _line(value, 300)


def _pages(value: Any) -> int | None:
    if value is None or (type(value) is int and 0 <= value < 10**6):
        return value
    raise GarbledError


def _one_of(value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise GarbledError
    return value
