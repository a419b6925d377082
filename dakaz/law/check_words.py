"""Every sentence that may be shown stands in four languages, and its places can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .checking import Finding, Place, Places
from .folder import Folder
from .model import LANGUAGES, Pack
from .parts import PLACES

__all__ = ["check_words"]

# Keys whose value is shown to people; a bare text there is a sentence that nobody translated.
SHOWN = frozenset(
    [
        "label",
        "question",
        "ask",
        "title",
        "say",
        "headline",
        "act_by",
        "passed",
        "text",
        "lines",
        "uncertain",
        "known_gaps",
        "what",
        "why",
        "authority",
        "outcomes",
        "trigger",
        "count",
        "roll",
        "by_role",
        "who",
        "act",
        "steps",
    ]
)
# What a sentence of a rule may leave open.
FILLED = frozenset({"trigger", "n", "raw", "last_day", "safe_day", "days"})


def check_words(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Check every sentence of every file, wherever it stands."""
    for file in folder.files:
        for path, words in _sentences(file.data, ()):
            yield from _complete((file.path, path), words, places)


def _sentences(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Walk to every mapping of languages, and to every bare text under a key that is shown."""
    if isinstance(value, dict):
        if _is_sentence(value):
            yield path, value
            return
        for key, inner in value.items():
            yield from _sentences(inner, (*path, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _sentences(inner, (*path, index))
    elif isinstance(value, str) and _shown(path):
        yield path, value


def _is_sentence(value: dict[Any, Any]) -> bool:
    return (
        bool(value)
        and any(key in LANGUAGES for key in value)
        and all(isinstance(one, str) for one in value.values())
    )


def _shown(path: tuple[str | int, ...]) -> bool:
    names = [step for step in path if isinstance(step, str)]
    if not names or names[-1] not in SHOWN or names[0] == "sources":
        return False
    in_test = "tests" in names
    bare_event = names[-1] == "trigger" and "say" not in names and "steps" not in names
    return not in_test and not bare_event


def _complete(place: Place, words: Any, places: Places) -> Iterator[Finding]:
    if isinstance(words, str):
        yield places.finding(
            place, f"“{words[:60]}” stands in no named language; write it in {', '.join(LANGUAGES)}"
        )
        return
    missing = [language for language in LANGUAGES if not words.get(language)]
    if missing:
        yield places.finding(place, f"a sentence is missing in: {', '.join(missing)}")
    filled = {language: set(PLACES.findall(text)) for language, text in words.items()}
    if len({frozenset(names) for names in filled.values()}) > 1:
        yield places.finding(place, f"the languages fill different places: {_named(filled)}")
    unknown = set().union(*filled.values()) - FILLED
    if unknown and place[1][0] == "rules":
        yield places.finding(
            place, f"unknown places: {', '.join(sorted(unknown))}; known: {', '.join(sorted(FILLED))}"
        )


def _named(filled: dict[str, set[str]]) -> str:
    return "; ".join(
        f"{language}: {', '.join(sorted(names)) or 'none'}" for language, names in filled.items()
    )
