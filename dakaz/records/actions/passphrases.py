"""Passphrases and recovery shares: the keyring changes, and the log says that it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from dakaz.vault import Keys

from .acting import Acting
from .logged import Act, append


def change_passphrase(acting: Acting, passphrase: str) -> Keys:
    """Give oneself a new passphrase and return one's keys as they now are.

    Raises:
        BadInput: it is too easy to guess.
    """
    keys = acting.vault.set_passphrase(acting.keys, passphrase)
    _note(replace(acting, keys=keys), "user.passphrase_changed", user=acting.seen_by.user_id)
    return keys


def recovered(acting: Acting, *, user_id: str, passphrase: str, user_name: str | None = None) -> Keys:
    """Give someone a new passphrase after two shares opened the vault, and return their keys.

    Args:
        acting: whoever holds the shares; the log calls them *recovery*.
        user_id: whose passphrase it is.
        user_name: a new name to sign in with; None keeps the present one.

    Raises:
        BadInput: the passphrase is too easy to guess.
    """
    keys = acting.vault.set_passphrase(acting.keys, passphrase, user_id=user_id, user_name=user_name)
    _note(acting, "vault.recovered", user=user_id)
    return keys


def confirm_recovery(acting: Acting, shares: Sequence[str]) -> None:
    """Note that two shares were typed back.

    Raises:
        BadInput, WrongPassphrase: they are mistyped, or another vault's.
    """
    acting.vault.confirm_recovery(acting.keys, shares)
    _note(acting, "recovery.confirmed")


def new_shares(acting: Acting) -> tuple[str, ...]:
    """Make three new shares; those before open only what was copied before.

    Raises:
        NotAllowed: not an administrator.
    """
    shares = acting.vault.new_shares(acting.keys)
    _note(acting, "recovery.shares_made")
    return shares


def _note(acting: Acting, action: str, **details: str) -> None:
    with transaction.atomic():
        append(acting, [Act(action, acting.seen_by.office, None, details)])
