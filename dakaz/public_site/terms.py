"""What stands first on an answer: the days, the shorter first, and one calm sentence on several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .boxes import SHAPES, Box, Day
from .words import Speech

__all__ = ["Shared", "Term", "each_box", "lead_of", "shared_by", "terms_of"]

PASSED = "passed_ask_lawyer"
TODAY = {"lead_earlier": "lead_earlier_today", "lead_longer": "lead_longer_today"}
BANDS = ("", "plain", "amber", "red")


@dataclass(frozen=True, slots=True)
class Term:
    """One time limit that may be the person's; several rules that give the same days stand in one.

    Args:
        names: what it is and when it holds, once for each rule.
        needs_words: whether the days alone would say too little, so that the headline stands beside them.
        end: the day on which it ends; None where there is none.
        rule: key of the first rule's page.
    """

    names: tuple[tuple[str, str], ...]
    days: tuple[Day, ...]
    state: str
    stands: str
    shape: str
    tone: str
    headline: str
    needs_words: bool
    warnings: tuple[str, ...]
    authority: str
    band: str
    band_words: tuple[str, ...]
    articles: str
    rule: str
    safe: date | None
    end: date | None

    @property
    def is_passed(self) -> bool:
        """By this count the last day lies behind."""
        return self.stands == PASSED


@dataclass(frozen=True, slots=True)
class Shared:
    """What is the same for all terms and stands once below what to do; empty where it differs.

    That the text may have changed is never moved away from its day.
    """

    authority: str = ""
    band: str = ""
    band_words: tuple[str, ...] = ()
    articles: str = ""
    rule: str = ""


def each_box(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Return boxes with the other readings of the same rule beside them, the shorter first."""
    found: list[Box] = []
    for box in boxes:
        found += sorted((*box.others, box), key=_ends)
    return tuple(found)


def terms_of(boxes: Iterable[Box], speech: Speech, *, today: date, sort: bool) -> tuple[Term, ...]:
    """Return the terms of an answer.

    Args:
        sort: whether they compete, the one that ends first comes first; otherwise one follows another.
    """
    found: dict[object, Term] = {}
    boxes = sorted(each_box(boxes), key=_ends) if sort else each_box(boxes)
    for box in boxes:
        term = _term(box, speech, today)
        same = (term.days or term.headline, term.state)
        before = found.get(same)
        found[same] = _joined(before, term) if before else term
    terms = tuple(found.values())
    return _calmed(terms, speech) if sort and any(not one.is_passed and one.days for one in terms) else terms


def _calmed(terms: tuple[Term, ...], speech: Speech) -> tuple[Term, ...]:
    """Say of a term that has passed beside one that has not only that: it is not known to be the person's."""
    words, tone = speech.say("state_shorter_passed"), "amber"
    return tuple(
        replace(one, state=words, tone=tone, shape=SHAPES[tone]) if one.is_passed else one for one in terms
    )


def _short(box: Box, speech: Speech) -> tuple[Day, ...]:
    """Say one day once where the safe day is also the last."""
    if box.safe_day is None or box.safe_day != box.last_day or len(box.days) < 2:
        return box.days
    first, _, *more = box.days
    return (replace(first, label=speech.say("safe_and_last")), *more)


def _ends(box: Box) -> date:
    return box.last_day or box.safe_day or date.max


def _term(box: Box, speech: Speech, today: date) -> Term:
    passed_safe = box.safe_day is not None and box.safe_day < today
    return Term(
        names=((box.label, box.condition),),
        days=_short(box, speech),
        state=box.state,
        stands=box.stands,
        shape=box.shape,
        tone=box.tone,
        headline=box.headline,
        needs_words=box.stands != "open" or passed_safe or not box.days,
        warnings=box.warnings,
        authority=box.authority,
        band=box.band,
        band_words=box.band_words,
        articles=box.articles,
        rule=box.key,
        safe=box.safe_day,
        end=box.last_day,
    )


def _joined(one: Term, other: Term) -> Term:
    warnings = tuple(dict.fromkeys((*one.warnings, *other.warnings)))
    articles = "; ".join(dict.fromkeys("; ".join((one.articles, other.articles)).split("; ")))
    return replace(
        one,
        names=(*one.names, *other.names),
        warnings=warnings,
        authority=one.authority if one.authority == other.authority else "",
        band=max(one.band, other.band, key=BANDS.index),
        band_words=tuple(dict.fromkeys((*one.band_words, *other.band_words))),
        articles=articles,
    )


def shared_by(terms: Sequence[Term]) -> Shared:
    """Return what all terms say alike, so that it need not be read twice."""
    if not terms:
        return Shared()
    first, alone = terms[0], len(terms) == 1
    same_court = len({one.authority for one in terms}) == 1
    same_age = len({one.band_words for one in terms}) == 1 and first.band == "plain"
    return Shared(
        authority=first.authority if same_court else "",
        band=first.band if same_age else "",
        band_words=first.band_words if same_age else (),
        articles=(first.articles or first.names[0][0]) if alone else "",
        rule=first.rule,
    )


def lead_of(terms: Sequence[Term], speech: Speech, *, today: date) -> str:
    """Say calmly what several terms mean together; empty when there is one, or none has a day.

    Nobody is led to give up by the shorter of two readings: when it has passed, the sentence says by which
    day to act under the longer one, which may well be the person's.
    """
    dated = [one for one in terms if one.safe or one.end]
    if len(dated) < 2:
        return ""
    ahead = [one for one in dated if not one.is_passed]
    if not ahead:
        return speech.say("lead_all_passed")
    key = "lead_earlier" if len(ahead) == len(dated) else "lead_longer"
    act = ahead[0].safe or ahead[0].end
    return speech.say(key, act=act) if act and act > today else speech.say(TODAY[key])
