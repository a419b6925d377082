"""The outline as a tree: what the author wrote, each node with its line.

Lines count from 1 in the whole file, front matter included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dakaz.report.expression import Expression, SeriesQuery

MAX_DEPTH = 6  # quotes and lists inside one another; deeper nesting helps no reader


@dataclass(frozen=True, slots=True)
class Text:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break the author asked for (``hard``) or just typed."""

    line: int
    hard: bool


@dataclass(frozen=True, slots=True)
class Styled:
    """``kind`` is ``emphasis``, ``strong`` or ``term`` (words in quotation marks that quote nobody)."""

    line: int
    kind: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    line: int
    address: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """One source inside a citation: its key, perhaps a passage's label, perhaps a place ("p. 3")."""

    key: str
    label: str
    place: str


@dataclass(frozen=True, slots=True)
class Citation:
    line: int
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; ``source`` is None when no passage follows them."""

    line: int
    opening: str
    closing: str
    children: tuple[Inline, ...]
    source: Citation | None
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note of the author's own, written ``^[like this]``."""

    line: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number asked of the records: ``{{ count(...) }}`` or ``{{ percent(...) }}``."""

    line: int
    expression: Expression


Inline = Text | Code | Break | Styled | Link | Citation | Quotation | Remark | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; ``start`` is the first number, or None for bullets."""

    line: int
    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Quoted paragraphs; ``source`` is the passage named at the end of the last line."""

    line: int
    paragraphs: tuple[Paragraph, ...]
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Table:
    """``align`` holds "", "left", "center" or "right" for each column."""

    line: int
    align: tuple[str, ...]
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    line: int


@dataclass(frozen=True, slots=True)
class Chart:
    line: int
    query: SeriesQuery


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``contents`` or ``sources`` goes."""

    line: int
    what: str


Block = Heading | Paragraph | Listing | BlockQuote | Table | CodeBlock | Rule | Chart | Place


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the outline that has no meaning here; ``message`` is an ``N_`` template."""

    line: int
    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter: what stands on the title page."""

    title: str
    language: str
    subtitle: str = ""
    publisher: str = ""
    date: str = ""
    key: str = ""
    partners: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    front: Front
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)


def inlines_of(block: Block) -> Iterator[Inline]:
    """All inline nodes of a block at any depth, in reading order."""
    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield from _deep(children)
        case Listing(items=items):
            for item in items:
                for inner in item:
                    yield from inlines_of(inner)
        case BlockQuote(paragraphs=paragraphs, source=source):
            for paragraph in paragraphs:
                yield from _deep(paragraph.children)
            if source:
                yield source
        case Table(head=head, rows=rows):
            for cell in (*head, *(cell for row in rows for cell in row)):
                yield from _deep(cell)
        case CodeBlock() | Rule() | Chart() | Place():
            return


def _deep(nodes: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in nodes:
        yield node
        if isinstance(node, Styled | Link | Quotation | Remark):
            yield from _deep(node.children)
        if isinstance(node, Quotation) and node.source:
            yield node.source


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks at any depth, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Listing):
            for item in block.items:
                yield from blocks_of(item)


def plain(nodes: tuple[Inline, ...]) -> str:
    """The words of inline nodes without their marks, notes left out."""
    return "".join(_plain(node) for node in nodes)


def _plain(node: Inline) -> str:
    match node:
        case Text(text=text) | Code(text=text):
            return text
        case Break():
            return " "
        case Styled(children=children) | Link(children=children):
            return plain(children)
        case Quotation(opening=opening, closing=closing, children=children, tail=tail):
            return opening + plain(children) + closing + tail
        case Figure(expression=expression):
            return expression.canonical
        case Citation() | Remark():
            return ""
