"""One matter: what sources say of it, side by side in order of period, and how independent they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.figures import Cell, Observation, Series, Vintage, independent, likeness, parse_period
from dakaz.figures.pictures import Mark, draw_series
from dakaz.records.queries import claims
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Link, State, Tone

from .figure_words import figure_word
from .inlined import inlined

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Check, Claim

LONGEST_TEXT = 300_000
SHOWN_MARKS = 8
VERDICTS: Mapping[str, tuple[Any, Tone]] = {
    "holds": (gettext_lazy("holds"), "good"),
    "depends": (gettext_lazy("depends on the reading"), "amber"),
    "not found by DATE": (gettext_lazy("not found"), "open"),
    "cannot be recomputed": (gettext_lazy("cannot be recomputed"), "open"),
    "inconsistent": (gettext_lazy("inconsistent"), "brick"),
    "contradicted": (gettext_lazy("contradicted"), "brick"),
}
_ORDER = {verdict: place for place, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True, slots=True)
class Side:
    """One source's figure with what recomputing it gave and what is answered to it."""

    claim: Claim
    figure: str
    source: str
    url: str
    item_url: str
    check: Link | None
    verdict: State | None
    group: int


@dataclass(frozen=True, slots=True)
class Opposed:
    """What sources say of one period."""

    period: str
    edtf: str
    sides: Sequence[Side]
    differ: bool

    @property
    def said(self) -> str:
        """The sides in one line: *source A: 300; source B: 397*."""
        return "; ".join(f"{one.source}: {one.figure}" for one in self.sides)


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts that are one source, and what they share."""

    titles: Sequence[str]
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class Independence:
    """How many independent sources there are, and which texts are copies.

    Args:
        number: of independent sources.
        group: the number of its source, by claim.
        copies: texts that are one source.
    """

    number: int
    group: Mapping[str, int] = field(default_factory=dict)
    copies: Sequence[Copies] = ()


def independence_of(seen_by: SeenBy, found: Sequence[Claim]) -> Independence:
    """Group claims into independent sources.

    Texts that copy one another are one source, and so are claims of which one party says so: a newspaper
    that gives an office's figure is no second source beside that office.
    """
    texts = {key: text[:LONGEST_TEXT] for key, text in claims.texts_of(seen_by, found).items()}
    if not texts:
        return Independence(0)
    groups = independent(texts)
    titles = {str(one.passage.item_id): one.passage.item.title for one in found if one.passage}
    copies = [_copies(keys, texts, titles) for keys in groups if len(keys) > 1]
    numbers: dict[object, int] = {}
    group = {
        str(claim.pk): numbers.setdefault(source, len(numbers) + 1)
        for claim, source in _sources(found, groups)
    }
    return Independence(len(numbers), group, copies)


def _sources(found: Sequence[Claim], groups: Sequence[Sequence[str]]) -> Iterator[tuple[Claim, object]]:
    """Give each claim its source: the party that says so, or the one its text's copies name, or the text."""
    of_text = {key: number for number, keys in enumerate(groups) for key in keys}
    parties: dict[int, set[object]] = {}
    for claim in found:
        if claim.passage and claim.said_by:
            parties.setdefault(of_text[str(claim.passage.item_id)], set()).add(claim.said_by.pk)
    for claim in found:
        if claim.passage:
            text = of_text[str(claim.passage.item_id)]
            named = parties.get(text, set())
            party = claim.said_by.pk if claim.said_by else next(iter(named)) if len(named) == 1 else None
            yield claim, party or text


def _copies(keys: Sequence[str], texts: Mapping[str, str], titles: Mapping[str, str]) -> Copies:
    shared: list[str] = []
    for one, other in combinations(keys, 2):
        shared += [mark for mark in likeness(texts[one], texts[other]).shared if mark not in shared]
    return Copies([titles[key] for key in keys], shared[:SHOWN_MARKS])


def opposed(
    found: Sequence[Claim], checks: Mapping[Any, Sequence[Check]], apart: Independence
) -> list[Opposed]:
    """Return claims of one matter period by period; within one, what holds comes first."""
    rows = []
    for period, group in groupby(found, key=lambda one: one.period):
        sides = sorted((_side(one, checks, apart) for one in group), key=_rank)
        numbers = {tuple(sorted(claims.values_of(one.claim).items())) for one in sides}
        shown = in_words(period) or gettext("period not said")
        rows.append(Opposed(shown, period, sides, len(numbers) > 1))
    return rows


def _side(claim: Claim, checks: Mapping[Any, Sequence[Check]], apart: Independence) -> Side:
    last = next((one for one in checks.get(claim.pk, ()) if claims.is_in_question(one, claim)), None)
    item = claim.passage.item
    source = claim.said_by.label if claim.said_by else claim.attributed_to
    return Side(
        claim,
        figure_word(claim),
        source or (item.source.title if item.source else item.title),
        reverse("observatory:claim", args=[claim.pk]),
        reverse("archive:item", args=[item.pk]) + f"?at={claim.passage.start}#mark-{claim.passage.label}",
        Link(gettext("the check"), reverse("observatory:check", args=[last.pk])) if last else None,
        verdict_state(last.verdict) if last else None,
        apart.group.get(str(claim.pk), 0),
    )


def _rank(side: Side) -> tuple[int, str]:
    verdict = side.check and side.verdict
    word = verdict.word if verdict else ""
    order = {str(words): _ORDER[code] for code, (words, _) in VERDICTS.items()}
    return (order.get(word, len(order)), side.source.casefold())


def verdict_state(verdict: str) -> State:
    """Return a verdict in word and shape."""
    word, tone = VERDICTS.get(verdict, (verdict, "plain"))
    return State(str(word), tone)


def picture_of(about: str, found: Sequence[Claim], marks: Sequence[Mark] = ()) -> dict[str, Any] | None:
    """Return claims of one thing over time as a picture with its table; None where nothing can be drawn.

    Only one unit is drawn: the one most claims have.
    """
    dated = [one for one in found if _drawable(one)]
    units = [one.unit for one in dated]
    usual = max(units, key=units.count, default="")
    dated = [one for one in dated if one.unit == usual]
    if len(dated) < 2:
        return None
    unit = "%" if usual == "%" else ""
    drawn = draw_series(_by_source(about, dated), about, marks=marks, unit=unit, say=gettext)
    rows = [(in_words(one.period), figure_word(one), _source(one)) for one in dated]
    head = [gettext("Period"), gettext("Figure"), gettext("Source")]
    left_out = len(found) - len(dated)
    return {"svg": inlined(drawn), "head": head, "rows": rows, "left_out": left_out, "unit": usual}


def _drawable(claim: Claim) -> bool:
    if not claim.period or "/.." in claim.period or "../" in claim.period:
        return False
    try:
        parse_period(claim.period)
    except BadInput:
        return False
    numbers = claims.values_of(claim)
    return "first" not in numbers and all(one >= 0 for one in numbers.values()) and bool(numbers)


def _by_source(about: str, dated: Sequence[Claim]) -> list[Series]:
    names = list(dict.fromkeys(map(_source, dated)))
    return [
        Series(
            about,
            {},
            tuple(
                sorted(
                    (_observation(one) for one in dated if _source(one) == name), key=lambda one: one.period
                )
            ),
            Vintage(name[:60], "", "claims", publisher=name[:60]),
        )
        for name in names
    ]


def _observation(claim: Claim) -> Observation:
    low, high, value = claim.low, claim.high, claim.value
    words = f"{figure_word(claim)} · {_source(claim)}"
    exact = None if value is None else float(value)
    ends = (exact, exact) if exact is not None else (_float(low), _float(high))
    return Observation(parse_period(claim.period), Cell(words, exact, *ends))


def _float(number: Any) -> float | None:
    return None if number is None else float(number)


def _source(claim: Claim) -> str:
    item = claim.passage.item
    return claim.attributed_to or (item.source.title if item.source else item.title)
