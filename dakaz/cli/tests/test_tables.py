"""Tables go in and out by commands, and people's roles hold there too."""

from __future__ import annotations

import zipfile

from dakaz.conftest import PASSPHRASE, USER

TABLE = "Дело;ФИО;Дата рождения\nC-1;Ян Узор;28.10.1990\nC-2;Ганна Узор;вчера\n"


def taken_in(program, tmp_path, *words, content=TABLE):
    file = tmp_path / "people.csv"
    file.write_text(content)
    return program("import", "table", file, *words)


def test_a_table_goes_in_and_its_wrong_row_is_named(program, tmp_path):
    failed = tmp_path / "failed.csv"
    ran = taken_in(program, tmp_path, "--failed", failed)
    assert ran.status == 1
    assert "Row 3, “Дата рождения”: “вчера” is not a date" in ran.out
    assert "added: 1" in ran.out
    assert "Ганна Узор" in failed.read_text("utf-8-sig")
    again = taken_in(program, tmp_path, "--json")
    assert again.answers[-1]["known"] == 1


def test_a_dry_run_writes_nothing(program, tmp_path):
    assert "person, new: 1" in taken_in(program, tmp_path, "--dry-run").out
    assert "person, new: 1" in taken_in(program, tmp_path, "--dry-run").out


def test_everything_leaves_with_the_right_number_and_comes_back(program, tmp_path):
    taken_in(program, tmp_path)
    wrong = program("export", tmp_path / "all.zip", "--people", 7)
    assert wrong.status == 1
    assert "another number of people" in wrong.err
    assert not (tmp_path / "all.zip").exists()
    right = program("export", tmp_path / "all.zip", "--people", 1)
    assert right.status == 0
    assert "party.csv" in zipfile.ZipFile(tmp_path / "all.zip").namelist()
    back = program("import", "table", tmp_path / "all.zip", "--json")
    assert back.status == 0
    assert back.answers[-1]["known"] >= 2


def test_an_import_is_undone_by_its_id(program, tmp_path):
    ran = taken_in(program, tmp_path, "--json")
    undone = program("import", "undo", ran.answers[-1]["run"], "--json")
    assert undone.answers[0] == {"gone": 2, "kept": 0}


def test_a_column_is_said_to_be_something_else(program, tmp_path):
    ran = taken_in(
        program, tmp_path, "--map", "ФИО=organisation.name", "--map", "Дата рождения=", "--dry-run"
    )
    assert "organisation, new: 2" in ran.out
    assert "no column “Nobody”" in taken_in(program, tmp_path, "--map", "Nobody=person.name").err


def test_whoever_has_no_cases_takes_none_in_and_out(program, tmp_path, vault_folder):
    from datetime import UTC, datetime

    from dakaz.records import database
    from dakaz.records.actions.access import acting_for
    from dakaz.records.models import User
    from dakaz.vault import Vault

    vault = Vault.open(vault_folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    acting_for(vault, keys, clock=lambda: datetime.now(UTC))
    User.objects.update(roles=["analyst"])
    database.lock()
    for ran in (taken_in(program, tmp_path), program("export", tmp_path / "x.zip", "--people", 0)):
        assert ran.status == 1
        assert "Your work here does not include" in ran.err
