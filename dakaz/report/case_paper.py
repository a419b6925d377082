"""A paper made from one case, for a lawyer or a court: A4, PDF/UA-1, set by typst from memory.

What it says comes as plain blocks and is only ever text, never code. The same blocks, day and versions of
the libraries give the same bytes. Only the fonts that typst brings along are used.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dakaz.report.typesetting import typeset

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PaperSource:
    """What a paper rests on, as its list of sources shows it.

    Args:
        number: by which the paper names it, from 1.
        said_by: publisher or kind of source; empty when not known.
        dated: in words.
        sha256: of the bytes as they came in; ``pages`` likewise, of photos of a paper.
    """

    number: int
    title: str
    said_by: str
    dated: str
    sha256: str
    pages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Args:
        title: on its cover and as its title.
        code: of the case; in the header of each page.
        made_on: the day printed on it; nothing else depends on time.
        cover: lines under the title.
        note: what whoever holds it must know, such as that it is for one reader only.
        blocks: what it says, of the functions below.
        made_with: what stands in the foot: the program and its version.
    """

    title: str
    code: str
    made_on: datetime.date
    cover: Sequence[str]
    note: str
    blocks: Sequence[Block]
    sources: Sequence[PaperSource]
    made_with: str = "Dakaz"


def heading(text: str, *, level: int = 1) -> Block:
    """Return a heading; level 1 or 2."""
    return {"t": "heading", "x": text, "level": level}


def paragraph(text: str, *, soft: bool = False) -> Block:
    """Return a paragraph; a soft one says something about the paper rather than the matter."""
    return {"t": "paragraph", "x": text, "soft": soft}


def facts(rows: Sequence[tuple[str, str]]) -> Block:
    """Return named facts, one below the other; those without a value are left out."""
    return {"t": "facts", "rows": [[name, value] for name, value in rows if value]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int]) -> Block:
    """Return a table.

    Args:
        widths: of the columns, as shares of the page's width.
    """
    return {"t": "table", "head": list(head), "rows": [list(row) for row in rows], "widths": list(widths)}


def quote(words: str, *, language: str = "", under: str, source: int | None = None) -> Block:
    """Return exact words with what stands under them: where they are from.

    Args:
        language: ISO 639-1 of the words; empty when not known.
        source: number of the source they stand in; None for words that were typed.
    """
    return {"t": "quote", "x": words, "language": language, "under": under, "source": source}


def beside(left: Sequence[Block], right: Sequence[Block]) -> Block:
    """Return blocks in two columns; read aloud, the left ones come first."""
    return {"t": "beside", "left": list(left), "right": list(right)}


def paper_to_pdf(paper: Paper) -> bytes:
    """Set a paper on A4.

    Raises:
        BadInput: typst cannot print something in it; the message repeats what typst said.
    """
    day = paper.made_on
    tree = asdict(paper) | {"made_on": [day.year, day.month, day.day]}
    return typeset("case_paper.typ", tree, day=day)
