"""How one key wraps another. Labels bind each wrap to its purpose and its vault; none may ever change."""

from __future__ import annotations

import hmac
import json
import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dakaz.errors import N_, VaultDamaged

from .keyring import Keyring, canonical

_NONCE = 12
_DAMAGED = N_("A wrapped key in keyring.json is damaged. Restore keyring.json from a backup.")


def subkey(secret: bytes, purpose: str) -> bytes:
    """Return 32 bytes for one purpose: HKDF-SHA256, no salt, info ``dakaz/1/<purpose>``."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"dakaz/1/{purpose}".encode()).derive(secret)


def wrap(key: bytes, secret: bytes, *, bound_to: str) -> str:
    """Return base64 of a random nonce and the ChaCha20-Poly1305 of ``secret``."""
    nonce = os.urandom(_NONCE)
    return b64encode(nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, bound_to.encode())).decode()


def unwrap(key: bytes, wrapped: str, *, bound_to: str) -> bytes | None:
    """Return the secret, or None when the key is another one."""
    try:
        content = b64decode(wrapped, validate=True)
        return ChaCha20Poly1305(key).decrypt(content[:_NONCE], content[_NONCE:], bound_to.encode())
    except InvalidTag:
        return None
    except ValueError as problem:
        raise VaultDamaged(_DAMAGED) from problem


def seal(secret: Mapping[str, object], recipients: Sequence[str]) -> str:
    """Return base64 of an age file holding ``secret`` as JSON."""
    to = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    return b64encode(pyrage.encrypt(json.dumps(secret).encode(), to)).decode()


def unseal(sealed: str, identity: str) -> dict[str, object]:
    """Return the secret.

    Raises:
        VaultDamaged: the age file does not open with the identity it was sealed to.
    """
    try:
        content = pyrage.decrypt(
            b64decode(sealed, validate=True), [pyrage.x25519.Identity.from_str(identity)]
        )
        secret = json.loads(content)
    except (pyrage.DecryptError, ValueError) as problem:
        raise VaultDamaged(_DAMAGED) from problem
    if not isinstance(secret, dict):
        raise VaultDamaged(_DAMAGED)
    return secret


def name_digest(keyring_salt: str, user_name: str) -> bytes:
    """Return the 16 bytes that salt a user's passphrase: HMAC-SHA256 of the folded name, cut."""
    folded = folded_name(user_name).encode()
    return hmac.digest(bytes.fromhex(keyring_salt), b"dakaz/1/user-name:" + folded, "sha256")[:16]


def folded_name(user_name: str) -> str:
    """Return a name as it is compared: width, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", user_name).casefold().split())


def mark_key(db_key: bytes, authority: bytes) -> bytes:
    """Return the key that marks a keyring as made by someone of this vault.

    The database key alone would not do: it is sealed to public keys that stand in the file, so anyone who
    can write there could seal one of their own, with a database to match, and wait for what is typed into it.
    ``authority`` is known only to those whose passphrase or shares opened this vault before.
    """
    return subkey(db_key + authority, "keyring-mac")


def mac(keyring: Keyring, key: bytes) -> str:
    """Return the mark of a keyring under ``mark_key``."""
    return hmac.digest(key, canonical(keyring.body()), "sha256").hex()
