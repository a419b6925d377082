"""A large file on its way in: sealed as it comes, in memory that does not grow with it."""

from __future__ import annotations

import hashlib
import http.client
import os
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from dakaz.records.queries import archive_pages
from dakaz.web.tests.running import running
from dakaz.web.tests.visitor import BOUNDARY, part

MIB = 1024 * 1024
SIZE = 100 * MIB
PIECE = bytes(range(256)) * 4096


class Memory(threading.Thread):
    """Watches how much memory this process holds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.before = self.most = self._now()
        self._ending = threading.Event()

    def _now(self) -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def run(self) -> None:
        while not self._ending.wait(0.005):
            self.most = max(self.most, self._now())

    def grown(self) -> int:
        self._ending.set()
        self.join()
        return self.most - self.before


def send(port, archivist, token):
    """Send a hundred megabytes without ever holding them."""
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    head = part('name="csrfmiddlewaretoken"', token.encode()) + part(
        'name="files"; filename="large.bin"', b""
    ).removesuffix(b"\r\n")
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as sending:
        _send(sending, archivist, head, end)
        answer = sending.getresponse()
        answer.read()
        return answer


def _send(sending, archivist, head, end):
    sending.putrequest("POST", archivist.at("add"))
    sending.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    sending.putheader("Content-Length", str(len(head) + SIZE + len(end)))
    name, (value, _) = next(iter(archivist.visitor.cookies.items()))
    sending.putheader("Cookie", f"{name}={value}")
    sending.endheaders()
    sending.send(head)
    for _ in range(SIZE // len(PIECE)):
        sending.send(PIECE)
    sending.send(end)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_hundred_megabytes_stream_into_the_vault_with_flat_memory(archivist, serving, worker, acting):
    token = archivist.get().form_token
    worker.close()  # what is measured is the way in, not the reading afterwards
    with running(serving) as port:
        memory = Memory()
        memory.start()
        began = time.monotonic()
        answer = send(port, archivist, token)
        grown = memory.grown()
    assert answer.status == 303
    run = answer.getheader("Location").split("/imports/")[1].strip("/")
    (file,) = archive_pages.import_files(archive_pages.import_state(acting.seen_by, run).run).rows
    assert file.size == SIZE
    assert file.sha256 == hashlib.sha256(PIECE * (SIZE // len(PIECE))).hexdigest()
    assert grown < 40 * MIB, f"{grown / MIB:.0f} MiB more in {time.monotonic() - began:.1f} s"
