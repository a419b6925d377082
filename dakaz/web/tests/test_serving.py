"""The real server on a real port: sealed bodies, limits, lock from outside, free ports, quiet logs."""

from __future__ import annotations

import http.client
import io
import logging
import secrets
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.web import lock_socket
from dakaz.web.logs import Quiet
from dakaz.web.sealed_body import SealedBody
from dakaz.web.server import Wishes, serve
from dakaz.web.tests.running import running

CANARY = b"canary-" + secrets.token_hex(16).encode()


def ask(port, method="GET", path="/sign-in", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def test_it_serves_the_sign_in_page(serving):
    with running(serving) as port:
        answer, content = ask(port)
    assert answer.status == 200
    assert b"Sign in" in content
    assert "waitress" not in str(answer.headers).lower()


def test_a_large_body_from_a_stranger_is_refused_unread(serving):
    announced = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 614400\r\n\r\n"
    with running(serving) as port, socket.create_connection(("127.0.0.1", port), timeout=20) as stranger:
        stranger.sendall(announced)
        answer = stranger.makefile("rb").readline()
    assert answer.split()[1] == b"413"


def test_a_proxys_word_is_believed_only_when_one_was_announced(serving):
    serving.names = frozenset({"dakaz.office.example"})
    said = {"Host": "dakaz.office.example", "X-Forwarded-Proto": "https"}
    with running(serving) as port:
        assert ask(port, **said)[0].status == 403
    serving.behind_tls_proxy = True
    with running(serving) as port:
        assert ask(port, **said)[0].status == 200
        assert ask(port, Host="dakaz.office.example")[0].status == 403


@settings(deadline=None, max_examples=50)
@given(pieces=st.lists(st.binary(max_size=300), max_size=20), size=st.integers(1, 400))
def test_a_sealed_body_gives_back_what_it_took(pieces, size):
    with tempfile.TemporaryDirectory() as folder:
        body = SealedBody(folder=Path(folder), in_memory=500)
        for piece in pieces:
            body.append(piece)
        assert len(body) == sum(map(len, pieces))
        file, read = body.getfile(), b""
        while part := file.read(size):
            read += part
        body.close()
    assert read == b"".join(pieces)


def test_the_overflow_of_a_sealed_body_is_not_plain(tmp_path, monkeypatch):
    files = []
    real = tempfile.TemporaryFile

    def remembered(**options):
        files.append(real(**options))
        return files[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", remembered)
    body = SealedBody(folder=tmp_path, in_memory=10)
    body.append(CANARY * 10)
    files[0].flush()
    files[0].seek(0)
    assert CANARY[10:] not in files[0].read()
    body.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "office.example"])
def test_it_listens_on_this_machine_only(vault_folder, host):
    with pytest.raises(BadInput, match="plain HTTP"):
        serve(vault_folder, wishes=Wishes(host=host))


def test_a_taken_port_leads_to_the_next_one(vault_folder, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    addresses = []

    class EnoughError(Exception):
        """The address was told."""

    def stop(address):
        addresses.append(address)
        raise EnoughError

    with pytest.raises(EnoughError):
        serve(vault_folder, wishes=Wishes(port=port), on_ready=stop)
    taken.close()
    assert addresses[0] != f"http://127.0.0.1:{port}/"
    assert addresses[0].startswith("http://127.0.0.1:")


@pytest.mark.parametrize("sockets", [True, False])
def test_lock_reaches_a_running_server(tmp_path, monkeypatch, sockets):
    if sockets and not lock_socket.HAS_SOCKETS:
        pytest.skip("no such sockets on this system")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(lock_socket, "HAS_SOCKETS", sockets)
    monkeypatch.setattr(lock_socket, "LOOK_EVERY", 0.05)
    locked = []
    assert not lock_socket.ask_to_lock(tmp_path / "vault")
    with lock_socket.LockListener(tmp_path / "vault", on_lock=lambda: locked.append(True)):
        assert not lock_socket.ask_to_lock(tmp_path / "another vault")
        assert lock_socket.ask_to_lock(tmp_path / "vault")
        if sockets:
            assert (lock_socket.place_for(tmp_path / "vault") / "lock").stat().st_mode & 0o777 == 0o600
    assert locked == [True]
    assert not lock_socket.ask_to_lock(tmp_path / "vault")


def test_the_log_tells_where_but_not_what():
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(Quiet())
    logger = logging.Logger("django.request")
    logger.addHandler(handler)
    try:
        raise ValueError("Lukashenka, Minsk")
    except ValueError:
        logger.exception("Internal Server Error: %s", "/archive/name", extra={"request": "secret"})
    line = said.getvalue()
    assert "ValueError" in line
    assert "test_serving.py" in line
    for private in ("Lukashenka", "archive", "secret"):
        assert private not in line


def test_a_fault_of_ours_shows_a_calm_page_and_logs_no_value(signed_in, serving):
    def broken(user):
        raise RuntimeError(f"canary {user.name}")

    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(Quiet())
    logging.getLogger().addHandler(handler)
    serving.banners = broken
    answer = signed_in.get(signed_in.inside + "/settings/")
    assert answer.status == 500
    assert "made a mistake" in answer.text
    assert "canary" not in answer.text
    logging.getLogger().removeHandler(handler)
    logged = said.getvalue()
    assert "RuntimeError" in logged
    assert "canary" not in logged
    assert signed_in.inside not in logged
