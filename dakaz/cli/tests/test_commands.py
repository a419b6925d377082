import json
import os
import re

import pytest

from dakaz.conftest import PASSPHRASE

LETTER = "Ліст. Спадар Лукашэнка тут ні пры чым.\n"


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "papers" / "letter.txt"
    path.parent.mkdir()
    path.write_text(LETTER)
    return path


def test_a_file_is_added_found_and_shown(program, letter):
    added = program("add", letter, "--json")
    assert (added.status, [one["state"] for one in added.answers]) == (0, ["added"])
    item = added.answers[0]["item"]

    found = program("search", "Lukashenka", "--json")
    assert found.status == 0
    (hit,) = found.answers
    assert (hit["item"], hit["name"]) == (item, "letter.txt")
    start, end = hit["marks"][0]
    assert LETTER[start:end] == "Лукашэнка"

    (shown,) = program("show", item, "--json").answers
    assert shown["text"].strip() == LETTER.strip()
    assert shown["origins"][0]["name"] == "letter.txt"

    told = program("show", item).out.splitlines()
    assert any(
        re.fullmatch(r"origins: letter\.txt \(files\), \w{3} \d+ \w+ \d{4}, \d\d:\d\d", line) for line in told
    )


def test_a_folder_is_added_whole_and_a_second_time_adds_nothing(program, letter):
    (letter.parent / "inner").mkdir()
    (letter.parent / "inner" / "other.md").write_text("# Other\n")
    first = program("add", letter.parent, "--json")
    assert {one["file"] for one in first.answers} == {"papers/letter.txt", "papers/inner/other.md"}
    second = program("add", letter.parent, "--json")
    assert {one["state"] for one in second.answers} == {"known"}
    assert second.status == 0


def test_one_missing_file_fails_alone_and_the_status_says_so(program, letter, tmp_path):
    ran = program("add", tmp_path / "absent.pdf", letter, "--json")
    assert ran.status == 1
    assert {one["state"] for one in ran.answers} == {"failed", "added"}


def test_everything_agrees_in_a_sound_vault(program, letter):
    program("add", letter)
    ran = program("verify", "--json")
    assert (ran.status, ran.answers[0]["clean"]) == (0, True)


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(program):
    program.passphrase_file.write_text("wrong-but-memorable-secret\n")
    ran = program("verify", "--json")
    assert ran.status == 1
    assert json.loads(ran.err)["error"] == "WrongPassphrase"
    assert "memorable" not in ran.err + ran.out


@pytest.mark.parametrize(
    "words",
    [("add",), ("search",), ("verify", "--no-such-option"), ("no-such-command",), ("restore", "absent", "x")],
)
def test_a_command_typed_wrongly_ends_with_2(program, words):
    assert program(*words).status == 2


def test_a_folder_that_is_no_vault_is_said_to_be_none(program, tmp_path):
    ran = program("verify", "--vault", tmp_path / "nothing-here")
    assert ran.status == 1
    assert "nothing-here" in ran.err
    assert "Traceback" not in ran.err


def test_a_vault_is_made_without_a_terminal_and_recovered_with_two_shares(program, tmp_path):
    folder, shares = tmp_path / "new", tmp_path / "shares"
    made = program("init", folder, "--shares-out", shares, "--json")
    assert made.status == 0, made.err
    files = sorted(shares.iterdir())
    assert len(files) == 3
    new = tmp_path / "new-passphrase"
    new.write_text("lantern-orchid-seventeen-moss-gravel\n")
    ran = program(
        "recover",
        "--vault",
        folder,
        "--share-file",
        files[0],
        "--share-file",
        files[2],
        "--new-passphrase-file",
        new,
    )
    assert ran.status == 0, ran.err
    program.passphrase_file.write_text(new.read_text())
    assert program("verify", "--vault", folder).status == 0


def test_the_user_of_the_environment_makes_a_vault_and_restores_its_backup(program, tmp_path, monkeypatch):
    monkeypatch.setenv("DAKAZ_USER", "Alesia")
    folder, backup = tmp_path / "new", tmp_path / "backup.age"
    (made,) = program("init", folder, "--json").answers
    assert made["user"] == "Alesia"
    assert program("backup", backup, "--vault", folder).status == 0
    restored = program("restore", backup, tmp_path / "restored")
    assert restored.status == 0, restored.err


def test_one_share_recovers_nothing(program, tmp_path):
    folder, shares = tmp_path / "new", tmp_path / "shares"
    program("init", folder, "--shares-out", shares)
    ran = program(
        "recover",
        "--vault",
        folder,
        "--share-file",
        shares / "share-1.txt",
        "--new-passphrase-file",
        program.passphrase_file,
    )
    assert ran.status == 1


def test_a_backup_is_restored_with_the_passphrase_and_verified(program, letter, tmp_path):
    program("add", letter)
    backup = tmp_path / "backup.age"
    assert program("backup", backup).status == 0
    assert LETTER.encode() not in backup.read_bytes()
    restored = program("restore", backup, tmp_path / "restored", "--json")
    assert (restored.status, restored.answers[0]["clean"]) == (0, True), restored.err
    assert program("search", "Лукашенко", "--vault", tmp_path / "restored", "--json").answers


def test_a_colleague_comes_and_goes_and_the_others_stay(program, letter, tmp_path):
    program("add", letter)
    hers = tmp_path / "hers"
    hers.write_text("violin-kettle-meadow-sparrow-eleven\n")
    assert program("user", "add", "Alena", "--new-passphrase-file", hers).status == 0
    assert program("verify", "--user", "Alena", "--passphrase-file", hers).status == 0
    assert program("user", "remove", "Alena").status == 0
    assert program("verify", "--user", "Alena", "--passphrase-file", hers).status == 1
    assert program("verify").status == 0
    assert program("search", "Лукашенко", "--json").answers


def test_nobody_running_is_told_to_lock_calmly(program):
    (answer,) = program("lock", "--json").answers
    assert answer == {"locked": False}


def test_help_names_every_command(program):
    ran = program("--help")
    assert ran.status == 0
    for command in (
        "init",
        "add",
        "search",
        "show",
        "report",
        "verify",
        "serve",
        "lock",
        "user",
        "recover",
        "backup",
        "restore",
    ):
        assert command in ran.out


def test_no_passphrase_ever_stands_in_an_argument(program):
    ran = program("verify", "--passphrase", PASSPHRASE)
    assert ran.status == 2


def test_verify_says_how_many_objects_belong_to_nothing_and_removes_none(program, letter):
    program("add", letter)
    (sealed,) = (path for path in (program.folder / "objects").glob("??/*") if path.is_file())
    for number in range(3):
        left = program.folder / "objects" / "ab" / f"{number:062x}"
        left.write_bytes(sealed.read_bytes())
        os.utime(left, (0, 0))
    said = program("verify")
    assert said.status == 0
    assert "3 objects belong to nothing" in said.out + said.err
    assert program("verify", "--json").answers[-1]["unused"] == 3
    assert len(list((program.folder / "objects" / "ab").iterdir())) >= 3


def test_a_removal_waits_until_every_file_is_sealed_to_the_new_keys(program, letter, tmp_path):
    program("add", letter)
    hers = tmp_path / "hers"
    hers.write_text("violin-kettle-meadow-sparrow-eleven\n")
    program("user", "add", "Alena", "--new-passphrase-file", hers)
    (answer,) = program("user", "remove", "Alena", "--json").answers
    assert (answer["objects_resealed"], answer["objects_failed"]) == (1, 0)
    (again,) = program("user", "reseal", "--json").answers
    assert again == {"objects_resealed": 0, "objects_failed": 0}


def test_a_folder_that_holds_shares_is_refused_before_there_is_a_vault(program, tmp_path):
    shares = tmp_path / "shares"
    shares.mkdir()
    (shares / "share-2.txt").write_text("of another vault")
    refused = program("init", tmp_path / "mine", "--shares-out", shares)
    assert refused.status == 1
    assert not (tmp_path / "mine").exists()
    assert (shares / "share-2.txt").read_text() == "of another vault"
