"""Two at one vault: when one locks, the other goes on; with the last the key is gone."""

from __future__ import annotations

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records import database
from dakaz.web.tests.visitor import Visitor


def test_one_locks_and_the_other_works_on(signed_in, serving):
    other = Visitor(signed_in.app)
    answer = other.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
    other.inside = "/" + answer.to.split("/")[1]
    signed_in.fill_in(signed_in.inside + "/lock", {}, at=signed_in.inside + "/settings/")
    assert signed_in.get(signed_in.inside + "/people/cases/").to.startswith("/sign-in")
    assert other.get(other.inside + "/people/cases/").status == 200
    assert database.is_open()
    other.fill_in(other.inside + "/lock", {}, at=other.inside + "/settings/")
    assert other.get(other.inside + "/people/cases/").to.startswith("/sign-in")
    assert not database.is_open()
