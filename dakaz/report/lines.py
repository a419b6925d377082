"""Inline tokens become inline nodes; what has no meaning here becomes a problem with its line."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from dakaz.errors import N_, BadInput
from dakaz.report.expression import Count, Percent, SeriesQuery, Word, parse_expression
from dakaz.report.outline import (
    Break,
    Citation,
    Code,
    Figure,
    Inline,
    Link,
    Pointer,
    Problem,
    Quotation,
    Remark,
    Styled,
    Text,
)

SCHEMES = ("http://", "https://", "mailto:")
OPEN = {"em_open": "emphasis", "strong_open": "strong"}


class LineReader:
    """Reads the tokens of one paragraph, heading or cell, keeping count of lines.

    Args:
        line: the file's line on which the text begins.
        problems: findings are appended here.
    """

    def __init__(self, line: int, problems: list[Problem]) -> None:
        self.line = line
        self.problems = problems

    def read(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        """Turn tokens into nodes; nested spans are read recursively."""
        nodes: list[Inline] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            self.line = max(self.line, int(token.meta.get("line", 0)))
            if token.type.endswith("_open"):
                end = matching(tokens, at)
                nodes.append(self._span(token, tokens[at + 1 : end]))
                at = end + 1
                continue
            node = self._single(token)
            nodes += [node] if node else []
            at += 1
        return tuple(nodes)

    def _span(self, token: Token, inner: Sequence[Token]) -> Inline:
        line = self.line
        children = self.read(inner)
        if token.type != "link_open":
            return Styled(line, OPEN[token.type], children)
        address = str(token.attrs.get("href", ""))
        if not address.lower().startswith(SCHEMES):
            self._problem(
                N_(
                    "Line %(line)d: The link “%(address)s” leads nowhere a reader can go; "
                    "write https://…, http://… or mailto:…."
                ),
                address=address,
            )
        return Link(line, address, children)

    def _single(self, token: Token) -> Inline | None:  # noqa: PLR0911 - one return for each kind
        match token.type:
            case "text" | "text_special":
                return Text(self.line, token.content) if token.content else None
            case "code_inline":
                return Code(self.line, token.content)
            case "softbreak" | "hardbreak":
                self.line += 1
                return Break(self.line - 1, token.type == "hardbreak")
            case "term" | "remark" | "quotation":
                return self._nested(token)
            case "citation":
                return self._citation(token)
            case "placeholder":
                return self._placeholder(token)
        self._refuse(token)
        return None

    def _nested(self, token: Token) -> Inline:
        line = self.line
        children = LineReader(line, self.problems).read(token.children or [])
        if token.type == "term":
            return Styled(line, "term", children)
        if token.type == "remark":
            return Remark(line, children)
        read = token.meta["pointers"]
        source = Citation(line, _pointers(read)) if read else None
        return Quotation(
            line, token.meta["opening"], token.meta["closing"], children, source, token.meta["tail"]
        )

    def _citation(self, token: Token) -> Inline | None:
        read = token.meta["pointers"]
        if read:
            return Citation(self.line, _pointers(read))
        self._problem(
            N_("Line %(line)d: “%(source)s” is no citation; write [@key], [@key, p. 3] or [@key#passage]."),
            source=token.meta["source"],
        )
        return None

    def _placeholder(self, token: Token) -> Inline | None:
        source = token.meta["source"]
        if source is None:
            self._problem(N_("Line %(line)d: “{{” is not closed by “}}” in this paragraph."))
            return None
        try:
            expression = parse_expression(source, line=self.line)
        except BadInput as error:
            self.problems.append(Problem(self.line, error.message, (("source", source.strip()),)))
            return None
        if isinstance(expression, Count | Percent):
            return Figure(self.line, expression)
        self._alone(expression)
        return None

    def _alone(self, expression: SeriesQuery | Word) -> None:
        name = expression.name if isinstance(expression, Word) else "series(…)"
        self._problem(N_("Line %(line)d: “{{ %(name)s }}” must stand alone in its paragraph."), name=name)

    def _refuse(self, token: Token) -> None:
        if token.type == "unclosed":
            self._problem(
                N_("Line %(line)d: The quotation mark %(mark)s is not closed in this paragraph."),
                mark=token.meta["mark"],
            )
        elif token.type == "image":
            self._problem(
                N_(
                    "Line %(line)d: Pictures cannot stand in an outline yet; "
                    "describe it and cite the item instead."
                )
            )
        else:
            self._problem(
                N_(
                    "Line %(line)d: “%(source)s” is HTML; a report takes plain Markdown only. "
                    "Remove it, or write \\< for the sign."
                ),
                source=token.content[:60],
            )

    def _problem(self, message: str, **values: str) -> None:
        self.problems.append(Problem(self.line, message, tuple(values.items())))


def _pointers(read: list[dict[str, str]]) -> tuple[Pointer, ...]:
    return tuple(Pointer(one["key"], one["label"], one["place"]) for one in read)


def matching(tokens: Sequence[Token], start: int) -> int:
    """The position of the token that closes the span opened at ``start``."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1
