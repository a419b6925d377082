"""Which characters the PDF's fonts can print. PDF/UA forbids a box where a letter should be.

``glyphs.txt`` lists the code points of Libertinus Serif and DejaVu Sans Mono as the typst wheel carries
them (0.15.2), found by compiling each, without those PDF/UA forbids; a test compiles samples again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dakaz.report.finding import Finding, Reason, finding
from dakaz.report.material import CitedSource, Material
from dakaz.report.outline import Chart, Citation, Code, Outline, Text, blocks_of, inlines_of


@cache
def printable() -> frozenset[str]:
    """Every character the bundled fonts have, with line feed and tabulator."""
    ranges = files("dakaz.report").joinpath("glyphs.txt").read_text(encoding="ascii").split()
    pairs = [[int(end, 16) for end in one.split("-")] for one in ranges]
    return frozenset("\n\t") | frozenset(
        chr(code) for first, last in pairs for code in range(first, last + 1)
    )


def unprintable(outline: Outline, material: Material) -> list[Finding]:
    """One finding for each line and character that cannot be printed."""
    found: dict[tuple[int, str], Finding] = {}
    for line, text in (*_outline_texts(outline), *_material_texts(outline, material)):
        for char in sorted(set(text) - printable()):
            code = f"U+{ord(char):04X}"
            found.setdefault((line, char), finding(Reason.NOT_PRINTABLE, line, char=_shown(char), code=code))
    return list(found.values())


def _shown(char: str) -> str:
    return char if char.isprintable() else "\ufffd"


def _outline_texts(outline: Outline) -> Iterator[tuple[int, str]]:
    yield from enumerate(outline.lines, 1)
    for block in outline.blocks:
        for node in inlines_of(block):
            if isinstance(node, Text | Code):
                yield node.line, node.text


def _material_texts(outline: Outline, material: Material) -> Iterator[tuple[int, str]]:
    """What sources and series add to the page, at the line that first asks for them."""
    for block in outline.blocks:
        for node in inlines_of(block):
            for key in (one.key for one in node.pointers) if isinstance(node, Citation) else ():
                yield node.line, _source_text(material.sources[key])
    for block in blocks_of(outline.blocks):
        if isinstance(block, Chart):
            table = material.series[block.query.canonical]
            rows = [row.label + "".join(value.flag for value in row.values) for row in table.rows]
            yield (
                block.line,
                "".join((table.title, table.unit, table.caveat, table.as_of, *table.periods, *rows)),
            )
            yield block.line, _source_text(material.sources[table.source])


def _source_text(source: CitedSource) -> str:
    return "".join(
        (source.title, source.publisher, source.dated, source.address or "", source.captured, source.how)
    )
