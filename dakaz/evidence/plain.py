"""Plain text and Markdown: paragraphs are what empty lines part."""

from __future__ import annotations

import re
from dataclasses import replace

from dakaz.evidence.charset import decoded
from dakaz.evidence.chats.lines import read_lines
from dakaz.evidence.transcript import Transcript, clean_text, finished, trim
from dakaz.evidence.values import Limits, Reading

EXTRACTOR = "plain/2"
_PARAGRAPH = re.compile(r"\n{2,}")
_HEADING = re.compile(r"#{1,6} +(?P<title>\S.*?)[ #]*")
# Two words or more, begun like a title and not ended like a sentence, a greeting or a row of cells.
_TITLE = re.compile(r"(?P<title>[\"«„“‘'(]?[^\W\d_](?=.* \S)[^\t|;{}<>]{5,}[^\s.,;:|{}<>])")
_LONGEST_TITLE = 200


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
    title = title_of(text) if media_type == "text/plain" else None
    return finished(Reading(media_type, notes=notes, title=title, extractor=EXTRACTOR), transcript)


def title_of(text: str) -> str | None:
    """Return the first line of a text where it looks like its title: a heading, or alone above the rest.

    Args:
        text: clean and trimmed.
    """
    line, _, rest = text.partition("\n")
    found = _HEADING.fullmatch(line)
    if found is None and rest.startswith("\n") and line[:1].isprintable() and not line[:1].islower():
        found = _TITLE.fullmatch(line)
    return found["title"] if found and len(line) <= _LONGEST_TITLE else None
