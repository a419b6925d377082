"""A file's name made safe to show; the raw name is evidence too and is kept elsewhere."""

from __future__ import annotations

import re
import unicodedata

# NUL, controls, and the marks that turn the direction of writing (they make "exe.pdf" of "fdp.exe").
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_RESERVED = re.compile(r'[<>:"|?*]')
_LONGEST = 120


def clean_name(name: str | bytes) -> str:
    """Return the last part of ``name`` in NFC without paths, controls and direction marks.

    Args:
        name: as it came with the file; bytes are read as UTF-8 where they are, else as windows-1251.

    Returns:
        at most 120 characters, never empty.
    """
    raw = name if isinstance(name, str) else _decoded(name)
    base = _UNSAFE.sub("", raw.replace("\\", "/").rstrip("/")).rsplit("/", 1)[-1]
    safe = _RESERVED.sub("_", unicodedata.normalize("NFC", base)).strip(" .")
    return _shortened(safe) or "file"


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp1251", "replace")


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:_LONGEST].rstrip(" .")
    return stem[: _LONGEST - len(ending) - 1].rstrip(" .") + "." + ending
