"""Optional programs: used when they are on this machine, named in one line when they are not."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from dakaz.errors import N_


class Program(NamedTuple):
    """An optional program.

    Args:
        name: as people know it.
        found: whether it is on this machine.
        purpose: what it is for (a template marked for translation).
    """

    name: str
    found: bool
    purpose: str


_NAMES = {
    "tesseract": ("tesseract",),
    "bubblewrap": ("bwrap",),
    "chromium": ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
}
_PURPOSES = (
    (
        "Tesseract",
        "tesseract",
        N_("reads the letters in photographs and scans, so that they can be searched"),
    ),
    (
        "Bubblewrap",
        "bubblewrap",
        N_("holds the programs that open strangers' files apart from network and files"),
    ),
    ("Chromium", "chromium", N_("saves web pages as pictures and files that prove what was there")),
)


def find(name: str) -> str | None:
    """Return the path of a program, or None.

    Args:
        name: ``tesseract``, ``bubblewrap`` or ``chromium``.
    """
    commands = _NAMES[name]
    on_path = (shutil.which(command) for command in commands)
    elsewhere = (shutil.which(command, path=place) for place in _places() for command in commands)
    return next(filter(None, (*on_path, *elsewhere)), None)


def optional_programs() -> list[Program]:
    """Return every optional program, whether it is here, and what for."""
    return [Program(name, find(key) is not None, purpose) for name, key, purpose in _PURPOSES]


def _places() -> list[str]:
    """Where installers put programs without telling the search path."""
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        folders = (
            "Tesseract-OCR",
            "Programs/Tesseract-OCR",
            "Google/Chrome/Application",
            "Microsoft/Edge/Application",
        )
        return [str(Path(root, folder)) for root in roots if root for folder in folders]
    if sys.platform == "darwin":
        return ["/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"]
    return ["/usr/bin", "/usr/local/bin"]
