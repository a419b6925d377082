"""A text under way: pieces are added in reading order, each becomes clean text with a named place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from dakaz.errors import N_
from dakaz.evidence.values import Anchor, Kind, Limits, Note, Reading

TEXT_TOO_LONG = N_("The text is very long; only its first %(characters)s characters were read.")
# Control characters, the surrogates that cannot be written as UTF-8, and the two non-characters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]+\n|\n{4,}")


def clean_text(text: str) -> str:
    """Return ``text`` in NFC, with ``\\n`` line ends and without control characters."""
    if not (text.isascii() and text.isprintable()):
        text = _UNWANTED.sub("", _LINE_END.sub("\n", text))
        text = unicodedata.normalize("NFC", text)
    return text


def trim(text: str) -> str:
    """Return ``text`` without blanks at line ends and without long runs of empty lines."""
    return _BLANKS.sub(lambda found: "\n" if found[0][0] != "\n" else "\n\n\n", text).strip("\n \t")


class Transcript:
    """Collects text and anchors up to the limits; ``full`` says that something was left out."""

    def __init__(self, limits: Limits, *, gap: str = "\n\n") -> None:
        self.limits = limits
        self.anchors: list[Anchor] = []
        self.full = False
        self._pieces: list[str] = []
        self._length = 0
        self._gap = gap

    def add(self, text: str, kind: Kind, label: str, *, empty: bool = False) -> bool:
        """Add one piece; ``empty`` keeps its anchor even when there is no text in it.

        Returns:
            whether there is room for more.
        """
        return self.add_clean(
            trim(clean_text(text)), kind, clean_text(label).replace("\n", " ")[:100], empty=empty
        )

    def add_clean(self, piece: str, kind: Kind, label: str, *, empty: bool = False) -> bool:
        """Add what is clean and trimmed already."""
        if not piece and not empty:
            return not self.full
        start = self._length + (len(self._gap) if self._pieces else 0)
        room = self.limits.text - start if len(self.anchors) < self.limits.anchors else 0
        if self.full or room <= 0:
            self.full = True
            return False
        self.full = len(piece) > room
        piece = piece[:room]
        self.anchors.append(Anchor(start, kind, label))
        self._pieces.append(piece)
        self._length = start + len(piece)
        return not self.full

    def paragraph(self, text: str) -> bool:
        """Add a paragraph under the next number."""
        return self.add(text, "paragraph", str(len(self.anchors) + 1))

    def row(self, cells: list[str], label: str) -> bool:
        """Add one row of a table, its cells parted by tabs."""
        return self.add("\t".join(cell.replace("\n", " ") for cell in cells), "row", label)

    @property
    def text(self) -> str:
        """All pieces so far."""
        return self._gap.join(self._pieces)


def finished(reading: Reading, transcript: Transcript) -> Reading:
    """Put a transcript into a reading; say so when it did not fit, or when there is no text."""
    notes = reading.notes
    status = reading.status
    if transcript.full:
        notes += (Note(TEXT_TOO_LONG, {"characters": len(transcript.text)}),)
        status = "too_large" if status == "read" else status
    text, anchors = transcript.text, tuple(transcript.anchors)
    if not text.strip():
        text, anchors = "", tuple(replace(anchor, start=0) for anchor in anchors)
        status = "no_text" if status == "read" else status
    return replace(reading, text=text, anchors=anchors, notes=notes, status=status)
