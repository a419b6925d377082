"""In a sample vault: one digit of a quotation is changed, to see the report refuse; and put back.

Which digit is a function of the outline and the archive alone, so both buttons need no memory: the
changed one is the first quotation that stands word for word, its shortest number; the one put back is
the first quotation that would stand if a single digit were another.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dakaz import report as room
from dakaz.errors import N_, BadInput, NotAllowed
from dakaz.records import guard
from dakaz.records.models import Report, VaultState
from dakaz.report.outline import BlockQuote, Inline, Pointer, Quotation, blocks_of, inlines_of, plain

from .acting import Acting
from .publications import Checked, check_report, save_report

_NUMBER = re.compile(r"\d+")
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Words of a quotation, the line of the outline they stand on, and those of its passage."""

    line: int
    words: str
    exact: str


def change_one_digit(acting: Acting, report_id: uuid.UUID | str, *, today: date) -> int:
    """Change a digit in a quotation and save the outline.

    Returns:
        The line it stands on.

    Raises:
        NotAllowed: this is no sample vault.
        BadInput: no quotation that stands in its passage holds a digit.
    """
    _in_a_sample_only()
    found = guard.one(Report.objects.all(), acting.seen_by, report_id)
    checked = check_report(acting, report_id, today=today)
    for quoted in _quotations(checked):
        changed = _with_another_digit(quoted.words)
        if changed and room.difference(quoted.words, quoted.exact) is None:
            return _write(acting, found, checked, quoted, changed)
    raise BadInput(N_("No quotation of this outline holds a digit that could be changed."))


def put_the_digit_back(acting: Acting, report_id: uuid.UUID | str, *, today: date) -> int:
    """Undo such a change, whoever made it, and save the outline.

    Returns:
        The line it stands on.

    Raises:
        NotAllowed: this is no sample vault.
        BadInput: no quotation is one digit away from its passage.
    """
    _in_a_sample_only()
    found = guard.one(Report.objects.all(), acting.seen_by, report_id)
    checked = check_report(acting, report_id, today=today)
    change = digit_to_put_back(checked)
    if change is None:
        raise BadInput(N_("Every digit in a quotation stands as its source has it. Nothing was changed."))
    return _write(acting, found, checked, *change)


def digit_to_put_back(checked: Checked) -> tuple[_Quoted, str] | None:
    """Return the first quotation one digit away from its passage, and its words as they should be."""
    differing = {
        one.line for one in checked.findings if one.reason is room.Reason.QUOTE_DIFFERS and one.difference
    }
    for quoted in _quotations(checked):
        if quoted.line in differing and room.difference(quoted.words, quoted.exact):
            for words in _one_digit_away(quoted.words):
                if room.difference(words, quoted.exact) is None:
                    return quoted, words
    return None


def _in_a_sample_only() -> None:
    if not VaultState.objects.filter(pk=1, sample=True).exists():
        raise NotAllowed(
            N_("Only in a sample is a quotation changed by a button. Change the outline instead.")
        )


def _quotations(checked: Checked) -> Iterator[_Quoted]:
    """Quotations with a passage, whose words stand on one line of the outline as they were read."""
    for block in blocks_of(checked.outline.blocks):
        if isinstance(block, BlockQuote):
            yield from _of_a_block(block, checked)
        elif not hasattr(block, "items"):  # a list's are found through its inner blocks
            for node in inlines_of(block):
                yield from _inline(node, checked)


def _of_a_block(block: BlockQuote, checked: Checked) -> Iterator[_Quoted]:
    if block.source and len(block.paragraphs) == 1:
        words = plain(block.paragraphs[0].children).strip()
        yield from _standing(block.line, words, block.source.pointers[0], checked)


def _inline(node: Inline, checked: Checked) -> Iterator[_Quoted]:
    if isinstance(node, Quotation) and node.source:
        yield from _standing(node.line, plain(node.children), node.source.pointers[0], checked)


def _standing(line: int, words: str, pointer: Pointer, checked: Checked) -> Iterator[_Quoted]:
    passage = checked.material.passages.get((pointer.key, pointer.label))
    if passage and words and checked.outline.lines[line - 1].count(words) == 1:
        yield _Quoted(line, words, passage.exact)


def _with_another_digit(words: str) -> str | None:
    """Make the shortest number one more, or one less where that is a nine; the first of several."""
    numbers = sorted(_NUMBER.finditer(words), key=lambda found: (len(found[0]), found.start()))
    if not numbers:
        return None
    place = numbers[0].end() - 1
    digit = int(words[place])
    return words[:place] + str(digit + 1 if digit < 9 else digit - 1) + words[place + 1 :]


def _one_digit_away(words: str) -> Iterator[str]:
    for place, char in enumerate(words):
        if char in _DIGITS:
            yield from (words[:place] + other + words[place + 1 :] for other in _DIGITS if other != char)


def _write(acting: Acting, found: Report, checked: Checked, quoted: _Quoted, words: str) -> int:
    lines = list(checked.outline.lines)
    lines[quoted.line - 1] = lines[quoted.line - 1].replace(quoted.words, words)
    save_report(acting, identifier=found.pk, seen_entry=found.entry, outline="\n".join(lines))
    return quoted.line
