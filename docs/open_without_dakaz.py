"""Open a vault or a backup without Dakaz: from a name and a passphrase to the raw keys that stock tools take.

Needs `pip install cryptography` and `age`. VAULT is a folder or a backup; vault-format.md explains each step.
    python open_without_dakaz.py VAULT NAME PASSPHRASE_FILE                > keys.json
    python open_without_dakaz.py VAULT --recovery AGE_IDENTITY_FILE        > keys.json
keys.json then holds everything: keep it off disks you do not trust, and delete it afterwards.
    age -d -i own.txt BACKUP | tar -x      (own.txt: `identity`; a vault's folder comes out)
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


def keyring_of(vault: Path) -> dict:
    if vault.is_dir():
        return json.loads((vault / "keyring.json").read_text())
    head = vault.open("rb").read(2**24).partition(b"\n---")[0]  # a backup: the keyring stands in its head
    body = head.partition(b"-> dakaz.org/keyring\n")[2].partition(b"\n-> ")[0].replace(b"\n", b"")
    return json.loads(b64decode(body + b"=" * (-len(body) % 4)) or sys.exit("no keyring in this file"))


def secret_of(ring: dict, name: str, typed: str) -> list[str]:
    if name == "--recovery":
        key = hkdf(typed.encode(), "recovery-authority")
        authority = unwrap(key, ring["recovery"]["authority"], ring["vault_id"])
        return [typed, (authority or sys.exit("these shares open nothing here")).hex()]
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    salt = hmac.digest(bytes.fromhex(ring["salt"]), b"dakaz/1/user-name:" + folded.encode(), "sha256")[:16]
    memory, passes, lanes = (ring["kdf"][cost] for cost in ("memory_kib", "iterations", "lanes"))
    argon2 = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    key = argon2.derive(unicodedata.normalize("NFKC", typed).encode())
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


def keys(ring: dict, identity: str, authority: str) -> dict:
    sealed = (ring["next_database"] or ring["database"])["age"]
    database = unseal(sealed, identity) or sys.exit("the database key does not open: is this its identity?")
    db_key = bytes.fromhex(database["database_key"])
    mac_key = hkdf(db_key + bytes.fromhex(authority), "keyring-mac")
    body = {name: value for name, value in ring.items() if name not in ("mac", "checksum")}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    if not hmac.compare_digest(hmac.digest(mac_key, canonical, "sha256").hex(), ring["mac"]):
        sys.exit("keyring.json was changed or made by someone who never opened this vault")
    found = {"identity": identity, "database_key": db_key.hex(), "compartments": {}}
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
    keyring = keyring_of(Path(sys.argv[1]))
    typed = Path(sys.argv[3]).read_text().removesuffix("\n")
    print(json.dumps(keys(keyring, *secret_of(keyring, sys.argv[2], typed)), indent=1))
