"""Passphrases: made of words, or judged before they are taken."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass

from shamir_mnemonic.wordlist import WORDLIST
from zxcvbn import zxcvbn

from dakaz.errors import N_, BadInput

WORDS = 7
_BITS_PER_WORD = math.log2(len(WORDLIST))
_ENOUGH_BITS = 60.0
_ENOUGH_SCORE = 4
_LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess.

    Args:
        score: 0 (at once) to 4 (not in a lifetime, with our passphrase check).
        enough: whether the vault takes it.
        why: what makes it weak, in English; empty when nothing does.
    """

    score: int
    enough: bool
    why: str


def generate(words: int = WORDS) -> str:
    """Return random words of the SLIP-39 list, 10 bits each; seven give 70 bits."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(words))


def strength(passphrase: str) -> Strength:
    """Judge a passphrase; words of our own list are counted at 10 bits each."""
    typed = passphrase.casefold().split()
    if (
        len(set(typed)) >= 6
        and set(typed) <= set(WORDLIST)
        and len(set(typed)) * _BITS_PER_WORD >= _ENOUGH_BITS
    ):
        return Strength(score=4, enough=True, why="")
    if not passphrase.strip():
        return Strength(score=0, enough=False, why="")
    judged = zxcvbn(passphrase[:72])
    why = judged["feedback"]["warning"] or ""
    return Strength(score=judged["score"], enough=judged["score"] >= _ENOUGH_SCORE, why=why)


def check(passphrase: str) -> None:
    """Refuse a passphrase that someone with the folder could guess.

    Raises:
        BadInput: too weak, or absurdly long.
    """
    if len(passphrase) > _LONGEST:
        raise BadInput(N_("A passphrase can have at most %(most)d characters."), most=_LONGEST)
    judged = strength(passphrase)
    if not judged.enough:
        raise BadInput(
            N_(
                "This passphrase is too easy to guess (strength %(score)d of 4). "
                "Take six or more random words.%(why)s"
            ),
            score=judged.score,
            why=f" {judged.why}" if judged.why else "",
        )
