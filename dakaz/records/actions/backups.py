"""Backing the vault up, and remembering when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from dakaz.records.models import VaultState
from dakaz.vault import backup as backups

from .acting import Acting
from .checkpoints import checkpoint
from .logged import Act, append


def back_up(
    acting: Acting,
    target: BinaryIO | Path,
    *,
    recipients: Sequence[str] = (),
    progress: Callable[[int], None] = backups.nobody,
) -> None:
    """Write everything into one sealed stream, while others go on working.

    Args:
        target: a stream, or a file that must not exist yet and appears only when complete.
        recipients: age recipients who may open it besides everyone who can sign in and the shares.
    """
    checkpoint(acting)
    now = acting.clock()
    backups.backup(acting.vault, acting.keys, target, now=now, recipients=recipients, progress=progress)
    with transaction.atomic():
        VaultState.objects.filter(pk=1).update(last_backup=now)
        append(acting, [Act("vault.backed_up", acting.seen_by.office)])
