"""JSON: exported chats are read as messages, everything else as text."""

from __future__ import annotations

import json
from typing import Any

from dakaz.evidence.charset import decoded
from dakaz.evidence.chats import signal_export, telegram
from dakaz.evidence.plain import read_plain
from dakaz.evidence.values import Limits, Reading


def read_json(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read JSON, or JSON line by line."""
    text, _ = decoded(content)
    for data in (_whole(text), _lines(text)):
        chats = telegram.chats_of(data)
        if chats:
            return telegram.read_json_chats(chats, media_type, limits)
        rows = [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []
        reading = signal_export.read_rows(rows, media_type, limits)
        if reading:
            return reading
    return read_plain(content, media_type, limits)


def _whole(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> list[Any]:
    lines = [line for line in text.split("\n") if line.startswith("{")]
    return [row for line in lines if (row := _whole(line)) is not None]
