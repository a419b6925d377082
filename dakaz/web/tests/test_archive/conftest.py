"""Someone signed in, a worker beside the pages, and ways to see what is in the vault."""

from __future__ import annotations

import time
from urllib.parse import urlencode

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.web.tests.visitor import Visitor

LETTER = "Ліст у падтрымку.\n\nСпадар Лукашэнка тут ні пры чым.\n".encode()


class Archivist:
    """A visitor at the archive's pages."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def at(self, path: str) -> str:
        return f"{self.visitor.inside}/archive/{path}"

    def get(self, path: str = "", **headers: str):
        return self.visitor.get(self.at(path), **headers)

    def post(self, path: str, fields=None, *, on: str = ""):
        return self.visitor.fill_in(self.at(path), fields or {}, at=self.at(on))

    def send(self, files, **fields: str):
        token = self.get().form_token
        named = {f"files{number}": file for number, file in enumerate(files)}
        return _send(self.visitor, self.at("add"), {"csrfmiddlewaretoken": token, **fields}, named)

    def add(self, *files, **fields: str):
        """Send files and wait until they are in; return the report's address."""
        answer = self.send(files, **fields)
        assert answer.status == 303, answer.text
        run = answer.to.split("/imports/")[1].strip("/")
        until(lambda: self.get(f"imports/{run}/standing").text.count('"state": "done"'))
        return run

    def sheets(self, run: str, fields: list[tuple[str, str]]):
        """Press a button of the page on which photos are put in order."""
        path = self.at(f"imports/{run}/paper")
        body = urlencode([("csrfmiddlewaretoken", self.get().form_token), *fields]).encode()
        return self.visitor.ask("POST", path, body, {"CONTENT_TYPE": "application/x-www-form-urlencoded"})

    def item_of(self, run: str) -> str:
        page = self.get(f"imports/{run}/").text
        return page.split("/archive/items/")[1].split("/")[0]


def _send(visitor, path, fields, files):
    """As ``Visitor.send``, but several files under one field."""
    from dakaz.web.tests.visitor import BOUNDARY, part

    lines = [part(f'name="{name}"', value.encode()) for name, value in fields.items()]
    lines += [part(f'name="files"; filename="{name}"', content) for name, content in files.values()]
    body = b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()
    return visitor.ask("POST", path, body, {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}"})


def until(condition, seconds: float = 20.0) -> None:
    ending = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ending, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def archivist(worker, signed_in) -> Archivist:
    return Archivist(signed_in)


@pytest.fixture
def acting(archivist, serving):
    """The same person, as actions know them."""
    from dakaz.records.actions.access import acting_for
    from dakaz.vault import Vault

    vault = Vault.open(serving.folder)
    return acting_for(vault, vault.unlock(user_name=USER, passphrase=PASSPHRASE), clock=serving.clock)
