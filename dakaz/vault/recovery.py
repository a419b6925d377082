"""Recovery on paper: a secret split by SLIP-39 into three lists of words, any two of which open the vault."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from dakaz.errors import N_, BadInput, WrongPassphrase

from . import bech32, wrapping

NEEDED = 2
MADE = 3
_SECRET_BYTES = 16


def new() -> tuple[str, tuple[str, ...]]:
    """Return a new recovery identity (an age secret key) and its three shares of 20 words."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    shares = generate_mnemonics(1, [(NEEDED, MADE)], secret, extendable=True, iteration_exponent=1)[0]
    return _identity(secret), tuple(shares)


def identity(shares: Sequence[str]) -> str:
    """Return the recovery identity that two different shares give.

    The identity follows from the shares alone, so they also open a backup when nothing else is left.

    Raises:
        BadInput: a share is mistyped (says which), or fewer than two different ones were given.
        WrongPassphrase: the shares are sound but do not belong together.
    """
    typed = [" ".join(share.casefold().split()) for share in shares]
    by_index = {_share(text, number).index: text for number, text in enumerate(typed, start=1)}
    if len(by_index) < NEEDED:
        raise BadInput(
            N_("%(needed)d different shares are needed; %(given)d was given."),
            needed=NEEDED,
            given=len(by_index),
        )
    try:
        return _identity(combine_mnemonics(list(by_index.values())[:NEEDED]))
    except MnemonicError:
        raise WrongPassphrase(
            N_("These shares do not belong together. Take two from the same set of three.")
        ) from None


def _share(text: str, number: int) -> Share:
    try:
        return Share.from_mnemonic(text)
    except MnemonicError:
        # The library's message quotes the words, which must not reach a log.
        raise BadInput(
            N_("Share %(number)d has a mistyped or missing word (%(words)d words typed, 20 expected)."),
            number=number,
            words=len(text.split()),
        ) from None


def _identity(secret: bytes) -> str:
    return bech32.encode("age-secret-key-", wrapping.subkey(secret, "recovery-identity")).upper()
