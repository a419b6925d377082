"""What holds the children: no network, no files of ours, no way to write, no keys in sight."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dakaz.outside.parsing import Readers
from dakaz.outside.sandbox import BUBBLEWRAP, sandbox
from dakaz.outside.tests.processes import family

in_bubblewrap = pytest.mark.skipif(
    sandbox().protection != BUBBLEWRAP, reason=f"bubblewrap does not work here: {sandbox().protection}"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


def inside(code: str) -> str:
    """Run Python just as children are run, and return what it prints."""
    command = sandbox().command
    wall = command[: command.index("-m")]
    done = subprocess.run(
        (*wall, "-c", code),
        env=sandbox().environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_protection_is_one_plain_line():
    with Readers(1) as readers:
        assert readers.protection.startswith("Files are read in separate processes")
        assert "\n" not in readers.protection


@in_bubblewrap
def test_child_has_no_network():
    code = "import socket; socket.create_connection(('127.0.0.1', {}), timeout=3)"
    import socket

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        answer = inside(code.format(server.getsockname()[1]))
    assert "refused" in answer or "unreachable" in answer
    assert "unreachable" in inside(code.replace("127.0.0.1", "1.1.1.1").format(80))
    assert (
        inside("import os; print(os.listdir('/sys/class/net') if os.path.exists('/sys') else 'none')")
        == "none"
    )


@in_bubblewrap
def test_child_cannot_read_home_or_work(tmp_path):
    secret = tmp_path / "keyring.json"
    secret.write_text("canary")
    for path in (
        secret,
        Path.home() / ".profile",
        Path("/etc/passwd"),
        Path("/etc/hostname"),
        Path("/root/.ssh"),
    ):
        assert "No such file" in inside(f"open({str(path)!r}).read()")
    home = str(Path.home())
    listed = inside(f"import os; print(sorted(os.listdir({home!r})) if os.path.isdir({home!r}) else [])")
    own = {
        Path(folder).relative_to(home).parts[0]
        for folder in (sys.prefix, sys.base_prefix)
        if Path(folder).is_relative_to(home)
    }
    assert set(eval(listed)) <= own


@in_bubblewrap
def test_child_sees_no_other_process():
    listed = inside(
        "import os; print([pid for pid in os.listdir('/proc') if pid.isdecimal() and int(pid) > 9])"
    )
    assert listed == "[]"


def test_child_inherits_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("DAKAZ_SECRET", "canary")
    assert "canary" not in inside("import os; print(dict(os.environ))")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are read from /proc")
def test_child_inherits_no_open_file(tmp_path):
    with (tmp_path / "secret").open("w+") as secret:
        os.set_inheritable(secret.fileno(), True)
        assert secret.name in opened_by(os.getpid())
        with Readers(1) as readers:
            started = family(readers.pids())
            assert started
            assert not any(secret.name in opened_by(pid) for pid in started)


def opened_by(pid: int) -> set[str]:
    """What the open files of a process point to (the listing itself opens and closes one)."""
    opened = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            opened.add(str(link.readlink()))
    return opened


CONFINED = "from dakaz.outside.confinement import confine; confine()\n"


@posix
@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("bytearray(3 * 1024**3)", "MemoryError"),
        ("import os; os.write(os.open('/tmp/x', os.O_CREAT | os.O_WRONLY), b'x')", "rror"),
        ("import tempfile; tempfile.TemporaryFile()", "FileNotFoundError"),
        ("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))", "(0, 0)"),
        ("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9))", "rror"),
    ],
)
def test_limits_hold(code, answer):
    if "RLIMIT_FSIZE" in code and sandbox().protection != BUBBLEWRAP and os.geteuid() == 0:
        pytest.skip("the superuser may raise limits outside of bubblewrap")
    assert answer in inside(CONFINED + code)


@posix
def test_processor_time_ends():
    code = (
        CONFINED + "from dakaz.outside.confinement import allow_seconds; allow_seconds(0)\nwhile True: pass"
    )
    done = subprocess.run(
        (*sandbox().command[: sandbox().command.index("-m")], "-c", code),
        env=sandbox().environment,
        timeout=20,
        check=False,
    )
    assert done.returncode != 0


def test_no_temporary_file_appears(tmp_path, monkeypatch):
    from dakaz.evidence.tests import papers

    folder = Path(tempfile.gettempdir())
    with Readers(1) as readers:
        before = set(folder.iterdir())
        for name, make in papers.EVERY.items():
            readers.read(make(), name)
        readers.render(papers.classic_pdf(), 1, width=300)
        assert {path for path in set(folder.iterdir()) - before if "pytest" not in path.name} == set()
