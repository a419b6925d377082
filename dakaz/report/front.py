"""The front matter: YAML between two lines ``---`` at the head of an outline."""

from __future__ import annotations

import datetime
from typing import Any

import yaml

from dakaz.errors import N_, BadInput
from dakaz.report.outline import Front
from dakaz.report.words import LANGUAGES

FIELDS = ("title", "subtitle", "publisher", "date", "language", "key", "partners", "note")


def split_front(text: str) -> tuple[Front, str, int]:
    """Separate front matter from body.

    Returns:
        the front matter, the body, and how many lines stand before the body.

    Raises:
        BadInput: there is none, or it cannot be read; the message names the line in the file.
    """
    lines = text.split("\n")
    if lines[0].strip() != "---":
        raise BadInput(
            N_("Line %(line)d: an outline begins with a line “---”, then title and language, then “---”."),
            line=1,
        )
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise BadInput(N_("Line %(line)d: the front matter has no closing line “---”."), line=1)
    values = _mapping("\n".join(lines[1:end]))
    return _front(values, lines[1:end]), "\n".join(lines[end + 1 :]), end + 1


def _mapping(source: str) -> dict[str, Any]:
    try:
        values = yaml.load(source, Loader=_TextLoader)  # noqa: S506 - _TextLoader is a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadInput(
            N_(
                "Line %(line)d: the front matter cannot be read as YAML there; "
                "write “name: value”, one a line."
            ),
            line=(mark.line if mark else 0) + 2,
        ) from error
    if not isinstance(values, dict):
        raise BadInput(N_("Line %(line)d: the front matter needs lines of the form “name: value”."), line=2)
    return values


class _TextLoader(yaml.SafeLoader):
    """YAML without guesses: a date stays the text that was typed, ``no`` stays a word."""


_TextLoader.yaml_implicit_resolvers = {}


def _front(values: dict[str, Any], lines: list[str]) -> Front:
    for name in values:
        if name not in FIELDS:
            raise BadInput(
                N_("Line %(line)d: “%(name)s” is not a part of the front matter; known are %(known)s."),
                line=_line(lines, name),
                name=str(name),
                known=", ".join(FIELDS),
            )
    texts = {name: _text(values, name, lines) for name in FIELDS if name != "partners"}
    if texts["language"] not in LANGUAGES:
        raise BadInput(
            N_("Line %(line)d: “language” must be one of %(known)s."),
            line=_line(lines, "language"),
            known=", ".join(LANGUAGES),
        )
    if not texts["title"]:
        raise BadInput(N_("Line %(line)d: the front matter needs a “title”."), line=_line(lines, "title"))
    _dated(texts["date"], lines)
    return Front(**texts, partners=_partners(values.get("partners", []), lines))


def _text(values: dict[str, Any], name: str, lines: list[str]) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise BadInput(
            N_("Line %(line)d: “%(name)s” must be one line of text."), line=_line(lines, name), name=name
        )
    return " ".join(value.split())


def _partners(value: Any, lines: list[str]) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(partner, str) for partner in given):
        raise BadInput(
            N_("Line %(line)d: “partners” must be a list of names."), line=_line(lines, "partners")
        )
    return tuple(" ".join(partner.split()) for partner in given if partner.strip())


def _dated(text: str, lines: list[str]) -> None:
    try:
        if text:
            datetime.date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            N_("Line %(line)d: “%(date)s” is not a date; write 2024-10-28."),
            line=_line(lines, "date"),
            date=text,
        ) from error


def _line(lines: list[str], name: object) -> int:
    """The file's line where ``name`` stands; the first line of the front matter if it is absent."""
    return next((n for n, line in enumerate(lines, 2) if line.lstrip("\"' ").startswith(str(name))), 2)
