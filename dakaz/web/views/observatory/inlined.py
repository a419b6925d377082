"""Pictures of the figures room inside a page: its style sheet is ours, its ids are not the page's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .axis_words import dates_in_words

if TYPE_CHECKING:
    from dakaz.figures.pictures import Picture

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_PAPER = 'fill="#fff"'  # what it is drawn on: in a page, the page's own


def inlined(picture: Picture, *, name: str = "picture") -> SafeString:
    """Return a picture as it stands in a page: a page loads no style sheet but the program's own.

    Args:
        name: begins the ids in it, where a page has several pictures.
    """
    svg = _STYLE.sub("", picture.svg).replace(_PAPER, 'class="paper"', 1)
    svg = dates_in_words(svg)
    for one in ("title", "desc"):
        svg = svg.replace(f'id="{one}"', f'id="{name}-{one}"')
    svg = svg.replace('aria-labelledby="title desc"', f'aria-labelledby="{name}-title {name}-desc"')
    return mark_safe(svg)  # noqa: S308 - every word in it was escaped where it was drawn


def translated(table: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return a picture's table with its head in the reader's language."""
    head, *rows = table
    return {"head": [gettext(one) if one else "" for one in head], "rows": rows}
