"""Signing how far the log has come, at lock, backup, release and hourly."""

from __future__ import annotations

from datetime import timedelta

from dakaz.records.models import LogTree, VaultState
from dakaz.vault import log

from .acting import Acting

EVERY = timedelta(hours=1)


def checkpoint(acting: Acting) -> str | None:
    """Write a signed checkpoint of the log beside the database; return its text, None when nothing is new."""
    tree = LogTree.objects.filter(pk=1).first()
    if tree is None or not tree.size:
        return None
    if any(int(file.stem) == tree.size for file in log.kept(acting.vault.log_folder)):
        return None
    root = log.Frontier.from_bytes(bytes(tree.frontier)).root()
    origin = f"dakaz/{acting.vault.vault_id}"
    text = log.checkpoint(origin, tree.size, root, acting.keys.log_key)
    log.keep(acting.vault.log_folder, text, tree.size)
    VaultState.objects.filter(pk=1).update(last_checkpoint=acting.clock())
    return text


def checkpoint_if_due(acting: Acting) -> str | None:
    """Write a checkpoint when the last one is an hour old."""
    state = VaultState.objects.get(pk=1)
    if state.last_checkpoint and acting.clock() - state.last_checkpoint < EVERY:
        return None
    return checkpoint(acting)
