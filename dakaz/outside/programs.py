"""Where a program that is used when found lies on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def find(command: str) -> str | None:
    """Return the path of a program, such as ``tesseract``, or None when it is not on this machine."""
    elsewhere = (shutil.which(command, path=place) for place in _places())
    return shutil.which(command) or next(filter(None, elsewhere), None)


def _places() -> list[str]:
    """Where installers put programs without telling the search path."""
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        folders = ("Tesseract-OCR", "Programs/Tesseract-OCR")
        return [str(Path(root, folder)) for root in roots if root for folder in folders]
    if sys.platform == "darwin":
        return ["/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"]
    return ["/usr/bin", "/usr/local/bin"]
