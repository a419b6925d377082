"""Folding every text again after the fold has changed; can be stopped and taken up again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

from dakaz.names.fold import FOLD_VERSION, fold_text
from dakaz.records import guard
from dakaz.records.models import Item, Name, VaultState
from dakaz.records.queries import fulltext

from .acting import Acting

BATCH = 200


def reindex(acting: Acting) -> Iterator[int]:
    """Fold texts and names again, in the order of the items; yield how many items are done.

    How far it came stands in the vault, so the next call goes on from there.
    """
    state = VaultState.objects.get(pk=1)
    if state.folding != FOLD_VERSION:
        state.folding, state.folded_to = FOLD_VERSION, -1
        state.save(update_fields=["folding", "folded_to"])
    done = guard.visible(Item.objects.filter(row__lte=state.folded_to), acting.seen_by).count()
    while items := _next(acting, state.folded_to):
        with transaction.atomic(), connection.cursor() as cursor:
            fulltext.remove(cursor, [item.row for item in items])
            fulltext.add(cursor, [entry_of(item) for item in items])
            state.folded_to = items[-1].row
            state.save(update_fields=["folded_to"])
        done += len(items)
        yield done
    with transaction.atomic():
        _fold_names()
        state.fold_version, state.folding, state.folded_to = FOLD_VERSION, 0, -1
        state.save(update_fields=["fold_version", "folding", "folded_to"])
    with connection.cursor() as cursor:
        fulltext.optimize(cursor)


def entry_of(item: Item) -> tuple[int, str, str | None]:
    """Return what the index holds of an item: its row, title and text, language."""
    text = item.text.content if hasattr(item, "text") else ""
    return item.row, f"{item.title}\n{text}", item.language or None


def _next(acting: Acting, after: int) -> list[Item]:
    rows = guard.visible(Item.objects.filter(row__gt=after, compartment=guard.SHARED), acting.seen_by)
    return list(rows.select_related("text").order_by("row")[:BATCH])


def _fold_names() -> None:
    for name in Name.objects.iterator():
        name.fold = fold_text(name.text, name.language or None)[:300]
        name.save(update_fields=["fold"])
