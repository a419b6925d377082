"""Writing figures that somebody states: as a person types them, or as they were found in a text."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.figures import parse_period
from dakaz.figures.text import Figure
from dakaz.figures.text.tokens import paragraphs, sentences
from dakaz.records import guard
from dakaz.records.models import Claim, Item, ItemText, Passage
from dakaz.records.queries.claims import passage_cited

from .acting import Acting
from .grounds import rest_exactly_on
from .passages import mark
from .saving import save

LONGEST_SENTENCE = 1200
_PLACES = Decimal("0.000001")
_MOST = Decimal(10) ** 14
_WIDTHS = {"says": 200, "unit": 40, "counted": 200, "qualifier": 20, "attributed_to": 200, "about": 120}


def save_claim(acting: Acting, *, stands: str = "", **given: Any) -> Claim:
    """Write a claim.

    Args:
        stands: where it stands, as a report cites it: ``key#label``; needed for a new one only.
        given: columns; ``identifier`` and ``seen_entry`` as for every record.

    Raises:
        BadInput: no passage is called so, a claim has no number, or its period is none.
    """
    values = dict(given)
    identifier: uuid.UUID | None = values.pop("identifier", None)
    seen_entry: int | None = values.pop("seen_entry", None)
    if stands:
        values["passage_id"] = passage_cited(acting.seen_by, stands).pk
    elif identifier is None and not values.get("passage_id"):
        raise BadInput(N_("Say where the figure stands: key#passage, such as refusal-1#q2."))
    _check(values)
    with transaction.atomic():
        claim = save(acting, Claim, identifier=identifier, seen_entry=seen_entry, values=values)
        rest_exactly_on(acting, claim, field="passage", places=[claim.passage])
    return claim


def _check(values: Mapping[str, Any]) -> None:
    numbers = [values.get(name) for name in ("value", "low", "high", "first", "last")]
    if {"value", "low", "first"} & values.keys() and all(one is None for one in numbers):
        raise BadInput(N_("Write the number: one, or both ends of a range, or from which to which."))
    if values.get("period"):
        parse_period(str(values["period"]))


def accept(
    acting: Acting, item_id: uuid.UUID | str, figure: Figure, *, changed: Mapping[str, Any] | None = None
) -> Claim:
    """Keep a figure that was found in an item's text as a claim, with the sentence it stands in.

    Args:
        figure: with its place in the whole text.
        changed: columns that somebody corrected, and ``about``.

    Raises:
        BadInput: a correction is no number or no period.
        NotFound: the item is not there for this person.
    """
    with transaction.atomic():
        passage = _passage(acting, item_id, figure)
        values = columns_of(figure) | dict(changed or {})
        return save_claim(acting, passage_id=passage.pk, **values)


def _passage(acting: Acting, item_id: uuid.UUID | str, figure: Figure) -> Passage:
    """Return the passage that holds exactly the figure's sentence: two figures of one sentence share it."""
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    text = ItemText.objects.filter(pk=item.pk).first()
    start, end = sentence_of(text.content, figure.start, figure.end) if text else (figure.start, figure.end)
    there = guard.visible(item.passages.filter(start=start, end=end), acting.seen_by).first()
    return there or mark(acting, item.pk, start=start, end=end)


def sentence_of(content: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around characters ``start`` to ``end`` begins and ends, blanks cut."""
    near = (max(0, start - LONGEST_SENTENCE), min(len(content), end + LONGEST_SENTENCE))
    around = content[near[0] : near[1]]
    for first, last in paragraphs(around):
        for begin, stop in sentences(around, first, last):
            if begin <= start - near[0] and end - near[0] <= stop:
                return _trimmed(content, begin + near[0], stop + near[0])
    return start, end


def _trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    words = content[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def columns_of(figure: Figure) -> dict[str, Any]:
    """Return a found figure as the columns of a claim."""
    found = {
        "says": figure.text,
        "kind": figure.kind,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "first": _number(figure.from_),
        "last": _number(figure.to),
        "unit": figure.unit,
        "counted": figure.counted,
        "place": figure.place[:2],
        "period": figure.period,
        "qualifier": figure.qualifier,
        "attributed_to": figure.attributed_to,
    }
    # A hostile text can make any of these long; the passage keeps its words whole.
    return {name: str(one)[: _WIDTHS[name]] if name in _WIDTHS else one for name, one in found.items()}


def _number(value: float | None) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(repr(value)).quantize(_PLACES)
    except InvalidOperation:
        number = _MOST
    if abs(number) >= _MOST:
        raise BadInput(N_("The number is too large to be kept."))
    return number
