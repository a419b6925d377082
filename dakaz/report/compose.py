"""Outline and material become one plain tree: numbered notes, sources, proofs.

Both writers (HTML and typst) walk this same tree, so they cannot disagree. It holds only dicts, lists,
text and numbers, and goes to typst as JSON: an author's text is never typst code.
"""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

from dakaz.report import outline as o
from dakaz.report.chart import picture
from dakaz.report.material import Material, SeriesTable
from dakaz.report.numbering import Node, Numbering
from dakaz.report.words import day, ended, number, stop, today, words

COMMANDS = ("sha256sum -c SHA256SUMS", "age -d -i KEY sources/SHA256.age | sha256sum")


def compose(outline: o.Outline, material: Material, *, built_on: datetime.date, version: str) -> Node:
    """Number everything and lay it out as a tree. ``check`` must have found nothing.

    Returns:
        ``front`` (title page), ``words`` (of the report's language), ``body`` (blocks), ``contents``,
        ``notes``, ``sources``, ``figures`` and ``quotes`` (the proofs), each numbered from 1.
    """
    front = outline.front
    composer = _Composer(outline, material)
    body = composer.body(outline.blocks)
    return {
        "language": front.language,
        "words": words(front.language),
        "front": {
            "title": front.title,
            "subtitle": front.subtitle,
            "publisher": front.publisher,
            "date": day(front.date, front.language),
            "partners": list(front.partners),
            "note": front.note,
            "key": front.key,
        },
        "built": today(built_on, front.language),
        "version": version,
        "body": body,
        "commands": list(COMMANDS),
        "contents": composer.contents,
        "notes": composer.notes,
        "sources": [composer.source(key) for key in composer.cited],
        "figures": composer.figures,
        "quotes": composer.quotes,
    }


class _Composer(Numbering):
    """Walks the outline once, in reading order, giving out numbers."""

    def __init__(self, outline: o.Outline, material: Material) -> None:
        super().__init__(outline.front.language, material)
        self.contents: list[Node] = []
        self.above: list[int] = []
        self.charts = 0

    def body(self, blocks: tuple[o.Block, ...]) -> list[Node]:
        """All blocks. The list of sources comes at the end unless the author placed it.

        A heading the author wrote right above a list replaces the list's own.
        """
        body = [self.block(block) for block in blocks]
        if not any(node["t"] == "sources" for node in body):
            body.append({"t": "sources", "titled": True})
        for before, node in pairwise(body):
            if node["t"] in ("sources", "contents"):
                node["titled"] = before["t"] != "h"
        self._own_parts(body)
        return body

    def _own_parts(self, body: list[Node]) -> None:
        """Parts with a heading of ours stand in the contents too."""
        parts = ["sources"] if any(node["t"] == "sources" and node["titled"] for node in body) else []
        parts += ["proofs"] if self.figures or self.quotes else []
        for ident in (*parts, "check"):
            self.contents.append({"level": 2, "id": ident, "x": self.words[ident]})

    # -- blocks

    def block(self, block: o.Block) -> Node:  # noqa: PLR0911 - one return for each kind
        match block:
            case o.Heading():
                return self._heading(block)
            case o.Paragraph():
                return {"t": "p", "c": self.inlines(block.children)}
            case o.Listing():
                items = [[self.block(inner) for inner in item] for item in block.items]
                return {"t": "list", "start": block.start, "items": items}
            case o.BlockQuote():
                return self._block_quote(block)
            case o.Table():
                return self._table(block)
            case o.CodeBlock():
                return {"t": "pre", "x": block.text.rstrip("\n")}
            case o.Rule():
                return {"t": "rule"}
            case o.Chart():
                return self._chart(block)
            case o.Place():
                return {"t": block.what, "titled": True}

    def _heading(self, block: o.Heading) -> Node:
        children = self.inlines(block.children)
        # A level skipped would lose readers who move by headings; PDF/UA and axe refuse it.
        self.above = [*(one for one in self.above if one < block.level), block.level]
        level = min(len(self.above) + 1, 6)
        ident = f"part-{len(self.contents) + 1}"
        self.contents.append({"level": level, "id": ident, "x": _plain(children)})
        return {"t": "h", "level": level, "id": ident, "c": children, "x": _plain(children)}

    def _block_quote(self, block: o.BlockQuote) -> Node:
        paragraphs = [self.inlines(paragraph.children) for paragraph in block.paragraphs]
        return {"t": "quote", "c": paragraphs, "note": self.note_for(block.source, quoted=True)}

    def _table(self, block: o.Table) -> Node:
        return {
            "t": "table",
            "align": list(block.align),
            "head": [self.inlines(cell) for cell in block.head],
            "rows": [[self.inlines(cell) for cell in row] for row in block.rows],
        }

    def _chart(self, block: o.Chart) -> Node:
        table = self.material.series[block.query.canonical]
        self.charts += 1
        pointer, source = o.Pointer(table.source, "", ""), self.material.sources[table.source]
        return {
            "t": "chart",
            "n": self.charts,
            "title": table.title,
            "unit": table.unit,
            "caveat": table.caveat,
            "said": {
                "unit": self._said("unit", table.unit),
                "source": self._said("source", source.publisher or source.title),
                "as_of": self._said("as_of", day(table.as_of, self.language)),
            },
            "svg": picture(table, shape=block.query.shape, language=self.language),
            "periods": list(table.periods),
            "rows": self._rows(table),
            "note": self.note_for(o.Citation(block.line, (pointer,)), quoted=False),
        }

    def _said(self, name: str, value: str) -> str:
        return ended(f"{self.words[name]}: {value}")

    def _rows(self, table: SeriesTable) -> list[Node]:
        def shown(value: Any) -> str:
            text = number(value.value, self.language) if value.value is not None else ""
            return " ".join(filter(None, (text, value.flag))) or self.words["no_data"]

        return [{"label": row.label, "values": [shown(value) for value in row.values]} for row in table.rows]

    def source(self, key: str) -> Node:
        """One line of the list of sources."""
        source = self.material.sources[key]
        dated = day(source.dated, self.language) or self.words["undated"]
        return {
            "n": self.cited[key],
            "key": key,
            "title": source.title,
            "publisher": source.publisher,
            "dated": dated,
            "stop": stop(source.title),
            "said": ended(", ".join(filter(None, (source.publisher, dated)))),
            "address": source.address or "",
            "captured": day(source.captured, self.language),
            "how": source.how,
            "sha256": source.sha256,
            "pages": list(source.pages),
            "public": source.public,
        }


def _plain(nodes: list[Node]) -> str:
    return "".join(node.get("x", "") if "c" not in node else _plain(node["c"]) for node in nodes)
