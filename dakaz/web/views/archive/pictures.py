"""Pictures of an item's pages: drawn anew in a child without keys; the file's own bytes never go inline."""

from __future__ import annotations

import uuid
from textwrap import wrap
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string

from dakaz.errors import DakazError, Locked, NotFound
from dakaz.records.queries import archive
from dakaz.web.acting import acting
from dakaz.web.answers import sentence
from dakaz.web.requests import Request
from dakaz.worker import current

from .words import PAPER

if TYPE_CHECKING:
    from dakaz.records.models import Item

WIDTHS = {"small": 240, "page": 1000, "large": 2400}
LINE = 52
PNG = b"\x89PNG\r\n\x1a\n"


def has_pictures(item: Item) -> bool:
    """Say whether an item's pages can be drawn."""
    drawable = item.media_type in ("application/pdf", PAPER) or (
        item.media_type.startswith("image/") and item.media_type != "image/svg+xml"
    )
    return drawable and item.reading not in ("locked", "too_large")


def count(item: Item) -> int:
    """Return how many pages can be drawn; 0 for an item without any."""
    return max(1, item.pages or 1) if has_pictures(item) else 0


def page(request: Request, item_id: uuid.UUID, number: int, width: str) -> HttpResponse:
    """Draw one page."""
    return draw(request, item_id, number, width=width)


def draw(
    request: Request, item_id: uuid.UUID, number: int, *, width: str, turn: int | None = None
) -> HttpResponse:
    """Draw one page; what cannot be drawn becomes a picture that says why.

    Args:
        number: of the page, from 1.
        width: a key of ``WIDTHS``.
        turn: degrees clockwise; as the item says when None.
    """
    item = archive.item(request.user, item_id)
    try:
        drawn = _drawn(request, item, number, WIDTHS.get(width, WIDTHS["page"]), turn)
    except (Locked, NotFound):
        raise
    except DakazError as problem:
        return _saying(sentence(problem))
    return HttpResponse(drawn, content_type="image/png" if drawn.startswith(PNG) else "image/jpeg")


def _drawn(request: Request, item: Item, number: int, width: int, turn: int | None) -> bytes:
    if item.media_type == PAPER:
        photos = archive.parts_of(request.user, item)
        item, number = photos[min(number, len(photos)) - 1], 1
    at_work = acting(request)
    content = at_work.vault.objects.read(item.object_name, at_work.keys_of(item.compartment))
    return current().readers.render(content, number, width=width, turn=item.turn if turn is None else turn)


def _saying(text: str) -> HttpResponse:
    lines = list(enumerate(wrap(text, width=LINE), start=1))
    drawing = render_to_string("archive/no_picture.svg", {"said": text, "lines": lines})
    return HttpResponse(drawing, content_type="image/svg+xml")
