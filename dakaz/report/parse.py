"""A Markdown outline becomes an :class:`Outline`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

from dakaz.errors import N_, BadInput
from dakaz.report.expression import SeriesQuery, Word, parse_expression
from dakaz.report.front import split_front
from dakaz.report.lines import LineReader, matching
from dakaz.report.marks import markdown
from dakaz.report.outline import (
    MAX_DEPTH,
    Block,
    BlockQuote,
    Break,
    Chart,
    Citation,
    CodeBlock,
    Heading,
    Inline,
    Listing,
    Outline,
    Paragraph,
    Place,
    Problem,
    Quotation,
    Rule,
    Table,
    Text,
)


def parse(text: str) -> Outline:
    """Read an outline; see docs/reference-outline.md for what it may hold.

    Returns:
        the tree. What has no meaning is kept in ``problems`` and refused by ``check``.

    Raises:
        BadInput: the front matter is missing or broken; the message names the line.
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    front, body, skipped = split_front(text)
    reader = _BlockReader(skipped)
    env = {"line": 1}
    tokens = markdown().parse(body, env)
    blocks = reader.read(tokens)
    return Outline(front, blocks, tuple(reader.problems), tuple(text.split("\n")))


class _BlockReader:
    """Walks block tokens; ``skipped`` lines of front matter stand before the first."""

    def __init__(self, skipped: int) -> None:
        self.skipped = skipped
        self.problems: list[Problem] = []
        self.line = skipped + 1
        self.depth = 0

    def read(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            self._locate(token)
            end = matching(tokens, at) if token.nesting == 1 else at
            block = self._block(token, tokens[at + 1 : end])
            blocks += [block] if block else []
            at = end + 1
        return tuple(blocks)

    def _locate(self, token: Token) -> None:
        if token.map:
            self.line = token.map[0] + self.skipped + 1

    def _block(self, token: Token, inner: Sequence[Token]) -> Block | None:  # noqa: PLR0911 - one return for each kind
        line = self.line
        match token.type:
            case "heading_open":
                return Heading(line, int(token.tag[1]), self._inline(inner[0]))
            case "paragraph_open":
                return self._paragraph(line, inner[0])
            case "bullet_list_open" | "ordered_list_open":
                return self._listing(token, inner)
            case "blockquote_open":
                return self._blockquote(line, inner)
            case "table_open":
                return self._table(line, inner)
            case "fence" | "code_block":
                return CodeBlock(line, token.content)
            case "hr":
                return Rule(line)
        self._problem(
            N_(
                "Line %(line)d: HTML cannot stand in an outline; a report takes plain Markdown only. "
                "Remove it."
            )
        )
        return None

    def _inline(self, token: Token) -> tuple[Inline, ...]:
        self._locate(token)
        reader = LineReader(self.line, self.problems)
        return reader.read(_relocated(token.children or [], self.line - 1))

    def _paragraph(self, line: int, token: Token) -> Block | None:
        children = token.children or []
        if (
            len(children) == 1
            and children[0].type == "placeholder"
            and children[0].meta["source"] is not None
        ):
            alone = self._alone(line, children[0].meta["source"])
            if alone:
                return alone
        nodes = self._inline(token)
        return Paragraph(line, nodes) if nodes else None

    def _alone(self, line: int, source: str) -> Block | None:
        try:
            expression = parse_expression(source)
        except BadInput:
            return None  # read again as a line, where the problem is noted
        if isinstance(expression, SeriesQuery):
            return Chart(line, expression)
        return Place(line, expression.name) if isinstance(expression, Word) else None

    def _listing(self, token: Token, inner: Sequence[Token]) -> Block | None:
        if not self._enter():
            return None
        line, items, at = self.line, [], 0
        while at < len(inner):
            end = matching(inner, at)
            items.append(self.read(inner[at + 1 : end]))
            at = end + 1
        self.depth -= 1
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        return Listing(line, start, tuple(items))

    def _enter(self) -> bool:
        if self.depth >= MAX_DEPTH:
            self._problem(
                N_("Line %(line)d: Lists are nested more than %(depth)s deep here."), depth=str(MAX_DEPTH)
            )
            return False
        self.depth += 1
        return True

    def _blockquote(self, line: int, inner: Sequence[Token]) -> Block | None:
        blocks = self.read(inner)
        paragraphs = [Paragraph(b.line, _unmarked(b.children)) for b in blocks if isinstance(b, Paragraph)]
        if len(paragraphs) != len(blocks) or not paragraphs:
            self._problem(N_("Line %(line)d: A block quote holds only paragraphs of quoted words."))
            return None
        last = paragraphs[-1].children
        if isinstance(last[-1], Citation) and last[-1].pointers[0].label:
            rest = _trimmed(last[:-1])
            paragraphs[-1:] = [Paragraph(paragraphs[-1].line, rest)] if rest else []
            return BlockQuote(line, tuple(paragraphs), last[-1])
        return BlockQuote(line, tuple(paragraphs), None)

    def _table(self, line: int, inner: Sequence[Token]) -> Block:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        align: list[str] = []
        cells: list[tuple[Inline, ...]] = []
        for token in inner:
            if token.type == "th_open":
                align.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            elif token.type == "inline":
                cells.append(self._inline(token))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(line, tuple(align), rows[0], tuple(rows[1:]))

    def _problem(self, message: str, **values: str) -> None:
        self.problems.append(Problem(self.line, message, tuple(values.items())))


def _relocated(tokens: Sequence[Token], lines: int) -> Sequence[Token]:
    """Add the lines that stand before a paragraph to what its tokens say of theirs."""
    for token in tokens:
        if "line" in token.meta:
            token.meta["line"] += lines
            _relocated(token.children or [], lines)
    return tokens


def _trimmed(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without the line break and space that stood before the citation."""
    while nodes and (
        isinstance(nodes[-1], Break) or (isinstance(nodes[-1], Text) and not nodes[-1].text.strip())
    ):
        nodes = nodes[:-1]
    if nodes and isinstance(nodes[-1], Text):
        nodes = (*nodes[:-1], Text(nodes[-1].line, nodes[-1].text.rstrip()))
    return nodes


def _unmarked(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Quotation marks inside a block quote are part of the quoted words, not a quotation of their own."""
    flat: list[Inline] = []
    for node in nodes:
        if isinstance(node, Quotation):
            flat += [Text(node.line, node.opening), *node.children, Text(node.line, node.closing + node.tail)]
            flat += [node.source] if node.source else []
        else:
            flat.append(node)
    return tuple(flat)
