"""What the vocabulary holds, as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dakaz.errors import N_, BadInput

LANGUAGES = ("en", "be", "ru", "lt")
FALLBACK = "en"
Words = Mapping[str, str]


def in_language(words: Words, language: str) -> str:
    """Return words in a language; a language we do not have reads English, ``be-tarask`` reads ``be``."""
    return words.get(language) or words.get(language.partition("-")[0]) or words[FALLBACK]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, a declaration or an act of the European Union.

    Args:
        id: as anchors name it, such as ``echr.p4`` or ``celex:32013L0032``.
        short: its name as people say it, by language.
        name: its whole name, or what an EU act is about, by language.
        address: where its text stands.
        later: what takes its place, and the day from which (ISO); empty while nothing does.
    """

    id: str
    short: Words
    name: Words
    address: str
    later: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Anchor:
    """An article a kind of violation is mapped to.

    Args:
        instrument: where it stands.
        article: with paragraph and letter, such as ``14.3.d``.
        certain: whether it is held to bear what is rested on it.
    """

    instrument: Instrument
    article: str
    certain: bool = True

    @property
    def id(self) -> str:
        """The anchor as data write it: ``iccpr:14.3.d``, ``celex:32013L0032#31``."""
        between = "#" if self.instrument.id.startswith("celex:") else ":"
        return f"{self.instrument.id}{between}{self.article}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of violation.

    Args:
        id: stable for ever, such as ``refoulement``.
        group: what it stands among.
        label: by language.
        definition: one sentence, by language.
        anchors: the articles it is mapped to; at least one.
        huridocs: closest HURIDOCS term as ``list:code``; empty where none says the same.
        events: kinds of event it is offered first for.
    """

    id: str
    group: str
    label: Words
    definition: Words
    anchors: Sequence[Anchor]
    huridocs: str = ""
    events: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Status:
    """How sure an event is: our words, and the HURIDOCS code that means the same (empty: none)."""

    id: str
    label: Words
    huridocs: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything, in its order.

    Args:
        edition: raised whenever the data change.
        kinds: by id.
        groups: words of each group by language, in order.
        instruments: by id.
        statuses: by id.
        reviews: for each language, who read its words.
        retired: ids that meant something once and are never used again.
    """

    edition: int
    kinds: Mapping[str, Kind]
    groups: Mapping[str, Words]
    instruments: Mapping[str, Instrument]
    statuses: Mapping[str, Status]
    reviews: Words
    retired: frozenset[str] = frozenset()

    def known(self, ids: Iterable[str]) -> list[Kind]:
        """Return the kinds these ids name, in the vocabulary's order, each once.

        Raises:
            BadInput: one is no id of ours.
        """
        wanted = list(ids)
        strange = [one for one in wanted if one not in self.kinds]
        if strange:
            raise BadInput(
                N_("“%(kind)s” is no kind of violation of this vocabulary. The list of kinds shows them."),
                kind=strange[0],
            )
        return [kind for kind in self.kinds.values() if kind.id in wanted]

    def of_group(self, group: str) -> list[Kind]:
        """Return the kinds of one group, in order."""
        return [kind for kind in self.kinds.values() if kind.group == group]

    def label(self, identifier: str, language: str) -> str:
        """Return the words of a kind; an id we do not have stays as it is."""
        kind = self.kinds.get(identifier)
        return in_language(kind.label, language) if kind else identifier
