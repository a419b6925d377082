"""The tables of every release are kept here and must come up to today's, with a backup first.

``kept/1`` was made by version 0.1.0 with migrations 0001 and 0002: one case of an invented person, a paper
with a passage, a series, two statements, a stopped import with one file waiting, one user removed.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from dakaz import vault as vaults
from dakaz.conftest import PASSPHRASE, START, USER, Clock
from dakaz.errors import VaultBusy, VaultDamaged
from dakaz.records import database
from dakaz.records.actions.access import acting_for, backup_before_upgrade
from dakaz.records.actions.archive import describe
from dakaz.records.actions.uploads import resume, waiting
from dakaz.records.queries import archive, archive_pages, casebook, observatory, observatory_pages, search
from dakaz.records.queries.verify import verify
from dakaz.vault import Vault, generation
from dakaz.vault.restore import restore

KEPT = sorted(path for path in Path(__file__).with_name("kept").iterdir() if path.is_dir())
INDEXES = {"items_by_object", "files_by_object"}


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request, tmp_path):
    """A copy of a kept vault and its keys."""
    vault = Vault.open(Path(shutil.copytree(request.param / "vault", tmp_path / "vault")))
    yield vault, vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.lock()


def upgraded(vault, keys):
    database.unlock(vault, keys, before_upgrade=lambda: backup_before_upgrade(vault, keys, START))
    return acting_for(vault, keys, clock=Clock())


def indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        return {name for (name,) in cursor.fetchall()}


def steps(vault, keys):
    """The migrations a vault has gone through, asked past Django."""
    with closing(vaults.connect(vault.db_path, keys.db_key)) as opened:
        rows = opened.execute("SELECT name FROM django_migrations WHERE app = 'records' ORDER BY id")
        return [name for (name,) in rows.fetchall()]


def backups_beside(vault):
    return sorted(vault.folder.parent.glob("vault-before-upgrade-*.age"))


def test_a_kept_vault_comes_up_with_everything_in_it(kept):
    vault, keys = kept
    assert steps(vault, keys) == ["0001_initial", "0002_fulltext"]
    acting = upgraded(vault, keys)
    assert steps(vault, keys)[:3] == ["0001_initial", "0002_fulltext", "0003_by_object"]
    assert indexes() >= INDEXES
    seen_by = acting.seen_by
    (case,) = casebook.cases(seen_by).rows
    assert {moment.kind for moment in casebook.timeline(seen_by, case)} == {
        "item",
        "testimony",
        "decision",
        "event",
        "due_date",
    }
    (decision,) = casebook.decisions(seen_by).rows
    reason = casebook.decision(seen_by, decision.pk).reasons.order_by("pk").first()
    assert reason.words == reason.passage.exact
    assert reason.passage.item.source.title == "Refusal, three photos"
    assert [hit.item.cite for hit in search.search(seen_by, "detained").hits] == ["refusal-1"]
    assert [one.words for one in observatory_pages.all_statements(seen_by)] == [
        "It is not.",
        "Return is safe.",
    ]
    (series,) = observatory.series_list(seen_by).rows
    assert observatory.table(series).periods == ["2023", "2024"]
    assert verify(vault, keys).clean


def test_a_kept_vault_can_be_worked_in_afterwards(kept):
    acting = upgraded(*kept)
    item = archive.item_by_cite(acting.seen_by, "refusal-1")
    describe(acting, item.pk, title="Refusal, read again", tags=["data"])
    assert archive.items(acting.seen_by, filters={"tag": "data"}).total == 1
    (state,) = archive_pages.unfinished_imports(acting.seen_by)
    (file,) = waiting(acting, resume(acting, state.run.pk))
    assert file.open().read() == b"An invented letter that waits."
    assert verify(acting.vault, acting.keys).clean


def test_the_backup_comes_first_is_whole_and_holds_the_tables_as_they_were(kept, tmp_path):
    vault, keys = kept
    upgraded(vault, keys)
    database.lock()
    (made,) = backups_beside(vault)
    old = restore(made, tmp_path / "restored", user_name=USER, passphrase=PASSPHRASE)
    assert steps(old, old.unlock(user_name=USER, passphrase=PASSPHRASE)) == ["0001_initial", "0002_fulltext"]
    assert not list(vault.folder.glob("*.part*"))


def test_nobody_else_works_in_the_vault_between_backup_and_upgrade(kept):
    vault, keys = kept
    seen = []

    def look():
        with pytest.raises(VaultBusy):
            # another program: a lock of its own, not this thread's
            _from_elsewhere(vault)
        seen.append(steps(vault, keys))

    database.unlock(vault, keys, before_upgrade=look)
    assert seen == [["0001_initial", "0002_fulltext"]]


def _from_elsewhere(vault):
    from concurrent.futures import ThreadPoolExecutor

    def enter():
        with generation.shared(vault.folder, wait=0.1):
            pass

    with ThreadPoolExecutor(1) as other:
        other.submit(enter).result(30)


def test_without_a_backup_that_can_be_relied_on_nothing_is_upgraded(kept):
    vault, keys = kept

    def spoiled():
        backup_before_upgrade(vault, keys, START)
        raise VaultDamaged("spoiled")

    with pytest.raises(VaultDamaged):
        database.unlock(vault, keys, before_upgrade=spoiled)
    assert steps(vault, keys) == ["0001_initial", "0002_fulltext"]
    assert not database.is_open()


def test_a_vault_of_today_is_opened_without_a_backup(kept):
    vault, keys = kept
    upgraded(vault, keys)
    database.lock()
    upgraded(vault, keys)
    assert len(backups_beside(vault)) == 1
