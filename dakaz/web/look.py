"""Values that templates draw the same way everywhere: states, provenance, traces, tables, facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Tone = Literal["plain", "good", "amber", "brick", "open"]
SHAPES: dict[str, str] = {"plain": "●", "good": "✓", "amber": "▲", "brick": "■", "open": "○"}


@dataclass(frozen=True, slots=True)
class State:
    """A state said in a word, drawn with a shape, and only then coloured.

    Args:
        word: *safe day*, *last day*, *contradicted*…
        tone: ``good``, ``amber`` (may have changed), ``brick`` (danger), ``open`` (not known), ``plain``.
    """

    word: str
    tone: Tone = "plain"

    @property
    def shape(self) -> str:
        """The mark before the word, different for each tone, so that grey shows it too."""
        return SHAPES[self.tone]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The small line under a statement.

    Args:
        said_by: who made it; empty for *no source yet*.
        when: the day it was made, in words.
        kind: what kind of source: official, press, witness…
        independent: how many independent sources say so.
        passage: where it stands.
    """

    said_by: str = ""
    when: str = ""
    kind: str = ""
    independent: int = 0
    passage: Link | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a trace and the article, formula or reading it rests on."""

    sentence: str
    rests_on: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How a computed day, figure or match came about.

    Args:
        summary: the words that open it.
        steps: numbered sentences, in order.
        assumed: what was taken for granted.
        unknown: what is not known.
    """

    summary: str
    steps: Sequence[Step]
    assumed: Sequence[str] = ()
    unknown: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One named fact of a record; ``value`` is text, number, date, Link, State or a list of these."""

    label: str
    value: Any
    provenance: Provenance | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """A line above every page until its reason is gone.

    Args:
        on_paper: whether it is printed too: what says that people are invented must be.
    """

    text: str
    tone: Tone = "plain"
    link: Link | None = None
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """An answer that appears where the question was, and stays."""

    title: str
    text: str = ""
    tone: Tone = "plain"
    findings: Sequence[str] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where a list has nothing: what would be here, and the next step."""

    title: str
    text: str = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Long work: how much is done, of how many, what failed, and where to stop it.

    Args:
        done: finished pieces.
        of: all pieces; ``None`` while still counting.
        failed: pieces that failed; they are kept and listed.
        unit: what the pieces are, in words.
        stop_url: where the *Stop* button posts; empty once it is over.
    """

    title: str
    done: int
    of: int | None
    failed: int = 0
    unit: str = ""
    stop_url: str = ""
    links: Sequence[Link] = field(default=())
