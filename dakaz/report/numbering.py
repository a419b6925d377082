"""Lines of an outline as nodes, and the numbers they give out: notes, sources, proofs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dakaz.report import outline as o
from dakaz.report.expression import Count
from dakaz.report.material import Counted, Material
from dakaz.report.words import day, ended, number, percent, stop, words

Node = dict[str, Any]
NOTE_WITHIN = " ("  # inside a note, a citation stands in brackets


class Numbering:
    """Walks lines in reading order; whoever comes first gets the lower number."""

    def __init__(self, language: str, material: Material) -> None:
        self.language = language
        self.words = words(language)
        self.material = material
        self.cited: dict[str, int] = {}
        self.notes: list[Node] = []
        self.figures: list[Node] = []
        self.quotes: list[Node] = []
        self.in_note = False

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
                return [text(node.text)]
            case o.Code():
                return [{"t": "code", "x": node.text}]
            case o.Break():
                return [{"t": "br"}] if node.hard else [text(" ")]
            case o.Styled():
                return [{"t": _shown_as(node), "c": self.inlines(node.children)}]
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
        words = [text(node.opening), *children, text(node.closing)]
        if node.source is None:
            return words
        quoted = {"t": "q", "c": words}
        return [quoted, text(node.tail), *self._cite(node.source, quoted=True)]

    def _cite(self, node: o.Citation, *, quoted: bool) -> list[Node]:
        if self.in_note:
            return [
                text(NOTE_WITHIN),
                *self._reference(node, quoted=quoted, note=len(self.notes)),
                text(")"),
            ]
        return [{"t": "note", "n": self.note_for(node, quoted=quoted)}]

    def _remark(self, node: o.Remark) -> list[Node]:
        if self.in_note:
            return [text(NOTE_WITHIN), *self.inlines(node.children), text(")")]
        note: Node = {"n": len(self.notes) + 1, "c": []}
        self.notes.append(note)
        self.in_note = True
        note["c"] = self.inlines(node.children)
        self.in_note = False
        return [{"t": "note", "n": note["n"]}]

    def note_for(self, node: o.Citation | None, *, quoted: bool) -> int:
        assert node is not None  # check refuses a block quote without a passage
        note: Node = {"n": len(self.notes) + 1, "c": []}
        self.notes.append(note)
        note["c"] = self._reference(node, quoted=quoted, note=note["n"])
        return int(note["n"])

    def _reference(self, node: o.Citation, *, quoted: bool, note: int) -> list[Node]:
        parts: list[Node] = []
        for pointer in node.pointers:
            parts += [text("; ")] if parts else []
            parts += self._pointer(pointer, quoted=quoted, note=note)
        return parts

    def _pointer(self, pointer: o.Pointer, *, quoted: bool, note: int) -> list[Node]:
        source = self.material.sources[pointer.key]
        rank = self.cited.setdefault(pointer.key, len(self.cited) + 1)
        passage = self.material.passages.get((pointer.key, pointer.label))
        place = pointer.place or (passage.page_label if passage else "")
        dated = day(source.dated, self.language)
        tail = ", ".join(filter(None, (source.publisher, dated, place)))
        link = {"t": "to", "to": f"source-{rank}", "x": f"{self.words['source']}\u00a0{rank}"}
        proof = self._quoted(pointer, note, rank, place) if passage and quoted else []
        return [
            {"t": "emphasis", "c": [text(source.title)]},
            text(f"{stop(source.title)} {ended(tail)} " if tail else f"{stop(source.title)} "),
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
        return [text(", "), {"t": "to", "to": f"quote-{rank_of}", "x": shown}]

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
        # Only the day: who approved is for the office to know, not for whoever gets the report.
        approvals = dict.fromkeys(day(one.approved_on, self.language) for one in basis if one.approved_on)
        values = [number(one.value, self.language) for one in basis]
        self.figures.append(
            {
                "n": len(self.figures) + 1,
                "expression": canonical,
                "x": shown if len(values) == 1 else f"{shown} = {values[0]} / {values[1]}",
                "as_of": "; ".join(dict.fromkeys(day(one.as_of, self.language) for one in basis)),
                "records": "; ".join(dict.fromkeys(number(one.records, self.language) for one in basis)),
                "approved": "; ".join(approvals),
            }
        )
        return len(self.figures)


def share(part: int, whole: int, digits: int) -> Decimal:
    """``part`` of ``whole`` in per cent, half rounded away from zero."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _shown_as(node: o.Styled) -> str:
    """A term is set in italics, unless the author put it in quotation marks."""
    marked = o.plain(node.children)[:1] in "\"'“„«‘‚»”‹❝"
    return "emphasis" if node.kind == "term" and not marked else node.kind


def text(words_: str) -> Node:
    """A run of plain text."""
    return {"t": "text", "x": words_}
