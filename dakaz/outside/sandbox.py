"""The command that starts a child, in bubblewrap where that truly works on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dakaz.errors
from dakaz.errors import N_

BUBBLEWRAP = N_(
    "Files are read in separate processes inside bubblewrap: without network, without your files, "
    "with limits of memory and time."
)
PLAIN = N_(
    "Files are read in separate processes with limits of memory and time. Bubblewrap, which would also take "
    "network and files from them, is not installed."
)
REFUSED = N_(
    "Files are read in separate processes with limits of memory and time. Bubblewrap, which would also take "
    "network and files from them, is installed but this machine does not let it work."
)
WINDOWS = N_(
    "Files are read in separate processes with a limit of time. On Windows nothing more holds them: "
    "open files from strangers on Linux or in Tails."
)
_PROBE_SECONDS = 20
_PACKAGE = Path(dakaz.errors.__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Sandbox:
    """How children are started.

    Args:
        command: program and arguments.
        environment: all variables they get; nothing is inherited.
        protection: one plain line (a template marked for translation).
    """

    command: tuple[str, ...]
    environment: dict[str, str]
    protection: str


@cache
def sandbox() -> Sandbox:
    """Find the best protection that works here; tried once, by really starting Python in it."""
    child = ("-m", "dakaz.outside.child")
    python = (sys.executable, "-P", "-s", "-B", "-W", "ignore")
    environment = _environment()
    if sys.platform == "win32":
        return Sandbox((*python, *child), environment, WINDOWS)
    program = shutil.which("bwrap")
    if program is None:
        return Sandbox((*python, *child), environment, PLAIN)
    wrapped = (program, *_walls(), *python)
    if _works((*wrapped, "-c", "import dakaz.evidence"), environment):
        return Sandbox((*wrapped, *child), environment, BUBBLEWRAP)
    return Sandbox((*python, *child), environment, REFUSED)


def _environment() -> dict[str, str]:
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(_PACKAGE.parent),
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
    if sys.platform == "win32":
        environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return environment


def _walls() -> tuple[str, ...]:
    """Nothing of the machine but its programs and Python, read-only; no network, no other processes."""
    walls = [
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        # Before what is shown below it: Python itself may lie in /tmp.
        "--size",
        str(1 << 20),
        "--tmpfs",
        "/tmp",  # noqa: S108 - the child's own, gone with it
        "--ro-bind",
        "/usr",
        "/usr",
    ]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        path = Path(name)
        if path.is_symlink():
            walls += ["--symlink", str(path.readlink()), name]
        elif path.exists():
            walls += ["--ro-bind", name, name]
    for path in _python_folders():
        walls += ["--ro-bind", str(path), str(path)]
    walls += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev"]
    return (*walls, "--hostname", "reader", "--chdir", "/")


def _python_folders() -> list[Path]:
    wanted = {
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(sys.exec_prefix),
        Path(sys.executable).resolve().parent.parent,
    }
    wanted.add(_PACKAGE)
    return sorted(path for path in wanted if not path.is_relative_to("/usr"))


def _works(command: tuple[str, ...], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
