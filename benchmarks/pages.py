"""How fast pages answer over a large archive: lists, items, searches, Today, as a browser asks for them.

Fills a vault with made-up items (texts of 1 KB; objects are not needed to show them), then asks each page
through the whole door, templates and all. Also start, unlock and memory, as processes of their own.
``PYTHONPATH=. python benchmarks/pages.py [--items N]``. Bars: p95 under 150 ms, unlock under 1.5 s.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")

import django

django.setup()

from django.db import transaction

from dakaz import evidence, vault
from dakaz.names.fold import fold_text
from dakaz.records import database
from dakaz.records.actions import access, imports
from dakaz.records.actions.items import NewItem, record_items
from dakaz.records.models import new_id
from dakaz.vault import Stored
from dakaz.web.server import Serving
from dakaz.web.session import Sessions
from dakaz.web.store import Records
from dakaz.web.tests.visitor import Visitor
from dakaz.web.wsgi import application
from dakaz.worker import Worker, put_to_work

SEED = 20241028
USER, PASSPHRASE = "bench", "gravel-umbrella-twelve-orchid"
ASKED = 60


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dakaz-bench-"))
    try:
        started = time.perf_counter()
        _fill(folder / "vault", asked.items)
        print(f"{asked.items} items written in {time.perf_counter() - started:.0f} s")
        _ask(folder / "vault")
    finally:
        shutil.rmtree(folder)


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(tz=UTC)


def _fill(folder: Path, count: int) -> None:
    created = vault.create(folder, user_name=USER, passphrase=PASSPHRASE, now=now())
    database.unlock(created.vault, created.keys)
    acting = access.found(created.vault, created.keys, user_name=USER, clock=now)
    run = imports.start(acting, how="files")
    new_items = _items(acting.seen_by.office, count)
    while batch := [one for _, one in zip(range(500), new_items, strict=False)]:
        with transaction.atomic():
            record_items(acting, run, batch)
    imports.finish(run)
    database.lock()


def _items(office: str, count: int) -> Iterator[NewItem]:
    rng = random.Random(SEED)
    words = [
        "".join(rng.choices("абвгдежзіклмнопрстуфхцчшыэюя", k=rng.randint(3, 10))) for _ in range(20_000)
    ]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, 20_001)))
    for number in range(count):
        text = " ".join(rng.choices(words, cum_weights=weights, k=90))
        reading = evidence.Reading(
            "text/plain",
            text,
            language="be",
            extractor="text/1",
            title=f"Document {number}",
            dated=f"20{rng.randint(10, 24)}-{rng.randint(1, 12):02d}",
            tokens=fold_text(text, "be"),
        )
        stored = Stored(name=rng.randbytes(32).hex(), sha256=rng.randbytes(32).hex(), size=len(text))
        yield NewItem(new_id(now()), office, stored, f"document-{number}.txt", reading)


def _ask(folder: Path) -> None:
    from dakaz.outside.parsing import Readers

    store = Records()
    serving = Serving(folder, Sessions(on_last_lock=store.leave), store=store, clock=now)
    with Readers(1) as readers:
        put_to_work(Worker(readers))
        visitor = Visitor(application(serving))
        started = time.perf_counter()
        answer = visitor.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
        print(f"unlock           {time.perf_counter() - started:6.2f} s (bar 1.5)")
        inside = "/" + answer.to.split("/")[1]
        for name, ask in _questions(visitor, inside).items():
            _print(name, ask)
        serving.sessions.lock_all()


def _questions(visitor: Visitor, inside: str) -> dict[str, Callable[[random.Random], object]]:
    first = visitor.get(f"{inside}/archive/").text
    items = [part.split('"')[0] for part in first.split(f'href="{inside}/archive/items/')[1:]]
    texts = visitor.get(f"{inside}/archive/items/{items[0]}").text
    words = [word for word in texts.split() if word.isalpha() and word.islower() and len(word) > 4][:200]
    token = visitor.get(f"{inside}/archive/").form_token

    def search(rng: random.Random) -> object:
        sent = visitor.post(
            f"{inside}/archive/search", {"csrfmiddlewaretoken": token, "words": rng.choice(words)}
        )
        return visitor.get(sent.to)

    return {
        "today": lambda _: visitor.get(f"{inside}/today/"),
        "archive": lambda _: visitor.get(f"{inside}/archive/"),
        "archive, deep page": lambda rng: visitor.get(f"{inside}/archive/?page={rng.randint(2, 1500)}"),
        "archive, by date": lambda _: visitor.get(f"{inside}/archive/?sort=-dated"),
        "item": lambda rng: visitor.get(f"{inside}/archive/items/{rng.choice(items)}"),
        "search": search,
        "people": lambda _: visitor.get(f"{inside}/people/"),
        "reports": lambda _: visitor.get(f"{inside}/reports/"),
    }


def _print(name: str, ask: Callable[[random.Random], object]) -> None:
    rng, times = random.Random(SEED), []
    for _ in range(ASKED):
        started = time.perf_counter()
        answer = ask(rng)
        times.append(time.perf_counter() - started)
        assert getattr(answer, "status", 200) == 200, (name, answer)
    times.sort()
    middle, late = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
    print(f"{name:20} p50 {middle:6.0f} ms   p95 {late:6.0f} ms")


if __name__ == "__main__":
    main()
