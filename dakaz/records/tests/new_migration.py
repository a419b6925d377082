"""For maintainers: writes the migration of what changed in ``records/models``, beside a vault of its own.

python -m dakaz.records.tests.new_migration --name casebook
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from dakaz.conftest import PASSPHRASE, USER


def main() -> None:
    """Run Django's makemigrations beside an empty vault: without one the database is locked."""
    from django.core.management import call_command

    from dakaz import vault
    from dakaz.records import database

    with tempfile.TemporaryDirectory() as folder:
        created = vault.create(
            Path(folder) / "vault",
            user_name=USER,
            passphrase=PASSPHRASE,
            now=datetime.now(UTC),
            kdf=vault.FLOOR,
        )
        database.unlock(created.vault, created.keys)
        try:
            call_command("makemigrations", "records", *sys.argv[1:])
        finally:
            database.lock()


if __name__ == "__main__":
    main()
