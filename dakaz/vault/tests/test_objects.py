from __future__ import annotations

import hashlib
import io
import os
import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest

from dakaz.errors import NoRoom, NotFound, VaultDamaged
from dakaz.vault import compartments
from dakaz.vault.objects import ObjectStore
from dakaz.vault.sealed_stream import PIECE
from dakaz.vault.tests.setting import KILLED, everything_in, run_child

KEYS = compartments.fresh("office")
SIZES = (0, 1, PIECE, PIECE * 3 + 5)


@pytest.fixture
def store(tmp_path) -> ObjectStore:
    made = ObjectStore(tmp_path / "objects")
    made.lay_out()
    return made


def parts(store: ObjectStore) -> list[str]:
    return [path.name for path in store.root.iterdir() if path.is_file()]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_is_read_back(store, size):
    content = os.urandom(size)
    stored = store.put(io.BytesIO(content), KEYS)
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert store.read(stored.name, KEYS) == content
    store.verify(stored.name, KEYS, stored.sha256)
    assert list(store.names()) == [stored.name]
    assert not parts(store)


def test_the_same_content_is_one_object_and_is_not_written_twice(store):
    first = store.put(io.BytesIO(b"same"), KEYS)
    before = everything_in(store.root)
    assert store.put(io.BytesIO(b"same"), KEYS) == first
    assert everything_in(store.root) == before


def test_in_another_compartment_the_same_content_has_another_name(store):
    other = compartments.fresh("sealed-case")
    first, second = store.put(io.BytesIO(b"same"), KEYS), store.put(io.BytesIO(b"same"), other)
    assert first.name != second.name
    with pytest.raises(VaultDamaged, match="does not open"):
        store.read(first.name, other)


def test_a_name_says_nothing_to_someone_without_the_naming_key(store):
    stored = store.put(io.BytesIO(b"known leaflet"), KEYS)
    assert stored.name != stored.sha256
    assert stored.sha256.encode() not in b"".join(everything_in(store.root).values())


def test_an_upload_is_taken_piece_by_piece(store):
    with store.writer(KEYS) as writer:
        for piece in (b"one ", b"", b"two ", b"three"):
            writer.write(piece)
        stored = writer.close()
    assert store.read(stored.name, KEYS) == b"one two three"


def test_an_upload_left_in_the_middle_leaves_nothing(store):
    with pytest.raises(ConnectionError), store.writer(KEYS) as writer:
        writer.write(b"x" * 200_000)
        raise ConnectionError
    assert not everything_in(store.root)


def test_many_are_stored_together_in_their_order(store):
    contents = [b"a", b"b", b"a", b"c" * 100_000]
    stored = store.put_many((io.BytesIO(content) for content in contents), KEYS)
    assert [store.read(one.name, KEYS) for one in stored] == contents
    assert len(list(store.names())) == 3
    assert not parts(store)


def test_folders_that_a_copying_tool_dropped_are_made_again(tmp_path):
    store = ObjectStore(tmp_path / "objects")
    assert not list(store.names())
    stored = store.put(io.BytesIO(b"one"), KEYS)
    assert store.read(stored.name, KEYS) == b"one"


def test_if_one_of_many_fails_none_is_stored(store):
    class Failing(io.BytesIO):
        def read(self, size=-1):
            raise OSError("the camera was unplugged")

    with pytest.raises(OSError, match="camera"):
        store.put_many([io.BytesIO(b"a"), Failing()], KEYS)
    assert not everything_in(store.root)


def test_a_stream_can_be_left_before_its_end(store):
    stored = store.put(io.BytesIO(os.urandom(3 * PIECE)), KEYS)
    with store.open(stored.name, KEYS) as stream:
        assert len(stream.read(10)) == 10


def test_every_flipped_bit_is_noticed_and_nothing_wrong_is_given_out(store):
    content = os.urandom(300)
    stored = store.put(io.BytesIO(content), KEYS)
    path = store.path(stored.name)
    whole = path.read_bytes()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        path.write_bytes(changed)
        with pytest.raises(VaultDamaged):
            store.read(stored.name, KEYS)


def test_an_object_cut_short_at_any_length_is_noticed(store):
    stored = store.put(io.BytesIO(os.urandom(100)), KEYS)
    path = store.path(stored.name)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(VaultDamaged):
            store.read(stored.name, KEYS)


def test_an_object_put_in_the_place_of_another_is_noticed(store):
    one, two = store.put(io.BytesIO(b"one"), KEYS), store.put(io.BytesIO(b"two"), KEYS)
    shutil.copy(store.path(two.name), store.path(one.name))
    with pytest.raises(VaultDamaged, match="other content than its name says"):
        store.read(one.name, KEYS)


def test_a_missing_object_is_damage_and_an_impossible_name_is_not_found(store):
    with pytest.raises(VaultDamaged, match="missing"):
        store.read("ab" * 32, KEYS)
    for name in ("", "../../keyring.json", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"):
        with pytest.raises(NotFound):
            store.read(name, KEYS)


def test_verify_compares_with_what_was_recorded(store):
    stored = store.put(io.BytesIO(b"one"), KEYS)
    with pytest.raises(VaultDamaged, match="not the one that was recorded"):
        store.verify(stored.name, KEYS, hashlib.sha256(b"two").hexdigest())


def test_adding_again_heals_an_object_that_was_cut_short(store):
    stored = store.put(io.BytesIO(b"letter" * 100), KEYS)
    path = store.path(stored.name)
    path.write_bytes(path.read_bytes()[:50])
    assert store.put(io.BytesIO(b"letter" * 100), KEYS) == stored
    assert store.read(stored.name, KEYS) == b"letter" * 100


def test_a_deleted_object_is_gone_and_deleting_twice_is_no_error(store):
    stored = store.put(io.BytesIO(b"one"), KEYS)
    store.delete(stored.name)
    store.delete(stored.name)
    assert not list(store.names())


def test_what_a_killed_program_left_is_swept_after_a_while(store):
    stored = store.put(io.BytesIO(b"one"), KEYS)
    writer = store.writer(KEYS)
    writer.write(b"x" * 100_000)
    now = datetime.fromtimestamp(time.time(), UTC)
    assert store.discard_unfinished(before=now - timedelta(hours=1)) == 0
    writer.file.close()
    assert store.discard_unfinished(before=now + timedelta(hours=1)) == 1
    assert list(store.names()) == [stored.name]


PUT = """
import io
from pathlib import Path
from dakaz.vault import compartments
from dakaz.vault.objects import ObjectStore
store = ObjectStore(Path(sys.argv[1]))
keys = compartments.fresh("office")
"""

FULL = (
    PUT
    + """
from dakaz.errors import NoRoom
before = store.put(io.BytesIO(b"there before"), keys)
for attempt in (
    lambda: store.put(io.BytesIO(bytes(1_000_000)), keys),
    lambda: store.put_many([io.BytesIO(b"small"), io.BytesIO(bytes(1_000_000))], keys),
):
    try:
        attempt()
    except NoRoom:
        pass
    else:
        sys.exit("no error")
with store.writer(keys) as writer:
    try:
        for _ in range(100):
            writer.write(bytes(10_000))
        sys.exit("no error")
    except NoRoom:
        pass
assert store.read(before.name, keys) == b"there before"
assert list(store.names()) == [before.name], list(store.names())
assert not [path for path in store.root.iterdir() if path.is_file()]
"""
)


@pytest.mark.skipif(KILLED is None, reason="needs resource limits")
def test_a_full_disk_is_a_clear_error_and_leaves_nothing_behind(store):
    child = run_child(FULL, store.root, limit_file_bytes=100_000)
    assert child.returncode == 0, child.stderr


KILL = (
    PUT
    + """
class Reader(io.RawIOBase):
    left = 5
    def readable(self): return True
    def read(self, size):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.urandom(500_000)
store.put_many([io.BytesIO(b"first"), Reader()], keys)
"""
)


@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
def test_a_kill_in_the_middle_leaves_no_object_and_no_plain_text(store):
    child = run_child(KILL, store.root)
    assert child.returncode == KILLED, child.stderr
    assert not list(store.names())
    left = everything_in(store.root)
    assert left
    assert all(content.startswith(b"age-encryption.org/v1") for content in left.values() if content)


def test_a_full_disk_error_is_ours(store, monkeypatch):
    import errno

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom):
        store.put(io.BytesIO(b"x"), KEYS)
    assert not everything_in(store.root)


SOAK = (
    PUT
    + """
import resource
class Zeros(io.RawIOBase):
    left = int(sys.argv[2])
    def readable(self): return True
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)
stored = store.put(Zeros(), keys)
store.verify(stored.name, keys, stored.sha256)
# Not getrusage: its figure begins with what the parent had when it forked.
status = open("/proc/self/status").read()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""
)


@pytest.mark.soak
@pytest.mark.skipif(KILLED is None, reason="needs the resource module")
def test_two_gigabytes_pass_through_in_constant_memory(store):
    child = run_child(SOAK, store.root, 2 * 1024**3)
    assert child.returncode == 0, child.stderr
    assert int(child.stdout) < 200
