"""Reading the versions of a rule, the cases of each, and the further lengths shown beside them."""

from __future__ import annotations

from datetime import date

from dakaz.errors import N_

from .build_pieces import cites_and_ref, cites_of, conditions_of, length_of
from .keys import CASE, VERSION
from .model import CONFIDENCES, Also, Case, Cite, Transition, Version
from .parts import Part

__all__ = ["version_of"]


def version_of(part: Part) -> Version:
    """Read a version.

    Raises:
        PackFault: something is missing or not accepted; says file and line.
    """
    part.only(VERSION)
    period, cites = part["in_force"], cites_of(part["cite"])
    confidence = part["confidence"].one_of(*CONFIDENCES)
    start = period["from"].day()
    return Version(
        v=part["v"].number(),
        start=start,
        end=period["to"].maybe_day(),
        cases=_cases(part, cites, confidence),
        authority=part["authority"].maybe_words(),
        cites=cites,
        confidence=confidence,
        last_known_valid_on=part["last_known_valid_on"].maybe_day(),
        transitions=tuple(_transition(one, start) for one in part["transitional"].one_or_many()),
        line=part.place,
    )


def _cases(version: Part, cites: tuple[Cite, ...], confidence: str) -> tuple[Case, ...]:
    rows = version["cases"] if version["cases"] else version["decide"]
    if not rows:
        return (_only_case(version, cites, confidence),)
    return tuple(_case(one, version, cites, confidence) for one in rows)


def _only_case(version: Part, cites: tuple[Cite, ...], confidence: str) -> Case:
    """A version without cases says the same to all: it is its own one case."""
    counting = version["counting"].maybe_text() or "none"
    return Case(
        when=(),
        length=length_of(version["length"]),
        counting=counting,
        outcome=version["outcome"].maybe_text(),
        cites=cites,
        beside=(),
        quote=version["quote_lt"].maybe_text(),
        quoted=_newest(cites),
        confidence=confidence,
        say=_sentence(version["say"]),
        also=tuple(_also(one, counting, cites, confidence) for one in version["also"]),
        uncertain=version["uncertain"].many_words(),
        state=version["state"].maybe_text(),
    )


def _case(part: Part, version: Part, cites: tuple[Cite, ...], confidence: str) -> Case:
    """A case has its own of everything, or else its version's; open questions of both are shown."""
    part.only(CASE)
    counting = part["counting"].maybe_text() or version["counting"].maybe_text() or "none"
    own, quote = cites_and_ref(part, cites) or cites, part["quote_lt"].maybe_text()
    return Case(
        when=conditions_of(part["when"]),
        length=length_of(part["length"] if part["length"] else version["length"]),
        counting=counting,
        outcome=part["outcome"].maybe_text() or version["outcome"].maybe_text(),
        cites=own,
        beside=tuple(cite for cite in cites if cite not in own),
        quote=quote or version["quote_lt"].maybe_text(),
        quoted=_newest(own if quote else cites),
        confidence=part["confidence"].one_of(*CONFIDENCES, default=confidence),
        say=_sentence(part["say"]),
        also=tuple(
            _also(one, counting, cites, confidence) for group in (part, version) for one in group["also"]
        ),
        uncertain=part["uncertain"].many_words() + version["uncertain"].many_words(),
        state=part["state"].maybe_text(),
    )


def _newest(cites: tuple[Cite, ...]) -> Cite | None:
    """A quote stands in the article that is cited last."""
    return cites[-1] if cites else None


def _sentence(part: Part) -> dict[str, str] | None:
    return dict(part.words()) if part.is_words() else None


def _also(part: Part, counting: str, cites: tuple[Cite, ...], confidence: str) -> Also:
    length = length_of(part["length"])
    if length is None:
        part.fault(N_("%(file)s:%(line)s: what is shown beside the main length needs a length of its own."))
    return Also(
        id=part["id"].text(),
        label=part["label"].words(),
        length=length,
        counting=part["counting"].maybe_text() or counting,
        cites=cites_and_ref(part, cites) or cites,
        confidence=part["confidence"].one_of(*CONFIDENCES, default=confidence),
        event=part["event"].maybe_text() or part["from"].maybe_text(),
        when=conditions_of(part["when"]),
        caps=part["caps"].flag(),
    )


def _transition(part: Part, start: date) -> Transition:
    return Transition(
        part["pending"].one_of("old", "new"),
        part["by"].text(),
        part["amended_on"].maybe_day() or start,
        cites_of(part["cite"]),
    )
