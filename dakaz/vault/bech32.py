"""Bech32 (BIP 173), the text form of age keys. Mixed-case and over-long strings are refused."""

from __future__ import annotations

from collections.abc import Iterable

from dakaz.errors import N_, BadInput

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_LETTERS = 6


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def encode(prefix: str, content: bytes) -> str:
    """Return ``content`` as lower-case Bech32 with the given prefix."""
    whole = int.from_bytes(content, "big") << (-len(content) * 8 % 5)
    count = (len(content) * 8 + 4) // 5
    digits = [whole >> 5 * place & 31 for place in reversed(range(count))]
    check = _polymod([*_expanded(prefix), *digits, 0, 0, 0, 0, 0, 0]) ^ 1
    digits += [check >> 5 * place & 31 for place in reversed(range(_CHECK_LETTERS))]
    return prefix + "1" + "".join(_LETTERS[digit] for digit in digits)


def decode(text: str, *, prefix: str, length: int) -> bytes:
    """Return the ``length`` bytes of a Bech32 string.

    Raises:
        BadInput: another prefix, a wrong check, a wrong length, or letters that do not belong.
    """
    folded = text.lower()
    head, _, tail = folded.rpartition("1")
    digits = [_LETTERS.find(letter) for letter in tail]
    data = digits[:-_CHECK_LETTERS]
    sound = text in (folded, text.upper()) and head == prefix and min(digits, default=-1) >= 0
    if not sound or _polymod([*_expanded(head), *digits]) != 1 or len(data) != (length * 8 + 4) // 5:
        raise BadInput(
            N_("This is not a complete age key. Copy it again, from “%(prefix)s1” on."), prefix=prefix
        )
    whole = 0
    for digit in data:
        whole = whole << 5 | digit
    spare = len(data) * 5 - length * 8
    if whole & ((1 << spare) - 1):
        raise BadInput(
            N_("This is not a complete age key. Copy it again, from “%(prefix)s1” on."), prefix=prefix
        )
    return (whole >> spare).to_bytes(length, "big")
