"""Chats exported as lines: WhatsApp (``_chat.txt``, "WhatsApp Chat with ...") and ``chat.md`` of Signal.

WhatsApp writes dates as the phone's country does, without saying which. The order of day and month is found
from all dates of the file; where it cannot be found, a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dakaz.errors import N_
from dakaz.evidence.chats.messages import ChatMessage, chat_reading
from dakaz.evidence.values import Limits, Note, Reading

DAY_OR_MONTH = N_(
    "The export does not say whether day or month stands first; dates were read as day, month, year."
)
_START = re.compile(
    r"^[\u200e\u200f\u202a-\u202e]*(?P<open>\[)?"
    r"(?P<a>\d{1,4})(?P<sep>[./-])\s?(?P<b>\d{1,2})[./-]\s?(?P<c>\d{2,4})\.?"
    r"(?P<comma>,)?[\s\u202f](?:[^\W\d]{1,5}[\s\u202f])?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:[\s\u202f]?(?P<half>[AaPp]\.?[\s\u202f]?[Mm]\.?))?"
    r"(?(open)\]\s?|\s[-–]\s)(?P<rest>.*)$"
)
_SENDER = re.compile(r"^[\u200e\u200f\u202a~\s]*(?P<sender>[^:\n]{1,80}?)[\u202c\u200e]*:\s(?P<text>.*)$")
_EMPTY_TEXT = re.compile(r"^[^:\n]{1,80}:$")


@dataclass(frozen=True, slots=True)
class _Line:
    """The start of a message and what follows it until the next one starts."""

    found: re.Match[str]
    more: list[str]


def read_lines(text: str, media_type: str, limits: Limits) -> Reading | None:
    """Read a chat, or return None when the text is none."""
    first = next((line for line in text[:5000].split("\n") if line.strip()), "")
    if not _START.match(first):
        return None
    lines = list(_split(text))
    if sum(_SENDER.match(line.found["rest"]) is not None for line in lines) < max(1, len(lines) // 4):
        return None
    order, sure = _order([line.found for line in lines])
    signal = all(line.found["open"] and len(line.found["a"]) == 4 for line in lines[:5])
    notes = () if sure else (Note(DAY_OR_MONTH),)
    messages = (_message(line, order) for line in lines)
    extractor = "signal/1" if signal else "whatsapp/1"
    return chat_reading(messages, media_type, limits, extractor=extractor, notes=notes)


def _split(text: str) -> Iterator[_Line]:
    current: _Line | None = None
    for line in text.split("\n"):
        found = _START.match(line)
        if found:
            if current:
                yield current
            current = _Line(found, [])
        elif current:
            current.more.append(line)
    if current:
        yield current


def _order(found: list[re.Match[str]]) -> tuple[str, bool]:
    """Return the order of the three numbers, and whether it is certain."""
    if any(len(line["a"]) == 4 for line in found):
        return "ymd", True
    if any(int(line["a"]) > 12 for line in found):
        return "dmy", True
    if any(int(line["b"]) > 12 for line in found):
        return "mdy", True
    if any(line["sep"] == "." for line in found):
        return "dmy", True
    return "dmy", False


def _message(line: _Line, order: str) -> ChatMessage:
    when = _when(line.found, order)
    rest = line.found["rest"]
    if _EMPTY_TEXT.match(rest):
        rest += " "
    named = _SENDER.match(rest)
    sender, text = (named["sender"].strip(), named["text"]) if named else ("", rest)
    return ChatMessage(when, sender, "\n".join([text, *line.more]).strip())


def _when(found: re.Match[str], order: str) -> str:
    parts = dict(zip(order, (found["a"], found["b"], found["c"]), strict=True))
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    hour = int(found["hour"])
    half = (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{year:04}-{int(parts['m']):02}-{int(parts['d']):02} {hour:02}:{found['minute']}"
