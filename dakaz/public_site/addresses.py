"""Where a page stands, and the way from one page to another: always relative, so it holds anywhere.

Served, a page is ``be/rules/C01/``; as a file it is ``be/rules/C01.html``. A relative way needs no host
name, no prefix and no ``SCRIPT_NAME``: it works on a web space, under the app and from a USB stick.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, relpath

__all__ = ["ICON", "STYLE", "Addresses", "Place"]

STYLE = "law.css"
ICON = "icon.svg"
BY_THEMSELVES = (".css", ".svg", ".pdf")
"""Files that are no pages; a rule's id may hold dots too."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page: a language, a name, and which of its kind. No language: the page is for all."""

    language: str = ""
    name: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """How places are written.

    Args:
        as_files: whether pages are files that end in ``.html``.
    """

    as_files: bool = False

    def path(self, place: Place) -> str:
        """Return where ``place`` stands below the site's root, without a leading slash."""
        parts = [part for part in (place.language, place.name, place.key) if part]
        if parts and parts[-1].endswith(BY_THEMSELVES):
            return "/".join(parts)
        if not self.as_files:
            return "/".join(parts) + "/" if parts else ""
        if not place.name:
            parts.append("index")
        return "/".join(parts) + ".html"

    def way(self, here: Place, to: Place) -> str:
        """Return the relative address of ``to`` for a link that stands on ``here``."""
        target = self.path(to)
        way = relpath("/" + target, dirname("/" + self.path(here)) or "/")
        return way + "/" if target.endswith("/") or not target else way
