"""The head of an age v1 file (https://age-encryption.org/v1): who may open it, and its file key.

pyrage, which seals our small secrets, runs a stream only from start to end inside one call and has
no passphrase stream. An upload arrives in pieces, a reader may leave in the middle, and a backup
under a passphrase can be larger than memory. So the streams are written here on ``cryptography``'s
primitives; the tests open every kind of file with pyrage and with the stock ``age`` program, and theirs
with ours.
"""

from __future__ import annotations

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dakaz.errors import N_, VaultDamaged, WrongPassphrase

from . import bech32

VERSION = b"age-encryption.org/v1\n"
_X25519_LABEL = b"age-encryption.org/v1/X25519"
_SCRYPT_LABEL = b"age-encryption.org/v1/scrypt"
_SCRYPT_WORK = 18
_SCRYPT_WORK_MOST = 22
_ZERO_NONCE = bytes(12)
_LINE = 64
_STANZAS_MOST = 128
_LINE_MOST = 1024


def _hkdf(secret: bytes, *, salt: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=label).derive(secret)


def _b64(content: bytes) -> str:
    return b64encode(content).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    content = b64decode(text + "=" * (-len(text) % 4), validate=True)
    if _b64(content) != text:
        raise ValueError(text)
    return content


@dataclass(frozen=True, slots=True)
class Stanza:
    """One line of a head: a kind, its arguments, and the wrapped file key."""

    arguments: tuple[str, ...]
    body: bytes

    def lines(self) -> bytes:
        """Return the stanza as it stands in a file."""
        body = _b64(self.body)
        rows = [body[at : at + _LINE] for at in range(0, len(body), _LINE)]
        if len(body) % _LINE == 0:
            rows.append("")
        return "\n".join([" ".join(("->", *self.arguments)), *rows, ""]).encode()


class Lock(Protocol):
    """Something a file can be sealed to."""

    def seal(self, file_key: bytes) -> Stanza:
        """Wrap the file key."""


class Opener(Protocol):
    """Something that may open a file."""

    def open(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None when the stanza is meant for another."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An X25519 public key, ``age1…``."""

    text: str

    def seal(self, file_key: bytes) -> Stanza:
        """Wrap the file key for the holder of the identity."""
        theirs = bech32.decode(self.text, prefix="age", length=32)
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(theirs))
        wrap = _hkdf(shared, salt=share + theirs, label=_X25519_LABEL)
        return Stanza(("X25519", _b64(share)), ChaCha20Poly1305(wrap).encrypt(_ZERO_NONCE, file_key, None))


@dataclass(frozen=True, slots=True)
class Identity:
    """An X25519 secret key, ``AGE-SECRET-KEY-1…``."""

    text: str = field(repr=False)

    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(
            bech32.decode(self.text, prefix="age-secret-key-", length=32)
        )

    def recipient(self) -> str:
        """Return the public half, ``age1…``."""
        return bech32.encode("age", self._key().public_key().public_bytes_raw())

    def open(self, stanza: Stanza) -> bytes | None:
        """Return the file key when the stanza was sealed to this identity."""
        if stanza.arguments[0] != "X25519" or len(stanza.arguments) != 2:
            return None
        key = self._key()
        share = _unb64(stanza.arguments[1])
        shared = key.exchange(X25519PublicKey.from_public_bytes(share))
        wrap = _hkdf(shared, salt=share + key.public_key().public_bytes_raw(), label=_X25519_LABEL)
        return _unwrapped(wrap, stanza)


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase, stretched by scrypt as the stock ``age -p`` does."""

    text: str = field(repr=False)

    def _wrap_key(self, salt: bytes, work: int) -> bytes:
        return Scrypt(salt=_SCRYPT_LABEL + salt, length=32, n=1 << work, r=8, p=1).derive(self.text.encode())

    def seal(self, file_key: bytes) -> Stanza:
        """Wrap the file key under the passphrase."""
        salt = os.urandom(16)
        body = ChaCha20Poly1305(self._wrap_key(salt, _SCRYPT_WORK)).encrypt(_ZERO_NONCE, file_key, None)
        return Stanza(("scrypt", _b64(salt), str(_SCRYPT_WORK)), body)

    def open(self, stanza: Stanza) -> bytes | None:
        """Return the file key when the passphrase is the right one."""
        if stanza.arguments[0] != "scrypt" or len(stanza.arguments) != 3:
            return None
        work = int(stanza.arguments[2])
        if not 1 <= work <= _SCRYPT_WORK_MOST:
            raise ValueError(stanza.arguments[2])
        return _unwrapped(self._wrap_key(_unb64(stanza.arguments[1]), work), stanza)


@dataclass(frozen=True, slots=True)
class Note:
    """Bytes that stand readable in the head, under the file's code of authenticity.

    The format tells readers to pass over stanzas of a kind they do not know, so the stock ``age`` does.
    """

    kind: str
    content: bytes

    def seal(self, file_key: bytes) -> Stanza:
        """Say the bytes; they have nothing to do with the key."""
        del file_key
        return Stanza((self.kind,), self.content)


def _unwrapped(wrap: bytes, stanza: Stanza) -> bytes | None:
    if len(stanza.body) != 32:  # the file key and its tag; other lengths enable partitioning attacks
        raise ValueError(stanza.arguments[0])
    try:
        return ChaCha20Poly1305(wrap).decrypt(_ZERO_NONCE, stanza.body, None)
    except InvalidTag:
        return None


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, salt=b"", label=b"header"), head, "sha256")


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """Return the key of the content from the file key and the 16 bytes after the head."""
    return _hkdf(file_key, salt=nonce, label=b"payload")


def head(locks: Sequence[Lock], file_key: bytes) -> bytes:
    """Return the head of a file that each of ``locks`` opens; 16 random bytes and the content follow."""
    text = VERSION + b"".join(lock.seal(file_key).lines() for lock in locks) + b"---"
    return text + b" " + _b64(_mac(file_key, text)).encode() + b"\n"


def read_head(source: BinaryIO, openers: Sequence[Opener]) -> bytes:
    """Read a head and return the file key; ``source`` then stands at the 16 random bytes.

    Raises:
        VaultDamaged: not an age file, or its head was changed.
        WrongPassphrase: sound as far as one can see, but none of ``openers`` opens it.
    """
    try:
        stanzas, text, mac = _parsed(source)
        found = [key for stanza in stanzas for opener in openers if (key := opener.open(stanza)) is not None]
    except (ValueError, IndexError) as problem:
        raise VaultDamaged(N_("A sealed file is damaged at its head. Restore it from a backup.")) from problem
    if not found:
        raise WrongPassphrase(N_("The sealed file does not open with these keys."))
    if not hmac.compare_digest(mac, _mac(found[0], text)):
        raise VaultDamaged(N_("A sealed file is damaged at its head. Restore it from a backup."))
    return found[0]


def _line(source: BinaryIO) -> bytes:
    line = source.readline(_LINE_MOST)
    if not line.endswith(b"\n"):
        raise ValueError(line)
    return line


def _parsed(source: BinaryIO) -> tuple[list[Stanza], bytes, bytes]:
    text = _line(source)
    if text != VERSION:
        raise ValueError(text)
    stanzas: list[Stanza] = []
    while len(stanzas) <= _STANZAS_MOST:
        line = _line(source)
        if line.startswith(b"--- "):
            return stanzas, text + b"---", _unb64(line[4:-1].decode("ascii"))
        if not line.startswith(b"-> "):
            raise ValueError(line)
        stanza, raw = _stanza(line, source)
        stanzas.append(stanza)
        text += raw
    raise ValueError(_STANZAS_MOST)


def _stanza(first: bytes, source: BinaryIO) -> tuple[Stanza, bytes]:
    raw, body = first, ""
    while True:
        row = _line(source)
        raw += row
        body += row[:-1].decode("ascii")
        if len(row) - 1 > _LINE:
            raise ValueError(row)
        if len(row) - 1 < _LINE:
            return Stanza(tuple(first[3:-1].decode("ascii").split(" ")), _unb64(body)), raw
