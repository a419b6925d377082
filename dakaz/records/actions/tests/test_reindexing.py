"""Folding again takes its time; what is noted about the vault meanwhile stays."""

from __future__ import annotations

from datetime import UTC, datetime

from dakaz.names.fold import FOLD_VERSION
from dakaz.records.actions.reindexing import reindex
from dakaz.records.models import Item, VaultState
from dakaz.records.tests.two_circles import plant

WHEN = datetime(2024, 10, 28, 12, 0, tzinfo=UTC)


def test_a_backup_made_while_texts_are_folded_again_is_not_forgotten(acting):
    plant(Item, acting.seen_by.office, "words")
    VaultState.objects.update(fold_version=FOLD_VERSION - 1)
    for _ in reindex(acting):
        VaultState.objects.update(last_backup=WHEN)
    state = VaultState.objects.get(pk=1)
    assert (state.last_backup, state.fold_version, state.folding) == (WHEN, FOLD_VERSION, 0)
