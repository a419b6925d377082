"""Serving one vault to this machine's browsers: one process, a few threads, keys in its memory.

Only loopback is listened on. A local network is reached through a TLS proxy on this machine.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dakaz.errors import N_, BadInput

from .lock_socket import LockListener
from .serving import Serving, no_banners, wall_clock
from .session import IDLE_LIMIT, Sessions
from .store import Records, Store

if TYPE_CHECKING:
    from datetime import datetime

    from dakaz.records.guard import SeenBy

    from .look import Banner

_LOG = logging.getLogger(__name__)
THREADS = 8
PORTS_TRIED = 20
LARGEST_BODY = 64 * 1024**3
WATCH_EVERY = 5.0
PROXY = "127.0.0.1"


def nothing() -> None:
    """Start nothing before the first unlock."""


def ignore(_address: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to serve.

    Args:
        host: a loopback address to listen on.
        port: the first port to try; the next free one is taken.
        names: further host names that a TLS proxy on this machine answers for.
        behind_tls_proxy: whether there is one; only then is its ``X-Forwarded-Proto`` believed.
        idle: seconds without a request until a session locks.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: frozenset[str] = frozenset()
    behind_tls_proxy: bool = False
    idle: float = IDLE_LIMIT


def serve(
    vault_folder: Path,
    *,
    wishes: Wishes | None = None,
    clock: Callable[[], datetime] = wall_clock,
    store: Store | None = None,
    banners: Callable[[SeenBy], list[Banner]] = no_banners,
    before_unlock: Callable[[], None] = nothing,
    on_ready: Callable[[str], None] = ignore,
) -> None:
    """Serve a vault until the process is told to end.

    Args:
        vault_folder: the vault; if there is none, the set-up page makes it there.
        wishes: where and how.
        clock: says what moment it is; a sample's clock stands still.
        store: the database behind; the records unless said otherwise.
        banners: what to say above every page.
        before_unlock: called once, before anyone can sign in; starts the children that parse
            hostile bytes, so that they never see a key.
        on_ready: called with the address once the server listens.

    Raises:
        BadInput: the host is not loopback, or no port is free.
    """
    wishes = wishes or Wishes()
    listening = _listen(wishes)
    before_unlock()
    behind = store or Records()
    serving = Serving(
        folder=vault_folder,
        sessions=Sessions(
            idle=wishes.idle,
            before_lock=lambda session: behind.close(vault_folder, session.keys, clock=clock),
            on_user_gone=behind.gone,
            on_last_lock=behind.leave,
        ),
        store=behind,
        clock=clock,
        names=wishes.names,
        behind_tls_proxy=wishes.behind_tls_proxy,
        banners=banners,
    )
    server = server_for(serving, listening)
    ending = threading.Event()
    threading.Thread(target=_watch, args=(serving, ending), daemon=True).start()
    with LockListener(vault_folder, on_lock=serving.sessions.lock_all):
        try:
            on_ready(address_of(listening))
            threading.Thread(target=_load_rooms, daemon=True).start()
            server.run()
        finally:
            ending.set()
            serving.sessions.lock_all()
            server.close()


def _load_rooms() -> None:
    """Load what lies behind the door while somebody reads the sign-in page and types."""
    import_module("dakaz.web.urls")


def server_for(serving: Serving, listening: socket.socket) -> Any:
    """Return waitress, ready to ``run`` on a bound socket."""
    from waitress import create_server  # noqa: PLC0415 - imported when there is something to serve

    from .large_bodies import channel_for  # noqa: PLC0415
    from .wsgi import application  # noqa: PLC0415

    proxy = {"trusted_proxy": PROXY, "trusted_proxy_headers": {"x-forwarded-proto"}}
    server = create_server(
        application(serving),
        sockets=[listening],
        threads=THREADS,
        ident=None,
        recv_bytes=256 * 1024,
        max_request_body_size=LARGEST_BODY,
        # answers wait in memory for slow readers: never in a plain temporary file
        outbuf_overflow=LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
        **(proxy if serving.behind_tls_proxy else {}),
    )
    server.channel_class = channel_for(serving)
    return server


def address_of(listening: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _listen(wishes: Wishes) -> socket.socket:
    """Bind the first free port from the wished one on."""
    host = "127.0.0.1" if wishes.host == "localhost" else wishes.host.strip("[]")
    if not _is_loopback(host):
        raise BadInput(
            N_(
                "“%(host)s” can be reached by others, and Dakaz speaks plain HTTP. It listens on 127.0.0.1 "
                "only; for a local network put a TLS proxy in front and name it with --tls-proxy."
            ),
            host=wishes.host,
        )
    for port in range(wishes.port, wishes.port + PORTS_TRIED) if wishes.port else (0,):
        with contextlib.suppress(_Taken):
            return _bound(host, port)
    raise BadInput(
        N_("Ports %(first)d to %(last)d are all taken. Choose another with --port."),
        first=wishes.port,
        last=wishes.port + PORTS_TRIED - 1,
    )


class _Taken(Exception):  # noqa: N818 - a signal within this file
    """The port is in use."""


def _bound(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # a port of a server that just ended; on Windows this would share one
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise _Taken from error
        raise
    return listening


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _watch(serving: Serving, ending: threading.Event) -> None:
    """Lock sessions whose time is over, also when no browser asks any more."""
    while not ending.wait(WATCH_EVERY):
        try:
            serving.sessions.lock_overdue()
            serving.store.rest()
        except Exception:  # noqa: BLE001 - the session is locked; the watch over the others goes on
            _LOG.exception("A session was locked with trouble")
