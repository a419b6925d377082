"""Serving these pages alone, on this machine, without any vault."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from dakaz.errors import N_, BadInput

from .door import LARGEST_FORM, application
from .views import Pages

__all__ = ["listen", "serve", "server_for"]

THREADS = 4
HOST = "127.0.0.1"
PORTS_TRIED = 20
LARGEST_HEAD = 16 * 1024
"""Bytes of a request's head."""
SLOWEST = 30
"""Seconds; who sends nothing for so long makes room for others."""


def serve(
    pages: Pages, *, port: int, names: frozenset[str] = frozenset(), on_ready: Callable[[str], None]
) -> None:
    """Serve until the process is told to end.

    Args:
        port: the first to try; the next free one is taken.
        names: host names under which a TLS proxy on this machine offers the pages.
        on_ready: told the address once the server listens.

    Raises:
        BadInput: no port is free.
    """
    listening = listen(port)
    server = server_for(pages, listening, names=names)
    on_ready(f"http://{HOST}:{listening.getsockname()[1]}/")
    try:
        server.run()
    finally:
        server.close()


def server_for(pages: Pages, listening: socket.socket, *, names: frozenset[str] = frozenset()) -> Any:
    """Return waitress, ready to ``run`` on a bound socket."""
    from waitress import create_server  # noqa: PLC0415 - imported when there is something to serve

    return create_server(
        application(pages, names=names),
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_FORM,
        max_request_header_size=LARGEST_HEAD,
        channel_timeout=SLOWEST,
        cleanup_interval=SLOWEST,
        inbuf_overflow=LARGEST_FORM * 2,  # a form waits in memory, never in a temporary file
        outbuf_overflow=16 * 1024 * 1024,
        clear_untrusted_proxy_headers=True,
    )


def listen(port: int) -> socket.socket:
    """Bind the first free port on this machine from ``port`` on.

    Raises:
        BadInput: none of the next twenty is free.
    """
    for candidate in range(port, port + PORTS_TRIED) if port else (0,):
        try:
            return socket.create_server((HOST, candidate))
        except OSError:
            continue
    raise BadInput(
        N_("Ports %(first)d to %(last)d are all taken. Choose another with --port."),
        first=port,
        last=port + PORTS_TRIED - 1,
    )
