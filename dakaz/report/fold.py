"""Quotations compared: which differences between two texts are typography, and where words differ.

Folded away: Unicode compatibility (NFKC), white space, the kind of dash and the space around it, the kind
of quotation mark and apostrophe, soft hyphens, invisible characters, a word broken over two lines.
Never folded: letters, digits, the order of words, capital letters (but the first letter of a quotation),
and what groups digits: 9 543 is 9 543 whatever the width of its space, but neither 9,543 nor 9543, for
two cells of a table also stand so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″ʼʹ〝〞]+")
HYPHENS = "-‐‑"
DASHES = "–—―−‒⸺⸻"
BROKEN = "\ue000"  # stands between the halves of a word broken at a line's end
LINE_BREAK = re.compile(rf"(?<=\w)[{HYPHENS}][ \t]*\n\s*(?=[^\W\d_])")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
JOINERS = HYPHENS + "'"
SIGNS = "-−"
NUMBER_MARKS = ".,:/^%" + DASHES
GROUPED = re.compile(r"(?:^|[^\w.,])\d{1,3}(?: \d{3})* $")
TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a text.

    Args:
        text: dashes are all one.
        glued: whether a cut before it is forbidden (12|,345 · non|-refundable · −|5 · 9| 543).
        spaced: whether white space stands before it.
    """

    text: str
    glued: bool
    spaced: bool = True


def fold(text: str) -> str:
    """Typography folded; words stay apart by one space."""
    text = NOT_ASCII.sub(_with_marked_digits, INVISIBLE.sub("", text))
    # Quotation marks before NFKC, which would turn a lone accent into a space and a mark.
    text = QUOTES.sub("'", unicodedata.normalize("NFKC", QUOTES.sub("'", text)))
    return re.sub(r"\s+", " ", LINE_BREAK.sub(BROKEN, INVISIBLE.sub("", text))).strip()


def _with_marked_digits(found: re.Match[str]) -> str:
    """Digits that are no plain ones (¹ ① ½) stay apart from the number they stand beside: 5¹ is not 51."""
    char = found[0]
    plain = unicodedata.normalize("NFKC", char)
    if char.isdecimal() or plain == char or not any(one.isdigit() for one in plain):
        return char
    return f"^{plain}"


def tokens(folded: str) -> tuple[Token, ...]:
    """Words and marks of a folded text. All dashes compare alike, whatever space stands around them."""
    found = list(TOKEN.finditer(folded))
    return tuple(
        Token(
            "-" if one[0] in HYPHENS + DASHES else one[0],
            _glued(folded, one.start()),
            one.start() == 0 or folded[one.start() - 1] == " ",
        )
        for one in found
    )


def _glued(text: str, at: int) -> bool:
    """Whether a quotation may not begin or end right before position ``at``."""
    before, after, following = text[max(0, at - 24) : at], text[at], text[at + 1 : at + 2]
    if not before:
        return False
    if before[-1] == " ":
        return bool(GROUPED.search(before) and re.match(r"\d{3}(?!\w)", text[at : at + 4]))
    if after in JOINERS and before[-1].isalnum():
        return following.isalnum()
    if before[-1] in JOINERS and before[-2:-1].isalnum():
        return after.isalnum()
    return _within_number(before, after, following)


def _within_number(before: str, after: str, following: str) -> bool:
    """Within 12,345 · 3.5 · 1990–1995 · 10^2 · 5% · −5."""
    if before[-1].isdigit() and after in NUMBER_MARKS:
        return after == "%" or following.isdigit()
    if after.isdigit() and before[-1] in NUMBER_MARKS:
        return before[-1] == "^" or before[-2:-1].isdigit()
    return after.isdigit() and before[-1] in SIGNS


def rejoined(folded: str, like: str) -> str:
    """Decide each word broken at a line's end: with its hyphen if ``like`` writes it so, else without."""

    def joined(found: re.Match[str]) -> str:
        hyphened = f"{found[1]}-{found[2]}"
        return hyphened if hyphened in re.sub(f"[{HYPHENS}]", "-", like) else found[1] + found[2]

    return re.sub(rf"(\w+){BROKEN}(\w+)", joined, folded).replace(BROKEN, "")
