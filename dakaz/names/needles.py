"""Finding protected names, numbers and addresses in any text: the leak check.

Every part of a protected full name is a needle, the surname above all. A hit is full where a surname and
another part of one name stand together (or all of a number or address), else part only. Frequent words
rank lower and are never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .costs import CAP
from .hits import FULL, NAME, PART, Hit
from .needle_numbers import Addresses, Numbers
from .needle_words import Likeness, NeedleWords, Place
from .parts import GIVEN, SURNAME, WORD, Part, parts
from .parts import word as read_word
from .relation import initials_fit
from .sounds import plain_word

_REACH = 2  # words to either side in which the other parts of a name are looked for
_SMALL, _LONG = 4, 8  # letters
_STRICT = 120  # hundredths of a nat: so near a word written small must be to count towards a full hit
_TELLING, _TOGETHER = 4, 7  # signs of trunks: shorter ones written small are ordinary words (lidé mají)
_WIDEST = 12  # characters between two words of one name
_STOP = re.compile(r"[.!?;:|\u2026]|\n\s*\n")
_BROKEN = re.compile("[-\u00ad\u2010]\\s*\n\\s*")


Found = Mapping[str, Mapping[int, Likeness]]


class _Name(NamedTuple):
    """A protected name: whose, its words by number, those a full hit needs, and its parts."""

    owner: str
    words: frozenset[int]
    telling: frozenset[int]
    parts: tuple[Part, ...]


class Needles:
    """Protected names, numbers and addresses, prepared once for any number of texts.

    Args:
        names: for each id all names of one person: full name, aliases, nicknames.
        numbers: for each id telephone, passport and other numbers.
        addresses: for each id addresses.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        *,
        numbers: Mapping[str, Iterable[str]] | None = None,
        addresses: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._words = NeedleWords()
        self._names: list[_Name] = []
        self._bearers: dict[int, list[int]] = {}
        for owner, own in names.items():
            for name in own:
                self._add(owner, parts(name))
        self._numbers = Numbers(numbers or {})
        self._addresses = Addresses(addresses or {})

    def _add(self, owner: str, own: tuple[Part, ...]) -> None:
        numbered = [
            (self._words.number(part, alone=len(own) == 1), part) for part in own if not part.word.initial
        ]
        if not numbered:
            return
        surnames = [number for number, part in numbered if part.role == SURNAME]
        telling = frozenset(surnames or (number for number, _ in numbered))
        words = frozenset(number for number, _ in numbered)
        for number in words:
            self._bearers.setdefault(number, []).append(len(self._names))
        self._names.append(_Name(owner, words, telling, own))

    def find(self, text: str) -> list[Hit]:
        """Every hit, by place.

        Args:
            text: any text; marks, case, script and line breaks do not matter.
        """
        places = list(_places(text))
        plain = list(dict.fromkeys(place.plain for place in places if len(place.plain) > 1))
        found = self._words.found_in(plain)
        hits = [*self._of_names(text, places, found), *self._numbers.find(text), *self._addresses.find(text)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end))

    def _of_names(self, text: str, places: Sequence[Place], found: Found) -> Iterator[Hit]:
        spans: dict[tuple[int, int], dict[str, None]] = {}
        for at, place in enumerate(places):
            if place.plain in found:
                for first, last, owner in self._full(text, places, at, found):
                    spans.setdefault((first, last), {})[owner] = None
        taken = {at for first, last in spans for at in range(first, last + 1)}
        for (first, last), owners in spans.items():
            start, end = places[first].start, places[last].end
            yield Hit(start, end, text[start:end], FULL, NAME, tuple(owners), common=False)
        for at, place in enumerate(places):
            words = found.get(place.plain, {}) if at not in taken else {}
            near = {word for word, like in words.items() if place.capital or like.cost <= _small(place)}
            if near:
                yield self._part(text, place, near)

    def _part(self, text: str, place: Place, words: set[int]) -> Hit:
        owners = {self._names[name].owner: None for word in words for name in self._bearers[word]}
        common = all(self._words.common[word] for word in words)
        return Hit(
            place.start, place.end, text[place.start : place.end], PART, NAME, tuple(owners), common=common
        )

    def _full(
        self, text: str, places: Sequence[Place], at: int, found: Found
    ) -> Iterator[tuple[int, int, str]]:
        """First and last place and owner of each name whose surname and another part stand here."""
        around = _around(text, places, at)
        for word, like in found[places[at].plain].items():
            if not _counts(places[at], like):
                continue
            for number in self._bearers[word]:
                name = self._names[number]
                if word not in name.telling:
                    continue
                beside = self._beside(name, word, [(near, places[near]) for near in around], found)
                if _tells(places[at], like, beside) if beside else len(name.parts) == 1:
                    taken = [at, *(near for near, _ in beside)]
                    yield min(taken), max(taken), name.owner

    def _beside(
        self, name: _Name, word: int, around: Sequence[tuple[int, Place]], found: Found
    ) -> list[tuple[int, int]]:
        """Where the nearest other parts of a name stand, each part once, with the length of each."""
        seen, beside = {word}, []
        for near, place in around:
            fits = {part: length for part, length in self._fitting(name, place, found) if part not in seen}
            if fits:
                seen |= fits.keys()
                beside.append((near, max(fits.values())))
        return beside

    def _fitting(self, name: _Name, place: Place, found: Found) -> Iterator[tuple[int, int]]:
        """The numbers of the parts a word may be, with the length of each; -1 of an initial that fits."""
        if len(place.plain) == 1:
            initial = read_word(place.plain)
            given = (part.word for part in name.parts if part.role == GIVEN)
            if place.initial and any(initials_fit(initial, one) for one in given):
                yield -1, _TOGETHER - _TELLING
            return
        for number, like in found.get(place.plain, {}).items():
            if number in name.words and _counts(place, like):
                yield number, _TOGETHER if place.capital else like.length


def _counts(place: Place, like: Likeness) -> bool:
    """Whether a word may count towards a full hit; a short word or a varied one only with a capital."""
    return place.capital or (like.cost <= _STRICT and len(place.plain) >= _SMALL)


def _tells(place: Place, like: Likeness, beside: Sequence[tuple[int, int]]) -> bool:
    """Whether a surname and what stands beside it are long enough together; capitals need no length."""
    longest = max(length for _, length in beside)
    surname = _TOGETHER if place.capital else like.length
    return surname >= _TELLING and surname + longest >= _TOGETHER


def _small(place: Place) -> int:
    """The cost up to which a word written small may be part of a name: a long one may vary as any."""
    return _STRICT if len(place.plain) < _LONG else CAP


def _around(text: str, places: Sequence[Place], at: int) -> list[int]:
    """The places within reach in one sentence, nearest first."""
    found: list[int] = []
    for step in (-1, 1):
        near = at
        while 0 <= near + step < len(places) and abs(near + step - at) <= _REACH:
            if _parted(text, places, min(near, near + step)):
                break
            near += step
            found.append(near)
    return sorted(found, key=lambda near: abs(near - at))


def _parted(text: str, places: Sequence[Place], at: int) -> bool:
    """Whether a sentence ends between a word and the next; the full stop of an initial ends none."""
    between = text[places[at].end : places[at + 1].start]
    if len(places[at].plain) == 1:
        between = between.lstrip(".")
    return len(between) > _WIDEST or _STOP.search(between) is not None


def _places(text: str) -> Iterator[Place]:
    """The words of a text; one broken over two lines is one word."""
    before: Place | None = None
    for match in WORD.finditer(text):
        capital, dot = match[0][0].isupper(), text[match.end() : match.end() + 1] == "."
        place = Place(match.start(), match.end(), plain_word(match[0]), capital, initial=capital and dot)
        if before and _BROKEN.fullmatch(text, before.end, place.start):
            yield Place(before.start, place.end, before.plain + place.plain, before.capital, initial=False)
        yield place
        before = place
