"""The whole site in one file, to be sent through a messenger: the same pages and day give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dakaz.errors import N_, BadInput

__all__ = ["FOLDER", "check_new", "packed", "write_packed"]

FOLDER = "pages"
"""In which the files lie once unpacked; a name that says nothing."""
READABLE = 0o100644 << 16
UNIX = 3
EXISTS = N_("%(file)s exists. Name a file that does not.")


def packed(files: Mapping[str, bytes], on: date) -> bytes:
    """Return a ZIP of ``files`` in one folder, dated ``on`` and in the order of their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, content)
    return held.getvalue()


def check_new(file: Path) -> None:
    """Refuse a name that is taken.

    Raises:
        BadInput: names the file.
    """
    if file.exists():
        raise BadInput(EXISTS, file=str(file))


def write_packed(content: bytes, file: Path) -> None:
    """Write a file that does not exist yet, whole or not at all.

    Raises:
        BadInput: it exists.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("xb") as opened:
            try:
                opened.write(content)
            except OSError:
                file.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise BadInput(EXISTS, file=str(file)) from None
