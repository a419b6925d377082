"""PPTX: the text of slides, with the speaker's notes after each."""

from __future__ import annotations

import re

from lxml import etree

from dakaz.errors import Unreadable
from dakaz.evidence.packed_xml import Parts
from dakaz.evidence.transcript import Transcript, finished
from dakaz.evidence.values import Limits, Note, Reading, Status
from dakaz.evidence.word import PART_MISSING, core_properties, unread

EXTRACTOR = "pptx/1"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")


def read_slides(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read a presentation, slide by slide in the order of their numbers."""
    try:
        parts = Parts(content, limits)
    except Unreadable as fault:
        return unread(media_type, fault, EXTRACTOR)
    numbers = sorted(int(found[1]) for name in parts.names if (found := _SLIDE.fullmatch(name)))
    transcript = Transcript(limits)
    notes: list[Note] = []
    for number in numbers:
        texts = [_slide_text(parts, f"ppt/{kind}{number}.xml", notes) for kind in _KINDS]
        transcript.add("\n".join(filter(None, texts)), "slide", str(number), empty=True)
    status: Status = "damaged" if notes or not numbers else "read"
    title, dated = core_properties(parts)
    reading = Reading(
        media_type, status=status, notes=tuple(notes), title=title, dated=dated, extractor=EXTRACTOR
    )
    return finished(reading, transcript)


_KINDS = ("slides/slide", "notesSlides/notesSlide")


def _slide_text(parts: Parts, name: str, notes: list[Note]) -> str:
    try:
        tree = parts.tree(name)
    except Unreadable:
        notes.append(Note(PART_MISSING, {"part": name[:100]}))
        return ""
    return "" if tree is None else "\n".join(_paragraph(element) for element in tree.iter(f"{_A}p"))


def _paragraph(element: etree._Element) -> str:
    return "".join(
        "\n" if part.tag == f"{_A}br" else part.text or "" for part in element.iter(f"{_A}t", f"{_A}br")
    )
