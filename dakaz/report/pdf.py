"""The composed tree as a PDF/UA-1 file, set by typst from memory.

The tree travels as JSON in ``sys.inputs``; ``report.typ`` is the same for every report. Nothing an author
wrote is ever read as typst code, nothing is written to disk, only the wheel's own fonts are used.
"""

from __future__ import annotations

import datetime

from dakaz.report.numbering import Node
from dakaz.report.typesetting import typeset


def to_pdf(tree: Node, *, built_on: datetime.date) -> bytes:
    """Set the report on A4.

    Raises:
        BadInput: typst cannot print something in it; the message repeats what typst said.
    """
    given = tree | {"date": [built_on.year, built_on.month, built_on.day]}
    return typeset("report.typ", given, day=built_on)
