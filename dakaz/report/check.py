"""Every reason not to publish: what the outline says against what the archive and the records hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dakaz.errors import N_
from dakaz.report.compare import difference
from dakaz.report.expression import Percent
from dakaz.report.finding import Finding, Reason, counting, finding
from dakaz.report.glyphs import unprintable
from dakaz.report.material import CitedSource, Material, SeriesTable
from dakaz.report.needs import lines_of_counts
from dakaz.report.outline import (
    Block,
    BlockQuote,
    Chart,
    Citation,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    Listing,
    Outline,
    Place,
    Pointer,
    Quotation,
    Remark,
    blocks_of,
    inlines_of,
    plain,
)

LONGEST_SHOWN = 15  # words of a difference that a sentence can carry
LEAST_WORDS = 3  # fewer words in quotation marks are a term, not somebody's sentence


def check(outline: Outline, material: Material) -> tuple[Finding, ...]:
    """Find every reason to refuse the report.

    Returns:
        quotations that do not stand first, counts that moved last (each count once, whatever lines it
        stands on), by line within these; empty when it may be built.
    """
    found = [
        Finding(one.line, Reason.UNKNOWN_SYNTAX, one.message, {"line": one.line, **dict(one.values)})
        for one in outline.problems
    ]
    for block in blocks_of(outline.blocks):
        found += _block(block, material)
    found += [*_placed(outline), *_counts(outline, material), *_citing(outline)]
    found += [] if found else unprintable(outline, material)
    return tuple(sorted((_with_excerpt(one, outline) for one in found), key=_rank))


def _rank(one: Finding) -> tuple[int, int]:
    """A changed quotation is what an author must see; a count that moved is often only to be approved."""
    if one.reason in _OF_QUOTATIONS:
        return 0, one.line
    return (2 if one.reason in _OF_COUNTS else 1), one.line


_OF_QUOTATIONS = (Reason.QUOTE_DIFFERS, Reason.QUOTE_WITHOUT_PASSAGE, Reason.PASSAGE_MISSING)
_OF_COUNTS = (Reason.COUNT_CHANGED, Reason.COUNT_UNAPPROVED)


def _with_excerpt(one: Finding, outline: Outline) -> Finding:
    if one.excerpt or not 0 < one.line <= len(outline.lines):
        return one
    return replace(one, excerpt=outline.lines[one.line - 1].strip())


def _placed(outline: Outline) -> Iterator[Finding]:
    """Contents and sources stand once each, outside lists."""
    seen: set[str] = set()
    for block in blocks_of(outline.blocks):
        if isinstance(block, Place):
            if block.what in seen or block not in outline.blocks:
                message = N_("Line %(line)d: “{{ %(name)s }}” may stand once, and not inside a list.")
                yield Finding(
                    block.line, Reason.UNKNOWN_SYNTAX, message, {"line": block.line, "name": block.what}
                )
            seen.add(block.what)


def _citing(outline: Outline) -> list[Finding]:
    cites = any(isinstance(node, Citation) for block in outline.blocks for node in inlines_of(block))
    charts = any(isinstance(block, Chart) for block in blocks_of(outline.blocks))
    return [] if cites or charts else [finding(Reason.CITES_NOTHING, 1)]


def _block(block: Block, material: Material) -> Iterator[Finding]:
    if isinstance(block, Chart):
        yield from _chart(block, material)
    elif isinstance(block, BlockQuote):
        yield from _block_quote(block, material)
    if isinstance(block, Heading):
        yield from _heading(block)
    for node in _own_inlines(block):
        yield from _inline(node, material)


def _own_inlines(block: Block) -> Iterator[Inline]:
    """Inline nodes of this block; a list's are found through its inner blocks, code is not read."""
    return iter(()) if isinstance(block, Listing | CodeBlock) else inlines_of(block)


def _heading(block: Heading) -> Iterator[Finding]:
    if not any(char.isprintable() and not char.isspace() for char in plain(block.children)):
        message = N_("Line %(line)d: a heading without words. Write it, or remove its mark.")
        yield Finding(block.line, Reason.UNKNOWN_SYNTAX, message, {"line": block.line})
    if any(isinstance(node, Citation | Remark) for node in inlines_of(block)):
        message = N_("Line %(line)d: a heading carries no notes. Put the citation into the text below it.")
        yield Finding(block.line, Reason.UNKNOWN_SYNTAX, message, {"line": block.line})


def _inline(node: Inline, material: Material) -> Iterator[Finding]:
    match node:
        case Citation():
            for pointer in node.pointers:
                yield from _pointer(node.line, pointer, material)
        case Quotation(source=None):
            yield from _without_passage(node.line, plain(node.children))
        case Quotation(source=Citation() as source):
            yield from _quoted(node.line, plain(node.children), source, material)
        case Figure():
            yield from _figure(node, material)


def _block_quote(block: BlockQuote, material: Material) -> Iterator[Finding]:
    words = " ".join(plain(paragraph.children) for paragraph in block.paragraphs).strip(' „“”«»"‚‘’‹›')
    if block.source:
        yield from _quoted(block.line, words, block.source, material)
    else:
        yield finding(Reason.QUOTE_WITHOUT_PASSAGE, block.line, words)


def _without_passage(line: int, words: str) -> Iterator[Finding]:
    if len([word for word in words.split() if any(char.isalnum() for char in word)]) >= LEAST_WORDS:
        yield finding(Reason.QUOTE_WITHOUT_PASSAGE, line, words)


def _quoted(line: int, words: str, source: Citation, material: Material) -> Iterator[Finding]:
    for pointer in source.pointers:
        passage = material.passages.get((pointer.key, pointer.label))
        apart = difference(words, passage.exact) if passage else None
        if apart:
            expected, said = apart.in_words()
            yield finding(
                Reason.QUOTE_DIFFERS,
                line,
                words,
                difference=apart,
                source=_named(pointer.key, material),
                label=pointer.label,
                expected=_short(expected),
                written=_short(said),
            )


def _short(words: str) -> str:
    """The first words of a long difference; the whole stands in the finding's ``difference``."""
    given = words.split()
    return words if len(given) <= LONGEST_SHOWN else " ".join(given[:LONGEST_SHOWN]) + " …"


def _named(key: str, material: Material) -> str:
    source = material.sources.get(key)
    return f"“{source.title}” [{key}]" if source and source.title else f"[{key}]"


def _pointer(line: int, pointer: Pointer, material: Material) -> Iterator[Finding]:
    source = material.sources.get(pointer.key)
    if source is None:
        yield finding(Reason.SOURCE_MISSING, line, key=pointer.key)
        return
    yield from _source(line, pointer.key, source, material)
    if pointer.label and (pointer.key, pointer.label) not in material.passages:
        yield finding(Reason.PASSAGE_MISSING, line, source=_named(pointer.key, material), label=pointer.label)


def _source(line: int, key: str, source: CitedSource, material: Material) -> Iterator[Finding]:
    if source.altered:
        yield finding(Reason.SOURCE_ALTERED, line, source=_named(key, material))
    if not source.title.strip():
        yield finding(Reason.SOURCE_WITHOUT_TITLE, line, key=key)


def _counts(outline: Outline, material: Material) -> Iterator[Finding]:
    """One finding for each count that cannot be printed as it is, whatever number of lines use it."""
    for expression, lines in lines_of_counts(outline).items():
        counted = material.counts.get(expression)
        if counted is None:
            yield counting(Reason.COUNT_UNKNOWN, lines, expression=expression)
        elif counted.approved is None:
            yield counting(
                Reason.COUNT_UNAPPROVED,
                lines,
                expression=expression,
                what=counted.what or expression,
                value=counted.value,
            )
        elif counted.approved != counted.value:
            yield counting(
                Reason.COUNT_CHANGED,
                lines,
                expression=expression,
                what=counted.what or expression,
                approved=counted.approved,
                value=counted.value,
            )


def _figure(node: Figure, material: Material) -> Iterator[Finding]:
    if isinstance(node.expression, Percent):
        whole = material.counts.get(node.expression.whole.canonical)
        if whole is not None and whole.value == 0:
            yield finding(Reason.PERCENT_OF_NOTHING, node.line, expression=node.expression.canonical)


def _whole(table: SeriesTable) -> bool:
    """Whether there are rows, and each has one value for each period."""
    return bool(table.rows and table.periods) and all(
        len(row.values) == len(table.periods) for row in table.rows
    )


def _chart(block: Chart, material: Material) -> Iterator[Finding]:
    table = material.series.get(block.query.canonical)
    if table is None or not _whole(table):
        yield finding(Reason.SERIES_UNKNOWN, block.line, expression=block.query.canonical)
        return
    yield from _pointer(block.line, Pointer(table.source, "", ""), material)
