"""Whether a statement's words are those of the passage it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Ground, Item, Passage


def cited_passage(seen_by: SeenBy, place: str) -> Passage | None:
    """Return the passage that is cited as ``key#label``; None when there is none one may see."""
    key, _, label = place.strip().removeprefix("@").partition("#")
    item = guard.visible(Item.objects.filter(cite=key), seen_by).first() if key and label else None
    return item.passages.filter(label=label).first() if item else None


def said_there(words: str, passage: Passage) -> bool:
    """Say whether words stand in a passage, letter by letter; where lines break does not matter."""
    return bool(words.strip()) and _one_line(words) in _one_line(passage.exact)


def word_for_word(words: str, grounds: Iterable[Ground]) -> bool | None:
    """Say whether words stand in one of the passages they rest on; None when they rest on no passage."""
    passages = [ground.passage for ground in grounds if ground.passage]
    return any(said_there(words, one) for one in passages) if passages else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
