"""From two paper shares to recovery's age identity, without Dakaz.

Needs Python 3.11 and `pip install cryptography shamir-mnemonic`; imports nothing of Dakaz. Each line of
SHARES_FILE is one share of 20 words.

    python identity_from_shares.py SHARES_FILE > identity.txt
    age -d -i identity.txt dakaz-2024-10-28.age | tar -x
    python open_without_dakaz.py VAULT --recovery identity.txt > keys.json

identity.txt then opens everything: keep it off disks you do not trust, and delete it afterwards.
"""

import sys
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic import combine_mnemonics

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
TERMS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32(prefix: str, content: bytes) -> str:
    """Write bytes as BIP 173 says, which is how age writes its keys."""
    bits = "".join(f"{byte:08b}" for byte in content)
    digits = [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    check = 1
    for value in [
        *(ord(one) >> 5 for one in prefix),
        0,
        *(ord(one) & 31 for one in prefix),
        *digits,
        *[0] * 6,
    ]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(TERMS):
            check ^= term if top >> bit & 1 else 0
    digits += [(check ^ 1) >> 5 * place & 31 for place in range(5, -1, -1)]
    return prefix + "1" + "".join(LETTERS[digit] for digit in digits)


if __name__ == "__main__":
    shares = [
        " ".join(line.lower().split()) for line in Path(sys.argv[1]).read_text().splitlines() if line.split()
    ]
    secret = combine_mnemonics(shares[:2])
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dakaz/1/recovery-identity")
    print(bech32("age-secret-key-", hkdf.derive(secret)).upper())
