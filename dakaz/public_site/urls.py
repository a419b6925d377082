"""Addresses of the public pages. In one stand a language, a page's name, a rule's row, a random id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from .addresses import ICON, STYLE
from .views import Pages

__all__ = ["patterns"]

Mark = Callable[[Callable[..., Any]], Callable[..., Any]]


def as_it_is(view: Callable[..., Any]) -> Callable[..., Any]:
    """Change nothing about a view."""
    return view


def patterns(pages: Pages, mark: Mark = as_it_is) -> list[URLPattern]:
    """Return the addresses.

    Args:
        pages: what is served.
        mark: how whoever mounts the pages says that nobody need be signed in for them.
    """
    library, ask, answer = mark(pages.library), mark(pages.ask), mark(pages.answer)
    return [
        path("", mark(pages.start)),
        path(STYLE, mark(pages.style)),
        path(ICON, mark(pages.icon)),
        path("leave/", mark(pages.leave)),
        path("<slug:language>/", library),
        path("<slug:language>/ask/", ask),
        path("<slug:language>/ask/<str:kept_id>/", ask),
        path("<slug:language>/answer/<str:kept_id>/", answer),
        path("<slug:language>/turn/", mark(pages.turn)),
        path("<slug:language>/calendar/", mark(pages.calendar)),
        path("<slug:language>/<slug:name>/", library),
        path("<slug:language>/<slug:name>/<str:key>/", library),
    ]
