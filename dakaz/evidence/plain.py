"""Plain text and Markdown: paragraphs are what empty lines part."""

from __future__ import annotations

import re
from dataclasses import replace

from dakaz.evidence.charset import decoded
from dakaz.evidence.chats.lines import read_lines
from dakaz.evidence.transcript import Transcript, clean_text, finished, trim
from dakaz.evidence.values import Limits, Reading

EXTRACTOR = "plain/1"
_PARAGRAPH = re.compile(r"\n{2,}")


def read_plain(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read text whose charset nobody tells."""
    text, notes = decoded(content)
    text = trim(clean_text(text))
    chat = read_lines(text, media_type, limits)
    if chat:
        return replace(chat, notes=notes + chat.notes)
    transcript = Transcript(limits)
    for number, paragraph in enumerate(_PARAGRAPH.split(text), start=1):
        if not transcript.add_clean(paragraph, "paragraph", str(number)):
            break
    return finished(Reading(media_type, notes=notes, extractor=EXTRACTOR), transcript)
