"""Rendering: the same templates for a server and for files, with our own words and relative ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from .addresses import ICON, STYLE, Addresses, Place
from .knowledge import Knowledge
from .words import LANGUAGES, NAMES, Speech, signed_by

__all__ = ["Page", "icon", "style_sheet"]

HERE = Path(__file__).parent
# The office's own pages take their colours and sizes from here too.
STATIC = HERE / "static"
STYLES = ("tokens.css", "law.css")


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(HERE / "templates")], builtins=["dakaz.public_site.tags"])


@cache
def style_sheet() -> str:
    """Return the one style sheet: the shared tokens, then these pages."""
    return "\n".join((STATIC / name).read_text("utf-8") for name in STYLES)


@cache
def icon() -> bytes:
    """Return the picture on the browser's tab: a square that says nothing."""
    return (STATIC / ICON).read_bytes()


@dataclass(frozen=True, slots=True)
class Page:
    """One page about to be shown.

    Args:
        knowledge: pack and clock.
        here: where it stands.
        addresses: how ways are written.
        other_languages: the same page in the other languages, where there is one to link to.
    """

    knowledge: Knowledge
    here: Place
    addresses: Addresses = field(default_factory=Addresses)
    other_languages: bool = True

    @property
    def speech(self) -> Speech:
        """The language spoken."""
        return Speech(self.here.language or "en", self.knowledge.pack.zone)

    def way(self, to: Place) -> str:
        """Return the way to another page."""
        return self.addresses.way(self.here, to)

    def render(self, template: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the page as HTML."""
        context = {"page": self, "speech": self.speech, **self._frame(), **(values or {})}
        return str(_engine().get_template(f"law_pages/{template}").render(Context(context)))

    def _frame(self) -> dict[str, Any]:
        knowledge, speech = self.knowledge, self.speech
        lawyer = knowledge.lawyer()
        return {
            "as_files": self.addresses.as_files,
            "language": speech.language,
            "style": self.way(Place(name=STYLE)),
            "icon": self.way(Place(name=ICON)),
            "languages": [
                (code, NAMES[code], self.way(Place(code, self.here.name, self.here.key)))
                for code in LANGUAGES
            ] if self.other_languages else [],
            "is_draft": not knowledge.is_reviewed(),
            "lawyer": lawyer,
            "is_unsigned": signed_by()[speech.language] is None,
            "is_translation": speech.language != "lt",
            "today": knowledge.today(),
            "pack": knowledge.pack,
        }  # fmt: skip
