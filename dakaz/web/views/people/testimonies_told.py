"""What somebody told us already, by topic: lines for their page and beside a form that would ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from dakaz.records.queries.testimonies import already_told
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Link

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Party, Testimony


def told_lines(
    seen_by: SeenBy, party: Party, *, without: Testimony | None = None
) -> list[tuple[str, list[Link]]]:
    """Return each topic in words with links to where it is told, named by the day.

    Args:
        without: a testimony that stands on the same page.
    """
    lines = []
    for told in already_told(seen_by, party):
        links = [_link(one) for one in told.where if without is None or one.pk != without.pk]
        if links:
            lines.append((str(told.words), links))
    return lines


def _link(testimony: Testimony) -> Link:
    words: Any = in_words(testimony.date, brief=True) or gettext("no date")
    return Link(str(words), reverse("people:testimony", args=[testimony.pk]))
