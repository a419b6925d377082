"""Messages of an exported chat as text: one anchor each, so that a single one can be cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dakaz.evidence.dates import span
from dakaz.evidence.transcript import Transcript, finished
from dakaz.evidence.values import Limits, Note, Reading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_102_444_800_000  # the year 2100, in milliseconds


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message.

    Args:
        when: ``2024-09-04 12:30``, to the minute or second that the export gives; "" when unknown.
        sender: as the export names them; "" for what the program itself says.
        text: the words, unchanged; files sent along are named in square brackets.
    """

    when: str
    sender: str
    text: str


def chat_reading(
    messages: Iterable[ChatMessage],
    media_type: str,
    limits: Limits,
    *,
    extractor: str,
    title: str | None = None,
    notes: tuple[Note, ...] = (),
) -> Reading:
    """Make a reading of messages, in the order of the export."""
    transcript = Transcript(limits, gap="\n")
    days = []
    for message in messages:
        days.append(message.when[:10])
        head = f"[{message.when}] " if message.when else ""
        name = f"{message.sender}: " if message.sender else ""
        label = f"{message.when} {message.sender}".strip()
        if not transcript.add(f"{head}{name}{message.text}", "message", label):
            break
    reading = Reading(media_type, title=title, notes=notes, dated=span(days), extractor=extractor)
    return finished(reading, transcript)


def moment(milliseconds: object) -> str:
    """Return ``2024-09-04 09:30`` in UTC for a time counted in milliseconds since 1970; "" for nonsense."""
    text = str(milliseconds)
    if not (text.isascii() and text.isdecimal() and len(text) < 15 and int(text) < _LATEST):
        return ""
    return (_EPOCH + timedelta(milliseconds=int(text))).strftime("%Y-%m-%d %H:%M")
