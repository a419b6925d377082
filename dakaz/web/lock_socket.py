"""``dakaz lock`` tells a running server to lock: over a socket only this user can reach.

Where there are no such sockets (Windows) a file put into the same folder says it; the server looks
for it every second. Nothing but the wish to lock is passed, so nothing can be asked or learnt here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from platformdirs import user_cache_path, user_runtime_path

from dakaz.errors import N_, VaultBusy

HAS_SOCKETS = hasattr(socket, "AF_UNIX")
LOOK_EVERY = 1.0
ANSWER_WITHIN = 10.0
LOCK, LOCKED = b"lock\n", b"locked\n"


def place_for(vault_folder: Path) -> Path:
    """Return the folder for this vault's socket, readable by this user only."""
    named = hashlib.sha256(str(vault_folder.resolve()).encode()).hexdigest()[:16]
    folder = _private_folder() / named
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def _private_folder() -> Path:
    """Return a folder of this user; without a login session Linux has only a shared one in /tmp."""
    if sys.platform == "linux" and not os.environ.get("XDG_RUNTIME_DIR"):
        return user_cache_path("dakaz")
    return user_runtime_path("dakaz")


def ask_to_lock(vault_folder: Path) -> bool:
    """Ask the server of this vault to lock; return whether one was there and did."""
    place = place_for(vault_folder)
    return _ask_socket(place / "lock") if HAS_SOCKETS else _ask_file(place)


def _ask_socket(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(ANSWER_WITHIN)
        try:
            asking.connect(str(path))
            asking.sendall(LOCK)
            return asking.recv(len(LOCKED)) == LOCKED
        except (FileNotFoundError, ConnectionError):
            return False


def _answers(path: Path) -> bool:
    """Say whether a server listens there, without asking it to lock."""
    with socket.socket(socket.AF_UNIX) as trying:
        try:
            trying.connect(str(path))
        except (FileNotFoundError, ConnectionError):
            return False
        return True


def _ask_file(place: Path) -> bool:
    if not (place / "serving").exists():
        return False
    request = place / "lock.request"
    request.touch()
    waiting = threading.Event()
    for _ in range(int(ANSWER_WITHIN)):
        waiting.wait(LOOK_EVERY)
        if not request.exists():
            return True
    return False


class LockListener:
    """Waits for the wish to lock, in a thread of its own, while a vault is served.

    Args:
        vault_folder: the vault.
        on_lock: locks every session.
    """

    def __init__(self, vault_folder: Path, *, on_lock: Callable[[], object]) -> None:
        self._place = place_for(vault_folder)
        self._on_lock = on_lock
        self._ending = threading.Event()
        self._socket: socket.socket | None = None
        self._thread = threading.Thread(target=self._listen if HAS_SOCKETS else self._look, daemon=True)

    def __enter__(self) -> LockListener:
        if HAS_SOCKETS:
            self._open()
        else:
            (self._place / "serving").touch()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join(timeout=ANSWER_WITHIN)
        if self._socket is not None:
            self._socket.close()
        for name in ("lock", "serving", "lock.request"):
            (self._place / name).unlink(missing_ok=True)

    def _open(self) -> None:
        path = self._place / "lock"
        if _answers(path):
            raise VaultBusy(N_("This vault is open already: use the app that is running, or end it first."))
        path.unlink(missing_ok=True)  # left by a server that was killed
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        path.chmod(0o600)
        self._socket.settimeout(LOOK_EVERY / 4)
        self._socket.listen(4)

    def _listen(self) -> None:
        while not self._ending.is_set() and self._socket is not None:
            with contextlib.suppress(TimeoutError):
                asking, _ = self._socket.accept()
                with asking, contextlib.suppress(OSError):  # whoever asked may have gone
                    asking.settimeout(LOOK_EVERY)
                    if asking.recv(len(LOCK)) == LOCK:  # else someone only looked whether we are here
                        self._on_lock()
                        asking.sendall(LOCKED)

    def _look(self) -> None:
        while not self._ending.wait(LOOK_EVERY):
            request = self._place / "lock.request"
            if request.exists():
                self._on_lock()
                request.unlink(missing_ok=True)
