"""The whole door over a real vault, with clocks that tests move."""

from __future__ import annotations

import pytest

from dakaz.conftest import PASSPHRASE, START, USER
from dakaz.web.attempts import Attempts
from dakaz.web.serving import Serving
from dakaz.web.session import Sessions
from dakaz.web.store import Records
from dakaz.web.tests.browsing import filled
from dakaz.web.tests.casebook_people import fill
from dakaz.web.tests.running import locked_from_outside, running
from dakaz.web.tests.visitor import Visitor
from dakaz.web.wsgi import application


class Ticks:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def serving(vault_folder, ticks):
    """A vault being served."""
    store = Records()
    sessions = Sessions(
        ticks=ticks,
        before_lock=lambda session: store.close(served.folder, session.keys, clock=served.clock),
        on_last_lock=store.leave,
    )
    served = Serving(
        vault_folder, sessions, store=store, clock=lambda: START, ticks=ticks, attempts=Attempts(ticks=ticks)
    )
    yield served
    locked_from_outside(served)


@pytest.fixture
def worker(readers, serving):
    """What works behind the served vault."""
    from dakaz.worker import Worker, put_to_work

    at_work = Worker(readers)
    put_to_work(at_work)
    yield at_work
    at_work.close()


@pytest.fixture
def app(serving):
    return application(serving)


@pytest.fixture
def visitor(app) -> Visitor:
    """Someone who has not signed in."""
    return Visitor(app)


@pytest.fixture
def signed_in(visitor):
    """Someone who has; ``visitor.inside`` is the beginning of their addresses."""
    answer = visitor.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
    assert answer.status == 303
    visitor.inside = "/" + answer.to.split("/")[1]
    return visitor


@pytest.fixture
def written(vault_folder, readers):
    """What the served vault holds: the invented dossier, unless a file of tests writes something else."""
    return filled(vault_folder, lambda acting: fill(acting, readers))


@pytest.fixture
def address(written, serving):
    """Where the written vault is being served."""
    with running(serving) as port:
        yield f"http://127.0.0.1:{port}"
