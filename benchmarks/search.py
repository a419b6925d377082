"""How fast full-text search answers, how large its index is, how fast it is built; with and without a key.

    python benchmarks/search.py                    100,000 documents of 10 KB (1 GB of text)
    python benchmarks/search.py --documents 10000  a tenth of it

The corpus is made up (see ``corpus.py``). Questions: 50 % middling words (in 0.1 to 10 % of the
documents, drawn evenly over the logarithm of that share), 30 % rare ones (fewer documents), 10 % common
ones (more), 10 % phrases of two or three words as they follow one another in a text. Each asks for one
page of 50. Bars of the issue: p95 under 100 ms, index at most 0.6 of the text.
"""

from __future__ import annotations

import argparse
import bisect
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3
from corpus import SEED, Corpus

from dakaz.names.fold import fold_word, forget, words
from dakaz.records.queries import fulltext
from dakaz.records.queries.fulltext import EVERYTHING, Visible
from dakaz.vault.database import connect, create_database

BATCH = 64  # documents in one transaction, as an import writes them
KEY = bytes(range(32))
SHARES = {"middling": 50, "rare": 30, "common": 10, "phrase": 10}
HIDDEN = Visible("{row} NOT IN (SELECT row FROM hidden)")
"""A person from whom one document in a hundred is hidden."""


@dataclass
class Built:
    """What building one index took."""

    text_bytes: int
    index_bytes: int
    seconds: float
    processor_seconds: float


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--documents", type=int, default=100_000)
    arguments.add_argument("--bytes", type=int, default=10_000, help="mean length of a document")
    arguments.add_argument("--questions", type=int, default=1000)
    arguments.add_argument("--key", choices=("with", "without", "both"), default="both")
    chosen = arguments.parse_args()
    corpus = Corpus(mean_bytes=chosen.bytes)
    for keyed in {"with": [True], "without": [False], "both": [True, False]}[chosen.key]:
        with tempfile.TemporaryDirectory(prefix="dakaz-bench-") as folder:
            measure(Path(folder) / "dakaz.db", corpus, chosen.documents, chosen.questions, keyed=keyed)


def measure(path: Path, corpus: Corpus, documents: int, questions: int, *, keyed: bool) -> None:
    """Build one database, ask it, print a section."""
    print(f"\n{'with key' if keyed else 'without key'}: {documents:,} documents", flush=True)
    connection = opened(path, keyed=keyed)
    built = build(connection, corpus, documents)
    speed = built.text_bytes / built.seconds
    print(
        f"  text {built.text_bytes / 1e6:,.0f} MB, index {built.index_bytes / 1e6:,.0f} MB"
        f" = {built.index_bytes / built.text_bytes:.2f} of the text, file {path.stat().st_size / 1e6:,.0f} MB"
    )
    print(
        f"  built in {built.seconds:,.0f} s: {documents / built.seconds:,.0f} documents/s,"
        f" {speed / 1e6:.1f} MB/s (fold, index and commit by {BATCH});"
        f" processor {built.processor_seconds / documents * 1000:.2f} ms a document",
        flush=True,
    )
    asked = make_questions(connection, corpus, documents, questions)
    connection.close()
    for visible, name in ((EVERYTHING, "seeing all"), (HIDDEN, "1 % hidden")):
        connection = reopened(path, keyed=keyed)
        print_times(ask(connection, asked, visible), name)
        connection.close()
    print_erasure(reopened(path, keyed=keyed))


def print_erasure(connection: Any) -> None:
    """How long it takes until the words of one removed document are out of the index."""
    started = time.perf_counter()
    with connection:
        fulltext.remove(connection.cursor(), [1])
        fulltext.optimize(connection.cursor())
    size = fulltext.index_bytes(connection.cursor())
    connection.close()
    print(f"  erasing one document: {time.perf_counter() - started:.1f} s; index then {size / 1e6:,.0f} MB")


def opened(path: Path, *, keyed: bool) -> Any:
    """A new database with its index."""
    if keyed:
        create_database(path, KEY)
    connection = reopened(path, keyed=keyed)
    connection.execute("CREATE TABLE IF NOT EXISTS hidden (row INTEGER PRIMARY KEY)")
    connection.execute(fulltext.CREATE_SQL)
    connection.commit()
    return connection


def reopened(path: Path, *, keyed: bool) -> Any:
    """Open as the vault does; without a key with the same settings."""
    if keyed:
        return connect(path, KEY)
    connection = sqlcipher3.connect(str(path))
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def build(connection: Any, corpus: Corpus, documents: int) -> Built:
    """Fold and index everything in batches; the making of the texts is not counted."""
    forget()
    text_bytes, seconds, processor = 0, 0.0, 0.0
    for first in range(1, documents + 1, BATCH):
        batch = list(corpus.documents(min(BATCH, documents + 1 - first), first=first))
        text_bytes += sum(len(text.encode()) for _, text, _ in batch)
        started, busy = time.perf_counter(), time.process_time()
        with connection:
            fulltext.add(connection.cursor(), batch)
        seconds += time.perf_counter() - started
        processor += time.process_time() - busy
    index_bytes = fulltext.index_bytes(connection.cursor())
    with connection:
        rows = ((row,) for row in range(1, documents + 1) if row % 100 == 0)
        connection.executemany("INSERT INTO hidden VALUES (?)", rows)
    return Built(text_bytes, index_bytes, seconds, processor)


def make_questions(connection: Any, corpus: Corpus, documents: int, number: int) -> list[tuple[str, str]]:
    """Kind and text of each question, seeded; words as they are written in the documents."""
    draw = random.Random(SEED)
    connection.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {fulltext.TABLE}, 'row')")
    shares = {term: count / documents for term, count in connection.execute("SELECT term, doc FROM terms")}
    sample = [
        (text, language)
        for row in draw.sample(range(1, documents + 1), min(documents, 400))
        for _, text, language in corpus.documents(1, first=row)
    ]
    kinds = draw.choices(list(SHARES), list(SHARES.values()), k=number)
    by_share = written_words(sample, shares)
    return [(kind, question(draw, kind, sample, by_share)) for kind in kinds]


def written_words(sample: list[tuple[str, str]], shares: dict[str, float]) -> list[tuple[float, str]]:
    """Each word of the sample with the share of documents its token stands in, rarest first."""
    found = {
        word: shares[fold_word(word, language)] for text, language in sample for _, _, word in words(text)
    }
    return sorted((share, word) for word, share in found.items())


def question(
    draw: random.Random, kind: str, sample: list[tuple[str, str]], by_share: list[tuple[float, str]]
) -> str:
    """One question of a kind."""
    if kind == "phrase":
        text, _ = draw.choice(sample)
        spoken = [word for _, _, word in words(text)]
        length = draw.choice((2, 3))
        place = draw.randrange(max(len(spoken) - length, 1))
        return '"' + " ".join(spoken[place : place + length]) + '"'
    middling, common = (bisect.bisect(by_share, (share, "")) for share in (0.001, 0.1))
    if kind == "middling":
        share = 10 ** draw.uniform(-3, -1)
        return by_share[min(max(bisect.bisect(by_share, (share, "")), middling), common - 1)][1]
    chosen = by_share[:middling] if kind == "rare" else by_share[common:]
    return draw.choice(chosen)[1]


def ask(connection: Any, asked: list[tuple[str, str]], visible: Visible) -> list[tuple[str, str, float, int]]:
    """Kind, text, milliseconds and total of each question; the connection starts cold."""
    cursor = connection.cursor()
    times = []
    for kind, text in asked:
        started = time.perf_counter()
        found = fulltext.search(cursor, text, visible=visible, limit=50)
        times.append((kind, text, (time.perf_counter() - started) * 1000, found.total))
    return times


def print_times(times: list[tuple[str, str, float, int]], name: str) -> None:
    """p50, p95 and the slowest, of all and of each kind."""
    for kind in ("all", *SHARES):
        taken = sorted(time for of, _, time, _ in times if kind in ("all", of))
        slowest = max((row for row in times if kind in ("all", row[0])), key=lambda row: row[2])
        print(
            f"  {name:>12}, {kind:8} p50 {at(taken, 0.5):7.1f} ms  p95 {at(taken, 0.95):7.1f} ms"
            f"  max {taken[-1]:7.1f} ms ({slowest[3]:,} found)",
            flush=True,
        )


def at(taken: list[float], share: float) -> float:
    """The time that this share of the questions does not exceed."""
    return taken[min(int(len(taken) * share), len(taken) - 1)]


if __name__ == "__main__":
    main()
