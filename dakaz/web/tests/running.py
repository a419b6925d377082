"""The real server on a real port, in a thread, for as long as a test needs it."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from waitress import wasyncore

from dakaz.web.server import server_for


@contextmanager
def running(serving):
    """Serve on a free port of this machine and give its number."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = server_for(serving, listening)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.task_dispatcher.shutdown()
        # in the server's own thread: it may be waiting on the very sockets that are closed
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(timeout=5)
        assert not thread.is_alive()


def locked_from_outside(serving):
    """Lock every session from another thread, as ``dakaz lock`` does, and wait for it.

    Playwright keeps an event loop in the test's own thread, where Django refuses to ask a database.
    """
    with ThreadPoolExecutor(1) as outside:
        return outside.submit(serving.sessions.lock_all).result()
