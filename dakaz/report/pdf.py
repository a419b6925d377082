"""The composed tree as a PDF/UA-1 file, set by typst from memory.

The tree travels as JSON in ``sys.inputs``; ``report.typ`` is the same for every report. Nothing an author
wrote is ever read as typst code, nothing is written to disk, only the wheel's own fonts are used.
"""

from __future__ import annotations

import datetime
import json
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from dakaz.errors import N_, BadInput
from dakaz.report.numbering import Node


@cache
def _template() -> bytes:
    return files("dakaz.report").joinpath("report.typ").read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def to_pdf(tree: Node, *, built_on: datetime.date) -> bytes:
    """Set the report on A4.

    Raises:
        BadInput: typst cannot print something in it; the message repeats what typst said.
    """
    data = json.dumps(
        tree | {"date": [built_on.year, built_on.month, built_on.day]}, ensure_ascii=False, sort_keys=True
    )
    # PDF/UA forbids it, and it shows nothing: a byte order mark that came along with pasted text.
    data = data.replace("\ufeff", "")
    moment = datetime.datetime.combine(built_on, datetime.time(), datetime.UTC)
    try:
        return bytes(
            typst.compile(
                _template(),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                pdf_standards=["ua-1"],
                timestamp=moment,
            )
        )
    except typst.TypstError as error:
        raise BadInput(N_("The PDF cannot be set: %(reason)s"), reason=error.message) from error
