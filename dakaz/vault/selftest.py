"""Known answers, checked at start: a library that computes something else must never meet a vault.

Sources: RFC 9106 5.3 (Argon2id), RFC 8439 2.8.2 (ChaCha20-Poly1305), RFC 8032 7.1 (Ed25519),
RFC 5869 A.1 (HKDF), the eight leaves of Certificate Transparency's tests (RFC 6962), SLIP-39 vector 1, and
one file made with age 1.1.1.
"""

from __future__ import annotations

import hashlib
import io
from base64 import b64decode
from collections.abc import Callable

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic import combine_mnemonics
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.errors import N_, VaultDamaged

from . import merkle
from .age import Identity
from .database import refuse_without_cipher
from .sealed_stream import OpeningReader

_AGE_IDENTITY = "AGE-SECRET-KEY-1T40VARVM9XGD99ZPPF0JEW9QEXN8VZL09WFXZ9YL76LAJ7C6MCUSNF3G6E"
_AGE_FILE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBWbmNSRmVBSTgxQzBvZWZoaEhidGRlMWN6dlhLaitsRDd6N0F0RzRXVFhrCnB2"
    "K2RnaGo3VGUrRlp1UHo4Slk2SVZDVUFsRjcxOWQzS3hJbldRQmhoeFUKLS0tIDRVdVZ6VkJYL1doSVo5K20xMVVFVU9kZ2hTNHZDS21I"
    "enpkYXREN2Q3WXcKIUEWOmD+HUrARDbf7Fzbg5iAKzpAa4cDjK0xOTgz369IwwLaYg=="
)
_SLIP39 = (
    "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband "
    "erode duke ajar critical decision keyboard"
)
_LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def self_test() -> None:
    """Compare every building block with its published answer; takes some milliseconds.

    Raises:
        VaultDamaged: one differs; the message names it. Unavailable: the database driver has no encryption.
    """
    for name, (found, expected) in ((name, check()) for name, check in CHECKS.items()):
        if found.hex() != expected:
            raise VaultDamaged(
                N_(
                    "The self-test of %(part)s failed: this installation of Dakaz is damaged. "
                    "Install it again."
                ),
                part=name,
            )
    connection = sqlcipher.connect(":memory:")
    try:
        refuse_without_cipher(connection)
    finally:
        connection.close()


def _argon2id() -> tuple[bytes, str]:
    kdf = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    found = kdf.derive(b"\x01" * 32)
    return found, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def _chacha20_poly1305() -> tuple[bytes, str]:
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    cipher = ChaCha20Poly1305(bytes(range(0x80, 0xA0)))
    nonce, bound = bytes.fromhex("070000004041424344454647"), bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    return cipher.encrypt(nonce, text, bound)[-16:], "1ae10b594f09e26a7e902ecbd0600691"


def _ed25519() -> tuple[bytes, str]:
    secret = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    found = Ed25519PrivateKey.from_private_bytes(secret).sign(b"\x72")
    return found, (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


def _hkdf() -> tuple[bytes, str]:
    kdf = HKDF(
        algorithm=SHA256(), length=42, salt=bytes(range(13)), info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9")
    )
    return kdf.derive(b"\x0b" * 22), (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def _merkle() -> tuple[bytes, str]:
    return merkle.root_of([merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in _LEAVES]), _ROOT


def _slip39() -> tuple[bytes, str]:
    return combine_mnemonics([_SLIP39], b"TREZOR"), "bb54aac4b89dc868ba37d9cc21b2cece"


def _age() -> tuple[bytes, str]:
    content = b64decode(_AGE_FILE)
    found = OpeningReader(io.BytesIO(content), [Identity(_AGE_IDENTITY)]).read()
    other = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(_AGE_IDENTITY)])
    return found + other, (b"Dakaz" * 2).hex()


def _sha256() -> tuple[bytes, str]:
    return hashlib.sha256(b"abc").digest(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


CHECKS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "SHA-256": _sha256,
    "Argon2id": _argon2id,
    "ChaCha20-Poly1305": _chacha20_poly1305,
    "HKDF": _hkdf,
    "Ed25519": _ed25519,
    "RFC 6962 Merkle tree": _merkle,
    "SLIP-39": _slip39,
    "age": _age,
}
