"""Children that rest are replaced: memory comes back, and nothing read before can reach what is read next."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from dakaz.outside.parsing import Readers
from dakaz.outside.pool import Pool
from dakaz.outside.sandbox import sandbox
from dakaz.outside.tests.test_parsing import gone


def until(holds, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(holds())


def test_child_that_worked_and_rests_is_replaced_and_others_stay():
    pool = Pool(sandbox(), count=2, most=1000, rest=0.3)
    before = pool.pids()
    with pool.child() as held:
        worked = held.channel.pid
    assert until(lambda: worked not in pool.pids())
    time.sleep(0.5)
    assert len(set(pool.pids()) & set(before)) == 1
    assert len(pool.pids()) == 2
    pool.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_child_that_died_while_it_rested_costs_nothing():
    with Readers(1) as readers:
        pids = readers.pids()
        os.kill(pids[0], signal.SIGKILL)
        assert gone(set(pids))
        assert readers.read(b"next", "a.txt").text == "next"


def test_pool_closes_while_children_are_replaced():
    for _ in range(5):
        pool = Pool(sandbox(), count=2, most=1000, rest=0.01)
        for _ in range(3):
            with pool.child():
                pass
            time.sleep(0.01)
        pids = set(pool.pids())
        pool.close()
        assert gone(pids)
