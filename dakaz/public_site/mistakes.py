"""Calm pages for what is not there and for what went wrong on our side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from .addresses import Place
from .pages import Page
from .views import Pages
from .words import LANGUAGES

__all__ = ["mistake", "not_found"]


def not_found(pages: Pages, request: HttpRequest) -> HttpResponse:
    """There is no such page."""
    return _notice(pages, request, "not_found", 404)


def mistake(pages: Pages, request: HttpRequest) -> HttpResponse:
    """Our own mistake."""
    return _notice(pages, request, "mistake", 500)


def _notice(pages: Pages, request: HttpRequest, key: str, status: int) -> HttpResponse:
    parts = request.path_info.strip("/").split("/")
    language = parts[0] if parts[0] in LANGUAGES else "en"
    depth = request.path_info.count("/") - 1
    # the page stands as deep as the address that was called, so that its relative ways lead home
    here = Place(
        language, *(["-"] if depth > 1 else []), *(["/".join("-" * (depth - 2))] if depth > 2 else [])
    )
    page = Page(pages.knowledge(), here, other_languages=False)
    values = {"title": page.speech.say(f"{key}_title"), "text": page.speech.say(f"{key}_text")}
    return HttpResponse(page.render("notice.html", values), status=status)
