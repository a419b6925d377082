"""Finding protected names, numbers and addresses in any text: the leak check.

Every part of a protected full name is a needle, the surname above all. A hit is full where a surname and
another part of one name stand together (or all of a number or address), else part only. Frequent words
rank lower and are never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .costs import CAP
from .hits import FULL, NAME, PART, Hit
from .needle_numbers import Addresses, Numbers
from .needle_words import Likeness, NeedleWords
from .parts import GIVEN, SURNAME, Part, Word, parts
from .parts import word as read_word
from .relation import initials_fit
from .text_words import Place, TextWords

_SMALL, _LONG = 4, 8  # letters
_STRICT = 120  # hundredths of a nat: so near a word written small must be to count towards a full hit
_TELLING, _TOGETHER = 4, 7  # signs of trunks: shorter ones written small are ordinary words (lidé mají)
_INITIAL = -1  # stands for the number of a part of which only the initial is written

Found = Mapping[str, Mapping[int, Likeness]]


class _Name(NamedTuple):
    """A protected name: whose, its words by number, and its parts."""

    owner: str
    words: frozenset[int]
    parts: tuple[Part, ...]


class _Near(NamedTuple):
    """A word beside a surname: its number in the text, and the initial it is or the parts it may be.

    ``lengths``: how many signs the trunk of each such part has, by the part's number.
    """

    at: int
    initial: Word | None
    lengths: Mapping[int, int]


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
        self._order = {owner: at for at, owner in enumerate(names)}
        self._bearers: dict[int, list[_Name]] = {}
        self._told_by: dict[int, list[_Name]] = {}
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
        name = _Name(owner, frozenset(number for number, _ in numbered), own)
        for number in name.words:
            self._bearers.setdefault(number, []).append(name)
        for number in telling:
            self._told_by.setdefault(number, []).append(name)

    def find(self, text: str) -> list[Hit]:
        """Every hit, by place.

        Args:
            text: any text; marks, case, script and line breaks do not matter.
        """
        words = TextWords(text)
        found = self._words.found_in([plain for plain in dict.fromkeys(words.plain) if len(plain) > 1])
        hits = [*self._of_names(words, found), *self._numbers.find(text), *self._addresses.find(text)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end))

    def _of_names(self, words: TextWords, found: Found) -> Iterator[Hit]:
        near = [at for at, plain in enumerate(words.plain) if plain in found]
        spans: dict[tuple[int, int], set[str]] = {}
        for at in near:
            for first, last, owner in self._full(words, at, found):
                spans.setdefault((first, last), set()).add(owner)
        for (first, last), owners in spans.items():
            start, end = words.place(first).start, words.place(last).end
            yield Hit(start, end, words.text[start:end], FULL, NAME, self._ordered(owners), common=False)
        taken = {at for first, last in spans for at in range(first, last + 1)}
        yield from self._parts(words, [at for at in near if at not in taken], found)

    def _parts(self, words: TextWords, alone: Iterable[int], found: Found) -> Iterator[Hit]:
        """Words that stand without another part; what is said of one is said wherever it stands so."""
        said: dict[tuple[str, bool], tuple[tuple[str, ...], bool]] = {}
        for at in alone:
            place = words.place(at)
            key = place.plain, place.capital
            if key not in said:
                said[key] = self._said(place, found[place.plain])
            owners, common = said[key]
            if owners:
                text = words.text[place.start : place.end]
                yield Hit(place.start, place.end, text, PART, NAME, owners, common=common)

    def _said(self, place: Place, likes: Mapping[int, Likeness]) -> tuple[tuple[str, ...], bool]:
        """Whose a word alone may be, nobody's where it is too far, and whether it is a frequent word."""
        near = {word for word, like in likes.items() if place.capital or like.cost <= _small(place)}
        owners = {name.owner for word in near for name in self._bearers[word]}
        return self._ordered(owners), all(self._words.common[word] for word in near)

    def _ordered(self, owners: Iterable[str]) -> tuple[str, ...]:
        """Owners as they were given, so that what is found is told the same way each time."""
        return tuple(sorted(owners, key=self._order.__getitem__))

    def _full(self, words: TextWords, at: int, found: Found) -> Iterator[tuple[int, int, str]]:
        """First and last word and owner of each name whose surname and another part stand here."""
        place = words.place(at)
        surnames = [
            (word, like)
            for word, like in found[place.plain].items()
            if word in self._told_by and _counts(place, like)
        ]
        around = _around(words, at, found) if surnames else []
        for word, like in surnames:
            for name in self._told_by[word]:
                beside = _beside(name, word, around)
                if _tells(place, like, beside) if beside else len(name.parts) == 1:
                    taken = [at, *(near for near, _ in beside)]
                    yield min(taken), max(taken), name.owner


def _around(words: TextWords, at: int, found: Found) -> list[_Near]:
    """Words about a surname that are an initial or near a needle."""
    own = [_near(words.place(near), near, found) for near in words.around(at)]
    return [near for near in own if near.initial or near.lengths]


def _near(place: Place, at: int, found: Found) -> _Near:
    if len(place.plain) == 1:
        return _Near(at, read_word(place.plain) if place.initial else None, {})
    likes = found.get(place.plain, {}).items()
    lengths = {
        word: _TOGETHER if place.capital else like.length for word, like in likes if _counts(place, like)
    }
    return _Near(at, None, lengths)


def _beside(name: _Name, word: int, around: Sequence[_Near]) -> list[tuple[int, int]]:
    """Where the nearest other parts of a name stand, each part once, with the length of each."""
    seen, beside = {word}, []
    for near in around:
        fits = {part: length for part, length in _fitting(name, near) if part not in seen}
        if fits:
            seen |= fits.keys()
            beside.append((near.at, max(fits.values())))
    return beside


def _fitting(name: _Name, near: _Near) -> Iterator[tuple[int, int]]:
    """The numbers of the parts a word may be, with the length of each."""
    if near.initial:
        given = (part.word for part in name.parts if part.role == GIVEN)
        if any(initials_fit(near.initial, one) for one in given):
            yield _INITIAL, _TOGETHER - _TELLING
    for number, length in near.lengths.items():
        if number in name.words:
            yield number, length


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
