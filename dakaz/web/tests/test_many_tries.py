"""Many tries sent at once are as slow as the same tries one after another."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dakaz.errors import BadInput, DakazError, VaultBusy, WrongPassphrase
from dakaz.web.attempts import FREE_FAILURES, Attempts

TOGETHER = 8


def all_at_once(attempts, name="office"):
    """How many of eight wrong tries sent together were tried, and how many were told to wait."""
    ready = threading.Barrier(TOGETHER)

    def one():
        assert attempts.wait(name) == 0
        ready.wait()
        try:
            with attempts.trying(name):
                raise WrongPassphrase("wrong")
        except DakazError as problem:
            return type(problem)

    with ThreadPoolExecutor(TOGETHER) as pool:
        found = [one.result() for one in [pool.submit(one) for _ in range(TOGETHER)]]
    return found.count(WrongPassphrase), found.count(VaultBusy)


def test_no_more_than_the_free_tries_are_made_however_many_come_at_once(ticks):
    assert all_at_once(Attempts(ticks=ticks)) == (FREE_FAILURES, TOGETHER - FREE_FAILURES)


def test_another_name_is_not_held_up(ticks):
    attempts = Attempts(ticks=ticks)
    all_at_once(attempts)
    with attempts.trying("a colleague"):
        pass


def test_a_success_forgets_the_failures_and_another_error_counts_only_where_it_is_said(ticks):
    attempts = Attempts(ticks=ticks)
    for _ in range(FREE_FAILURES):
        with pytest.raises(BadInput), attempts.trying("office"):
            raise BadInput("not a passphrase at all")
    assert attempts.wait("office") == 0
    for _ in range(FREE_FAILURES):
        with pytest.raises(BadInput), attempts.trying("shares", counts=DakazError):
            raise BadInput("a mistyped share")
    assert attempts.wait("shares") == 2
    ticks.now += 2
    with attempts.trying("shares", counts=DakazError):
        pass
    assert attempts.wait("shares") == 0


def test_sign_ins_sent_at_once_wait_too(serving, app):
    from dakaz.web.tests.visitor import Visitor

    for _ in range(FREE_FAILURES - 1):
        serving.attempts.failed("office")
    visitors = [Visitor(app) for _ in range(3)]
    tokens = [visitor.get("/sign-in").form_token for visitor in visitors]

    def sign_in(visitor, token):
        fields = {"csrfmiddlewaretoken": token, "user_name": "office", "passphrase": "wrong"}
        return visitor.post("/sign-in", fields).status

    with ThreadPoolExecutor(3) as pool:
        statuses = sorted(pool.map(sign_in, visitors, tokens))
    assert statuses.count(403) == 1
    assert set(statuses) <= {403, 429, 503}
