"""The page of one item: what it is, picture beside text, passages, what rests on it, where it comes from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from dakaz.records.queries import archive, resting
from dakaz.records.queries.snippets import highlight
from dakaz.web.acting import acting
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Fact, Link, Provenance, State
from dakaz.web.requests import Request
from dakaz.web.templatetags.words import size
from dakaz.worker import current

from . import custody, pictures, text, words
from .marking import Choices, MarkForm, decision_address
from .resting_words import Rest, said_of

if TYPE_CHECKING:
    from dakaz.records.models import Item, ItemText, Passage

SAID = "item said"
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of the text, and which page's picture, this request shows.

    Args:
        number: from 1.
        of: how many there are.
        blocks: the text, marked.
        start: where the part begins.
    """

    number: int
    of: int
    blocks: Sequence[text.Block]
    start: int = 0


def item(request: Request, item_id: uuid.UUID) -> HttpResponse:
    """Show one item."""
    return page(request, archive.item(request.user, item_id))


def page(
    request: Request,
    found: Item,
    *,
    mark: MarkForm | None = None,
    choices: Choices | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of an item, with a form to mend, or places to choose from, where there are some."""
    content = archive.text_of(found)
    passages = archive.passages_of(request.user, found)
    places = text.located(content.content, passages) if content else {}
    shown = _shown(request, found, content, places)
    rests = [said_of(one) for one in resting.rests_on(request.user, found.pk)]
    context = {
        "item": found,
        "line": _line(found),
        "reading": words.reading(found),
        "facts": _facts(found),
        "custody": custody.story(request.user, found),
        "origins": custody.origins(found),
        "text": content,
        "shown": shown,
        "page": _page_of(found, shown),
        "passages": _passages(found, passages, places, rests),
        "rests": rests,
        "rests_alone": [one for one in rests if one.alone],
        "rests_also": [one for one in rests if not one.alone],
        "parts": _parts(request, found),
        "is_paper": found.media_type == words.PAPER,
        "notes": words.notes(found.reading_notes),
        "to_be_read": current().is_to_read(found.pk),
        "may_read": _may_read(found),
        "mark": mark or MarkForm(),
        "choices": choices,
        "then": request.POST.get("then", ""),
        "notice": request.session.papers.pop(SAID, None),
        "back_to": _search_name(request),
        "at": _number(request.GET.get("at")),
        "may_decide": bool(decision_address(found.pk)),
        "moved": State(gettext("its words no longer stand in the text as it was read"), "amber"),
    }
    if context["to_be_read"]:
        current().wake(acting(request))
    return render(request, "archive/item.html", context, status=status)


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) <= DIGITS else None


def _shown(
    request: Request, found: Item, content: ItemText | None, places: Mapping[str, tuple[int, int]]
) -> Shown:
    if content is None:
        of = pictures.count(found)
        return Shown(min(_number(request.GET.get("page")) or 1, max(of, 1)), of, [])
    cut = text.parts(content)
    place, number = _number(request.GET.get("at")), _number(request.GET.get("page"))
    here = text.part_at(cut, place) if place is not None else cut[min(max(number or 1, 1), len(cut)) - 1]
    marks = _found(request, found, content, here)
    return Shown(
        here.number, len(cut), text.blocks(content, here, places=dict(places), found=marks), here.start
    )


def _search_name(request: Request) -> str:
    """The opaque name of the search one came from, while it is known."""
    name = request.GET.get("found", "")
    kept = request.session.search(name)
    return name if isinstance(kept, dict) and "words" in kept else ""


def _found(request: Request, found: Item, content: ItemText, here: text.Part) -> list[tuple[int, int]]:
    """Where the words of the search one came from stand in the part shown."""
    name = _search_name(request)
    if not name:
        return []
    kept: Any = request.session.search(name)
    shown = content.content[here.start : here.end]
    snippets = highlight(shown, kept["words"], language=found.language or None)
    return [(here.start + a, here.start + b) for snippet in snippets for a, b in snippet.marks]


def _page_of(found: Item, shown: Shown) -> dict[str, Any] | None:
    """The picture beside the text, where pages can be drawn."""
    of = pictures.count(found)
    if not of:
        return None
    number = min(shown.number, of)
    return {
        "number": number,
        "of": of,
        "url": reverse("archive:picture", args=[found.pk, number, "page"]),
        "large": reverse("archive:picture", args=[found.pk, number, "large"]),
    }


def _line(found: Item) -> list[str]:
    """What it is, in one line."""
    pages = gettext("%(n)d pages") % {"n": found.pages} if (found.pages or 0) > 1 else ""
    said = [words.kind(found.media_type), in_words(found.dated), pages, words.language(found.language)]
    return [one for one in said if one]


def _facts(found: Item) -> list[Fact]:
    source = (
        Link(found.source.title, reverse("archive:source", args=[found.source.pk])) if found.source else None
    )
    within = (
        Link(found.within.title, reverse("archive:item", args=[found.within.pk])) if found.within else None
    )
    facts = [
        Fact(gettext("Source"), source, provenance=_publisher(found)),
        Fact(gettext("Dated"), in_words(found.dated)),
        Fact(gettext("Case"), _case(found)),
        Fact(gettext("Tags"), ", ".join(found.tags)),
        Fact(gettext("Cited as"), f"@{found.cite}" if found.cite else None),
    ]
    if found.note:
        facts.append(Fact(gettext("Note"), found.note))
    if within is not None:
        facts.append(Fact(gettext("Part of"), within))
    if found.media_type == words.PAPER:
        return facts
    return [*facts, Fact(gettext("File as it came"), found.name), Fact(gettext("Size"), size(found.size))]


def _case(found: Item) -> Link | str | None:
    if found.case is None:
        return None
    try:
        return Link(found.case.code, reverse("people:case", args=[found.case.pk]))
    except NoReverseMatch:
        return found.case.code


def _publisher(found: Item) -> Provenance | None:
    source = found.source
    if source is None:
        return None
    return Provenance(source.publisher or gettext("publisher not noted"), kind=source.get_kind_display())


def _passages(
    found: Item, passages: Sequence[Passage], places: Mapping[str, tuple[int, int]], rests: Sequence[Rest]
) -> list[dict[str, Any]]:
    """Each passage with the link to where it stands, and how much rests on it."""
    here = reverse("archive:item", args=[found.pk])
    return [
        {
            "passage": one,
            "place": words.place_written(one.place),
            "cite": f"@{found.cite}#{one.label}" if found.cite else "",
            "stands": one.label in places,
            "url": f"{here}?at={places[one.label][0]}#mark-{one.label}" if one.label in places else "",
            "decision": decision_address(one.pk),
            "rest": sum(one.label in rest.passages for rest in rests),
        }
        for one in passages
    ]


def _parts(request: Request, found: Item) -> list[dict[str, Any]]:
    return [
        {
            "item": part,
            "title": part.title or part.name,
            "kind": words.kind(part.media_type),
            "as_what": part.get_within_as_display(),
            "picture": reverse("archive:picture", args=[part.pk, 1, "small"])
            if pictures.has_pictures(part)
            else "",
        }
        for part in archive.parts_of(request.user, found)
    ]


def _may_read(found: Item) -> str:
    """What the button that reads once more says; empty where nothing can be read."""
    if found.media_type == words.PAPER or found.media_type.startswith("image/"):
        return gettext("Read the letters again") if found.reading == "read" else gettext("Read the letters")
    if found.reading in ("kept", "too_large"):
        return ""
    return (
        gettext("Read the letters") if found.reading == "no_text" and found.pages else gettext("Read again")
    )
