"""How fast the room of law answers, and how long its pack takes to load.

``PYTHONPATH=. python benchmarks/law.py``. Times are of the processor (one core), and each rate is the best of
several rounds: on a busy machine a neighbour on the same core makes the others look slower than the code is.
Every rule of the shipped pack is asked in turn with days that differ, so that nothing is remembered between
questions; a question costs the whole outcome with its trace, not the count alone. C01 is answered twice each
time, by itself and by the emergency regime whose state nobody knows. Bars: 10,000 evaluations/s, 200 ms.
"""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from dakaz import law
from dakaz.law.build import _built
from dakaz.law.folder import _parsed

QUESTIONS = 4_000
ROUNDS = 12


def main() -> None:
    folder = law.SHIPPED
    print(f"pack: {sum(path.stat().st_size for path in folder.rglob('*.yaml')) // 1024} KB of YAML")
    times = sorted(_loaded(folder) for _ in range(9))
    print(f"load, cold: median {statistics.median(times) * 1000:.0f} ms, best {times[0] * 1000:.0f} ms")
    started = time.process_time()
    law.load(folder)
    print(f"load again, same bytes: {(time.process_time() - started) * 1000:.0f} ms")
    pack = law.load(folder)
    print(f"C01 alone: {_rate(pack, ['C01']):,.0f} evaluations/s on one core")
    mixed = _answerable(pack)
    print(f"all {len(mixed)} rules that one day answers: {_rate(pack, mixed):,.0f} evaluations/s on one core")
    print(f"in words, four languages, with receipt: {_told(pack):,.0f} answers/s")


def _loaded(folder: Path) -> float:
    _built.cache_clear()
    _parsed.cache_clear()
    started = time.process_time()
    law.load(folder)
    return time.process_time() - started


def _answerable(pack: law.Pack) -> list[str]:
    """Rules that need no fact but a day."""
    found = []
    for rule in pack.rules:
        try:
            law.evaluate(pack, rule, {law.SERVED: date(2026, 11, 3)}, date(2026, 11, 3))
        except (law.WrongFact, law.NoVersionInForce):
            continue
        found.append(rule)
    return found


def _rate(pack: law.Pack, rules: list[str]) -> float:
    days = [date(2026, 7, 1) + timedelta(days=n) for n in range(700)]
    questions = list(islice(zip(cycle(rules), cycle(days), strict=False), QUESTIONS))
    return QUESTIONS / min(_seconds(pack, questions) for _ in range(ROUNDS))


def _seconds(pack: law.Pack, questions: list[tuple[str, date]]) -> float:
    started = time.process_time()
    for rule, day in questions:
        law.evaluate(pack, rule, {law.SERVED: day}, day)
    return time.process_time() - started


def _told(pack: law.Pack) -> float:
    outcome = law.evaluate(pack, "C01", {law.SERVED: date(2026, 12, 10)}, date(2026, 12, 12))
    started = time.process_time()
    for _ in range(100):
        for language in law.LANGUAGES:
            law.told(outcome, language)
    return 400 / (time.process_time() - started)


if __name__ == "__main__":
    main()
