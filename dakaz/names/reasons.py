"""What speaks for and against two written names being one, in sentences for a caseworker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dakaz.errors import N_

from .alignment import Alignment, Pair
from .changes import Change, changes, letters_of
from .costs import CAP
from .features import kind
from .given import LANGUAGES
from .parts import GIVEN, INITIAL, PATRONYMIC, SURNAME, Part, gender
from .relation import INITIAL_FITS, WEAK_GIVEN
from .sounds import sounds
from .tables import rows

FOR, NEITHER, AGAINST = "for", "neither", "against"


class Reason(NamedTuple):
    """One thing observed.

    ``speaks`` for, neither or against; ``template`` an English sentence with named places, marked for
    translation; ``values`` what stands in them.
    """

    speaks: str
    template: str
    values: dict[str, str]

    def __str__(self) -> str:
        return self.template % self.values


def reasons(
    one: Sequence[Part], other: Sequence[Part], alignment: Alignment, *, same: bool
) -> tuple[Reason, ...]:
    """The reasons, parts first, then what concerns the whole name."""
    if same:
        return (Reason(FOR, N_("The same words."), {}),)
    if not one or not other:
        return (Reason(AGAINST, N_("One of the two has no letters of a name."), {}),)
    return (*map(_of_pair, alignment.pairs), *_of_whole(one, other, alignment))


def _of_pair(pair: Pair) -> Reason:
    values = {"one": pair.one.word.text, "other": pair.other.word.text}
    role = kind(pair)
    if role == INITIAL:
        return _of_initial(pair, values)
    if pair.one.word.plain == pair.other.word.plain:
        return Reason(FOR, N_("%(one)s: the same word."), values)
    if role in (GIVEN, PATRONYMIC) and pair.one.word.known.classes & pair.other.word.known.classes:
        return _of_given(pair, role, values)
    if role in (GIVEN, PATRONYMIC) and pair.one.word.known.classes and pair.other.word.known.classes:
        return Reason(AGAINST, _OTHER[role], values)
    return _of_spelling(pair, values)


_OTHER = {
    GIVEN: N_("%(one)s and %(other)s are different given names."),
    PATRONYMIC: N_("%(one)s and %(other)s are patronymics of different names."),
}


def _of_initial(pair: Pair, values: dict[str, str]) -> Reason:
    if pair.cost <= INITIAL_FITS:
        return Reason(FOR, N_("%(one)s and %(other)s: the initial fits."), values)
    return Reason(AGAINST, N_("%(one)s and %(other)s: the initial is another."), values)


def _of_given(pair: Pair, role: str, values: dict[str, str]) -> Reason:
    one, other = pair.one.word, pair.other.word
    if role == PATRONYMIC:
        if one.stem[-1] != other.stem[-1]:
            return Reason(AGAINST, N_("%(one)s and %(other)s: a man's and a woman's patronymic."), values)
        return Reason(FOR, N_("%(one)s = %(other)s: the father's name is one."), values)
    if pair.cost == WEAK_GIVEN:
        return Reason(NEITHER, N_("%(one)s and %(other)s: one origin, two names in papers today."), values)
    values |= {"languages": "/".join(languages_of(one.text, other.text)) or "-"}
    if not (one.known.full and other.known.full):
        return Reason(FOR, N_("%(one)s = %(other)s: one is the short form (%(languages)s)."), values)
    return Reason(FOR, N_("%(one)s = %(other)s: one given name (%(languages)s)."), values)


def _of_spelling(pair: Pair, values: dict[str, str]) -> Reason:
    if not pair.cost:
        return Reason(FOR, N_("%(one)s = %(other)s: two spellings of one sound."), values)
    if pair.cost >= CAP:
        return Reason(AGAINST, N_("%(one)s and %(other)s are different words."), values)
    seen = changes(pair.one.word.stem, pair.other.word.stem)
    values |= {"changes": ", ".join(map(_told, seen))}
    dear = [change for change in seen if change.cost >= _UNEXPLAINED]
    if dear:
        return Reason(AGAINST, N_("%(one)s and %(other)s differ: %(changes)s."), values)
    return Reason(FOR, N_("%(one)s = %(other)s: spellings vary so: %(changes)s."), values)


_UNEXPLAINED = 550  # hundredths of a nat; what costs more is hardly seen between spellings of one name


def _told(change: Change) -> str:
    if change.one and change.other:
        return f"{letters_of(change.one)} → {letters_of(change.other)}"
    return f"±{letters_of(change.one or change.other)}"


def _of_whole(one: Sequence[Part], other: Sequence[Part], alignment: Alignment) -> Iterator[Reason]:
    if any(part.role == PATRONYMIC for part in one) != any(part.role == PATRONYMIC for part in other):
        yield Reason(NEITHER, N_("The patronymic stands on one side only."), {})
    if {gender(one), gender(other)} == {"m", "f"}:
        yield Reason(AGAINST, N_("One is a man's name, the other a woman's."), {})
    for pair in alignment.pairs:
        if kind(pair) == SURNAME:
            yield from _of_endings(pair)
    over = [part.word.text for part in (*alignment.left, *alignment.left_other) if part.role != PATRONYMIC]
    if over:
        yield Reason(NEITHER, N_("Without a counterpart: %(words)s."), {"words": ", ".join(over)})


def _of_endings(pair: Pair) -> Iterator[Reason]:
    values = {"one": pair.one.word.text, "other": pair.other.word.text}
    endings = {pair.one.word.ending, pair.other.word.ending}
    if pair.cost < CAP and endings == {"feminine", "masculine"}:
        yield Reason(
            AGAINST, N_("%(one)s and %(other)s: the feminine and masculine form of the surname."), values
        )
    elif pair.cost < CAP and "case" in endings:
        yield Reason(NEITHER, N_("%(one)s and %(other)s: a case form of the surname."), values)


def languages_of(*forms: str) -> list[str]:
    """The languages whose lists of given names have any of the forms."""
    listed = _listed()
    found = [name for form in forms for name in listed.get(sounds(form), ())]
    return [name for name in LANGUAGES[:5] if name in found]


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in rows("given_names"):
        for language in LANGUAGES[:5]:
            for form in filter(None, row[language].split(";")):
                signs = sounds(form)
                table[signs] = (*table.get(signs, ()), language)
    return table
