"""Outline and material become one plain tree: numbered notes, sources, proofs.

Both writers (HTML and typst) walk this same tree, so they cannot disagree. It holds only dicts, lists,
text and numbers, and goes to typst as JSON: an author's text is never typst code.
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dakaz.report import outline as o
from dakaz.report.chart import picture
from dakaz.report.expression import Count
from dakaz.report.material import CitedSource, Counted, Material, SeriesTable
from dakaz.report.words import day, number, percent, today, words

Node = dict[str, Any]
NOTE_WITHIN = " ("  # inside a note, a citation stands in brackets
COMMANDS = ("sha256sum -c SHA256SUMS", "age -d -i KEY sources/SHA256.age | sha256sum")


def compose(outline: o.Outline, material: Material, *, built_on: datetime.date, version: str) -> Node:
    """Number everything and lay it out as a tree. ``check`` must have found nothing.

    Returns:
        ``front`` (title page), ``words`` (of the report's language), ``body`` (blocks), ``contents``,
        ``notes``, ``sources``, ``figures`` and ``quotes`` (the proofs), each numbered from 1.
    """
    front = outline.front
    composer = _Composer(outline, material)
    body = [composer.block(block) for block in outline.blocks]
    composer.append_places(body)
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


class _Composer:
    """Walks the outline once, in reading order, giving out numbers."""

    def __init__(self, outline: o.Outline, material: Material) -> None:
        self.language = outline.front.language
        self.words = words(self.language)
        self.material = material
        self.cited: dict[str, int] = {}
        self.notes: list[Node] = []
        self.figures: list[Node] = []
        self.quotes: list[Node] = []
        self.contents: list[Node] = []
        self.places: set[str] = set()
        self.charts = 0
        self.in_note = False

    def append_places(self, body: list[Node]) -> None:
        """What the author did not place comes at the end (contents: only where asked)."""
        if "sources" not in self.places:
            body.append({"t": "sources"})

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
                self.places.add(block.what)
                return {"t": block.what}

    def _heading(self, block: o.Heading) -> Node:
        children = self.inlines(block.children)
        # A level skipped would lose readers who move by headings; PDF/UA and axe refuse it.
        above = self.contents[-1]["level"] if self.contents else 1
        level = min(block.level + 1, above + 1, 6)
        ident = f"part-{len(self.contents) + 1}"
        self.contents.append({"level": level, "id": ident, "x": _plain(children)})
        return {"t": "h", "level": level, "id": ident, "c": children, "x": _plain(children)}

    def _block_quote(self, block: o.BlockQuote) -> Node:
        paragraphs = [self.inlines(paragraph.children) for paragraph in block.paragraphs]
        return {"t": "quote", "c": paragraphs, "note": self._note_for(block.source, quoted=True)}

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
        pointer = o.Pointer(table.source, "", "")
        return {
            "t": "chart",
            "n": self.charts,
            "title": table.title,
            "unit": table.unit,
            "as_of": day(table.as_of, self.language),
            "caveat": table.caveat,
            "source": self.material.sources[table.source].publisher
            or self.material.sources[table.source].title,
            "svg": picture(table, shape=block.query.shape, language=self.language),
            "periods": list(table.periods),
            "rows": self._rows(table),
            "note": self._note_for(o.Citation(block.line, (pointer,)), quoted=False),
        }

    def _rows(self, table: SeriesTable) -> list[Node]:
        def shown(value: Any) -> str:
            text = number(value.value, self.language) if value.value is not None else ""
            return " ".join(filter(None, (text, value.flag))) or self.words["no_data"]

        return [{"label": row.label, "values": [shown(value) for value in row.values]} for row in table.rows]

    # -- lines

    def inlines(self, nodes: tuple[o.Inline, ...]) -> list[Node]:
        made: list[Node] = []
        for node in nodes:
            following = self._inline(node)
            noted = following and (following[0]["t"] == "note" or following[0].get("x") == NOTE_WITHIN)
            if noted and made and made[-1]["t"] == "text":
                made[-1]["x"] = made[-1]["x"].rstrip()  # a note's number stands close to its word
            made += following
        return made

    def _inline(self, node: o.Inline) -> list[Node]:  # noqa: PLR0911 - one return for each kind
        match node:
            case o.Text():
                return [_text(node.text)]
            case o.Code():
                return [{"t": "code", "x": node.text}]
            case o.Break():
                return [{"t": "br"}] if node.hard else [_text(" ")]
            case o.Styled():
                return [{"t": node.kind, "c": self.inlines(node.children)}]
            case o.Link():
                return [{"t": "link", "href": node.address, "c": self.inlines(node.children)}]
            case o.Citation():
                return self._cite(node, quoted=False)
            case o.Quotation():
                return self._quotation(node)
            case o.Remark():
                return self._remark(node)
            case o.Figure():
                return [self._figure(node)]

    def _quotation(self, node: o.Quotation) -> list[Node]:
        children = self.inlines(node.children)
        words = [_text(node.opening), *children, _text(node.closing)]
        if node.source is None:
            return words
        quoted = {"t": "q", "c": words}
        return [quoted, _text(node.tail), *self._cite(node.source, quoted=True)]

    def _cite(self, node: o.Citation, *, quoted: bool) -> list[Node]:
        if self.in_note:
            return [
                _text(NOTE_WITHIN),
                *self._reference(node, quoted=quoted, note=len(self.notes)),
                _text(")"),
            ]
        return [{"t": "note", "n": self._note_for(node, quoted=quoted)}]

    def _remark(self, node: o.Remark) -> list[Node]:
        if self.in_note:
            return [_text(NOTE_WITHIN), *self.inlines(node.children), _text(")")]
        note: Node = {"n": len(self.notes) + 1, "c": []}
        self.notes.append(note)
        self.in_note = True
        note["c"] = self.inlines(node.children)
        self.in_note = False
        return [{"t": "note", "n": note["n"]}]

    def _note_for(self, node: o.Citation | None, *, quoted: bool) -> int:
        assert node is not None  # check refuses a block quote without a passage
        note: Node = {"n": len(self.notes) + 1, "c": []}
        self.notes.append(note)
        note["c"] = self._reference(node, quoted=quoted, note=note["n"])
        return int(note["n"])

    def _reference(self, node: o.Citation, *, quoted: bool, note: int) -> list[Node]:
        parts: list[Node] = []
        for pointer in node.pointers:
            parts += [_text("; ")] if parts else []
            parts += self._pointer(pointer, quoted=quoted, note=note)
        return parts

    def _pointer(self, pointer: o.Pointer, *, quoted: bool, note: int) -> list[Node]:
        source = self.material.sources[pointer.key]
        rank = self.cited.setdefault(pointer.key, len(self.cited) + 1)
        passage = self.material.passages.get((pointer.key, pointer.label))
        place = pointer.place or (passage.page_label if passage else "")
        dated = day(source.dated, self.language)
        tail = ", ".join(filter(None, (source.publisher, dated, place)))
        link = {"t": "to", "to": f"source-{rank}", "x": f"{self.words['source']} {rank}"}
        proof = self._quoted(pointer, note, rank, place) if passage and quoted else []
        return [
            {"t": "emphasis", "c": [_text(source.title)]},
            _text(f". {tail}. " if tail else ". "),
            link,
            *proof,
        ]

    def _quoted(self, pointer: o.Pointer, note: int, rank: int, place: str) -> list[Node]:
        """An entry under "how each quotation is proven", and the link to it."""
        rank_of = len(self.quotes) + 1
        self.quotes.append(
            {"n": rank_of, "note": note, "source": rank, "label": pointer.label, "place": place}
        )
        shown = f"{self.words['passage'].lower()} {pointer.label}"
        return [_text(", "), {"t": "to", "to": f"quote-{rank_of}", "x": shown}]

    def source(self, key: str) -> Node:
        """One line of the list of sources."""
        source: CitedSource = self.material.sources[key]
        return {
            "n": self.cited[key],
            "key": key,
            "title": source.title,
            "publisher": source.publisher,
            "dated": day(source.dated, self.language) or self.words["undated"],
            "address": source.address or "",
            "captured": day(source.captured, self.language),
            "how": source.how,
            "sha256": source.sha256,
            "public": source.public,
        }

    # -- numbers

    def _figure(self, node: o.Figure) -> Node:
        expression, language = node.expression, self.language
        if isinstance(expression, Count):
            counted = self.material.counts[expression.canonical]
            shown = number(counted.value, language)
            basis: tuple[Counted, ...] = (counted,)
        else:
            part = self.material.counts[expression.part.canonical]
            whole = self.material.counts[expression.whole.canonical]
            shown = percent(share(part.value, whole.value, expression.digits), language)
            basis = (part, whole)
        return {"t": "figure", "n": self._proof(expression.canonical, shown, basis), "x": shown}

    def _proof(self, canonical: str, shown: str, basis: tuple[Counted, ...]) -> int:
        """The entry under "how each number is proven"; the same question asked twice is proven once."""
        for known in self.figures:
            if known["expression"] == canonical:
                return int(known["n"])
        approvals = dict.fromkeys(
            ", ".join(filter(None, (one.approved_by, day(one.approved_on, self.language)))) for one in basis
        )
        values = [number(one.value, self.language) for one in basis]
        self.figures.append(
            {
                "n": len(self.figures) + 1,
                "expression": canonical,
                "x": shown if len(values) == 1 else f"{shown} = {values[0]} / {values[1]}",
                "as_of": "; ".join(dict.fromkeys(day(one.as_of, self.language) for one in basis)),
                "records": "; ".join(dict.fromkeys(number(one.records, self.language) for one in basis)),
                "approved": "; ".join(filter(None, approvals)),
            }
        )
        return len(self.figures)


def share(part: int, whole: int, digits: int) -> Decimal:
    """``part`` of ``whole`` in per cent, half rounded away from zero."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _text(text: str) -> Node:
    return {"t": "text", "x": text}


def _plain(nodes: list[Node]) -> str:
    return "".join(node.get("x", "") if "c" not in node else _plain(node["c"]) for node in nodes)
