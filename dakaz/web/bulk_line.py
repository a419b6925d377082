"""The line under a list whose records can be changed at once: those ticked, or all that match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from . import capabilities
from .kept_searches import terms_of

if TYPE_CHECKING:
    from .record_pages import Pages
    from .requests import Request

FORM = "bulk"
NONE = "bulk without a tick"  # in the session: nothing was ticked a moment ago


def form_of(request: Request, pages: Pages) -> str:
    """Return the id of the form that ticks before the lines belong to; empty where nothing can be changed."""
    from dakaz.records.queries.bulk import KINDS  # noqa: PLC0415 - tables load after the settings

    there = f"{pages.namespace}:{pages.path}" in KINDS
    return FORM if there and capabilities.refusal(request.user, "people:bulk", "POST") is None else ""


def under(request: Request, pages: Pages) -> dict[str, Any]:
    """Return what ``records/bulk_line.html`` shows."""
    if not form_of(request, pages):
        return {}
    return {
        "bulk_form": FORM,
        "bulk_place": f"{pages.namespace}:{pages.path}",
        "bulk_terms": urlencode(terms_of(pages, request.GET)),
        "bulk_none": request.session.papers.pop(NONE, False),
    }
