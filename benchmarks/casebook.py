"""How fast a large casebook answers, as a browser asks: pages, lists, people by any spelling, what is due.

Builds an invented casebook once (``casebook_vault.py``) and keeps it, then asks each page through the whole
door, sign-in, templates and all: as a colleague who sees the office, and as one who holds the keys of sealed
cases too. ``PYTHONPATH=. python benchmarks/casebook.py [--persons N] [--folder DIR] [--check]``.
Bars: start page, case page and search p95 under 150 ms, memory under 500 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")

import django

django.setup()

from benchmarks import casebook_vault as made
from benchmarks.casebook_people import LANGUAGES, Given, Named, Surname, spelled, with_slip
from dakaz import vault
from dakaz.records import database
from dakaz.records.queries import people_names
from dakaz.records.queries.verify import verify
from dakaz.web.server import Serving
from dakaz.web.session import Sessions
from dakaz.web.store import Records
from dakaz.web.tests.visitor import Visitor
from dakaz.web.wsgi import application

ASKED = 40
PEOPLE = 120  # so many are looked for in each way of writing
WAYS = (*LANGUAGES, "with a slip", "as a man's", "surname and letter")
STARTED = time.monotonic()
Ask = Callable[[random.Random], object]
Taken = tuple[float, float]  # seconds on the clock, seconds of the processor


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dakaz-bench-casebook")
    parser.add_argument("--check", action="store_true", help="also verify the whole vault; long")
    parser.add_argument("--user", default="", help="only ask, as this one of the two")
    asked = parser.parse_args()
    folder = asked.folder / str(asked.persons)
    if asked.user:
        _ask(asked.user, folder)
        return
    _built(folder, asked.persons)
    if asked.check:
        _check(folder / "vault")
    for user in (made.COLLEAGUE, made.HOLDER):  # each in a process of its own, whose memory is theirs alone
        subprocess.run([sys.executable, *sys.argv, "--user", user], check=True)


def now() -> datetime:
    """Return a moment of the casebook's own day, which runs on."""
    return made.NOW + timedelta(seconds=time.monotonic() - STARTED)


def _built(folder: Path, persons: int) -> None:
    kept = folder / "told.json"
    if not kept.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        started = time.perf_counter()
        told = made.build(folder / "vault", persons=persons)
        told["seconds"] = round(time.perf_counter() - started)
        kept.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    told = json.loads(kept.read_text(encoding="utf-8"))
    print(f"built in {told['seconds']} s:", ", ".join(f"{n} {name}" for name, n in told["written"].items()))
    print(f"{(folder / 'vault' / 'dakaz.db').stat().st_size / 2**20:.0f} MB")


def _check(folder: Path) -> None:
    opened = vault.Vault.open(folder)
    keys = opened.unlock(user_name=made.HOLDER, passphrase=made.PASSPHRASE)
    database.unlock(opened, keys)
    found = verify(opened, keys)
    print(f"verified: {found.checked['log entries']} log entries, {len(found.problems)} problems")
    database.lock()


def _ask(user: str, folder: Path) -> None:
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    store = Records()
    serving = Serving(folder / "vault", Sessions(on_last_lock=store.leave), store=store, clock=now)
    visitor = Visitor(application(serving))
    print(f"\n{user}: {_memory()} before sign-in", flush=True)
    started = time.perf_counter()
    answer = visitor.fill_in("/sign-in", {"user_name": user, "passphrase": made.PASSPHRASE})
    print(f"sign-in {time.perf_counter() - started:.2f} s; {_memory()}")
    inside = "/" + answer.to.split("/")[1]
    _first_answers(visitor, inside)
    for name, ask in _pages(visitor, inside, told, sealed=user == made.HOLDER).items():
        _print(name, ask)
    print(_memory())
    People(visitor, inside, told).measure()
    print(_memory(), flush=True)
    serving.sessions.lock_all()


def _first_answers(visitor: Visitor, inside: str) -> None:
    """Say what the first page and the first search cost, and when every spelling is found."""
    started = time.perf_counter()
    page = visitor.get(f"{inside}/today/")
    print(f"first page {time.perf_counter() - started:.2f} s; {_memory()}")
    started = time.perf_counter()
    asked = {"csrfmiddlewaretoken": page.form_token, "typed": "Wladimir"}
    visitor.post(f"{inside}/people/suggest", asked)
    print(f"first suggestion {time.perf_counter() - started:.2f} s", end="; ")
    while people_names._KEPT._names is None or not people_names._KEPT._names.names.finds_spellings:
        time.sleep(0.2)
    print(f"every spelling is found after {time.perf_counter() - started:.1f} s more; {_memory()}")


def _pages(visitor: Visitor, inside: str, told: dict[str, Any], *, sealed: bool) -> dict[str, Ask]:
    people, cases = f"{inside}/people", told["cases"]
    parties = [one for one, _ in told["people"]]

    def of(address: str) -> Ask:
        return lambda _: visitor.get(address)

    pages: dict[str, Ask] = {
        "today": of(f"{inside}/today/"),
        "today of everybody": of(f"{inside}/today/?who=all"),
        "cases (first page of people)": of(f"{people}/"),
        "cases, deep page": lambda rng: visitor.get(f"{people}/cases/?page={rng.randint(2, 1500)}"),
        "cases that are open": of(f"{people}/cases/?status=open"),
        "case": lambda rng: visitor.get(f"{people}/cases/{rng.choice(cases)}/"),
        "people": of(f"{people}/parties/"),
        "people, deep page": lambda rng: visitor.get(f"{people}/parties/?page={rng.randint(2, 1500)}"),
        "person": lambda rng: visitor.get(f"{people}/parties/{rng.choice(parties)}/"),
        "events": of(f"{people}/events/"),
        "events, deep page": lambda rng: visitor.get(f"{people}/events/?page={rng.randint(2, 8000)}"),
        "decisions": of(f"{people}/decisions/"),
        "days to be met": of(f"{people}/due-dates/?state=open"),
        "documents": of(f"{people}/documents/"),
    }
    if sealed:
        rows = told["sealed cases"]
        pages["sealed case"] = lambda rng: visitor.get(f"{people}/cases/{rng.choice(rows)}/")
    return pages


class People:
    """Looking for people as others write their names."""

    def __init__(self, visitor: Visitor, inside: str, told: dict[str, Any]) -> None:
        self._visitor, self._inside = visitor, inside
        self._token = visitor.get(f"{inside}/people/").form_token
        rng = random.Random(2)
        self._people = [
            (key, _named(*who)) for key, who in rng.sample(told["people"], min(PEOPLE, len(told["people"])))
        ]

    def measure(self) -> None:
        """Print for each way of writing: whether they are found, who else, how long it takes."""
        print(f"people by spelling: {'found':>9} {'first':>8} {'first 3':>8}")
        for way in WAYS:
            rng = random.Random(3)
            lines = [line for key, who in self._people if (line := self._suggested(key, who, way, rng))]
            found, first, three, taken = zip(*lines, strict=True)
            share = [sum(some) / len(some) for some in (found, first, three)]
            print(f"  {way:18} {share[0]:9.3f} {share[1]:8.3f} {share[2]:8.3f} {_times(taken)}")
        _print("find (a page of 50)", self._find)
        _print("may be someone we know", self._warned)

    def _suggested(
        self, key: str, who: Named, way: str, rng: random.Random
    ) -> tuple[bool, float, float, Taken] | None:
        """Return whether they are in the list, and how many of its first and first three have their name."""
        typed = typed_as(who, way, rng)
        if not typed:
            return None
        started = _clocks()
        asked = {"csrfmiddlewaretoken": self._token, "typed": typed}
        answer = self._visitor.post(f"{self._inside}/people/suggest", asked)
        took = _since(started)
        found = json.loads(answer.text)["found"]
        right = [_is(one["words"], who) for one in found[:3]]
        known = key in {one["value"] for one in found}
        return known, float(right[:1] == [True]), sum(right) / len(right) if right else 0.0, took

    def _find(self, rng: random.Random) -> object:
        _, who = rng.choice(self._people)
        asked = {"csrfmiddlewaretoken": self._token, "who": spelled(who, rng.choice(LANGUAGES))}
        return self._visitor.get(self._visitor.post(f"{self._inside}/people/find", asked).to)

    def _warned(self, rng: random.Random) -> object:
        """Write somebody down who is there already: nothing is saved, the page asks."""
        _, who = rng.choice(self._people)
        asked = {
            "csrfmiddlewaretoken": self._token,
            "kind": "person",
            "protection": "sealed",
            "names-rows": "2",
            "names-0-text": spelled(who, "ru", patronymic=True),
            "names-0-kind": "usual",
            "names-1-text": spelled(who, "en"),
            "names-1-kind": "legal",
            "contacts-rows": "0",
            "risks-rows": "0",
        }
        return self._visitor.post(f"{self._inside}/people/parties/new", asked)


def typed_as(who: Named, way: str, rng: random.Random) -> str:
    """Return what somebody types who looks for a person; empty where this way says nothing new."""
    if way == "with a slip":
        return with_slip(spelled(who, rng.choice(LANGUAGES)), rng)
    if way == "as a man's":
        changes = who.woman and who.surname.ru != who.surname.ru_woman
        return spelled(who, rng.choice(LANGUAGES), as_man=True) if changes else ""
    if way == "surname and letter":
        given, surname = spelled(who, rng.choice(("be", "ru", "en"))).split()
        return f"{surname} {given[0]}."
    return spelled(who, way)


def _named(given: str, surname: str, father: str) -> Named:
    first, second, third, fourth = father.split("|")
    return Named(Given(*given.split("|")), Surname(*surname.split("|")), (first, second, third, fourth))


def _is(label: str, who: Named) -> bool:
    """Say whether a label is a spelling of a person's name, whatever their father's."""
    words = label.split()
    return f"{words[0]} {words[-1]}" in {spelled(who, language) for language in LANGUAGES}


def _print(name: str, ask: Ask) -> None:
    rng, taken = random.Random(made.SEED), []
    for _ in range(ASKED):
        started = _clocks()
        answer = ask(rng)
        taken.append(_since(started))
        if getattr(answer, "status", 200) not in (200, 422):  # 422: a form that asks once more
            raise SystemExit(f"{name}: {getattr(answer, 'status', '')}")
    print(f"{name:30} {_times(taken)}", flush=True)


def _clocks() -> Taken:
    return time.perf_counter(), time.process_time()


def _since(started: Taken) -> Taken:
    passed, worked = _clocks()
    return passed - started[0], worked - started[1]


def _times(taken: Sequence[Taken]) -> str:
    """Return what passed on the clock, and what the processor worked: on a busy machine the two differ."""
    passed, worked = (sorted(some) for some in zip(*taken, strict=True))
    (half, late), (_, own) = _half_and_late(passed), _half_and_late(worked)
    over = "" if late < 150 else "   over 150"
    return f"p50 {half:5.0f}   p95 {late:5.0f} ms   processor p95 {own:5.0f} ms{over}"


def _half_and_late(ordered: Sequence[float]) -> tuple[float, float]:
    return ordered[len(ordered) // 2] * 1000, ordered[int(len(ordered) * 0.95)] * 1000


def _memory() -> str:
    """Return what the process holds now and held at most."""
    return "memory " + " MB, at most ".join(f"{kilobytes / 1024:.0f}" for kilobytes in _held()) + " MB"


def _held() -> Iterator[int]:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    for name in ("VmRSS", "VmHWM"):
        yield int(re.findall(rf"{name}:\s+(\d+)", status)[0])


if __name__ == "__main__":
    main()
