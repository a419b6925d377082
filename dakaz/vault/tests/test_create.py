from __future__ import annotations

import pytest

from dakaz import vault
from dakaz.vault.tests.setting import KILLED, NAME, NOW, OTHER_PASSPHRASE, PASSPHRASE, run_child


def test_a_vault_is_made_in_a_new_or_an_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new/inside"):
        made = vault.create(tmp_path / name, user_name=NAME, passphrase=PASSPHRASE, now=NOW, kdf=vault.FLOOR)
        assert made.vault.unlock(user_name=NAME, passphrase=PASSPHRASE).is_admin
        assert len(made.shares) == 3
        assert all(len(share.split()) == 20 for share in made.shares)


def test_what_create_gives_shows_no_secret(tmp_path):
    made = vault.create(tmp_path / "v", user_name=NAME, passphrase=PASSPHRASE, now=NOW, kdf=vault.FLOOR)
    assert made.shares[0] not in repr(made)
    assert made.keys.identity not in repr(made)


def test_by_default_a_guess_takes_256_mebibytes(tmp_path):
    assert (vault.DEFAULT.memory_kib, vault.DEFAULT.iterations, vault.DEFAULT.lanes) == (262_144, 4, 2)


def test_only_its_owner_may_look_into_the_folder(folder):
    assert folder.stat().st_mode & 0o077 == 0


CREATE = """
from datetime import UTC, datetime
from pathlib import Path
from dakaz import vault
from dakaz.errors import NoRoom
try:
    vault.create(Path(sys.argv[1]), user_name="Alesia", passphrase=sys.argv[2],
                 now=datetime(2024, 10, 28, tzinfo=UTC), kdf=vault.FLOOR)
except NoRoom:
    sys.exit(3)
"""


@pytest.mark.skipif(KILLED is None, reason="needs resource limits")
@pytest.mark.parametrize("limit", [0, 1000, 3000])
def test_a_full_disk_makes_no_half_vault(tmp_path, limit):
    child = run_child(CREATE, tmp_path / "v", OTHER_PASSPHRASE, limit_file_bytes=limit)
    assert child.returncode == 3, child.stderr
    assert not list(tmp_path.iterdir())


def test_what_killed_programs_left_is_swept(opened):
    from datetime import UTC, datetime, timedelta

    left = opened.vault.folder / "0123456789ab.db.part"
    left.write_bytes(b"x")
    now = datetime.fromtimestamp(left.stat().st_mtime, UTC)
    assert opened.vault.discard_unfinished(before=now - timedelta(hours=1)) == 0
    assert opened.vault.discard_unfinished(before=now + timedelta(hours=1)) == 1
    assert not left.exists()
