"""Kept questions above a list: what it was narrowed to, under a name, for the one who kept it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, resolve, reverse

from . import capabilities
from .list_filters import chosen_of

if TYPE_CHECKING:
    from .record_pages import Pages
    from .requests import Request

SORT = "sort"


def pages_of(request: Request, place: str) -> Pages | None:
    """Return the list of this name, if there is one and the reader may open it."""
    from .record_pages import Pages  # noqa: PLC0415 - it shows what stands here

    try:
        path = reverse(place)
    except NoReverseMatch:
        return None
    found = getattr(resolve(path.removeprefix(_before())).func, "__self__", None)
    refused = capabilities.refusal(request.user, place, "GET")
    return found if isinstance(found, Pages) and not refused else None


def _before() -> str:
    """Return what stands in an address before its path: the session's segment."""
    return reverse("start").rstrip("/")


def terms_of(pages: Pages, asked: Mapping[str, Any]) -> dict[str, str]:
    """Return what an address asks of a list that is worth keeping: filters it knows, and an order."""
    terms = chosen_of(pages.filters, asked)
    order = str(asked.get(SORT, ""))
    if order.removeprefix("-") in {column.key for column in pages.columns if column.sortable}:
        terms[SORT] = order
    return terms


def address_of(place: str, terms: Mapping[str, str]) -> str:
    """Return the address that asks a kept question: codes only."""
    return reverse(place) + ("?" + urlencode(terms) if terms else "")


def above(request: Request, pages: Pages) -> dict[str, Any]:
    """Return what ``records/kept.html`` shows above a list; nothing to whom kept questions are not open."""
    from dakaz.records.queries import searches  # noqa: PLC0415 - tables load after the settings

    if not (pages.filters and capabilities.refusal(request.user, "people:keep-search", "POST") is None):
        return {}
    place = f"{pages.namespace}:{pages.path}"
    terms = terms_of(pages, request.GET)
    there = searches.kept(request.user, place=place)
    return {
        "kept_place": place,
        "kept": [(one.name, address_of(place, one.terms), one.terms == terms) for one in there],
        "kept_terms": urlencode(terms),
        "kept_narrowed": bool(chosen_of(pages.filters, request.GET)),
    }
