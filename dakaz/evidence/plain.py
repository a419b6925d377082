"""Plain text and Markdown: paragraphs are what empty lines part."""

from __future__ import annotations

import re
from dataclasses import replace

from dakaz.errors import N_
from dakaz.evidence.charset import decode
from dakaz.evidence.transcript import Transcript, clean_text, trim
from dakaz.evidence.values import Limits, Note, Reading

EXTRACTOR = "plain/1"
DOUBTFUL = N_("Some letters could not be read: the file is not all in one charset (%(charset)s).")
OLD_CHARSET = N_("Read in the charset %(charset)s, which the file itself does not name.")
TEXT_TOO_LONG = N_("The text is very long; only the first %(characters)s characters were read.")
_PARAGRAPH = re.compile(r"\n{2,}")


def read_plain(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read text whose charset nobody tells."""
    text, notes = decoded(content)
    transcript = Transcript(limits)
    for number, paragraph in enumerate(_PARAGRAPH.split(trim(clean_text(text))), start=1):
        if not transcript.add_clean(paragraph, "paragraph", str(number)):
            break
    return finished(Reading(media_type, notes=notes, extractor=EXTRACTOR), transcript)


def decoded(content: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """Decode ``content`` and note what is doubtful about it."""
    text, charset, sure = decode(content, declared)
    if not sure:
        return text, (Note(DOUBTFUL, {"charset": charset}),)
    if charset.startswith("utf") or (declared or "").lower() == charset or content.isascii():
        return text, ()
    return text, (Note(OLD_CHARSET, {"charset": charset}),)


def finished(reading: Reading, transcript: Transcript) -> Reading:
    """Put a transcript into a reading; say so when it did not fit, or when there is no text."""
    notes = reading.notes
    status = reading.status
    if transcript.full:
        notes += (Note(TEXT_TOO_LONG, {"characters": transcript.limits.text}),)
    text = transcript.text
    if status == "read" and not text:
        status = "no_text"
    return replace(reading, text=text, anchors=tuple(transcript.anchors), notes=notes, status=status)
