"""What a check found, in a sentence a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dakaz.errors import N_
from dakaz.report.compare import Difference


class Reason(StrEnum):
    """Why a report is refused (the last: only a remark)."""

    QUOTE_DIFFERS = "quote_differs"
    QUOTE_WITHOUT_PASSAGE = "quote_without_passage"
    PASSAGE_MISSING = "passage_missing"
    SOURCE_MISSING = "source_missing"
    SOURCE_ALTERED = "source_altered"
    SOURCE_WITHOUT_TITLE = "source_without_title"
    COUNT_CHANGED = "count_changed"
    COUNT_UNAPPROVED = "count_unapproved"
    COUNT_UNKNOWN = "count_unknown"
    PERCENT_OF_NOTHING = "percent_of_nothing"
    SERIES_UNKNOWN = "series_unknown"
    CITES_NOTHING = "cites_nothing"
    UNKNOWN_SYNTAX = "unknown_syntax"
    NOT_PRINTABLE = "not_printable"
    NAKED_NUMBER = "naked_number"


RUN_IN_FOOTNOTE = N_(
    "Line %(line)d: the quotation is not in %(source)s, passage %(label)s. The source has “%(expected)s”, "
    "the report has “%(written)s”. If these digits are the mark of a footnote, write [%(written)s] in square "
    "brackets."
)

MESSAGES = {
    Reason.QUOTE_DIFFERS: N_(
        "Line %(line)d: the quotation is not in %(source)s, passage %(label)s. The "
        "source has “%(expected)s”, the report has “%(written)s”. "
        "Mend the words, or mark another passage."
    ),
    Reason.QUOTE_WITHOUT_PASSAGE: N_(
        "Line %(line)d: these words stand in quotation marks without a passage. Add [@key#passage] right "
        "after them, or mark a mere term as [words]{.term}."
    ),
    Reason.PASSAGE_MISSING: N_(
        "Line %(line)d: %(source)s has no passage “%(label)s”. Mark it on the item's page, "
        "or correct its name."
    ),
    Reason.SOURCE_MISSING: N_(
        "Line %(line)d: no item has the citation key “%(key)s”. Correct the key, "
        "or add the item to the archive."
    ),
    Reason.SOURCE_ALTERED: N_(
        "Line %(line)d: the stored file of %(source)s is no longer what was added. Restore it from a backup, "
        "or cite another source."
    ),
    Reason.SOURCE_WITHOUT_TITLE: N_(
        "Line %(line)d: the item “%(key)s” has no title, so the list of sources cannot name it. Give it one."
    ),
    Reason.COUNT_CHANGED: N_(
        "Line %(line)d: %(what)s: %(approved)d when approved, %(value)d now. Look at what changed, "
        "then approve the new number."
    ),
    Reason.COUNT_UNAPPROVED: N_(
        "Line %(line)d: %(what)s: %(value)d now, and nobody has approved it. Look at the records, "
        "then approve it."
    ),
    Reason.COUNT_UNKNOWN: N_(
        "Line %(line)d: %(expression)s cannot be counted. Check the names in it against the list of counts."
    ),
    Reason.PERCENT_OF_NOTHING: N_(
        "Line %(line)d: %(expression)s has a whole of 0, so there is no share. Say it in words."
    ),
    Reason.SERIES_UNKNOWN: N_(
        "Line %(line)d: %(expression)s names no series or rows that are there. Check the key, rows and years."
    ),
    Reason.CITES_NOTHING: N_(
        "Line %(line)d: the report cites no source. Put [@key] after what each source says."
    ),
    Reason.UNKNOWN_SYNTAX: "",
    Reason.NOT_PRINTABLE: N_(
        "Line %(line)d: the fonts of the PDF have no “%(char)s” (%(code)s). Write it in other letters."
    ),
    Reason.NAKED_NUMBER: N_(
        "Line %(line)d: “%(number)s” stands in a sentence without a source or a count. Cite one, or count it."
    ),
}


ON_MANY_LINES = {
    Reason.COUNT_CHANGED: N_(
        "Lines %(lines)s: %(what)s: %(approved)d when approved, %(value)d now. Look at what changed, "
        "then approve the new number."
    ),
    Reason.COUNT_UNAPPROVED: N_(
        "Lines %(lines)s: %(what)s: %(value)d now, and nobody has approved it. Look at the records, "
        "then approve it."
    ),
    Reason.COUNT_UNKNOWN: N_(
        "Lines %(lines)s: %(expression)s cannot be counted. Check the names in it against the list of counts."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason not to build, with the line of the outline and the words there.

    Args:
        message: an English template; ``values`` fill its places (``line`` is always among them).
        difference: for a quotation, where the words part, so that a page can mark them.
        more_lines: other lines it speaks of, for a count used on several.
    """

    line: int
    reason: Reason
    message: str
    values: dict[str, str | int]
    excerpt: str = ""
    difference: Difference | None = None
    more_lines: tuple[int, ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line it speaks of."""
        return (self.line, *self.more_lines)

    def __str__(self) -> str:
        return self.message % self.values


def finding(
    reason: Reason, line: int, excerpt: str = "", *, difference: Difference | None = None, **values: str | int
) -> Finding:
    """A finding with the message its reason has."""
    footnote = difference is not None and difference.run_in_digits
    message = RUN_IN_FOOTNOTE if footnote else MESSAGES[reason]
    return Finding(line, reason, message, {"line": line, **values}, excerpt, difference)


def counting(reason: Reason, lines: Sequence[int], **values: str | int) -> Finding:
    """A finding about a count that stands on one or several lines."""
    line, *more = lines
    message = ON_MANY_LINES[reason] if more else MESSAGES[reason]
    named = {"line": line, "lines": ", ".join(map(str, lines)), **values}
    return Finding(line, reason, message, named, more_lines=tuple(more))
