"""How long it takes to take in 100,000 rows of people and cases, and to give them out again.

Run: ``python -m benchmarks.taking_in [ROWS]``. Prints seconds, rows a second and the most memory used.
People are invented; their names are put together at random from a seed.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

GIVEN = (
    "Ян",
    "Ганна",
    "Алесь",
    "Марыя",
    "Иван",
    "Светлана",
    "Pavel",
    "Jonas",
    "Rasa",
    "Сяргей",
    "Olga",
    "Tomas",
)
FAMILY = ("Узор", "Прыклад", "Образцов", "Выдуманая", "Pavyzdys", "Uzoraŭ", "Sample", "Ценявы", "Няпраўдзін")
TOWNS = ("Вільня", "Vilnius", "Каўнас", "Kaunas", "Мінск", "Гродна")
HEADER = (
    "Дело",
    "ID клиента",
    "ФИО",
    "Дата рождения",
    "Гражданство",
    "Телефон",
    "Статус",
    "Дата открытия",
    "Суть",
)


def table(rows: int, seed: int = 4) -> bytes:
    """Return a table of so many rows, UTF-8 with semicolons, every row a person and a case."""
    draw = random.Random(seed)
    target = io.StringIO()
    written = csv.writer(target, delimiter=";")
    written.writerow(HEADER)
    for number in range(1, rows + 1):
        ending = f"{draw.choice('абвгдежзіклмнопрст')}{draw.randrange(1000)}"
        name = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}{ending}"
        born = f"{draw.randrange(1, 29):02d}.{draw.randrange(1, 13):02d}.{draw.randrange(1940, 2020)}"
        opened = draw.choice(
            (f"{draw.randrange(1, 13):02d}/2024", "2023", f"2024-10-{draw.randrange(1, 29):02d}")
        )
        phone = f"+370 6{draw.randrange(10_000_000):07d}"
        status = draw.choice(("открыто", "closed", "open", ""))
        what = f"Invented for measuring; lives in {draw.choice(TOWNS)}."
        written.writerow(
            (f"B-{number}", number, name, born, draw.choice(("РБ", "LT", "")), phone, status, opened, what)
        )
    return target.getvalue().encode()


def main(rows: int) -> None:
    """Measure."""
    from dakaz import vault
    from dakaz.cli.opening import start_django
    from dakaz.outside.parsing import Readers

    start_django()
    with Readers(1) as readers, tempfile.TemporaryDirectory() as folder:
        from dakaz.records import database
        from dakaz.records.actions.access import acting_for, found

        clock = lambda: datetime.now(UTC)  # noqa: E731
        created = vault.create(
            Path(folder) / "vault",
            user_name="office",
            passphrase="only for measuring this",
            now=clock(),
            kdf=vault.FLOOR,
        )
        database.unlock(created.vault, created.keys)
        found(created.vault, created.keys, user_name="office", clock=clock)
        acting = acting_for(created.vault, created.keys, clock=clock)
        try:
            _measure(acting, readers, rows)
        finally:
            database.lock()


def _measure(acting, readers, rows: int) -> None:
    from dakaz.records.actions import giving_out, taking_in
    from dakaz.records.queries import taking_in as asked
    from dakaz.records.queries.giving_out import CARRIED

    content = table(rows)
    stored = taking_in.put(acting, content)
    clock = _Steps()
    run = taking_in.choose(acting, readers, name="bench.csv", stored=stored)
    clock.step("columns proposed")
    taking_in.decide(acting, run.pk, asked.table_state(acting.seen_by, run.pk).plan)
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run)
    clock.step("every row checked", rows)
    taking_in.begin(acting, run.pk)
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run, may_go_on=_Told(run, rows))
    clock.step("taken in", rows)
    print(asked.table_state(acting.seen_by, run.pk).counts)
    people = giving_out.how_many(acting, CARRIED)
    clock.step("people counted")
    given = giving_out.give_out(acting, form="csv", kinds=CARRIED, people=people)
    clock.step("given out", rows)
    print(f"{people} people, {len(given) / 1e6:.1f} MB")


class _Told:
    """Says every 100 batches how far it is."""

    def __init__(self, run, rows: int) -> None:
        self.batches, self.rows, self.begun = 0, rows, time.monotonic()

    def __call__(self) -> bool:
        self.batches += 1
        if self.batches % 100 == 0:
            spent = time.monotonic() - self.begun
            print(f"  {self.batches * 64} of {self.rows} rows, {spent:.0f} s", flush=True)
        return True


class _Steps:
    """Prints how long each step took, by the clock and by the processor."""

    def __init__(self) -> None:
        self.wall, self.processor = time.monotonic(), time.process_time()

    def step(self, what: str, rows: int = 0) -> None:
        """Say how long it took since the step before."""
        wall, processor = time.monotonic() - self.wall, time.process_time() - self.processor
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        speed = f", {rows / wall:,.0f} rows a second" if rows and wall else ""
        print(
            f"{what}: {wall:.1f} s ({processor:.1f} s of the processor){speed}, at most {memory:.0f} MB",
            flush=True,
        )
        self.wall, self.processor = time.monotonic(), time.process_time()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
