"""Kept questions: keeping one, calling it differently, taking it away. Only their owner is shown them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from dakaz.errors import N_, BadInput
from dakaz.records.actions import searches as actions
from dakaz.records.queries import searches as query
from dakaz.web import kept_searches
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Link

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.web.requests import Request


def keep(request: Request) -> HttpResponse:
    """Keep what a list is narrowed to, and lead back to it."""
    if request.method != "POST":
        return SeeOther(reverse("people:searches"))
    pages = kept_searches.pages_of(request, str(request.POST.get("place", "")))
    if pages is None:
        raise BadInput(N_("There is no such list. Open the list and keep the question there."))
    place = f"{pages.namespace}:{pages.path}"
    terms = kept_searches.terms_of(pages, dict(parse_qsl(str(request.POST.get("terms", "")))))
    try:
        actions.keep(acting(request), place=place, name=str(request.POST.get("name", "")), terms=terms)
    except BadInput as problem:
        return _page(request, sentence(problem), status=422)
    return SeeOther(kept_searches.address_of(place, terms))


def searches(request: Request) -> HttpResponse:
    """Show all of one's kept questions, list by list."""
    return _page(request)


def _page(request: Request, problem: str = "", *, status: int = 200) -> HttpResponse:
    rows = [
        (one, pages.words["many"], kept_searches.address_of(one.place, one.terms))
        for one in query.kept(request.user)
        if (pages := kept_searches.pages_of(request, one.place))
    ]
    ways_back = [Link(gettext("People and cases"), reverse("people:home"))]
    context = {"rows": rows, "problem": problem, "ways_back": ways_back}
    return render(request, "people/searches.html", context, status=status)


def rename(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Give one another name."""
    found = query.search(request.user, record_id)
    if request.method == "POST":
        try:
            actions.rename(acting(request), found.pk, name=str(request.POST.get("name", "")))
        except BadInput as problem:
            return _page(request, sentence(problem), status=422)
    return SeeOther(reverse("people:searches"))


def forget(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Take one away."""
    found = query.search(request.user, record_id)
    if request.method == "POST":
        actions.forget(acting(request), found.pk)
    return SeeOther(reverse("people:searches"))


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("searches/", searches, name="searches"),
        path("searches/keep", keep, name="keep-search"),
        path("searches/<uuid:record_id>/rename", rename, name="rename-search"),
        path("searches/<uuid:record_id>/forget", forget, name="forget-search"),
    ]
