"""What bytes are, text and anchors out of them, and pictures of their pages.

Bytes in, values out: nothing here opens files by name, starts programs or writes temporary files.
Bytes from outside are hostile: only the children of ``dakaz.outside.parsing`` call ``read`` and ``render``.
"""

from dakaz.evidence.detection import detect
from dakaz.evidence.display_name import clean_name
from dakaz.evidence.language import language_of
from dakaz.evidence.reading import read, render
from dakaz.evidence.values import DEFAULT, Anchor, Limits, Member, Note, Reading

__all__ = [
    "DEFAULT",
    "Anchor",
    "Limits",
    "Member",
    "Note",
    "Reading",
    "clean_name",
    "detect",
    "language_of",
    "read",
    "render",
]
