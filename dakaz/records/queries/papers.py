"""Which papers and sources a form offers: a few at hand, and what words find; never the whole archive."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Item, Source

from .archive import item_by_cite
from .search import search

OF_THE_CASE = 10
NEWEST = 5
LATELY = 1000  # rows looked through for papers of no case, however large the archive
FOUND = 10
NAMED_BY = ("pk", "title", "publisher")
PAGE = "page"  # a photo of a paper; what is chosen is the paper


def at_hand(seen_by: SeenBy, *, case_code: str = "") -> list[Item]:
    """Return the newest papers of a case, and the newest that belong to no case yet."""
    rows = guard.visible(Item.objects.exclude(within_as=PAGE), seen_by).select_related("source", "case")
    last = rows.order_by("-row").values_list("row", flat=True).first() or 0
    of_case = rows.filter(case__code__iexact=case_code).order_by("-row")[:OF_THE_CASE] if case_code else ()
    return [*of_case, *rows.filter(case=None, row__gt=last - LATELY).order_by("-row")[:NEWEST]]


def sought(seen_by: SeenBy, typed: str) -> list[Item]:
    """Return papers by their citation key, or by words of their title and text, the best first.

    Words are tried as they are, and then as beginnings: one types until it is found.
    """
    by_key = item_by_cite(seen_by, typed.strip().removeprefix("@"))
    hits = search(seen_by, typed, limit=FOUND).hits or search(seen_by, f"{typed}*", limit=FOUND).hits
    found = ([by_key] if by_key else []) + [hit.item for hit in hits]
    return list(dict.fromkeys(one for one in found if one.within_as != PAGE))


def by_ids(seen_by: SeenBy, identifiers: Iterable[str]) -> list[Item]:
    """Return those of these items that exist and may be seen; what is no id is passed over."""
    wanted = [found for one in identifiers if (found := _id(one))]
    return list(guard.visible(Item.objects.filter(pk__in=wanted), seen_by).select_related("source", "case"))


def newest_sources(seen_by: SeenBy) -> list[Source]:
    """Return the sources written down last."""
    return list(guard.visible(Source.objects.all(), seen_by).order_by("-entry")[:NEWEST])


def sources_sought(seen_by: SeenBy, typed: str) -> list[Source]:
    """Return sources whose title and publisher hold every word typed, whole or as a part."""
    words = typed.casefold().split()
    rows = guard.visible(Source.objects.all(), seen_by).order_by("-entry")
    held = ((pk, f"{title} {publisher}".casefold()) for pk, title, publisher in rows.values_list(*NAMED_BY))
    found = [pk for pk, said in held if all(word in said for word in words)]
    return list(rows.filter(pk__in=found[:FOUND]))


def sources_by_ids(seen_by: SeenBy, identifiers: Iterable[str]) -> list[Source]:
    """Return those of these sources that exist and may be seen; what is no id is passed over."""
    wanted = [found for one in identifiers if (found := _id(one))]
    return list(guard.visible(Source.objects.filter(pk__in=wanted), seen_by))


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
