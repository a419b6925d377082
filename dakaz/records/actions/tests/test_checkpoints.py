"""Signed checkpoints: what shows when they are taken away."""

from __future__ import annotations

from dakaz.records.actions.checkpoints import checkpoint
from dakaz.records.queries.verify import verify
from dakaz.vault import log


def test_a_vault_that_never_signed_one_agrees_and_so_does_one_that_did(acting):
    assert verify(acting.vault, acting.keys).clean
    assert checkpoint(acting)
    assert verify(acting.vault, acting.keys).clean


def test_checkpoints_that_were_all_taken_away_are_missed(acting):
    checkpoint(acting)
    for file in log.kept(acting.vault.log_folder):
        file.unlink()
    (problem,) = verify(acting.vault, acting.keys).problems
    assert "none of them is left" in str(problem)
