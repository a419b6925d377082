from __future__ import annotations

import io
import time
from contextlib import closing
from threading import Event, Thread

import pytest

from dakaz.errors import (
    BadInput,
    DakazError,
    Locked,
    NotAllowed,
    NotFound,
    VaultBusy,
    VaultDamaged,
    WrongPassphrase,
)
from dakaz.vault import RECOVERY, Vault, log, recovery
from dakaz.vault.tests.setting import (
    KILLED,
    NAME,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    everything_in,
    notes,
    run_child,
)

STEPS = (
    "ready",
    "keyring names next key",
    "database copied",
    "copy re-keyed",
    "database swapped",
    "keyring final",
    "done",
)


def add_other(opened, **more) -> str:
    return opened.vault.add_user(opened.keys, user_name=OTHER_NAME, passphrase=OTHER_PASSPHRASE, **more)


def as_other(opened):
    return opened.vault.unlock(user_name=OTHER_NAME, passphrase=OTHER_PASSPHRASE)


def as_first(opened):
    return opened.vault.unlock(user_name=NAME, passphrase=PASSPHRASE)


def test_an_added_user_opens_the_same_database_and_objects(opened):
    stored = opened.vault.objects.put(io.BytesIO(b"invented"), opened.office)
    user_id = add_other(opened)
    keys = as_other(opened)
    assert (keys.user_id, keys.is_admin, keys.db_key) == (user_id, False, opened.keys.db_key)
    assert opened.vault.objects.read(stored.name, keys.compartments["office"]) == b"invented"


def test_two_users_cannot_have_one_name(opened):
    with pytest.raises(BadInput, match="already a user"):
        opened.vault.add_user(opened.keys, user_name=NAME.upper(), passphrase=OTHER_PASSPHRASE)


def test_a_weak_passphrase_adds_nobody(opened):
    with pytest.raises(BadInput, match="too easy"):
        opened.vault.add_user(opened.keys, user_name=OTHER_NAME, passphrase="qwerty")
    assert len(opened.vault.users()) == 1


def test_only_an_administrator_adds_and_removes(opened):
    add_other(opened)
    keys = as_other(opened)
    with pytest.raises(NotAllowed):
        opened.vault.add_user(keys, user_name="Cyryl", passphrase=OTHER_PASSPHRASE)
    with pytest.raises(NotAllowed):
        opened.vault.remove_user(keys, opened.keys.user_id)
    with pytest.raises(NotAllowed):
        opened.vault.set_passphrase(keys, OTHER_PASSPHRASE + " x", user_id=opened.keys.user_id)


def test_a_new_passphrase_replaces_the_old_one(opened):
    keys = opened.vault.set_passphrase(opened.keys, OTHER_PASSPHRASE)
    assert keys.user_id == opened.keys.user_id
    assert opened.vault.unlock(user_name=NAME, passphrase=OTHER_PASSPHRASE).db_key == keys.db_key
    with pytest.raises(WrongPassphrase):
        as_first(opened)


def test_a_session_from_before_a_new_passphrase_must_sign_in_to_refresh(opened):
    opened.vault.set_passphrase(opened.keys, OTHER_PASSPHRASE)
    with pytest.raises(Locked):
        opened.vault.refresh(opened.keys)


def test_a_busy_database_refuses_a_change_before_the_keyring_is_written(opened, monkeypatch):
    monkeypatch.setattr("dakaz.vault.database.BUSY_MILLISECONDS", 50)
    before = (opened.vault.folder / "keyring.json").read_bytes()
    with closing(opened.database()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultBusy):
            opened.vault.set_passphrase(opened.keys, OTHER_PASSPHRASE)
        connection.rollback()
    assert (opened.vault.folder / "keyring.json").read_bytes() == before


# Compartments


def test_a_compartment_opens_only_for_whom_it_was_granted_to(opened):
    add_other(opened)
    made, keys = opened.vault.add_compartment(opened.keys)
    assert made.id in keys.compartments
    assert made.id not in as_other(opened).compartments
    opened.vault.grant(keys, as_other(opened).user_id, made.id)
    assert as_other(opened).compartments[made.id].identity == made.identity


def test_one_cannot_grant_what_one_cannot_open(opened):
    user_id = add_other(opened, admin=True)
    made, _ = opened.vault.add_compartment(opened.keys)
    with pytest.raises(NotAllowed):
        opened.vault.grant(as_other(opened), user_id, made.id)


def test_revoking_renews_the_keys_and_old_content_stays_readable(opened):
    user_id = add_other(opened)
    old = opened.vault.objects.put(io.BytesIO(b"before"), opened.office)
    former = as_other(opened).compartments["office"]
    keys = opened.vault.revoke(opened.keys, user_id, "office")
    new = opened.vault.objects.put(io.BytesIO(b"after"), keys.compartments["office"])
    assert "office" not in as_other(opened).compartments
    assert opened.vault.objects.read(old.name, keys.compartments["office"]) == b"before"
    with pytest.raises(VaultDamaged):
        opened.vault.objects.read(new.name, former)


def test_an_object_can_be_moved_to_the_new_keys(opened):
    user_id = add_other(opened)
    old = opened.vault.objects.put(io.BytesIO(b"before"), opened.office)
    former = as_other(opened).compartments["office"]
    office = opened.vault.revoke(opened.keys, user_id, "office").compartments["office"]
    assert opened.vault.objects.reseal(old.name, office)
    assert not opened.vault.objects.reseal(old.name, office)
    assert opened.vault.objects.read(old.name, office) == b"before"
    with pytest.raises(VaultDamaged):
        opened.vault.objects.read(old.name, former)


def test_a_session_from_before_a_revocation_cannot_overwrite_the_newer_keys(opened):
    third = opened.vault.add_user(opened.keys, user_name="Cyryl", passphrase=OTHER_PASSPHRASE)
    add_other(opened, admin=True)
    theirs = as_other(opened)
    keys = opened.vault.revoke(opened.keys, third, "office")
    new = opened.vault.objects.put(io.BytesIO(b"after"), keys.compartments["office"])
    assert opened.vault.is_stale(theirs)
    for attempt in (
        lambda: opened.vault.new_shares(theirs),
        lambda: opened.vault.set_passphrase(theirs, PASSPHRASE + " more"),
        lambda: opened.vault.remove_user(theirs, third),
    ):
        with pytest.raises(Locked):
            attempt()
    theirs = opened.vault.refresh(theirs)
    opened.vault.new_shares(theirs)
    office = as_first(opened).compartments["office"]
    assert opened.vault.objects.read(new.name, office) == b"after"


def test_someone_without_a_compartment_can_remove_one_of_its_members(opened):
    leaver = opened.vault.add_user(opened.keys, user_name="Cyryl", passphrase=OTHER_PASSPHRASE)
    add_other(opened, admin=True)
    made, keys = opened.vault.add_compartment(opened.keys)
    opened.vault.grant(keys, leaver, made.id)
    old = opened.vault.objects.put(io.BytesIO(b"before"), made)
    opened.vault.remove_user(as_other(opened), leaver)
    sealed = as_first(opened).compartments[made.id]
    assert (sealed.generation, sealed.naming_key) == (2, made.naming_key)
    assert opened.vault.objects.read(old.name, sealed) == b"before"


# Removal


def test_a_removed_user_is_locked_out_and_the_rest_goes_on(opened):
    user_id = add_other(opened)
    theirs = as_other(opened)
    stored = opened.vault.objects.put(io.BytesIO(b"kept"), opened.office)
    keys = opened.vault.remove_user(opened.keys, user_id)
    with pytest.raises(WrongPassphrase):
        as_other(opened)
    with pytest.raises(WrongPassphrase):
        notes(opened.vault.db_path, theirs.db_key)
    assert notes(opened.vault.db_path, keys.db_key) == ["an invented note"]
    assert opened.vault.objects.read(stored.name, keys.compartments["office"]) == b"kept"
    assert keys.compartments["office"].generation == 2
    assert keys.log_key.public_key() != opened.keys.log_key.public_key()
    assert len(opened.vault.log_public_keys) == 2
    assert not list(opened.vault.folder.glob("*.next*"))


def test_sessions_of_others_must_sign_in_again_after_a_removal(opened):
    user_id = add_other(opened)
    opened.vault.remove_user(opened.keys, user_id)
    assert opened.vault.generation == opened.keys.generation + 1
    with pytest.raises(Locked):
        opened.vault.new_shares(opened.keys)


def test_rows_keep_their_numbers_through_a_removal(opened):
    user_id = add_other(opened)
    with closing(opened.database()) as connection:
        connection.executemany("INSERT INTO note (rowid, text) VALUES (?, ?)", [(50, "x"), (9000, "y")])
        connection.commit()
    keys = opened.vault.remove_user(opened.keys, user_id)
    with closing(type(opened)(opened.vault, keys, ()).database()) as connection:
        assert connection.execute("SELECT rowid FROM note ORDER BY 1").fetchall() == [(1,), (50,), (9000,)]


def test_former_checkpoints_still_verify_after_a_removal(opened):
    text = log.checkpoint("o", 1, b"r" * 32, opened.keys.log_key)
    user_id = add_other(opened)
    opened.vault.remove_user(opened.keys, user_id)
    import base64

    former = base64.b64decode(opened.vault.log_public_keys[0])
    assert log.read_checkpoint(text, former).size == 1


def test_the_removed_users_keyring_put_back_does_not_let_them_in(opened):
    user_id = add_other(opened)
    folder = opened.vault.folder
    old = (folder / "keyring.json").read_bytes()
    opened.vault.remove_user(opened.keys, user_id)
    (folder / "keyring.json").write_bytes(old)
    with pytest.raises(VaultDamaged):
        as_other(opened)
    for name in ("keyring.json", "keyring.copy.json"):
        assert b'"' + user_id.encode() not in (folder / "keyring.copy.json").read_bytes(), name


def test_nobody_removes_themselves_or_someone_unknown(opened):
    with pytest.raises(BadInput):
        opened.vault.remove_user(opened.keys, opened.keys.user_id)
    with pytest.raises(NotFound):
        opened.vault.remove_user(opened.keys, "nobody")


def test_a_removal_with_another_connection_open_changes_nothing(opened):
    user_id = add_other(opened)
    before = (opened.vault.folder / "keyring.json").read_bytes()
    with closing(opened.database()) as connection:
        connection.execute("SELECT * FROM note").fetchall()
        with pytest.raises(VaultBusy):
            opened.vault.remove_user(opened.keys, user_id)
    assert (opened.vault.folder / "keyring.json").read_bytes() == before
    assert as_other(opened).user_id == user_id


def test_a_removal_waits_for_who_has_the_vault_open_for_a_moment(opened):
    user_id = add_other(opened)
    seen = Event()

    def read_for_a_moment():
        with closing(opened.database()) as connection:
            connection.execute("SELECT * FROM note").fetchall()
            seen.set()
            time.sleep(0.6)

    reader = Thread(target=read_for_a_moment)
    reader.start()
    seen.wait()
    opened.vault.remove_user(opened.keys, user_id)
    reader.join()
    with pytest.raises(WrongPassphrase):
        as_other(opened)


REMOVE = """
from pathlib import Path
from dakaz.vault import Vault
folder, name, passphrase, user_id, step = sys.argv[1:]
def at(done):
    if done == step:
        os.kill(os.getpid(), signal.SIGKILL)
found = Vault.open(Path(folder))
found.remove_user(found.unlock(user_name=name, passphrase=passphrase), user_id, at=at)
"""


@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
@pytest.mark.parametrize("step", STEPS)
def test_a_removal_killed_at_any_step_is_whole_after_the_next_sign_in(opened, step):
    stored = opened.vault.objects.put(io.BytesIO(b"kept"), opened.office)
    user_id = add_other(opened)
    child = run_child(REMOVE, opened.vault.folder, NAME, PASSPHRASE, user_id, step)
    assert child.returncode == KILLED, child.stderr
    keys = as_first(opened)
    assert notes(opened.vault.db_path, keys.db_key) == ["an invented note"]
    assert opened.vault.objects.read(stored.name, keys.compartments["office"]) == b"kept"
    removed = step != "ready"
    assert [user.id for user in opened.vault.users()].count(user_id) == (0 if removed else 1)
    assert keys.generation == (2 if removed else 1)
    if removed:
        with pytest.raises(WrongPassphrase):
            as_other(opened)
    assert not list(opened.vault.folder.glob("*.next*"))
    assert opened.vault.recover(opened.shares[:2]).db_key == keys.db_key


@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
def test_an_interrupted_removal_locks_the_leaver_out_at_once(opened):
    user_id = add_other(opened)
    run_child(REMOVE, opened.vault.folder, NAME, PASSPHRASE, user_id, "keyring names next key")
    with pytest.raises(WrongPassphrase):
        as_other(opened)


@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
def test_a_removal_on_a_full_disk_leaves_the_database_and_goes_on_later(opened):
    with closing(opened.database()) as connection:
        connection.executemany("INSERT INTO note VALUES (?)", [("an invented sentence " * 20,)] * 3000)
        connection.commit()
    user_id = add_other(opened)
    child = run_child(REMOVE, opened.vault.folder, NAME, PASSPHRASE, user_id, "", limit_file_bytes=500_000)
    assert "NoRoom" in child.stderr, child.stderr
    assert not list(opened.vault.folder.glob("*.next*"))
    keys = as_first(opened)
    assert len(notes(opened.vault.db_path, keys.db_key)) == 3001


# Recovery


def test_any_two_of_three_shares_open_everything(opened):
    one, two, three = opened.shares
    for pair in ((one, two), (three, one), (two, three), (one, two, three)):
        keys = opened.vault.recover(pair)
        assert (keys.user_id, keys.db_key) == (RECOVERY, opened.keys.db_key)
        assert keys.compartments == opened.keys.compartments


@pytest.mark.parametrize("chosen", [[], [0], [1, 1]])
def test_fewer_than_two_shares_open_nothing(opened, chosen):
    with pytest.raises(BadInput, match="2 different shares"):
        opened.vault.recover([opened.shares[at] for at in chosen])


def test_a_mistyped_share_is_named_by_its_number_and_its_words_are_not_quoted(opened):
    words = opened.shares[1].split()
    words[4] = "zebrafish"
    with pytest.raises(BadInput, match="Share 2 has a mistyped") as refusal:
        opened.vault.recover([opened.shares[0], " ".join(words)])
    assert "zebrafish" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_shares_may_be_typed_in_capitals_and_over_lines(opened):
    typed = [share.upper().replace(" ", "\n ") for share in opened.shares[:2]]
    assert opened.vault.recover(typed).db_key == opened.keys.db_key


def test_shares_of_another_vault_open_nothing(opened):
    _, others = recovery.new()
    with pytest.raises(WrongPassphrase):
        opened.vault.recover(others[:2])
    with pytest.raises(WrongPassphrase):
        opened.vault.recover([opened.shares[0], others[1]])


def test_recovery_is_unconfirmed_until_two_shares_were_typed_back(opened):
    assert not opened.vault.recovery_confirmed
    with pytest.raises(DakazError):
        opened.vault.confirm_recovery(opened.keys, opened.shares[:1])
    assert not opened.vault.recovery_confirmed
    opened.vault.confirm_recovery(opened.keys, opened.shares[1:])
    assert opened.vault.recovery_confirmed


def test_a_lost_passphrase_is_replaced_after_recovery(opened):
    keys = opened.vault.set_passphrase(opened.vault.recover(opened.shares[:2]), OTHER_PASSPHRASE)
    assert keys.user_id == opened.keys.user_id
    assert opened.vault.unlock(user_name=NAME, passphrase=OTHER_PASSPHRASE).compartments.keys() == {"office"}


def test_new_shares_replace_the_old_ones_and_must_be_confirmed_again(opened):
    opened.vault.confirm_recovery(opened.keys, opened.shares[:2])
    fresh = opened.vault.new_shares(opened.keys)
    assert not opened.vault.recovery_confirmed
    assert opened.vault.recover(fresh[1:]).db_key == opened.keys.db_key
    with pytest.raises(WrongPassphrase, match="newer ones"):
        opened.vault.recover(opened.shares[:2])


def test_recovery_survives_a_removal(opened):
    user_id = add_other(opened)
    keys = opened.vault.remove_user(opened.keys, user_id)
    assert opened.vault.recover(opened.shares[:2]).db_key == keys.db_key


def test_shares_are_written_nowhere(opened):
    for content in everything_in(opened.vault.folder).values():
        for share in opened.shares:
            assert share.encode() not in content


def test_what_opens_for_a_stranger_is_nothing(opened):
    with pytest.raises(WrongPassphrase):
        Vault.open(opened.vault.folder).unlock(user_name="Stranger", passphrase=OTHER_PASSPHRASE)
