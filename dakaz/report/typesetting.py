"""A tree of plain text set by typst from memory: A4, PDF/UA-1, the same bytes for the same tree and day."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from dakaz.errors import N_, BadInput


@cache
def _template(name: str) -> bytes:
    return files("dakaz.report").joinpath(name).read_bytes()


@cache
def _fonts() -> Any:
    """Only the fonts that typst brings along: those of a machine would make other bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(template: str, tree: Mapping[str, Any], *, day: datetime.date) -> bytes:
    """Set a tree.

    Args:
        template: name of its ``.typ`` file in this room.
        tree: what it is given as JSON.
        day: on which it was made.

    Raises:
        BadInput: typst cannot print something in it; the message repeats what typst said.
    """
    # PDF/UA forbids it, and it shows nothing: a byte order mark that came along with pasted text.
    data = json.dumps(tree, ensure_ascii=False, sort_keys=True).replace("\ufeff", "")
    try:
        return bytes(
            typst.compile(
                _template(template),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                pdf_standards=["ua-1"],
                timestamp=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
            )
        )
    except typst.TypstError as error:
        raise BadInput(N_("The PDF cannot be set: %(reason)s"), reason=error.message) from error
