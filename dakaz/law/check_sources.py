"""Sources: quotes stand word for word in the texts that are kept; a release rests on nothing unread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .checking import Finding, Place, Places
from .folder import Folder
from .model import UNCERTAIN, Pack
from .quotes import Kept, kept_texts, stands_in

__all__ = ["check_quotes", "check_release"]


def check_quotes(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Check that every quoted sentence stands in a text kept beside the pack."""
    texts = kept_texts(folder.root)
    for file in folder.files:
        for path, quote in _quotes(file.data, ()):
            if not _stands(quote, texts):
                yield places.finding((file.path, path), f"the quote stands in no kept text: “{quote[:60]} …”")


def _stands(quote: str, texts: dict[Path, Kept]) -> bool:
    return any(stands_in(quote, text) for text in texts.values())


def _quotes(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "quote_lt" and isinstance(inner, str):
                yield (*path, key), inner
            else:
                yield from _quotes(inner, (*path, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _quotes(inner, (*path, index))


def check_release(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Check what a pack must have before it may go out as more than a draft."""
    head = _head(folder)
    if pack.marked_draft:
        yield places.finding(_at(head, "draft"), "the pack is marked draft")
    if pack.lawyer_review in (None, "none"):
        yield places.finding(
            _at(head, "reviewed"), "no lawyer has put a name to the pack (reviewed.lawyer_review)"
        )
    for rule in pack.rules.values():
        for version in rule.versions:
            for confidence in sorted(
                {version.confidence, *(case.confidence for case in version.cases)} & UNCERTAIN
            ):
                yield places.finding(version.line, f"{rule.id} version {version.v} rests on “{confidence}”")
            for cite in version.cites:
                source = pack.sources.get(cite.source)
                if source and source.read in UNCERTAIN:
                    yield places.finding(
                        version.line,
                        f"{rule.id} version {version.v} cites {source.id}, read as “{source.read}”",
                    )
    yield from _unsigned(folder, head, places)


def _unsigned(folder: Folder, head: Place, places: Places) -> Iterator[Finding]:
    file = next(one for one in folder.files if one.path == head[0])
    translations = file.data["pack"].get("translations") or {}
    for language in ("lt", "be", "ru", "en"):
        if (translations.get(language) or {}).get("signed_by") in (None, "none"):
            yield places.finding(_at(head, "translations"), f"nobody has signed the wording in {language}")


def _head(folder: Folder) -> Place:
    return next((file.path, ("pack",)) for file in folder.files if "pack" in file.data)


def _at(place: Place, key: str) -> Place:
    return place[0], (*place[1], key)
