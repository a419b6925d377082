"""Every address × every role × own, granted, others' and sealed things: no unexpected answer.

It goes by the table of addresses: a new one without a rule, or without an example of what it is about, fails.
"""

from __future__ import annotations

import re
import statistics
import time
import uuid

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.web.capabilities import ROLES, needed
from dakaz.web.tests.sealed_office import CANARY, NAMES, OFFICE, SECOND, fill
from dakaz.web.tests.test_who_may_see import closed, shape, signed_in_as

NEVER = str(uuid.UUID(int=7))
OTHERS = {"int": "1", "slug": "nothing", "str": "nothing"}
# They end the session, or answer a script.
NOT_ASKED = frozenset({"lock", "still-open", "kept"})
# Sent empty they change who sees something, or take it away: tests of their own send them.
CHANGES_WHAT_IS_THERE = frozenset(
    {
        "people:seal", "people:unseal", "people:grant", "people:revoke", "people:apart", "people:same",
        "people:remove-case-tie", "people:take-task-back", "people:done-due-date", "people:aside-deadline",
        "people:confirm-deadline", "people:done-deadline", "people:tick-needs",
    }
)  # fmt: skip
# An address for several kinds of records is asked about a case.
OF_ANY_KIND = "/people/erase/<slug:kind>/"
# What these show is another thing for each row: a page of a paper with no picture is not there.
PARTS = re.compile(r"<(?:int|slug|str):")


@pytest.fixture
def office(vault_folder, readers):
    """An office of two; see ``sealed_office``."""
    return fill(vault_folder, readers)


def about(path):
    """The first part of an address of one record, such as cases; empty for a page about none."""
    found = re.match(r"/(?:people|archive|observatory|reports|settings)?/?([a-z-]*)/?<\w+:", path)
    if "<uuid:" not in path:
        return ""
    if path.startswith(OF_ANY_KIND):
        return "cases"
    return (found[1] if found else "") or path.strip("/").split("/")[0]


def at(path, key):
    """The address with this id; other places hold what is not there."""
    filled = re.sub(r"<uuid:\w+>", str(key), path.replace(OF_ANY_KIND, "/people/erase/case/"))
    return re.sub(r"<(\w+):\w+>", lambda place: OTHERS[place[1]], filled)


def test_each_address_of_a_record_has_an_example_or_is_never_sealed(office):
    kinds = {about(path) for _, path in closed()} - {""}
    assert kinds - {*office["own"]} - OFFICE == set()
    assert all(len({*office[name]} ^ {*office["own"]}) == 0 and all(office[name].values()) for name in NAMES)


class Role:
    """The second colleague, with whatever role is asked for; the keys they hold stay."""

    def __init__(self, visitor, session):
        self.visitor, self.session = visitor, session
        self.token = visitor.get(f"{visitor.inside}/settings/").form_token

    def play(self, role):
        user = self.session.user
        self.session.user = type(user)(
            user.user_id, user.name, user.compartments, roles=frozenset([role]), administrator=False
        )
        return self

    def ask(self, method, path):
        inside = self.visitor.inside + path
        sent = {"csrfmiddlewaretoken": self.token}
        return self.visitor.get(inside) if method == "GET" else self.visitor.post(inside, sent)


@pytest.fixture
def second(app, serving, office):
    visitor = signed_in_as(app, "second", SECOND)
    return Role(visitor, next(one for one in serving.sessions._open.values() if one.user.name == "second"))


def unexpected(second, office, roles, names):
    """Yield every answer that is not as it should be, as role, method, address, thing and status."""
    for role in roles:
        second.play(role)
        for page, path in closed():
            if page in NOT_ASKED:
                continue
            for method in ("GET", "POST"):
                may = needed(page, method) in ROLES[role]
                for name, problem in judged(second, office, page, path, method, may=may, names=names):
                    yield role, method, page, name, problem


def judged(second, office, page, path, method, *, may, names):
    """Ask for each thing, and say what is wrong with the answers."""
    kind = about(path)
    things = {"never": NEVER} | {name: office[name][kind] for name in names if kind in office[name]}
    if not may:
        for name, key in things.items():
            answer = second.ask(method, at(path, key))
            if answer.status != 403 or "does not include this page" not in answer.text:
                yield name, answer.status
        return
    if kind not in office["own"]:
        if method == "GET" and (status := second.ask(method, at(path, NEVER)).status) >= 500:
            yield "never", status
        return
    never = second.ask(method, at(path, NEVER))
    if never.status >= 500 or (method == "GET" and never.status == 200):
        yield "never", never.status
    for name, key in things.items():
        if name == "sealed":
            hidden = second.ask(method, at(path, key))
            if (hidden.status, shape(hidden), hidden.to.replace(str(key), "")) != (
                never.status, shape(never), never.to.replace(NEVER, "")
            ):  # fmt: skip
                yield name, (hidden.status, never.status)
        elif name != "never" and (method == "GET" or page not in CHANGES_WHAT_IS_THERE):
            answer = second.ask(method, at(path, key))
            wrong = answer.status == 403 or answer.status >= 500
            if (
                wrong
                or (answer.status == 404 and not PARTS.search(path))
                or f"{CANARY} sealed" in _text(answer)
            ):
                yield name, answer.status


def _text(answer):
    return answer.body.decode("utf-8", "replace")


def test_no_address_answers_another_role_or_shows_what_is_sealed(second, office, worker):
    roles = [role for role in ROLES if role != "lawyer" and role != "documentalist"]
    found = list(unexpected(second, office, roles, ("own", "sealed")))
    assert not found, "\n".join(map(str, found))


@pytest.mark.soak
def test_no_address_answers_unexpectedly_to_any_role_about_anything(second, office, worker):
    found = list(unexpected(second, office, list(ROLES), NAMES))
    assert not found, "\n".join(map(str, found))


def test_lists_searches_and_numbers_do_not_betray_what_is_sealed(second, office, worker):
    second.play("caseworker")
    for page, path in closed():
        if "<" in path or page in NOT_ASKED or needed(page, "GET") not in ROLES["caseworker"]:
            continue
        text = _text(second.ask("GET", path))
        assert f"{CANARY} sealed" not in text and "K-sealed" not in text, page


@pytest.mark.soak
def test_what_is_sealed_takes_no_longer_to_refuse_than_what_never_was(second, office, worker):
    """As a ratio of medians within one run, each kind of address in turn: a slow machine slows both."""
    second.play("caseworker")
    for kind in ("cases", "parties", "decisions", "events", "testimonies"):
        took = {key: [] for key in (office["sealed"][kind], NEVER)}
        for _ in range(100):
            for key, known in took.items():
                began = time.perf_counter()
                assert second.ask("GET", f"/people/{kind}/{key}/").status == 404
                known.append(time.perf_counter() - began)
        hidden, absent = (statistics.median(known) for known in took.values())
        assert 1 / 2 < hidden / absent < 2, kind


def test_the_first_who_sealed_it_and_an_administrator_are_no_exception(app, serving, office, worker):
    first = signed_in_as(app, USER, PASSPHRASE)
    assert first.get(f"{first.inside}/people/cases/{office['sealed']['cases']}/").status == 200
    assert first.get(f"{first.inside}/people/cases/{office['own']['cases']}/").status == 404
