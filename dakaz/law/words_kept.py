"""The common words of this room, in four languages, read once from its own files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .folder import read_folder

__all__ = ["common_words"]

FOLDER = Path(__file__).with_name("words")


@cache
def common_words() -> Mapping[str, Mapping[str, Any]]:
    """Return every common sentence: key, then language, then a template or its plural forms."""
    found: dict[str, Mapping[str, Any]] = {}
    for file in read_folder(FOLDER).files:
        found |= file.data
    return found
