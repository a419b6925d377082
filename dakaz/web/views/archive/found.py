"""Search: asked with POST, answered under an opaque name; the words stay in the session's memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dakaz.records.queries import search as searching
from dakaz.web import capabilities
from dakaz.web.answers import SeeOther
from dakaz.web.edtf_words import in_words
from dakaz.web.requests import Request

from . import words
from .listing import FilterForm, filter_form, filters_of, said_by

if TYPE_CHECKING:
    from dakaz.records.queries.search import Answer, Hit
    from dakaz.records.queries.snippets import Snippet

LONGEST = 500
ON_A_PAGE = 20
PEOPLE = 5  # and cases, before the items


def search(request: Request) -> HttpResponse:
    """Keep what is asked and lead to its answer; without words, to a page that asks for some."""
    if request.method != "POST":
        return _page(request, "", {"words": "", "filter": {}}, None)
    asked = str(request.POST.get("words", "")).strip()[:LONGEST]
    form = FilterForm(request.POST, seen_by=request.user) if "kind" in request.POST else None
    chosen = form.given() if form and form.is_valid() else {}
    if not asked:
        return SeeOther(reverse("archive:search"))
    name = request.session.keep_search({"words": asked, "filter": chosen})
    return SeeOther(reverse("archive:found", args=[name]))


def found(request: Request, name: str, after: str = "") -> HttpResponse:
    """Show the answer kept under an opaque name, from the position kept under another."""
    kept = request.session.search(name)
    if not isinstance(kept, dict) or "words" not in kept:
        return _page(request, "", {"words": "", "filter": {}}, None, forgotten=True)
    position = request.session.search(after) if after else None
    answer = searching.search(
        request.user, kept["words"], filters=filters_of(kept["filter"]), limit=ON_A_PAGE, after=position
    )
    return _page(request, name, kept, answer, people=not after and not kept["filter"])


def _page(
    request: Request,
    name: str,
    kept: dict[str, Any],
    answer: Answer | None,
    *,
    forgotten: bool = False,
    people: bool = False,
) -> HttpResponse:
    chosen = kept["filter"]
    context = {
        "words": kept["words"],
        "filter": filter_form(request, chosen),
        "filtered": bool(chosen),
        "answer": answer,
        "forgotten": forgotten,
        "hits": [_hit(hit, name) for hit in answer.hits] if answer else [],
        "notes": [words.note_words(note.message, dict(note.values)) for note in answer.notes]
        if answer
        else [],
        "next": _next(request, name, answer),
        **(_people(request, kept["words"]) if people else {}),
    }
    return render(request, "archive/found.html", context)


def _people(request: Request, words: str) -> dict[str, Any]:
    """Return whom the words name and the case they are the code of, for the field asks for everything."""
    from dakaz.web.views.people.home import all_found, named  # noqa: PLC0415 - its pages show archive's

    if capabilities.refusal(request.user, "people:found", "GET") is not None:
        return {}
    found = named(request, words, most=PEOPLE + 1)
    more = any(len(one) > PEOPLE for one in found.values())
    shown = {what: some[:PEOPLE] for what, some in found.items()}
    return {**shown, "all_named": all_found(request, words) if more else ""}


def _next(request: Request, name: str, answer: Answer | None) -> str:
    """The address of the next page: its position says nothing to who reads it."""
    if answer is None or answer.next is None:
        return ""
    return reverse("archive:found-after", args=[name, request.session.keep_search(answer.next)])


def _hit(hit: Hit, name: str) -> dict[str, Any]:
    item = hit.item
    said = [
        words.kind(item.media_type),
        said_by(item),
        in_words(item.dated),
        item.case.code if item.case else "",
    ]
    address = reverse("archive:item", args=[item.pk]) + f"?found={name}"
    return {
        "title": item.title or item.name,
        "language": item.language,
        "line": " · ".join(one for one in said if one),
        "url": address,
        "snippets": [(f"{address}&at={_place(one)}#found", _pieces(one)) for one in hit.snippets],
        "only_in_title": not hit.snippets,
    }


def _place(snippet: Snippet) -> int:
    return snippet.marks[0][0] if snippet.marks else snippet.start


def _pieces(snippet: Snippet) -> Sequence[tuple[str, bool]]:
    """A snippet cut into words found and what stands between them."""
    pieces, here = [], snippet.start
    for start, end in snippet.marks:
        pieces.append((snippet.text[here - snippet.start : start - snippet.start], False))
        pieces.append((snippet.text[start - snippet.start : end - snippet.start], True))
        here = end
    pieces.append((snippet.text[here - snippet.start :], False))
    return [piece for piece in pieces if piece[0]]
