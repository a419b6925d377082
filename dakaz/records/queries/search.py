"""Search over the archive as one person may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from dakaz.errors import N_
from dakaz.names.fold import FOLD_VERSION
from dakaz.records import database, guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Item, ItemText, VaultState

from . import fulltext
from .archive import matching
from .found import merge
from .sealed_texts import search_sealed
from .snippets import Snippet, highlight

SNIPPETS = 3
FOLDED_EARLIER = fulltext.Note(
    N_(
        "The words of this archive were prepared for search by an earlier Dakaz, so some spellings are not "
        "found yet. The command “dakaz reindex” prepares them anew; it can be stopped and taken up again."
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found.

    Args:
        item: with its source and case.
        score: higher is better; 0 when the words asked are too common to rank by.
        snippets: passages of the original text with the words marked, at most three.
    """

    item: Item
    score: float
    snippets: Sequence[Snippet]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found.

    Args:
        hits: this page's items, best first.
        total: how many in all that this person may see.
        at_least: whether there are more than ``total``.
        notes: what the person should know about this answer.
        next: where the next page begins, if there is one.
    """

    hits: Sequence[Hit]
    total: int
    at_least: bool
    notes: Sequence[fulltext.Note]
    next: fulltext.Position | None


def search(
    seen_by: SeenBy,
    query: str,
    *,
    filters: Mapping[str, str] | None = None,
    limit: int = 20,
    after: fulltext.Position | None = None,
) -> Answer:
    """Find items whose title or text holds every word of ``query``, in any script.

    Args:
        query: as typed: words, "phrases", -word, word*.
        filters: as ``archive.matching``.
        after: ``next`` of the page before.
    """
    with connection.cursor() as cursor:
        found = fulltext.search(
            cursor, query, visible=_visible(seen_by, filters or {}), limit=limit, after=after
        )
    if sealed := [one for one in seen_by.compartments if one in database.sealed_here()]:
        theirs = matching(seen_by, filters or {}).filter(compartment__in=sealed).values_list("row", flat=True)
        found = merge([found, search_sealed(query, theirs, limit=limit, after=after)], limit=limit)
    scores = dict(found.rows)
    rows = guard.visible(Item.objects.filter(row__in=scores), seen_by).select_related("source", "case")
    items = {item.row: item for item in rows}
    texts = {
        text.item_id: text.content
        for text in ItemText.objects.filter(item__in=[item.pk for item in items.values()])
    }
    hits = [
        Hit(items[row], 0.0 - score, _snippets(items[row], texts.get(items[row].pk, ""), query))
        for row, score in found.rows
        if row in items
    ]
    more = found.end if len(found.rows) == limit else None
    notes = found.notes if _folded_as_now() else (FOLDED_EARLIER, *found.notes)
    return Answer(hits, found.total, found.total_is_at_least, notes, more)


def _folded_as_now() -> bool:
    return not VaultState.objects.filter(pk=1).exclude(fold_version=FOLD_VERSION).exists()


def _visible(seen_by: SeenBy, filters: Mapping[str, str]) -> fulltext.Visible | fulltext.VisibleRows:
    """The rows this person may see and wants; when that is everything, nothing is asked per row."""
    if not any(filters.values()) and guard.sees_everything(seen_by):
        return fulltext.EVERYTHING
    rows = matching(seen_by, filters).values("row")
    sql, params = rows.query.sql_with_params()
    return fulltext.VisibleRows(sql, tuple(params))


def _snippets(item: Item, text: str, query: str) -> list[Snippet]:
    return highlight(text, query, language=item.language or None, most=SNIPPETS)
