"""Do these words stand in that passage? And if not, where do they part?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dakaz.report.fold import Token, fold, rejoined, tokens

GAP = re.compile(r"\[\s*\.\.\.\s*\]")
BRACKET = re.compile(r"\[([^\[\]]*)\]")
LETTER = re.compile(r"\[(\w)\](?=\w)")
ANY_CASE = "\ue001"  # before a letter the author put in brackets: its case was changed, openly
INSERTED_MOST = 6  # words an editorial insertion may have, and may stand for
CONTEXT = 5
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation parts from its passage: words before, then what each of them says, then after."""

    before: str
    expected: str
    written: str
    after: str

    def in_words(self) -> tuple[str, str]:
        """What each side says, for a sentence: with a neighbour where one of them has nothing there."""
        if self.expected and self.written:
            return self.expected, self.written
        before, after = " ".join(self.before.split()[-1:]), " ".join(self.after.split()[:1])
        sides = (" ".join(filter(None, (before, words, after))) for words in (self.expected, self.written))
        return next(sides), next(sides)

    @property
    def run_in_digits(self) -> str:
        """Digits with which the source's word goes on, as the mark of a footnote run into it; else empty."""
        if not self.written.isalpha() or not self.expected.startswith(self.written):
            return ""
        more = self.expected.removeprefix(self.written)
        return more if more.isdigit() else ""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that must stand together; ``skip`` is how many tokens may be left out before them."""

    words: tuple[Token, ...]
    skip: int | None


def difference(written: str, exact: str) -> Difference | None:
    """Compare a quotation with the passage it claims.

    Args:
        written: the words between the quotation marks; ``[…]`` leaves words out, ``[that office]`` is the
            author's insertion (at most six words, no digits) standing for at most six words of the source.
        exact: the passage as the archived text has it.

    Returns:
        None when the words stand there; otherwise the first place where they do not.
    """
    folded = fold(written)
    source = rejoined(fold(exact), like=folded)
    passage = tokens(source)
    runs = _runs(folded, source)
    if _stands(runs, passage):
        return None
    trimmed = _without_last_mark(runs)
    if trimmed and _stands(trimmed, passage):
        return None
    return _where(runs, passage)


def _runs(folded: str, source: str) -> tuple[_Run, ...]:
    """Cut the quotation at gaps and insertions; brackets that the source has itself stay words."""
    marked = LETTER.sub(rf"{ANY_CASE}\1", GAP.sub("\n...\n", folded))
    pieces: list[tuple[str, int | None]] = [("", 0)]
    at = 0
    for found in re.finditer(r"\n\.\.\.\n|" + BRACKET.pattern, marked):
        pieces[-1] = (pieces[-1][0] + marked[at : found.start()], pieces[-1][1])
        at = found.end()
        if found[1] is None:
            pieces.append(("", None))
        elif found[0] in source or not _insertion(found[1]):
            pieces[-1] = (pieces[-1][0] + found[0], pieces[-1][1])
        else:
            pieces.append(("", INSERTED_MOST))
    pieces[-1] = (pieces[-1][0] + marked[at:], pieces[-1][1])
    return _kept([_Run(_case_marked(tokens(text.strip())), skip) for text, skip in pieces])


def _kept(runs: list[_Run]) -> tuple[_Run, ...]:
    """Runs that have words; what may be left out before an empty one adds to the next."""
    kept: list[_Run] = []
    skip: int | None = 0
    for run in runs:
        skip = None if skip is None or run.skip is None else skip + run.skip
        if run.words:
            kept.append(_Run(run.words, skip))
            skip = 0
    return tuple(kept)


def _case_marked(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Join the mark for an openly changed capital to the word it stands before."""
    pairs = zip((Token("", False), *found), found, strict=False)
    return tuple(
        Token(before.text + one.text, one.glued, before.spaced) if before.text == ANY_CASE else one
        for before, one in pairs
        if one.text != ANY_CASE
    )


def _insertion(words: str) -> bool:
    return len(words.split()) <= INSERTED_MOST and not any(char.isdigit() for char in words)


def _stands(runs: tuple[_Run, ...], passage: tuple[Token, ...]) -> bool:
    """Whether the runs stand in the passage, in order and uncut.

    Between gaps the earliest end is the best one: it leaves most of the passage to what follows.
    """
    if not any(_is_word(token) for run in runs for token in run.words):
        return False
    position = 0
    for number, group in enumerate(_groups(runs)):
        starts = range(position, len(passage))
        found = [_end(group, passage, start, first=number == 0) for start in starts]
        ends = [end for end in found if end is not None]
        if not ends:
            return False
        position = min(ends)
    return True


def _is_word(token: Token) -> bool:
    return token.text[-1].isalnum()


def _groups(runs: tuple[_Run, ...]) -> list[tuple[_Run, ...]]:
    """Runs between gaps; inside a group only insertions part them."""
    groups: list[tuple[_Run, ...]] = []
    for run in runs:
        if run.skip is None or not groups:
            groups.append((run,))
        else:
            groups[-1] = (*groups[-1], run)
    return groups


def _end(group: tuple[_Run, ...], passage: tuple[Token, ...], start: int, *, first: bool) -> int | None:
    """The earliest position after ``group`` when its first run stands at ``start``."""
    reached = {_at(group[0].words, passage, start, first=first)} - {None}
    for run in group[1:]:
        places = {end + n for end in reached if end is not None for n in range((run.skip or 0) + 1)}
        reached = {_at(run.words, passage, place, first=False) for place in places} - {None}
    return min((end for end in reached if end is not None), default=None)


def _at(words: tuple[Token, ...], passage: tuple[Token, ...], start: int, *, first: bool) -> int | None:
    """The position after ``words`` when they stand at ``start`` uncut."""
    end = start + len(words)
    if (
        start >= len(passage)
        or end > len(passage)
        or passage[start].glued
        or (end < len(passage) and passage[end].glued)
    ):
        return None
    if not _same(words[0].text, passage[start].text, lenient=first):
        return None
    pairs = zip(words[1:], passage[start + 1 : end], strict=True)
    return end if all(_same(one.text, other.text) for one, other in pairs) else None


def _same(written: str, exact: str, *, lenient: bool = False) -> bool:
    if written == exact:
        return True
    if written.startswith(ANY_CASE):
        written, lenient = written.removeprefix(ANY_CASE), True
    return lenient and written[1:] == exact[1:] and written[0].casefold() == exact[0].casefold()


def _without_last_mark(runs: tuple[_Run, ...]) -> tuple[_Run, ...]:
    """English sets the sentence's comma or full stop inside the quotation; it need not be the source's."""
    last = runs[-1] if runs else None
    if last is None or last.words[-1].text not in (".", ",") or len(last.words) < 2:
        return ()
    return (*runs[:-1], _Run(last.words[:-1], last.skip))


def _where(runs: tuple[_Run, ...], passage: tuple[Token, ...]) -> Difference:
    written = [
        Token(one.text.removeprefix(ANY_CASE), one.glued, one.spaced) for run in runs for one in run.words
    ]
    start, end = _window([one.text for one in written], [one.text for one in passage])
    nearest = [one.text for one in passage[start:end]]
    codes = SequenceMatcher(None, nearest, [one.text for one in written], autojunk=False).get_opcodes()
    for kind, from_, to, begin, until in codes:
        if kind != "equal":
            span, ours = _whole(passage, written, (start + from_, start + to), (begin, until))
            return _difference(passage, span, written[slice(*ours)])
    return _difference(passage, _uncut(passage, start, end), written)


Span = tuple[int, int]


def _whole(source: Sequence[Token], ours: Sequence[Token], one: Span, other: Span) -> tuple[Span, Span]:
    """Both sides of a difference, widened alike to whole words and numbers: 9 543, not its comma alone."""
    (start, end), (begin, until) = one, other
    while min(start, begin) > 0 and (_is_glued(source, start) or _is_glued(ours, begin)):
        start, begin = start - 1, begin - 1
    while end < len(source) and until < len(ours) and (source[end].glued or ours[until].glued):
        end, until = end + 1, until + 1
    first, last = _uncut(source, start, end)
    return (first if begin == 0 else start, last if until == len(ours) else end), (begin, until)


def _is_glued(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].glued


def _window(written: list[str], exact: list[str]) -> tuple[int, int]:
    """The stretch of the passage nearest to the quotation."""
    matcher = SequenceMatcher(None, written, exact, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0, min(len(exact), len(written))
    first, last = blocks[0], blocks[-1]
    rest = len(written) - last.a - last.size
    return max(0, first.b - first.a), min(len(exact), last.b + last.size + rest)


def _uncut(passage: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The whole words and numbers of which the quotation took a part."""
    while start > 0 and passage[start].glued:
        start -= 1
    while end < len(passage) and passage[end].glued:
        end += 1
    return start, end


def _difference(passage: tuple[Token, ...], span: tuple[int, int], written: Sequence[Token]) -> Difference:
    start, end = span
    return Difference(
        before=_join(passage[max(0, start - CONTEXT) : start]),
        expected=_join(passage[start:end]),
        written=_join(written),
        after=_join(passage[end : end + CONTEXT]),
    )


def _join(words: Sequence[Token]) -> str:
    """Words for a person to read, spaced as they stand; digits that were raised are raised again."""
    spaced = "".join(f" {one.text}" if one.spaced else one.text for one in words).strip()
    return re.sub(r"\^(\d+)", lambda found: found[1].translate(RAISED), spaced)
