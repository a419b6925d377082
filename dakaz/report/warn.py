"""Remarks that do not stop a report: figures in sentences that neither cite nor count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dakaz.report.finding import Finding, Reason, finding
from dakaz.report.outline import (
    Citation,
    Code,
    Figure,
    Inline,
    Link,
    Outline,
    Paragraph,
    Quotation,
    Remark,
    Styled,
    Text,
    blocks_of,
    plain,
)

PROVEN = "\ue010"  # stands where a citation, a quotation with a passage or a count is
SENTENCE = re.compile(rf"(?<=[.!?…])[{PROVEN}]*\s+(?=[^\w\s]*[^\W\d_])")
NUMBER = re.compile(r"\d+(?:[.,\u00a0 ]\d+)*\s?%?")
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|студ|лют|сак|крас|мая|чэрв|ліп|жні|вер|каст|ліст|снеж|"
    r"янв|фев|апр|июн|июл|авг|сен|окт|ноя|дек|saus|vasar|kov|baland|geguž|birž|liep|rugp|rugs|spal|lapkr|gruod)\w*"
)
# Dates, years and the numbers of articles are names, not measurements.
HARMLESS = re.compile(
    rf"\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})?\s+{MONTH}(?:\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
    r"|\b(?:19|20)\d\d(?:[-/–]\d\d(?:-\d\d)?|[–-](?:19|20)\d\d)?\b"
    r"|\b(?:art(?:icle|\.)?|section|no|para(?:graph)?|chapter|part|item|directive|ст|арт|п|№|str|p|d)[.\s]*\s*\d[\d./()]*"
    r"|[§№]\s*\d[\d./()]*",
    re.IGNORECASE,
)


def warn(outline: Outline) -> tuple[Finding, ...]:
    """Numbers in running text whose sentence carries no source and no count."""
    paragraphs = [block for block in blocks_of(outline.blocks) if isinstance(block, Paragraph)]
    return tuple(one for paragraph in paragraphs for one in _naked(paragraph))


def _naked(paragraph: Paragraph) -> Iterator[Finding]:
    text = "".join(_marked(node) for node in paragraph.children)
    for sentence in _sentences(text):
        bare = HARMLESS.sub("", sentence)
        number = NUMBER.search(bare)
        if number and PROVEN not in sentence:
            yield finding(Reason.NAKED_NUMBER, paragraph.line, sentence.strip(), number=number[0].strip())


def _sentences(text: str) -> list[str]:
    """Sentences, each with the marks of proof that follow its full stop."""
    cuts = [found.end() for found in SENTENCE.finditer(text)]
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _marked(node: Inline) -> str:
    match node:
        case Citation() | Figure():
            return PROVEN
        case Quotation(source=Citation(), tail=tail):
            return PROVEN + tail + PROVEN
        case Quotation() | Text():
            return plain((node,))
        case Styled(children=children) | Link(children=children):
            return "".join(_marked(child) for child in children)
        case Remark() | Code():
            return ""
    return " "
