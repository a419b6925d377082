from __future__ import annotations

import io
import os
import shutil
import subprocess

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput, VaultDamaged, WrongPassphrase
from dakaz.vault import bech32
from dakaz.vault.age import Identity, Passphrase, Recipient
from dakaz.vault.sealed_stream import PIECE, OpeningReader, SealingWriter

# Always the same, so that tests have the same names in every process. Nothing real is sealed to it.
PAIR = pyrage.x25519.Identity.from_str(
    "AGE-SECRET-KEY-1T40VARVM9XGD99ZPPF0JEW9QEXN8VZL09WFXZ9YL76LAJ7C6MCUSNF3G6E"
)
IDENTITY, RECIPIENT = str(PAIR), str(PAIR.to_public())
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7)


def sealed(content: bytes, *locks, step: int = 50_000) -> bytes:
    sink = io.BytesIO()
    writer = SealingWriter(sink, locks)
    for at in range(0, len(content), step):
        writer.write(content[at : at + step])
    writer.finish()
    return sink.getvalue()


def opened(content: bytes, *openers) -> bytes:
    with OpeningReader(io.BytesIO(content), openers) as reader:
        return reader.readall()


@pytest.mark.parametrize("size", SIZES)
def test_the_rust_age_opens_ours_and_we_open_theirs(size):
    content = os.urandom(size)
    assert pyrage.decrypt(sealed(content, Recipient(RECIPIENT)), [PAIR]) == content
    assert opened(pyrage.encrypt(content, [PAIR.to_public()]), Identity(IDENTITY)) == content


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
@pytest.mark.parametrize("size", SIZES)
def test_the_stock_age_program_opens_ours_and_we_open_theirs(size, tmp_path):
    content = os.urandom(size)
    identity = tmp_path / "identity"
    identity.write_text(IDENTITY)
    theirs = subprocess.run(["age", "-r", RECIPIENT], input=content, capture_output=True, check=True).stdout
    assert opened(theirs, Identity(IDENTITY)) == content
    command = ["age", "-d", "-i", identity]
    ours = subprocess.run(
        command, input=sealed(content, Recipient(RECIPIENT)), capture_output=True, check=True
    )
    assert ours.stdout == content


def test_a_passphrase_file_opens_with_the_rust_age_and_theirs_with_us():
    assert pyrage.passphrase.decrypt(sealed(b"text", Passphrase("a b c")), "a b c") == b"text"
    assert opened(pyrage.passphrase.encrypt(b"text", "a b c"), Passphrase("a b c")) == b"text"


def test_each_of_several_recipients_opens_it():
    other = pyrage.x25519.Identity.generate()
    content = sealed(b"text", Recipient(RECIPIENT), Recipient(str(other.to_public())))
    assert opened(content, Identity(str(other))) == opened(content, Identity(IDENTITY)) == b"text"


def test_someone_else_opens_nothing():
    stranger = Identity(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(WrongPassphrase):
        opened(sealed(b"text", Recipient(RECIPIENT)), stranger)


@given(st.data())
def test_one_flipped_bit_anywhere_is_noticed(data):
    content = bytearray(sealed(b"an invented letter", Recipient(RECIPIENT)))
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((VaultDamaged, WrongPassphrase)):
        opened(bytes(content), Identity(IDENTITY))


@pytest.mark.parametrize("size", [0, 10, PIECE, 2 * PIECE])
def test_a_file_cut_short_is_refused_at_every_border(size):
    content = sealed(os.urandom(size), Recipient(RECIPIENT))
    head = len(content) - size
    for length in {
        0,
        1,
        head - 20,
        head - 1,
        len(content) - 1,
        len(content) - 16,
        max(0, len(content) - PIECE),
    }:
        with pytest.raises((VaultDamaged, WrongPassphrase)):
            opened(content[:length], Identity(IDENTITY))


def test_bytes_after_the_end_are_refused():
    with pytest.raises(VaultDamaged):
        opened(sealed(b"text", Recipient(RECIPIENT)) + b"x", Identity(IDENTITY))


def test_bech32_is_that_of_the_rust_age():
    raw = bech32.decode(RECIPIENT, prefix="age", length=32)
    assert bech32.encode("age", raw) == RECIPIENT
    assert Identity(IDENTITY).recipient() == RECIPIENT


@given(st.binary(min_size=32, max_size=32))
def test_bech32_goes_there_and_back_in_either_case(content):
    text = bech32.encode("age-secret-key-", content)
    assert bech32.decode(text.upper(), prefix="age-secret-key-", length=32) == content


@pytest.mark.parametrize(
    "text",
    ["", "age1", RECIPIENT[:-1], RECIPIENT + "q", RECIPIENT.replace("age1", "ege1"), RECIPIENT.title()],
)
def test_a_mistyped_key_is_refused(text):
    with pytest.raises(BadInput):
        bech32.decode(text, prefix="age", length=32)


def test_an_identity_does_not_show_itself():
    assert IDENTITY not in repr(Identity(IDENTITY))
    assert "a b c" not in repr(Passphrase("a b c"))
