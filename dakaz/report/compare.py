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


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation parts from its passage: words before, then what each of them says, then after."""

    before: str
    expected: str
    written: str
    after: str


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
        Token(before.text + one.text, one.glued) if before.text == ANY_CASE else one
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
    written = [Token(one.text.removeprefix(ANY_CASE), one.glued) for run in runs for one in run.words]
    start, end = _window([one.text for one in written], [one.text for one in passage])
    nearest = [one.text for one in passage[start:end]]
    codes = SequenceMatcher(None, nearest, [one.text for one in written], autojunk=False).get_opcodes()
    for kind, from_, to, begin, until in codes:
        if kind != "equal":
            return _difference(passage, (start + from_, start + to), written[begin:until])
    return _difference(passage, _uncut(passage, start, end), written)


def _window(written: list[str], exact: list[str]) -> tuple[int, int]:
    """The stretch of the passage nearest to the quotation."""
    matcher = SequenceMatcher(None, written, exact, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0, min(len(exact), len(written))
    first, last = blocks[0], blocks[-1]
    rest = len(written) - last.a - last.size
    return max(0, first.b - first.a), min(len(exact), last.b + last.size + rest)


def _uncut(passage: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
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
    """Words for a person to read: no space inside a number, or before a closing mark."""
    spaced = "".join(one.text if one.glued else f" {one.text}" for one in words)
    return re.sub(r"\s+([,.;:!?)\]%])", r"\1", spaced).replace("( ", "(").strip()
