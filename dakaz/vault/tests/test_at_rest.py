"""What someone finds who takes the disk: at work, after a kill, after a backup."""

from __future__ import annotations

import base64
import io
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dakaz import vault
from dakaz.vault import open_field, seal_field
from dakaz.vault.backup import backup
from dakaz.vault.tests.setting import (
    KILLED,
    NAME,
    NOW,
    OTHER_NAME,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    notes,
)

CANARY = "Канарэйка canary-7f3a"


def shapes_of(text: str) -> list[bytes]:
    """A text as it could stand in a file by mistake."""
    plain = text.encode()
    return [plain, text.encode("utf-16-le"), base64.b64encode(plain)[:-4], plain.hex().encode(), plain[::-1]]


def find(folder: Path, texts: list[str]) -> list[tuple[str, str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        (path.name, text)
        for path in files
        for content in [path.read_bytes()]
        for text in texts
        if any(shape in content for shape in shapes_of(text))
    ]


def test_no_word_of_content_names_or_keys_is_found_while_at_work(opened, tmp_path):
    vault_, keys, office = opened.vault, opened.keys, opened.office
    with closing(opened.database()) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        for table in ("note", "words"):
            connection.executemany(f"INSERT INTO {table} VALUES (?)", [(CANARY,)] * 500)
        connection.commit()
        connection.execute("SELECT text FROM note ORDER BY text || random()").fetchall()
        vault_.objects.put(io.BytesIO(CANARY.encode() * 50_000), office)
        with vault_.objects.writer(office) as writer:
            writer.write(CANARY.encode() * 50_000)
            backup(vault_, keys, tmp_path / "b.age", now=NOW)
            assert open_field(office, seal_field(office, CANARY.encode(), place="a"), place="a")
            looked_for = [CANARY, NAME, PASSPHRASE, keys.identity, office.identity, *opened.shares]
            assert find(tmp_path, looked_for) == []
    secrets = [keys.db_key, office.naming_key, office.field_key]
    found = [
        path.name
        for path in tmp_path.rglob("*")
        if path.is_file()
        for secret in secrets
        if secret in path.read_bytes() or secret.hex().encode() in path.read_bytes()
    ]
    assert found == []


WORK = """
import io, os, random, sys
from pathlib import Path
from dakaz import vault
folder, name, passphrase, seed = sys.argv[1:]
found = vault.Vault.open(Path(folder))
keys = found.unlock(user_name=name, passphrase=passphrase)
draw = random.Random(int(seed))
print("ready", flush=True)
while True:
    contents = [draw.randbytes(draw.choice((10, 70_000, 400_000))) for _ in range(draw.randint(1, 8))]
    stored = found.objects.put_many(map(io.BytesIO, contents), keys.compartments["office"])
    connection = vault.connect(found.db_path, keys.db_key)
    connection.executemany("INSERT INTO note VALUES (?)", [(one.name + one.sha256,) for one in stored])
    connection.commit()
    connection.close()
    for one in stored:
        print(one.name + one.sha256, flush=True)
"""


def killed_at_work(folder: Path, seed: int, seconds: float) -> list[str]:
    """Let a child store and record objects, kill it, and return what it had acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(Path(vault.__file__).parents[2])}
    command = [sys.executable, "-c", WORK, folder, NAME, PASSPHRASE, str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        # A last line may be cut by the kill: it was not acknowledged.
        return [line.strip() for line in child.stdout if line.endswith("\n")]


def nothing_acknowledged_is_lost(opened, *, kills: int) -> None:
    draw = random.Random(7)
    acknowledged: list[str] = []
    for seed in range(kills):
        acknowledged += killed_at_work(opened.vault.folder, seed, draw.uniform(0.0, 0.4))
        with closing(opened.database()) as connection:
            assert vault.problems(connection) == ()
    recorded = notes(opened.vault.db_path, opened.keys.db_key)[1:]
    assert acknowledged
    assert set(acknowledged) <= set(recorded)
    for line in recorded:
        opened.vault.objects.verify(line[:64], opened.office, line[64:])
    for name in opened.vault.objects.names():
        opened.vault.objects.read(name, opened.office)


@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
def test_a_few_kills_at_work_lose_nothing_acknowledged(opened):
    nothing_acknowledged_is_lost(opened, kills=3)


@pytest.mark.soak
@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
def test_a_hundred_kills_at_work_lose_nothing_acknowledged(opened):
    nothing_acknowledged_is_lost(opened, kills=100)


REMOVE = """
import sys
from pathlib import Path
from dakaz.vault import Vault
folder, name, passphrase, user_id = sys.argv[1:]
found = Vault.open(Path(folder))
keys = found.unlock(user_name=name, passphrase=passphrase)
print("ready", flush=True)
found.remove_user(keys, user_id)
"""


@pytest.mark.soak
@pytest.mark.skipif(KILLED is None, reason="needs SIGKILL")
def test_thirty_removals_killed_at_random_moments_end_whole(opened):
    with closing(opened.database()) as connection:
        connection.executemany(
            "INSERT INTO note VALUES (?)", [(os.urandom(3000).hex(),) for _ in range(2000)]
        )
        connection.commit()
    before = notes(opened.vault.db_path, opened.keys.db_key)
    draw, keys = random.Random(11), opened.keys
    environment = {**os.environ, "PYTHONPATH": str(Path(vault.__file__).parents[2])}
    for _ in range(30):
        user_id = opened.vault.add_user(keys, user_name=OTHER_NAME, passphrase=OTHER_PASSPHRASE)
        command = [sys.executable, "-c", REMOVE, opened.vault.folder, NAME, PASSPHRASE, user_id]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
            assert child.stdout.readline() == b"ready\n"
            time.sleep(draw.uniform(0.0, 0.5))
            child.send_signal(signal.SIGKILL)
        keys = opened.vault.unlock(user_name=NAME, passphrase=PASSPHRASE)
        assert notes(opened.vault.db_path, keys.db_key) == before
        assert not list(opened.vault.folder.glob("*.next*"))
        if user_id in {user.id for user in opened.vault.users()}:
            keys = opened.vault.remove_user(keys, user_id)
