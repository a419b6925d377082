from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput, VaultDamaged
from dakaz.vault import log
from dakaz.vault.merkle import node_hash

leaves_of = st.lists(st.binary(max_size=8), min_size=1, max_size=70).map(
    lambda all_: [*map(log.leaf_hash, all_)]
)


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(plain_root(leaves[:split]), plain_root(leaves[split:]))


@given(leaves_of)
def test_root_is_that_of_the_definition(leaves):
    assert log.root_of(leaves) == plain_root(leaves)


def test_the_empty_tree_has_the_hash_of_nothing():
    assert log.root_of([]) == log.Frontier().root() == log.EMPTY_ROOT


@given(leaves_of, st.data())
def test_every_entry_has_a_proof_and_no_other_entry_passes_with_it(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = log.inclusion_proof(leaves, index), log.root_of(leaves)
    known = {"index": index, "size": len(leaves), "proof": proof, "root": root}
    assert log.verify_inclusion(leaf=leaves[index], **known)
    assert not log.verify_inclusion(leaf=log.leaf_hash(b"never logged"), **known)
    assert not log.verify_inclusion(leaf=leaves[index], **{**known, "proof": [*proof, root]})
    if proof:
        assert not log.verify_inclusion(leaf=leaves[index], **{**known, "proof": proof[:-1]})


@given(leaves_of, st.data())
def test_a_log_that_only_grew_has_a_proof(leaves, data):
    older = data.draw(st.integers(0, len(leaves)))
    proof = log.consistency_proof(leaves, older)
    known = {"older_size": older, "size": len(leaves), "root": log.root_of(leaves), "proof": proof}
    assert log.verify_consistency(older_root=log.root_of(leaves[:older]), **known)
    if older:
        assert not log.verify_consistency(older_root=log.leaf_hash(b"another past"), **known)


@given(leaves_of, st.data())
def test_a_changed_past_has_no_proof(leaves, data):
    older = data.draw(st.integers(1, len(leaves)))
    changed = data.draw(st.integers(0, older - 1))
    past = [*leaves[:changed], log.leaf_hash(b"something else"), *leaves[changed + 1 : older]]
    proof = log.consistency_proof(leaves, older)
    assert not log.verify_consistency(
        older_size=older,
        older_root=log.root_of(past),
        size=len(leaves),
        root=log.root_of(leaves),
        proof=proof,
    )


@given(leaves_of, st.data())
def test_a_frontier_can_be_put_away_at_any_time(leaves, data):
    pause = data.draw(st.integers(0, len(leaves)))
    frontier = log.Frontier()
    for at, leaf in enumerate(leaves):
        if at == pause:
            frontier = log.Frontier.from_bytes(frontier.to_bytes())
        frontier.append(leaf)
    assert frontier.root() == log.root_of(leaves)
    assert frontier.size == len(leaves)


def test_a_damaged_frontier_is_refused():
    frontier = log.Frontier()
    frontier.append(log.leaf_hash(b"x"))
    with pytest.raises(VaultDamaged):
        log.Frontier.from_bytes(frontier.to_bytes()[:-1])


def test_there_is_no_proof_of_what_never_was():
    with pytest.raises(BadInput):
        log.inclusion_proof([log.leaf_hash(b"x")], 1)
    with pytest.raises(BadInput):
        log.consistency_proof([log.leaf_hash(b"x")], 2)


def test_a_leaf_names_nobody_and_a_commitment_depends_on_its_salt():
    bound = log.commitment(b"\x01" * 32, {"actor": "b7", "subject": "c9"})
    assert log.leaf(seq=0, day="2024-10-28", action="item.added", commitment=bound) == (
        b'{"action":"item.added","commitment":"' + bound.encode() + b'","day":"2024-10-28","seq":0}'
    )
    assert bound != log.commitment(b"\x02" * 32, {"actor": "b7", "subject": "c9"})


KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()


def test_a_checkpoint_reads_back():
    read = log.read_checkpoint(log.checkpoint("dakaz/ab12", 7, b"r" * 32, KEY), PUBLIC)
    assert (read.origin, read.size, read.root) == ("dakaz/ab12", 7, b"r" * 32)


def test_a_checkpoint_has_the_form_of_a_signed_note():
    text = log.checkpoint("dakaz/ab12", 7, b"r" * 32, KEY)
    body, signatures = text.split("\n\n")
    assert body.split("\n")[:2] == ["dakaz/ab12", "7"]
    assert signatures.startswith("\u2014 dakaz/ab12 ")


@given(st.data())
def test_a_changed_checkpoint_is_refused(data):
    text = log.checkpoint("dakaz/ab12", 7, b"r" * 32, KEY)
    at = data.draw(st.integers(0, text.index("\n\n") - 1))
    changed = text[:at] + data.draw(st.characters(exclude_characters=text[at])) + text[at + 1 :]
    with pytest.raises(VaultDamaged):
        log.read_checkpoint(changed, PUBLIC)


@pytest.mark.parametrize("text", ["", "\n", "a\n1\n", "a\n1\nxx\n\n\u2014 a b\n", "a\n1\n\n\u2014"])
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(VaultDamaged):
        log.read_checkpoint(text, PUBLIC)


def test_another_signer_is_refused():
    text = log.checkpoint("dakaz/ab12", 7, b"r" * 32, Ed25519PrivateKey.generate())
    with pytest.raises(VaultDamaged):
        log.read_checkpoint(text, PUBLIC)


def test_a_cosignature_beside_ours_does_not_matter():
    text = log.checkpoint("dakaz/ab12", 7, b"r" * 32, KEY) + "\u2014 witness.example AAAAAAAA\n"
    assert log.read_checkpoint(text, PUBLIC).size == 7


def test_checkpoints_are_kept_in_the_order_of_the_log(tmp_path: Path):
    for size in (200, 3, 41):
        log.keep(tmp_path, log.checkpoint("o", size, b"r" * 32, KEY), size)
    assert [log.read_checkpoint(path.read_text(), PUBLIC).size for path in log.kept(tmp_path)] == [3, 41, 200]
