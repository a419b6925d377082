"""Published cells into numbers with bounds: what a publisher's rounding and suppression mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from dakaz.errors import N_, BadInput
from dakaz.figures.values import MISSING, Cell, Status, number_of

_BLANKS = re.compile(r"[\s  ]+")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How a publisher blurs small or all numbers.

    Args:
        rounded_to: every number is rounded to the nearest multiple of this; 0 when none is.
        small_as: numbers from 1 up to this one are all published as this one; 0 when not.
    """

    rounded_to: int = 0
    small_as: int = 0

    def bounds(self, value: float) -> tuple[float, float]:
        """Return the smallest and largest true count that is published as ``value``."""
        if self.small_as and value == self.small_as:
            return 1, value
        if self.rounded_to:
            half = (self.rounded_to - 1) // 2 if self.rounded_to % 2 else self.rounded_to / 2
            return max(0, value - half), value + half
        return value, value


EXACT = Disclosure()
UNHCR = Disclosure(small_as=5)
EUROSTAT_ASYLUM = Disclosure(rounded_to=5)


class Reader(dict[str, Cell]):
    """Cells by their text: a table repeats the same few thousand texts a million times."""

    def __init__(self, read: Callable[[str], Cell]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = self._read(text)
        return cell


def plain_cell(disclosure: Disclosure) -> Callable[[str], Cell]:
    """Return a reader of unflagged cells: a number, nothing (missing), or ``*`` (1 to 4, suppressed)."""

    def read(text: str) -> Cell:
        text = text.strip()
        if text in ("", "-", "NULL"):
            return MISSING._replace(text=text)
        if text == "*":
            return Cell(text, None, 1, 4, "*", Status.SUPPRESSED)
        return given(text, number_of(text), disclosure)

    return read


def given(text: str, value: float, disclosure: Disclosure, flags: str = "") -> Cell:
    """Return the cell of a published number, with its bounds."""
    low, high = disclosure.bounds(value)
    return Cell(text, value, low, high, flags)


def flagged_cell(disclosure: Disclosure) -> Callable[[str], Cell]:
    """Return a reader of Eurostat cells: a number or ``:``, then flags (``140 b``, ``: c``, ``0n``)."""

    def read(text: str) -> Cell:
        return with_flags(*_split_flags(text), disclosure)

    return read


_FLAGGED = re.compile(r"(?P<value>:|-?\d+(?:\.\d+)?)?\s*(?P<flags>[a-z]*)")


def _split_flags(text: str) -> tuple[str, str]:
    match = _FLAGGED.fullmatch(text.strip())
    if match is None:
        raise BadInput(N_("“%(text)s” is no Eurostat cell: a number or “:”, then flags."), text=text)
    return match["value"] or "", match["flags"]


def with_flags(value: str, flags: str, disclosure: Disclosure) -> Cell:
    """Return the cell of a value and its flags, given apart."""
    text = f"{value} {flags}".strip()
    if value in ("", ":"):
        status = Status.MISSING
        if "c" in flags.lower():
            status = Status.CONFIDENTIAL
        elif "z" in flags:
            status = Status.NOT_APPLICABLE
        return Cell(text, None, None, None, flags, status)
    return given(text, number_of(value), disclosure, flags)


def loose_number(text: str, decimal: str = "") -> float | None:
    """Read a number as people type it: ``1 234``, ``1.234``, ``1,234.5``, ``12,5``; None when it is none.

    Args:
        text: the cell.
        decimal: the sign before decimals, ``.`` or ``,``; found out from the cell itself when empty,
            and then a single group of three digits after a sign counts as thousands.
    """
    bare = _BLANKS.sub("", text).replace("’", "").replace("'", "").replace("−", "-")
    if not re.fullmatch(r"-?\d[\d.,]*", bare):
        return None
    decimal = decimal or _decimal_sign(bare)
    whole, sign, rest = bare.partition(decimal)
    whole = whole.replace(".", "").replace(",", "")
    plain = f"{whole}.{rest}" if sign else whole
    return number_of(plain) if _PLAIN.fullmatch(plain) else None


def _decimal_sign(bare: str) -> str:
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return "."
    sign = bare[last]
    other = "," if sign == "." else "."
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+", bare) is not None
    if other in bare or not grouped:
        return sign
    return other


def lines_of(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, the mark at its head left out, letters composed (NFC).

    Raises:
        BadInput: it is not UTF-8.
    """
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(
            N_("%(file)s is not a text in UTF-8. Save it as “CSV UTF-8”, or as XLSX."), file=name
        ) from None
