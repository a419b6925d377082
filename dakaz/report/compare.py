"""Do these words stand in that passage? And if not, where do they part?"""

from __future__ import annotations

import re
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
    runs = [_Run(_case_marked(tokens(text.strip())), skip) for text, skip in pieces]
    return tuple(run for run in runs if run.words)


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
    if not any(token.text[0].isalnum() for run in runs for token in run.words):
        return False
    return any(_from(runs, passage, start, first=True) for start in range(len(passage)))


def _from(runs: tuple[_Run, ...], passage: tuple[Token, ...], start: int, *, first: bool = False) -> bool:
    """Whether the first run stands exactly at ``start`` and the others follow."""
    if not runs:
        return True
    end = _at(runs[0].words, passage, start, first=first)
    if end is None:
        return False
    if len(runs) == 1:
        return True
    skip = runs[1].skip
    last = len(passage) if skip is None else min(len(passage), end + skip + 1)
    return any(_from(runs[1:], passage, following) for following in range(end, last))


def _at(words: tuple[Token, ...], passage: tuple[Token, ...], start: int, *, first: bool) -> int | None:
    """The position after ``words`` when they stand at ``start`` uncut."""
    end = start + len(words)
    if end > len(passage) or passage[start].glued or (end < len(passage) and passage[end].glued):
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
    written = [token.text.removeprefix(ANY_CASE) for run in runs for token in run.words]
    exact = [token.text for token in passage]
    return _first_difference(written, *_window(written, exact))


def _window(written: list[str], exact: list[str]) -> tuple[list[str], int]:
    """The stretch of the passage nearest to the quotation, and where it begins."""
    blocks = [
        block
        for block in SequenceMatcher(None, written, exact, autojunk=False).get_matching_blocks()
        if block.size
    ]
    if not blocks:
        return exact[: len(written)], 0
    start = max(0, blocks[0].b - blocks[0].a)
    end = min(len(exact), blocks[-1].b + blocks[-1].size + len(written) - blocks[-1].a - blocks[-1].size)
    return exact[start:end], start


def _first_difference(written: list[str], exact: list[str], start: int) -> Difference:
    codes = SequenceMatcher(None, exact, written, autojunk=False).get_opcodes()
    for kind, from_, to, begin, end in codes:
        if kind != "equal":
            return Difference(
                before=_join(exact[max(0, from_ - CONTEXT) : from_]),
                expected=_join(exact[from_:to]),
                written=_join(written[begin:end]),
                after=_join(exact[to : to + CONTEXT]),
            )
    return Difference(_join(exact[:CONTEXT]), _join(exact), _join(written), "")


def _join(words: list[str]) -> str:
    """Words for a person to read: no space before a closing mark."""
    return re.sub(r"\s+([,.;:!?)\]%])", r"\1", " ".join(words)).replace("( ", "(")
