"""What the archive holds and did, in words: kinds of file, states of reading, acts of custody."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from dakaz.web.look import State

if TYPE_CHECKING:
    from dakaz.records.models import Item
    from dakaz.web.look import Tone

# Signs that are not seen, and those that turn the direction of writing: they make "exe.jpg" of "gpj.exe".
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
PAPER = "application/vnd.dakaz.paper+json"
ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# The longest beginning that fits wins; the groups in KINDS are what lists are filtered by.
_WORDS: Mapping[str, Any] = {
    PAPER: gettext_lazy("paper (photos)"),
    "application/pdf": gettext_lazy("PDF"),
    "image/": gettext_lazy("picture"),
    "image/svg+xml": gettext_lazy("drawing (SVG)"),
    f"{_OFFICE}wordprocessingml": gettext_lazy("Word document"),
    "application/msword": gettext_lazy("Word document (old)"),
    f"{_OFFICE}spreadsheetml": gettext_lazy("Excel table"),
    "application/vnd.ms-excel": gettext_lazy("Excel table (old)"),
    f"{_OFFICE}presentationml": gettext_lazy("PowerPoint slides"),
    f"{_OPEN}text": gettext_lazy("OpenDocument text"),
    f"{_OPEN}spreadsheet": gettext_lazy("OpenDocument table"),
    f"{_OPEN}presentation": gettext_lazy("OpenDocument slides"),
    "text/": gettext_lazy("text"),
    "text/html": gettext_lazy("web page"),
    "multipart/related": gettext_lazy("saved web page"),
    "text/csv": gettext_lazy("table (CSV)"),
    "text/tab-separated-values": gettext_lazy("table (TSV)"),
    "text/markdown": gettext_lazy("text (Markdown)"),
    "message/rfc822": gettext_lazy("e-mail"),
    "application/vnd.ms-outlook": gettext_lazy("e-mail (Outlook)"),
    "application/json": gettext_lazy("data (JSON)"),
    ZIP: gettext_lazy("packed files (ZIP)"),
    "application/rtf": gettext_lazy("RTF document"),
    "application/epub": gettext_lazy("book (EPUB)"),
    "application/x-empty": gettext_lazy("empty file"),
    "audio/": gettext_lazy("sound"),
    "video/": gettext_lazy("video"),
}
KINDS = (
    (PAPER, gettext_lazy("papers (photos)")),
    ("image/", gettext_lazy("pictures")),
    ("application/pdf", gettext_lazy("PDF")),
    (f"{_OFFICE}wordprocessingml", gettext_lazy("Word documents")),
    (_OPEN, gettext_lazy("OpenDocument")),
    (f"{_OFFICE}spreadsheetml", gettext_lazy("Excel tables")),
    ("text/csv", gettext_lazy("CSV tables")),
    ("text/html", gettext_lazy("web pages")),
    ("text/plain", gettext_lazy("plain text")),
    ("text/markdown", gettext_lazy("Markdown")),
    ("message/rfc822", gettext_lazy("e-mails")),
    (ZIP, gettext_lazy("packed files")),
    ("audio/", gettext_lazy("sound")),
    ("video/", gettext_lazy("video")),
)
LANGUAGES = {
    "be": gettext_lazy("Belarusian"),
    "ru": gettext_lazy("Russian"),
    "uk": gettext_lazy("Ukrainian"),
    "lt": gettext_lazy("Lithuanian"),
    "pl": gettext_lazy("Polish"),
    "lv": gettext_lazy("Latvian"),
    "en": gettext_lazy("English"),
    "de": gettext_lazy("German"),
    "fr": gettext_lazy("French"),
}
HOW = {
    "files": gettext_lazy("added on this machine"),
    "folder": gettext_lazy("added as a folder"),
    "upload": gettext_lazy("added in the browser"),
    "photos": gettext_lazy("photos of one paper, added in the browser"),
    "sample": gettext_lazy("came with the sample"),
}
_ACTS = {
    "item.added": gettext_lazy("taken into the archive"),
    "item.received": gettext_lazy("the same file came again"),
    "item.changed": gettext_lazy("its description was changed"),
    "item.read": gettext_lazy("its text was read"),
    "item.joined": gettext_lazy("made a page of a paper"),
    "item.parted": gettext_lazy("no longer a page: its paper was taken apart"),
    "item.given_out": gettext_lazy("the original was saved outside the vault"),
}
_COUNTED = ("words", "doubtful")
_TONES: Mapping[str, Tone] = {"read": "good", "damaged": "amber", "too_large": "amber", "locked": "amber"}
_PLACES = {
    "page": gettext_lazy("page %(label)s"),
    "paragraph": gettext_lazy("paragraph %(label)s"),
    "message": gettext_lazy("message of %(label)s"),
    "sheet": gettext_lazy("sheet %(label)s"),
    "row": gettext_lazy("row %(label)s"),
    "slide": gettext_lazy("slide %(label)s"),
}


def kind(media_type: str) -> str:
    """Return what sort of file a media type is, in words; an unknown one as it is written."""
    fits = [beginning for beginning in _WORDS if media_type.startswith(beginning)]
    return str(_WORDS[max(fits, key=len)]) if fits else gettext("another file")


def ending(media_type: str) -> str:
    """Return the ending a file of this type has, with its dot; ``.bin`` when none is known."""
    return ".json" if media_type == PAPER else mimetypes.guess_extension(media_type) or ".bin"


def language(code: str) -> str:
    """Return the name of a language; its code when we have no name for it."""
    return str(LANGUAGES.get(code, code))


def how(code: str) -> str:
    """Return in which way files came."""
    return str(HOW.get(code, code))


def act(action: str) -> str:
    """Return what was done to an item, in words."""
    return str(_ACTS.get(action, action))


def place(kind_of_place: str, label: str) -> str:
    """Return where something stands: *page 3*, *message of 2024-09-04 12:30*."""
    template = _PLACES.get(kind_of_place)
    return str(template) % {"label": label} if template else label


def place_written(written: str) -> str:
    """Return a passage's place, written as ``kind label``, in words."""
    kind_of_place, _, label = written.partition(" ")
    return place(kind_of_place, label) if written else ""


def reading(item: Item) -> State:
    """Return how far reading came, as a state; packed files have no text of their own."""
    if item.media_type == ZIP and item.reading == "read":
        return State(gettext("files taken out"), "good")
    return State(item.get_reading_display(), _TONES.get(item.reading, "open"))


def notes(raw: Sequence[Mapping[str, Any]] | None) -> list[str]:
    """Return notes that reading left, as sentences, each once; what was counted page by page is summed."""
    said: dict[str, dict[str, Any]] = {}
    for note in raw or ():
        values = note.get("values") or {}
        key = note["message"] + _uncounted(values)
        said[key] = {"message": note["message"], "values": _summed(said.get(key, {}).get("values"), values)}
    return list(dict.fromkeys(note_words(note["message"], note["values"]) for note in said.values()))


def _uncounted(values: Mapping[str, Any]) -> str:
    """Return what tells two notes of one kind apart: all their values but counted words."""
    return repr(sorted((name, str(value)) for name, value in values.items() if name not in _COUNTED))


def _summed(before: Mapping[str, Any] | None, values: Mapping[str, Any]) -> dict[str, Any]:
    added = {name: before[name] + values[name] for name in _COUNTED if before and name in values}
    return {**values, **added}


def note_words(message: str, values: Mapping[str, Any]) -> str:
    """Return one note in the reader's language."""
    return gettext(message) % values if values else gettext(message)


def as_it_came(name: str) -> str:
    """Return the name of a file with each hidden sign in it written out, so that it passes for no other."""
    return _HIDDEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", name)
