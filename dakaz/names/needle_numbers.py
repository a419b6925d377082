"""Protected numbers and addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from .hits import ADDRESS, FULL, NUMBER, PART, Hit
from .sounds import plain_word, sounds
from .tables import rows
from .trunks import keys, text_trunks

_RUN = re.compile(r"\d(?:[\s().\-\u2010-\u2013/\u00a0\u202f]{0,3}\d)*")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_TELLING = 7  # last digits by which a number is known, however its country code is written
_SHORTEST = 5
_PAPER = 8  # digits of a passport's number; telephone numbers have more
_WINDOW = 7  # words after a street in which its house stands
_BESIDE = 2  # the same after one that sounds like everyday words
_FEW = "#"  # marks a key of one consonant or none


class Numbers:
    """Numbers known by their last digits, in whatever groups they are written."""

    def __init__(self, numbers: Mapping[str, Iterable[str]]) -> None:
        self._by_end: dict[str, list[tuple[str, str]]] = {}
        for owner, own in numbers.items():
            for number in own:
                digits = "".join(filter(str.isdigit, number))
                if len(digits) >= _SHORTEST:
                    self._by_end.setdefault(digits[-_TELLING:], []).append((digits, owner))
        self._lengths = sorted({len(end) for end in self._by_end}, reverse=True)

    def find(self, text: str) -> Iterator[Hit]:
        """Every run of digits that holds one of the numbers."""
        if not self._by_end:
            return
        for match in _RUN.finditer(text):
            at = [place for place in range(match.start(), match.end()) if text[place].isdigit()]
            digits = "".join(text[place] for place in at)
            for end, known in self._ends(digits):
                full = [owner for number, owner in known if _agree(digits, end, number)]
                owners = tuple(dict.fromkeys(full or [owner for _, owner in known]))
                start, stop = at[max(0, end - len(known[0][0]))], at[end - 1] + 1
                yield Hit(start, stop, text[start:stop], FULL if full else PART, NUMBER, owners, common=False)

    def _ends(self, digits: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        for length in self._lengths:
            for end in range(length, len(digits) + 1):
                known = self._by_end.get(digits[end - length : end])
                if known:
                    yield end, known


def _agree(digits: str, end: int, number: str) -> bool:
    """All digits of a paper's number and no others; of a telephone's all but its country code."""
    written = digits[:end]
    if len(number) <= _PAPER:
        return written == number
    return written.endswith(number) or written[-9:] == number[-9:]


class Addresses:
    """Addresses as names of streets and places, and numbers of houses."""

    def __init__(self, addresses: Mapping[str, Iterable[str]]) -> None:
        self._own: list[tuple[str, frozenset[str]]] = []
        self._by_key: dict[str, list[int]] = {}
        for owner, own in addresses.items():
            for address in own:
                self._add(owner, _TOKEN.findall(address))

    def _add(self, owner: str, tokens: list[str]) -> None:
        words = [word for word in map(plain_word, tokens) if len(word) > 2 and word not in address_words()]
        if words:
            for key in chain.from_iterable(map(_own_keys, words)):
                self._by_key.setdefault(key, []).append(len(self._own))
            numbers = frozenset(token.lstrip("0") for token in tokens if token.isdigit())
            self._own.append((owner, numbers))

    def find(self, text: str) -> Iterator[Hit]:
        """Each place where the name of a street or place stands, full where its house number does too."""
        if not self._own:
            return
        tokens = list(_TOKEN.finditer(text))
        named = {token: self._named(token) for token in dict.fromkeys(match[0] for match in tokens)}
        for at, match in enumerate(tokens):
            own, reach = named[match[0]]
            if own:
                yield self._hit(text, match, tokens[at + 1 : at + 1 + reach], own)

    def _hit(self, text: str, match: re.Match[str], near: list[re.Match[str]], own: list[int]) -> Hit:
        numbers = {token[0].lstrip("0") for token in near if token[0].isdigit()}
        full = [one for one in own if self._own[one][1] & numbers]
        last = [t.end() for t in near if full and t[0].lstrip("0") in self._own[full[0]][1]]
        start, end = match.start(), last[0] if last else match.end()
        owners = tuple(dict.fromkeys(self._own[one][0] for one in full or own))
        extent = FULL if full else PART
        return Hit(start, end, text[start:end], extent, ADDRESS, owners, common=not full)

    def _named(self, token: str) -> tuple[list[int], int]:
        """Which addresses a word may name, as they were given, and within how many words a house counts.

        What has one consonant sounds like everyday words (Мая like *моей*, of somebody 5 years old): a house
        has to stand beside it, and it must be written as a name is.
        """
        word = plain_word(token)
        if len(word) < 3 or word in address_words():
            return [], 0
        found = word_keys(word) & self._by_key.keys()
        few = all(key.startswith(_FEW) for key in found)
        reach = _WINDOW if not few else _BESIDE if token[0].isupper() else 0
        return sorted({one for key in found for one in self._by_key[key]}), reach


def word_keys(word: str) -> frozenset[str]:
    """What case forms and spellings of a word of an address share: its consonants.

    One consonant says little (Іўе): then whether a vowel stands before it counts too.
    """
    trunks = text_trunks(sounds(word))
    return frozenset(_key(trunk, key) for trunk in trunks for key in keys(trunk))


def _key(trunk: str, key: str) -> str:
    if len(key) > 1:
        return key
    return f"{_FEW}{key}" if any(keys(trunk[:1])) else f"{_FEW}-{key}"


def _own_keys(word: str) -> frozenset[str]:
    """The keys a word of an address is found by: those of one consonant only where it has no others."""
    found = word_keys(word)
    return frozenset(key for key in found if not key.startswith(_FEW)) or found


@cache
def address_words() -> frozenset[str]:
    """Words that say what follows: street, house."""
    return frozenset(plain_word(row["word"]) for row in rows("address_words"))
