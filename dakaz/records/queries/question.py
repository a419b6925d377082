"""What a person typed into the search field, read into words that must stand, phrases and exclusions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from dakaz.names.fold import joined_numbers, phrase_readings, prefix_readings, words
from dakaz.names.given import official_forms

MOST_WORDS = 60
"""More words than this, in phrases too, are not asked for; the answer says so."""

_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟", '"'))
_CHUNK = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<bare>[^\s"]+))(?P<star>\*)?')


@dataclass(frozen=True)
class Part:
    """One word or phrase of a question.

    Attributes:
        shown: as it was typed, for sentences to people.
        readings: token sequences any of which is a match; as long as the phrase, or longer where a number
            may stand in groups.
        prefix: whether the last token is only the beginning of a word.
        excluded: whether texts holding it are left out.
        whole: where ``prefix``, the readings of what was typed as whole words; they match too, and come
            first. (A whole word's token is without its ending, so no beginning of it may be longer.)
    """

    shown: str
    readings: frozenset[tuple[str, ...]]
    prefix: bool
    excluded: bool
    whole: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True)
class Question:
    """All parts of what was typed; ``shortened`` when there were more than ``MOST_WORDS``."""

    parts: tuple[Part, ...]
    shortened: bool

    @property
    def wanted(self) -> tuple[Part, ...]:
        """The parts that must stand in a text."""
        return tuple(part for part in self.parts if not part.excluded)

    @property
    def excluded(self) -> tuple[Part, ...]:
        """The parts that must not."""
        return tuple(part for part in self.parts if part.excluded)


def read_question(typed: str) -> Question:
    """Read a search as people write it.

    Words must all stand; ``"words in quotes"`` stand in this order; ``-word`` excludes; ``word*`` is a
    beginning; 9 543 is one number (``"9" 543`` asks for two). What has no letter and no digit is passed
    over; nothing is an error.

    Args:
        typed: any text.

    Returns:
        Its parts, each once.
    """
    found: dict[Part, None] = {}
    left = MOST_WORDS
    for match in _CHUNK.finditer(joined_numbers(typed.translate(_QUOTES))):
        chunk = match["phrase"] if match["phrase"] is not None else match["bare"]
        spoken = [word for _, _, word in islice(words(chunk), left + 1)]
        if spoken[:left]:
            whole = len(spoken) <= left
            part = _part(spoken[:left], star=whole and _has_star(match), excluded=bool(match["minus"]))
            if match["phrase"] is None and not part.prefix:
                part = _with_other_forms(part, spoken)
            found[part] = None
        if len(spoken) > left:
            return Question(tuple(found), shortened=True)
        left -= len(spoken)
    return Question(tuple(found), shortened=False)


def _has_star(match: re.Match[str]) -> bool:
    return bool(match["star"]) or bool(match["bare"] and match["bare"].endswith("*"))


def _part(spoken: list[str], *, star: bool, excluded: bool) -> Part:
    shown, whole = " ".join(spoken), phrase_readings(spoken)
    if not star:
        return Part(shown, whole, prefix=False, excluded=excluded)
    return Part(shown + "*", _beginning_readings(spoken), prefix=True, excluded=excluded, whole=whole)


def _with_other_forms(part: Part, spoken: list[str]) -> Part:
    """Let a given name find its forms in other languages: Николай, Мікалай, Mikalojus; not in quotes."""
    if len(spoken) > 1 or part.excluded:
        return part
    others = (phrase_readings([form]) for form in official_forms(spoken[0]))
    return replace(part, readings=part.readings.union(*others))


def _beginning_readings(spoken: list[str]) -> frozenset[tuple[str, ...]]:
    before = phrase_readings(spoken[:-1]) if spoken[:-1] else frozenset(((),))
    return frozenset((*start, last) for start in before for last in prefix_readings(spoken[-1]))
