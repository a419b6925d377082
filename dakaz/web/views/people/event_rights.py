"""Ticking which rights an event touches: grouped, searchable, each with its sentence and its articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from dakaz.exchange.rights import Kind, articles_in_words, matching, vocabulary
from dakaz.exchange.rights.model import in_language


@dataclass(frozen=True, slots=True)
class Right:
    """A kind of violation as a page shows it.

    Args:
        id: as the form sends it.
        label: its words.
        definition: what it means, one sentence.
        articles: where it stands, those of one treaty together.
        ticked: whether it is ticked.
    """

    id: str
    label: str
    definition: str
    articles: Sequence[str]
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class RightGroup:
    """Rights under one heading.

    Args:
        label: the heading.
        rights: at least one.
        opened: whether it stands unfolded at first.
    """

    label: str
    rights: Sequence[Right]
    opened: bool

    @property
    def ticked(self) -> str:
        """How many are ticked, in words; empty for none."""
        count = sum(right.ticked for right in self.rights)
        return ngettext("%(n)d ticked", "%(n)d ticked", count) % {"n": count} if count else ""


def rights_of(ids: Iterable[str]) -> list[Right]:
    """Return the rights ticked in an event, in the vocabulary's order; what we no longer know stays."""
    words, chosen = vocabulary(), list(ids)
    strange = [Right(one, one, "", ()) for one in chosen if one not in words.kinds]
    return [*(_shown(kind) for kind in words.kinds.values() if kind.id in chosen), *strange]


def groups(ticked: Sequence[str], *, kind: str, words: str) -> list[RightGroup]:
    """Return what can be ticked: first what fits the kind of event, then the rest by group.

    Args:
        ticked: ids that stand ticked; they are shown whatever is sought.
        kind: of event; empty while none is chosen.
        words: sought, in any language; empty for everything.
    """
    known = vocabulary()
    found = {one.id for one in matching(known, words)} | set(ticked)
    shown = [one for one in known.kinds.values() if one.id in found]
    first = [one for one in shown if kind in one.events]
    fitting = [_group(gettext("Often with this kind of event"), first, ticked, opened=True)]
    rest = [
        _group(
            in_language(label, _language()),
            [one for one in shown if one.group == group and one not in first],
            ticked,
            opened=bool(words.strip()),
        )
        for group, label in known.groups.items()
    ]
    return [one for one in (*fitting, *rest) if one.rights]


def _group(label: str, kinds: Sequence[Kind], ticked: Sequence[str], *, opened: bool) -> RightGroup:
    rights = [_shown(kind, ticked=kind.id in ticked) for kind in kinds]
    return RightGroup(label, rights, opened or any(right.ticked for right in rights))


def _shown(kind: Kind, *, ticked: bool = False) -> Right:
    language = _language()
    return Right(
        id=kind.id,
        label=in_language(kind.label, language),
        definition=in_language(kind.definition, language),
        articles=articles_in_words(kind.anchors, language),
        ticked=ticked,
    )


def _language() -> str:
    return get_language() or "en"


def labels(ids: Any) -> list[str]:
    """Return the words of rights, for a row of a list."""
    return [right.label for right in rights_of(ids)]
