"""Files go straight into sealed objects: not into memory whole, not to disk in plain."""

from __future__ import annotations

import http.client
import os
import secrets
import tempfile

import pytest
from django.http import HttpResponse
from django.urls import clear_url_caches, path

from dakaz import vault
from dakaz.web import capabilities, urls
from dakaz.web import serving as served
from dakaz.web.tests.running import running
from dakaz.web.tests.visitor import BOUNDARY, part
from dakaz.web.uploads import accepts_files

CANARY = b"canary-" + secrets.token_hex(16).encode()


def objects_of(request):
    return vault.Vault.open(served.current().folder).objects


def into_the_vault(request, file_name):
    keys = next(iter(request.session.keys.compartments.values()))
    return objects_of(request).writer(keys)


@accepts_files(into_the_vault)
def taking(request):
    files = request.FILES.getlist("files")
    return HttpResponse("\n".join(f"{file.original_name} {file.size} {file.stored.name}" for file in files))


@pytest.fixture
def taking_page(monkeypatch):
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("taking", taking, name="taking")])
    monkeypatch.setitem(capabilities.PAGES, "taking", (capabilities.May.OWN, capabilities.May.OWN))
    clear_url_caches()
    yield
    clear_url_caches()


def send(signed_in, files, **fields):
    page = signed_in.get(signed_in.inside + "/settings/")
    given = {"csrfmiddlewaretoken": page.form_token, **fields}
    return signed_in.send(signed_in.inside + "/taking", given, files)


def test_a_file_becomes_a_sealed_object(signed_in, taking_page, vault_folder, serving):
    answer = send(signed_in, {"files": ("протокол.txt", CANARY * 100_000)})
    name, size, stored = answer.text.split()
    assert (name, int(size)) == ("протокол.txt", len(CANARY) * 100_000)
    keys = next(iter(serving.sessions._open.values())).keys
    held = vault.Vault.open(vault_folder).objects.read(
        stored, keys.compartments[next(iter(keys.compartments))]
    )
    assert held == CANARY * 100_000


def test_no_temporary_file_is_made_and_nothing_stands_in_plain(
    signed_in, taking_page, vault_folder, tmp_path, monkeypatch
):
    nowhere = tmp_path / "no-temporary-files"
    nowhere.mkdir(mode=0o500)
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    assert send(signed_in, {"files": ("a.bin", CANARY * 100_000)}).status == 200
    assert list(nowhere.iterdir()) == []
    plain = [path for path in vault_folder.rglob("*") if path.is_file() and CANARY in path.read_bytes()]
    assert plain == []


def test_a_large_file_over_the_wire_stands_nowhere_in_plain(
    signed_in, taking_page, vault_folder, serving, monkeypatch
):
    """Waitress keeps a whole body before we see it; what it keeps is looked at before it is gone."""
    kept, real = [], tempfile.TemporaryFile

    def remembered(**options):
        file = real(**options)
        kept.append(os.dup(file.fileno()))
        return file

    monkeypatch.setattr(tempfile, "TemporaryFile", remembered)
    page = signed_in.get(signed_in.inside + "/settings/")
    head = part('name="csrfmiddlewaretoken"', page.form_token.encode())
    body = head + part('name="files"; filename="a.bin"', CANARY * 100_000) + f"--{BOUNDARY}--\r\n".encode()
    with running(serving) as port:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, (value, _) in signed_in.cookies.items())
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        wire.request("POST", signed_in.inside + "/taking", body, {"Cookie": cookie, "Content-Type": kind})
        assert wire.getresponse().read().startswith(b"a.bin ")
        wire.close()
    assert len(kept) == 1
    size = os.lseek(kept[0], 0, os.SEEK_END)
    assert size > len(CANARY) * 80_000
    assert CANARY not in os.pread(kept[0], size, 0)
    os.close(kept[0])
    assert not [one for one in vault_folder.rglob("*") if one.is_file() and CANARY in one.read_bytes()]


def test_a_page_that_asks_for_no_file_takes_none(signed_in, vault_folder):
    page = signed_in.get(signed_in.inside + "/settings/")
    token = {"csrfmiddlewaretoken": page.form_token}
    answer = signed_in.send(signed_in.inside + "/settings/look", token, {"files": ("a.bin", CANARY)})
    assert answer.status == 400
    assert "takes no files" in answer.text


def test_a_refused_form_leaves_no_half_object(signed_in, taking_page, vault_folder):
    before = sorted(vault_folder.rglob("*"))
    answer = send(signed_in, {"files": ("a.bin", CANARY)}, csrfmiddlewaretoken="guessed")
    assert answer.status == 403
    left = [path for path in sorted(vault_folder.rglob("*.part")) if path not in before]
    assert left == []


def test_a_stranger_cannot_send_a_file(visitor, taking_page, vault_folder):
    before = sorted(vault_folder.rglob("*"))
    answer = visitor.send("/taking", {"csrfmiddlewaretoken": "x"}, {"files": ("a.bin", CANARY)})
    assert answer.to.startswith("/sign-in")
    assert sorted(vault_folder.rglob("*")) == before
