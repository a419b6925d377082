from __future__ import annotations

import json
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz import vault
from dakaz.errors import BadInput, VaultDamaged, VaultTooNew, WrongPassphrase
from dakaz.vault import KdfParameters, Vault, database, kdf, keyring_file, rekey, wrapping
from dakaz.vault.keyring import Sealed, parse, render
from dakaz.vault.tests.setting import NAME, NOW, OTHER_PASSPHRASE, PASSPHRASE, everything_in


def test_a_vault_opens_with_name_and_passphrase(folder):
    keys = Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)
    assert keys.is_admin
    assert list(keys.compartments) == ["office"]


@pytest.mark.parametrize("name", ["  alesia", "ALESIA", "Ａｌｅｓｉａ"])
def test_a_name_may_be_typed_in_any_case_and_width(folder, name):
    assert Vault.open(folder).unlock(user_name=name, passphrase=PASSPHRASE).is_admin


def test_no_name_and_no_passphrase_stands_in_the_folder(folder):
    for content in everything_in(folder).values():
        for secret in (NAME, NAME.casefold(), PASSPHRASE, "an invented note"):
            assert secret.encode() not in content
            assert secret.encode("utf-16-le") not in content


def test_keys_do_not_show_themselves(opened):
    shown = repr(opened.keys) + repr(opened.office) + str(opened.keys)
    for secret in (
        opened.keys.db_key.hex(),
        opened.keys.identity,
        opened.office.identity,
        repr(opened.keys.db_key),
    ):
        assert secret not in shown


@pytest.mark.parametrize(("name", "passphrase"), [(NAME, OTHER_PASSPHRASE), ("Nobody", PASSPHRASE), ("", "")])
def test_a_wrong_name_or_passphrase_says_the_same_and_writes_nothing(folder, name, passphrase):
    before = everything_in(folder)
    with pytest.raises(WrongPassphrase) as refusal:
        Vault.open(folder).unlock(user_name=name, passphrase=passphrase)
    assert (
        str(refusal.value)
        == "This name and passphrase do not open this vault. Check both and type them again."
    )
    assert everything_in(folder) == before


def test_a_keyring_cut_short_at_any_length_is_refused(made_vault):
    content = (made_vault.folder / "keyring.json").read_bytes()
    for length in range(len(content)):
        with pytest.raises(VaultDamaged):
            parse(content[:length])


def test_a_keyring_with_any_one_bit_flipped_is_refused(made_vault):
    content = (made_vault.folder / "keyring.json").read_bytes()
    for at in range(0, len(content) * 8, 5):
        flipped = bytearray(content)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises((VaultDamaged, VaultTooNew)):
            parse(bytes(flipped))


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_anything_else_in_its_place_is_refused(content):
    with pytest.raises(VaultDamaged):
        parse(content)


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b"null", b"[" * 100_000, b'{"format":"dakaz-keyring","version":1}']
)
def test_json_that_is_no_keyring_is_refused(content):
    with pytest.raises(VaultDamaged):
        parse(content)


def test_a_damaged_keyring_opens_and_writes_nothing_and_its_second_copy_mends_it(folder):
    whole = (folder / "keyring.json").read_bytes()
    (folder / "keyring.json").write_bytes(whole[: len(whole) // 2])
    before = everything_in(folder)
    with pytest.raises(VaultDamaged, match="second copy"):
        Vault.open(folder)
    assert everything_in(folder) == before
    Vault.mend_keyring(folder)
    assert (folder / "keyring.json").read_bytes() == whole
    assert Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE).is_admin


def test_a_newer_keyring_asks_for_a_newer_program(folder):
    body = json.loads((folder / "keyring.json").read_bytes())
    body["version"] = 2
    (folder / "keyring.json").write_text(json.dumps(body))
    with pytest.raises(VaultTooNew):
        Vault.open(folder)


def test_a_folder_without_a_keyring_is_no_vault(tmp_path):
    with pytest.raises(BadInput):
        Vault.open(tmp_path)


@pytest.mark.parametrize(
    "weaker",
    [
        KdfParameters(memory_kib=8, iterations=1, lanes=1),
        KdfParameters(memory_kib=64 * 1024 - 1, iterations=64, lanes=1),
        KdfParameters(memory_kib=64 * 1024, iterations=2, lanes=1),
        KdfParameters(memory_kib=2**40, iterations=4, lanes=1),
        KdfParameters(memory_kib=64 * 1024, iterations=10**9, lanes=1),
        KdfParameters(memory_kib=64 * 1024, iterations=3, lanes=0),
    ],
)
def test_a_weakened_or_absurd_passphrase_check_is_refused_before_any_work(folder, weaker):
    ring = keyring_file.read(folder)
    (folder / "keyring.json").write_bytes(render(replace(ring, kdf=weaker)))
    with pytest.raises(VaultDamaged, match="passphrase check"):
        Vault.open(folder)


def test_a_vault_cannot_be_made_with_a_weak_check(tmp_path):
    with pytest.raises(VaultDamaged):
        vault.create(
            tmp_path / "v",
            user_name=NAME,
            passphrase=PASSPHRASE,
            now=NOW,
            kdf=KdfParameters(memory_kib=1024, iterations=3, lanes=1),
        )


def test_a_keyring_changed_by_someone_without_the_key_is_refused(folder):
    ring = keyring_file.read(folder)
    forged = replace(ring, users=tuple(replace(user, admin=not user.admin) for user in ring.users))
    (folder / "keyring.json").write_bytes(render(forged))
    with pytest.raises(VaultDamaged, match="changed by something other"):
        Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)


def test_a_vault_forged_around_a_users_public_key_is_refused(folder):
    """Someone can write into the folder, and waits for what will be typed into a database of their own."""
    ring = keyring_file.read(folder)
    db_key = secrets.token_bytes(32)
    everyone = tuple(user.id for user in ring.users)
    sealed = rekey.sealed_database_key(ring, db_key, generation=1, members=everyone)
    (folder / "dakaz.db").unlink()
    database.create_database(folder / "dakaz.db", db_key)
    guessed = wrapping.mark_key(db_key, bytes(32))
    keyring_file.write(folder, replace(ring, database=sealed), mark_key=guessed)
    with pytest.raises(VaultDamaged, match="changed by something other"):
        Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    "secret", [{}, [], {"vault": 1}, {"vault": None, "generation": 1, "database_key": "zz"}]
)
def test_something_else_sealed_in_the_place_of_the_database_key_is_refused(folder, secret):
    ring = keyring_file.read(folder)
    forged = Sealed(1, wrapping.seal(secret, ring.recipients_of((ring.users[0].id,))))
    (folder / "keyring.json").write_bytes(render(replace(ring, database=forged)))
    with pytest.raises(VaultDamaged):
        Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    "change", [{"sequence": True}, {"salt": "xyz"}, {"created": 5}, {"mac": None}, {"vault_id": ["a"]}]
)
def test_values_of_another_kind_are_refused(folder, change):
    ring = replace(keyring_file.read(folder), **change)
    with pytest.raises(VaultDamaged):
        parse(render(ring))


def test_an_older_keyring_put_back_is_refused(folder, opened):
    shutil.copy(folder / "keyring.json", folder.parent / "old.json")
    opened.vault.set_passphrase(opened.keys, OTHER_PASSPHRASE)
    shutil.copy(folder.parent / "old.json", folder / "keyring.json")
    with pytest.raises(VaultDamaged, match="older than the database"):
        Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)


def test_the_second_copy_never_holds_an_older_keyring(folder, opened):
    opened.vault.set_passphrase(opened.keys, OTHER_PASSPHRASE)
    assert (folder / "keyring.copy.json").read_bytes() == (folder / "keyring.json").read_bytes()


def test_a_stale_second_copy_is_renewed_at_the_next_sign_in(folder, opened):
    old = (folder / "keyring.copy.json").read_bytes()
    keys = opened.vault.set_passphrase(opened.keys, OTHER_PASSPHRASE)
    (folder / "keyring.copy.json").write_bytes(old)
    opened.vault.refresh(keys)
    assert (folder / "keyring.copy.json").read_bytes() == (folder / "keyring.json").read_bytes()


def test_the_keyring_of_another_vault_does_not_open_this_database(folder, tmp_path):
    other = vault.create(tmp_path / "other", user_name=NAME, passphrase=PASSPHRASE, now=NOW, kdf=vault.FLOOR)
    shutil.copy(other.vault.folder / "keyring.json", folder / "keyring.json")
    with pytest.raises(VaultDamaged, match="passphrase is right"):
        Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)


def test_a_vault_is_made_only_in_an_empty_folder(folder):
    before = everything_in(folder)
    with pytest.raises(BadInput, match="not empty"):
        vault.create(folder, user_name=NAME, passphrase=PASSPHRASE, now=NOW, kdf=vault.FLOOR)
    assert everything_in(folder) == before


def test_a_weak_passphrase_makes_no_vault(tmp_path):
    with pytest.raises(BadInput, match="too easy"):
        vault.create(tmp_path / "v", user_name=NAME, passphrase="password1", now=NOW, kdf=vault.FLOOR)
    assert not (tmp_path / "v").exists()


class Counting:
    """Argon2id that notes how many run, and how many at once."""

    real = kdf.Argon2id
    running: ClassVar[list[int]] = []
    seen: ClassVar[list[int]] = []

    def __init__(self, **how):
        self.below = self.real(**how)

    def derive(self, typed):
        self.running.append(1)
        self.seen.append(len(self.running))
        try:
            return self.below.derive(typed)
        finally:
            self.running.pop()


@pytest.fixture
def counted(monkeypatch) -> list[int]:
    monkeypatch.setattr(kdf, "Argon2id", Counting)
    Counting.seen.clear()
    return Counting.seen


def test_one_passphrase_is_checked_at_a_time(folder, counted):
    opened = Vault.open(folder)
    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(opened.unlock, user_name=NAME, passphrase=PASSPHRASE) for _ in range(4)]
        assert len({one.result().user_id for one in tries}) == 1
    assert counted == [1, 1, 1, 1]


@pytest.mark.parametrize("name", [NAME, "Nobody"])
def test_an_unknown_name_takes_the_same_work_as_a_known_one(folder, counted, name):
    with pytest.raises(WrongPassphrase):
        Vault.open(folder).unlock(user_name=name, passphrase=OTHER_PASSPHRASE)
    assert counted == [1]
