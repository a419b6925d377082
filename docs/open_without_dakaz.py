"""Open a vault without Dakaz: from a name and a passphrase to the raw keys that stock tools take.

Needs Python 3.11, `pip install cryptography`, and the `age` program (https://age-encryption.org). It imports
nothing of Dakaz; vault-format.md explains each step.

    python open_without_dakaz.py VAULT NAME PASSPHRASE_FILE                > keys.json
    python open_without_dakaz.py VAULT --recovery AGE_IDENTITY_FILE        > keys.json

keys.json then holds everything: keep it off disks you do not trust, and delete it afterwards.
    sqlcipher VAULT/dakaz.db -cmd "PRAGMA key = \"x'<database_key>'\""
    age -d -i identity.txt VAULT/objects/ab/cdef…        (identity.txt: one of `identities`)
"""

import hmac
import json
import subprocess
import sys
import tempfile
import unicodedata
from base64 import b64decode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def hkdf(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"dakaz/1/{purpose}".encode()).derive(secret)


def unwrap(key: bytes, wrapped: str, bound: str) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(b64decode(wrapped)[:12], b64decode(wrapped)[12:], bound.encode())
    except InvalidTag:
        return None


def user_secret(ring: dict, name: str, passphrase: str) -> list[str]:
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    salt = hmac.digest(bytes.fromhex(ring["salt"]), b"dakaz/1/user-name:" + folded.encode(), "sha256")[:16]
    kdf = ring["kdf"]
    key = Argon2id(
        salt=salt, length=32, iterations=kdf["iterations"], lanes=kdf["lanes"], memory_cost=kdf["memory_kib"]
    ).derive(unicodedata.normalize("NFKC", passphrase).encode())
    for user in ring["users"]:
        if secret := unwrap(key, user["identity"], f"dakaz/1/user/{ring['vault_id']}/{user['id']}"):
            return secret.decode().split()
    sys.exit("this name and passphrase open nothing here")


def unseal(sealed: str, identity: str) -> dict | None:
    with tempfile.TemporaryDirectory() as folder:  # holds ciphertext only; the identity goes by pipe
        file = Path(folder, "sealed.age")
        file.write_bytes(b64decode(sealed))
        age = ["age", "-d", "-i", "-", file]
        done = subprocess.run(age, input=identity.encode(), capture_output=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def recovery_secret(ring: dict, identity: str) -> list[str]:
    key = hkdf(identity.encode(), "recovery-authority")
    authority = unwrap(key, ring["recovery"]["authority"], ring["vault_id"])
    return [identity, authority.hex()] if authority else sys.exit("these shares open nothing here")


def keys(ring: dict, identity: str, authority: str) -> dict:
    database = unseal((ring["next_database"] or ring["database"])["age"], identity)
    if database is None:
        sys.exit("the database key does not open: keyring.json is damaged, or the identity is another one's")
    db_key = bytes.fromhex(database["database_key"])
    mac_key = hkdf(db_key + bytes.fromhex(authority), "keyring-mac")
    body = {name: value for name, value in ring.items() if name not in ("mac", "checksum")}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    if not hmac.compare_digest(hmac.digest(mac_key, canonical, "sha256").hex(), ring["mac"]):
        sys.exit("keyring.json was changed or made by someone who never opened this vault")
    found = {"database_key": db_key.hex(), "compartments": {}}
    if ring["next_database"]:  # a removal was interrupted: the database may still have the former key
        found["former_database_key"] = (unseal(ring["database"]["age"], identity) or {}).get("database_key")
    for one in ring["compartments"]:
        secrets = [unseal(each["age"], identity) for each in one["secrets"]]
        if all(secrets):
            found["compartments"][one["id"]] = {
                "naming_key": secrets[0]["naming_key"],
                "identities": [secret["identity"] for secret in reversed(secrets)],
                "field_keys": [secret["field_key"] for secret in reversed(secrets)],
            }
    return found


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    keyring = json.loads(Path(sys.argv[1], "keyring.json").read_text())
    name, typed = sys.argv[2], Path(sys.argv[3]).read_text().removesuffix("\n")
    opened = recovery_secret(keyring, typed) if name == "--recovery" else user_secret(keyring, name, typed)
    print(json.dumps(keys(keyring, *opened), indent=1))
