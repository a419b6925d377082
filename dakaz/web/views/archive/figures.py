"""The figures in an item's text, one after another: what was read, and three answers by one key each.

The text is whatever came in; it is drawn as text. What was dropped is remembered until one locks.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.errors import BadInput, Conflict
from dakaz.figures.text import Figure, extract
from dakaz.records.actions.claims import accept, columns_of, sentence_of
from dakaz.records.queries import archive, claims
from dakaz.web import capabilities
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Fact, Notice
from dakaz.web.requests import Request
from dakaz.web.views.observatory.claim_form import NUMBERS, FigureForm
from dakaz.web.views.observatory.figure_words import (
    facts_of,
    kind_word,
    state_word,
)

from . import text

if TYPE_CHECKING:
    from dakaz.records.models import Claim, Item, ItemText

DROPPED = "figures dropped"
DIGITS = 9
ANSWERS = ("accept", "drop", "back", "correct", "corrected")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in the text with what was answered.

    Args:
        figure: with its place in the whole text.
        state: waiting, accepted or dropped.
        claim: what it became.
        now: whether it is the one asked about.
        url: to ask about it.
        title: what a mark says of itself.
    """

    figure: Figure
    state: str
    claim: Claim | None
    now: bool
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Reader:
    """One part of a text with its figures."""

    item: Item
    content: ItemText
    part: text.Part
    of: int
    found: Sequence[Found]

    @property
    def now(self) -> Found | None:
        """The figure asked about."""
        return next((one for one in self.found if one.now), None)

    def waiting_after(self, start: int) -> Found | None:
        """The next figure without an answer, behind ``start`` or else from the top."""
        waiting = [one for one in self.found if one.state == "waiting" and one.figure.start != start]
        return next((one for one in waiting if one.figure.start > start), waiting[0] if waiting else None)


def figures(request: Request, item_id: uuid.UUID) -> HttpResponseBase:
    """Show one part of the text and the figure asked about; take an answer."""
    found = archive.item(request.user, item_id)
    content = archive.text_of(found)
    if content is None:
        return render(request, "archive/figures.html", {"item": found, "reader": None})
    reader = _reader(request, found, content, request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return _page(request, reader)
    return _answered(request, reader)


def _number(given: Any) -> int | None:
    said = str(given or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= DIGITS else None


def _reader(request: Request, found: Item, content: ItemText, asked: Any) -> Reader:
    cut = text.parts(content)
    at, number = _number(asked.get("at")), _number(asked.get("page"))
    part = text.part_at(cut, at) if at is not None else cut[min(max(number or 1, 1), len(cut)) - 1]
    read = figures_of(content, part, found.dated)
    states = _states(request, found, read)
    now = at if at is not None and any(one.start == at for one in read) else None
    if now is None:
        order = [one.start for one in read if states[one.start][0] == "waiting"] or [
            one.start for one in read
        ]
        now = order[0] if order else None
    shown = [_found(found, one, states[one.start], now=one.start == now) for one in read]
    return Reader(found, content, part, len(cut), shown)


def figures_of(content: ItemText, part: text.Part, dated: str) -> list[Figure]:
    """Return the figures of one part of a text, with their places in the whole."""
    words = content.content[part.start : part.end]
    return [
        replace(one, start=one.start + part.start, end=one.end + part.start)
        for one in extract(words, published=_day(dated))
    ]


def _day(dated: str) -> date | None:
    try:
        return date.fromisoformat(dated)
    except ValueError:
        return None


def _states(request: Request, found: Item, read: Sequence[Figure]) -> dict[int, tuple[str, Claim | None]]:
    """Say of each figure whether it was accepted, dropped, or waits; by its first character."""
    dropped = _dropped(request, found.pk)
    kept = claims.of_item(request.user, found)
    states: dict[int, tuple[str, Claim | None]] = {}
    for figure in sorted(read, key=lambda one: one.start):
        claim = next((one for one in kept if _is_of(one, figure)), None)
        if claim is not None:
            kept.remove(claim)
        state = "accepted" if claim else "dropped" if f"{figure.start}-{figure.end}" in dropped else "waiting"
        states[figure.start] = (state, claim)
    return states


def _is_of(claim: Claim, figure: Figure) -> bool:
    passage = claim.passage
    if passage is None or claim.says != figure.text[:200]:
        return False
    return bool(passage.start <= figure.start and figure.end <= passage.end)


def _dropped(request: Request, item_id: uuid.UUID) -> set[str]:
    kept: dict[str, set[str]] = request.session.papers.setdefault(DROPPED, {})
    return kept.setdefault(str(item_id), set())


def _found(item: Item, figure: Figure, state: tuple[str, Claim | None], *, now: bool) -> Found:
    title = f"{kind_word(figure.kind)} · {state_word(state[0])}"
    return Found(figure, state[0], state[1], now, _address(item.pk, figure.start), title)


def _address(item_id: uuid.UUID, at: int | None, **more: Any) -> str:
    asked = ({} if at is None else {"at": at}) | more
    ending = f"?{urlencode(asked)}" if asked else ""
    return reverse("archive:figures", args=[item_id]) + ending + ("" if at is None else "#now")


# Answers


def _answered(request: Request, reader: Reader) -> HttpResponseBase:
    now, answer = reader.now, str(request.POST.get("answer", ""))
    if now is None or answer not in ANSWERS or now.figure.start != _number(request.POST.get("at")):
        return SeeOther(_address(reader.item.pk, None, page=reader.part.number))
    if answer in ("drop", "back"):
        return _put_aside(request, reader, now, back=answer == "back")
    if answer == "correct":
        typed = {"about": _typed_about(request)} if "about" in request.POST else {}
        initial = _initial(request, now) | typed
        return _page(request, reader, form=FigureForm(seen_by=request.user, initial=initial))
    if now.claim is not None:
        return SeeOther(now.url)
    return _accept(request, reader, now, corrected=answer == "corrected")


def _put_aside(request: Request, reader: Reader, now: Found, *, back: bool) -> HttpResponseBase:
    dropped, key = _dropped(request, reader.item.pk), f"{now.figure.start}-{now.figure.end}"
    if back:
        dropped.discard(key)
        return SeeOther(now.url)
    dropped.add(key)
    return _onwards(reader, now)


def _accept(request: Request, reader: Reader, now: Found, *, corrected: bool) -> HttpResponseBase:
    form = FigureForm(request.POST, seen_by=request.user) if corrected else None
    if form is not None and not form.is_valid():
        return _page(request, reader, form=form, status=422)
    changed = form.cleaned_data if form else {"about": _typed_about(request)}
    try:
        accept(acting(request), reader.item.pk, now.figure, changed=changed)
    except (BadInput, Conflict) as problem:
        notice = Notice(gettext("Not kept"), sentence(problem), "brick")
        return _page(request, reader, form=form, notice=notice, status=422)
    return _onwards(reader, now)


def _typed_about(request: Request) -> str:
    return " ".join(str(request.POST.get("about", "")).split())[:120]


def _onwards(reader: Reader, now: Found) -> HttpResponseBase:
    after = reader.waiting_after(now.figure.start)
    if after is None:
        return SeeOther(_address(reader.item.pk, None, page=reader.part.number))
    return SeeOther(after.url)


def _initial(request: Request, now: Found) -> dict[str, Any]:
    columns = columns_of(now.figure)
    shown = {name: claims.typed(columns[name]) for name in NUMBERS}
    return columns | shown | {"about": _about(request, now)}


def _about(request: Request, now: Found) -> str:
    figure = now.figure
    return claims.about_like(request.user, counted=figure.counted, unit=figure.unit)


# The page


def _page(
    request: Request,
    reader: Reader,
    *,
    form: FigureForm | None = None,
    notice: Notice | None = None,
    status: int = 200,
) -> HttpResponse:
    now = reader.now
    places = list(reader.found)
    here = places.index(now) if now else 0
    context = {
        "item": reader.item,
        "reader": reader,
        "blocks": _blocks(reader),
        "now": now,
        "may_answer": capabilities.refusal(request.user, "archive:figures", "POST") is None,
        "number": here + 1,
        "facts": _facts(now) if now else [],
        "sentence": _sentence(reader, now) if now else "",
        "before": places[here - 1] if now and here else None,
        "after": places[here + 1] if now and here + 1 < len(places) else None,
        "counts": [
            (state_word(state), sum(one.state == state for one in places))
            for state in ("waiting", "accepted", "dropped")
        ],
        "form": form,
        "about": _about(request, now) if now and now.state == "waiting" else "",
        "abouts": claims.abouts(request.user),
        "notice": notice,
        "pages": _pages(reader),
    }
    return render(request, "archive/figures.html", context, status=status)


def _sentence(reader: Reader, now: Found) -> str:
    """Return the sentence a claim would keep: where the text stands below, it is seen with the question."""
    start, end = sentence_of(reader.content.content, now.figure.start, now.figure.end)
    return reader.content.content[start:end]


def _pages(reader: Reader) -> dict[str, str]:
    number, page = reader.part.number, reader.item.pk
    return {
        "before": _address(page, None, page=number - 1) if number > 1 else "",
        "after": _address(page, None, page=number + 1) if number < reader.of else "",
    }


def _blocks(reader: Reader) -> list[tuple[text.Block, list[tuple[text.Span, Found | None]]]]:
    """Return the text of the part in blocks, each stretch with the figure it is, if it is one."""
    by_key = {f"{one.figure.start}-{one.figure.end}": one for one in reader.found}
    places = {key: (one.figure.start, one.figure.end) for key, one in by_key.items()}
    drawn = text.blocks(reader.content, reader.part, places=places, found=[])
    return [(block, list(_named(block.spans, by_key))) for block in drawn]


def _named(spans: Iterable[text.Span], by_key: dict[str, Found]) -> Iterable[tuple[text.Span, Found | None]]:
    for span in spans:
        yield span, by_key[span.passages[0]] if span.passages else None


def _facts(now: Found) -> list[Fact]:
    return facts_of(now.claim or now.figure)
