"""The vocabulary read from its files, once; what does not fit together is refused at the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .model import LANGUAGES, Anchor, Instrument, Kind, Status, Vocabulary

NONE = "none"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with this version.

    Raises:
        KeyError: a file names what another does not have; a fault of the package, not of anybody's data.
    """
    kinds = _file("kinds")
    words = {language: _file(f"words.{language}") for language in LANGUAGES}
    instruments = {name: _instrument(name, given) for name, given in _file("instruments").items()}
    return Vocabulary(
        edition=kinds["edition"],
        kinds={given["id"]: _kind(given, words, instruments) for given in kinds["kinds"]},
        groups={group: _said(words, "groups", group) for group in kinds["groups"]},
        instruments=instruments,
        statuses={given["id"]: _status(given) for given in _file("statuses")},
        reviews={language: said["review"] for language, said in words.items()},
        retired=frozenset(kinds["retired"]),
    )


def _file(name: str) -> Any:
    text = files(__package__ or __name__).joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - the safe loader, in C where there is one


def _said(words: Mapping[str, Any], section: str, name: str) -> Mapping[str, Any]:
    return {language: said[section][name] for language, said in words.items()}


def _kind(given: Mapping[str, Any], words: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Kind:
    said = _said(words, "kinds", given["id"])
    return Kind(
        id=given["id"],
        group=given["group"],
        label={language: two[0] for language, two in said.items()},
        definition={language: two[1] for language, two in said.items()},
        anchors=_anchors(given["anchors"], instruments),
        huridocs=_code(given["huridocs"]),
        events=frozenset(given["events"]),
    )


def _anchors(written: Sequence[str], instruments: Mapping[str, Instrument]) -> list[Anchor]:
    made = []
    for one in written:
        instrument, _, article = one.rpartition("#" if one.startswith("celex:") else ":")
        made.append(Anchor(instruments[instrument], article.rstrip("?"), certain=not one.endswith("?")))
    return made


def _instrument(name: str, given: Mapping[str, Any]) -> Instrument:
    later = given.get("later") or {"by": "", "since": ""}
    return Instrument(name, given["short"], given["name"], given["address"], (later["by"], later["since"]))


def _status(given: Mapping[str, Any]) -> Status:
    label = {language: given[language] for language in LANGUAGES}
    return Status(given["id"], label, _code(given["huridocs"]))


def _code(written: str) -> str:
    return "" if written == NONE else written
