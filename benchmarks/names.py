"""Measure ``dakaz.names`` beside its peers on labelled pairs of names, in one run.

    PYTHONPATH=. python benchmarks/names.py [--pairs FILE] [--speed] [--quick] [--curve]

Without --pairs: benchmarks/data/names_open.tsv (1,189 pairs: Wikidata labels, CC0; Bulgarian parliament; UK
Sanctions List, OGL v3.0; OFAC SDN, public domain). Precision and F1 are at the stated prevalence of 50:50.
A peer's threshold is the one at which its own F1 is best on the same pairs, which flatters it; ours is fixed
(``dakaz.names.weights.THRESHOLD``). Peers are those of the group ``bench`` that are installed.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.learn_names import held_out, near_surnames, read
from dakaz.names import Index, Needles, compare, compare_many
from dakaz.names.bulk import against
from dakaz.names.clusters import candidate_pairs, dedupe
from dakaz.names.lexicon import Lexicon
from dakaz.names.parts import GIVEN, PATRONYMIC, SURNAME, parts
from dakaz.names.prepared import Prepared
from dakaz.names.weights import THRESHOLD

OPEN = Path(__file__).parent / "data" / "names_open.tsv"
NEAR = "neg:same-given+patronymic,near-surname"
Scorer = Callable[[Sequence[str], Sequence[str]], Any]


def peers() -> Iterator[tuple[str, Scorer]]:
    """The peers that are installed, each as a function of two lists."""
    try:
        from anyascii import anyascii
        from rapidfuzz import fuzz

        for name in ("WRatio", "token_sort_ratio"):
            yield f"rapidfuzz {name} after anyascii", each(getattr(fuzz, name), anyascii, by=100)
    except ImportError:
        print("not installed: rapidfuzz, anyascii", file=sys.stderr)
    try:
        import jellyfish
        from anyascii import anyascii

        yield (
            "jellyfish Jaro-Winkler, words sorted, after anyascii",
            each(
                jellyfish.jaro_winkler_similarity,
                lambda text: " ".join(sorted(anyascii(text).lower().split())),
            ),
        )
    except ImportError:
        print("not installed: jellyfish", file=sys.stderr)
    try:
        yield "nomenklatura logic-v2", nomenklatura()
    except ImportError:
        print("not installed: nomenklatura", file=sys.stderr)


def each(score: Callable[[str, str], float], plain: Callable[[str], str], *, by: float = 1.0) -> Scorer:
    return lambda a, b: np.array(
        [score(plain(one).lower(), plain(other).lower()) / by for one, other in zip(a, b, strict=True)]
    )


def nomenklatura() -> Scorer:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm = get_algorithm("logic-v2")
    assert algorithm is not None
    config = ScoringConfig.defaults()

    def entity(name: str) -> Any:
        made = model.make_entity("Person")
        made.id = name
        made.add("name", name)
        return made

    return lambda a, b: np.array(
        [algorithm.compare(entity(x), entity(y), config).score for x, y in zip(a, b, strict=True)]
    )


class Pairs:
    """Labelled pairs and what they are told apart by."""

    def __init__(self, path: Path) -> None:
        self.rows = read([path])
        self.made = near_surnames(self.rows)
        self.a = [row["name1"] for row in self.rows]
        self.b = [row["name2"] for row in self.rows]
        self.true = np.array([row["label"] == "1" for row in self.rows])
        self.track = np.array([row["track"] for row in self.rows])
        self.category = np.array([row["category"] for row in self.rows])
        self.held = np.array([held_out(row) for row in self.rows])


def figures(pairs: Pairs, scores: Any, threshold: float) -> dict[str, float]:
    """Precision at 50:50, recall, F1, mean recall over tracks, recall at precision 0.99."""
    said = scores >= threshold
    recall, false = said[pairs.true].mean(), said[~pairs.true].mean()
    tracks = [said[pairs.true & (pairs.track == track)].mean() for track in tracks_of(pairs)]
    precision = recall / max(recall + false, 1e-12)
    return {
        "threshold": threshold,
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(precision + recall, 1e-12),
        "mean recall over tracks": float(np.mean(tracks)),
        "recall at precision 0.99": recall_at(pairs, scores, 0.99),
    }


def tracks_of(pairs: Pairs) -> list[str]:
    return sorted(set(pairs.track[pairs.true]))


def recall_at(pairs: Pairs, scores: Any, wanted: float) -> float:
    """The highest recall at a threshold with this precision at 50:50."""
    best = 0.0
    for threshold in np.unique(scores):
        recall = (scores[pairs.true] >= threshold).mean()
        false = (scores[~pairs.true] >= threshold).mean()
        if recall and recall / (recall + false) >= wanted:
            best = max(best, recall)
    return float(best)


def best_threshold(pairs: Pairs, scores: Any) -> float:
    steps = np.quantile(scores, np.linspace(0, 1, 200))
    return float(max(steps, key=lambda threshold: figures(pairs, scores, threshold)["F1"]))


def compared(pairs: Pairs, *, quick: bool) -> None:
    """The table: one line a scorer."""
    ours = compare_many(pairs.a, pairs.b)
    tracks = tracks_of(pairs)
    head = ["scorer", "threshold", "P", "R", "F1", "mean R", "R at P .99", "near", *tracks, "pairs/s"]
    print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for name, scorer in (("**dakaz.names**", compare_many), *(() if quick else peers())):
        start = time.process_time()
        scores = scorer(pairs.a, pairs.b)
        took = time.process_time() - start
        threshold = THRESHOLD if scorer is compare_many else best_threshold(pairs, scores)
        line(name, pairs, scores, threshold, near_rate(pairs, scorer, threshold), len(scores) / took)
    held = figures(part(pairs, pairs.held), ours[pairs.held], THRESHOLD)
    told = ", ".join(f"{key} {value:.3f}" for key, value in held.items())
    print(f"\nHeld out of learning, {pairs.held.sum()} pairs: {told}")
    false_by_track(pairs, ours)
    calibration(pairs, ours)


def near_rate(pairs: Pairs, scorer: Scorer, threshold: float) -> float:
    """How many made pairs of near surnames with equal given name and patronymic are taken for one."""
    chosen = random.Random(1).sample(pairs.made, min(len(pairs.made), 1000))
    if not chosen:
        return float("nan")
    scores = scorer([row["name1"] for row in chosen], [row["name2"] for row in chosen])
    return float((scores >= threshold).mean())


def line(name: str, pairs: Pairs, scores: Any, threshold: float, near: float, speed: float) -> None:
    own = figures(pairs, scores, threshold)
    by_track = [
        (scores[pairs.true & (pairs.track == track)] >= threshold).mean() for track in tracks_of(pairs)
    ]
    cells = [f"{value:.3f}" for value in (*own.values(), near, *by_track)]
    print(f"| {name} | " + " | ".join(cells) + f" | {speed:,.0f} |")


def part(pairs: Pairs, which: Any) -> Pairs:
    made = Pairs.__new__(Pairs)
    made.true, made.track = pairs.true[which], pairs.track[which]
    made.category, made.held = pairs.category[which], pairs.held[which]
    return made


def false_by_track(pairs: Pairs, scores: Any) -> None:
    print("\n| kind of other names | pairs | taken for one |\n| --- | --- | --- |")
    for category in sorted(set(pairs.category[~pairs.true])):
        own = scores[(pairs.category == category) & ~pairs.true]
        print(f"| {category.removeprefix('neg:')} | {len(own)} | {(own >= THRESHOLD).mean():.1%} |")


def calibration(pairs: Pairs, scores: Any) -> None:
    """Of pairs with such a score, so many are true, at 50:50; with a bar for the diagram."""
    weight = np.where(pairs.true, 0.5 / pairs.true.sum(), 0.5 / (~pairs.true).sum())
    print("\n| score | pairs | true at 50:50 | |\n| --- | --- | --- | --- |")
    for low in np.arange(0, 1, 0.1):
        own = (scores >= low) & (scores < low + 0.1 if low < 0.85 else scores <= 1)
        if own.any():
            share = weight[own & pairs.true].sum() / weight[own].sum()
            bar = "#" * round(share * 40)
            print(f"| {low:.1f} to {low + 0.1:.1f} | {own.sum()} | {share:.3f} | `{bar:40}` |")


# --- speed --------------------------------------------------------------------------------------------


def made_names(pairs: Pairs, count: int, *, seed: int = 1) -> list[str]:
    """Names of real parts put together by chance; Latin surnames changed inside, so that many are new."""
    chance = random.Random(seed)
    found: dict[str, set[str]] = {SURNAME: set(), GIVEN: set(), PATRONYMIC: set()}
    for name in (*pairs.a, *pairs.b):
        for one in parts(name):
            found.get(one.role, set()).add(one.word.text)
    surnames, given, patronymics = (sorted(found[role]) for role in (SURNAME, GIVEN, PATRONYMIC))
    middles = [
        "ba",
        "ve",
        "gi",
        "do",
        "zhu",
        "ko",
        "li",
        "mo",
        "na",
        "pe",
        "ro",
        "sa",
        "te",
        "vi",
        "sha",
        "chu",
    ]

    def name() -> str:
        surname = chance.choice(surnames)
        if surname.isascii() and chance.random() < 0.7:
            surname = (
                surname[: chance.randint(2, 4)] + chance.choice(middles) + surname[-chance.randint(3, 5) :]
            )
        middle = [chance.choice(patronymics)] if chance.random() < 0.7 else []
        return " ".join([chance.choice(given), *middle, surname])

    return [name() for _ in range(count)]


def timed(title: str, count: int, work: Callable[[], Any]) -> Any:
    wall, start = time.perf_counter(), time.process_time()
    done = work()
    took, wall = time.process_time() - start, time.perf_counter() - wall
    print(f"| {title} | {count / took:,.0f}/s | {took:.1f} s of one core ({wall:.1f} s passed) |", flush=True)
    return done


def speeds(pairs: Pairs, *, quick: bool) -> None:
    """Pairs a second, the index, duplicates, needles."""
    size = 20_000 if quick else 200_000
    print("\n| work | rate | time |\n| --- | --- | --- |")
    names, chance = made_names(pairs, size), random.Random(2)
    many = size * 5
    a, b = ([chance.choice(names) for _ in range(many)] for _ in "ab")
    timed(f"compare_many, {many:,} pairs over {size:,} names", many, lambda: compare_many(a, b))
    new = made_names(pairs, size * 2, seed=3)
    timed(
        f"compare_many, {size:,} pairs, all names their own",
        size,
        lambda: compare_many(new[:size], new[size:]),
    )
    lexicon = Lexicon()
    prepared = Prepared(names, lexicon)
    asked = Prepared(made_names(pairs, 11, seed=9), lexicon)
    timed(f"one prepared name against {size:,}, columns made", size, lambda: against(asked, 0, prepared))
    timed(
        f"ten other prepared names against {size:,}",
        10 * size,
        lambda: [against(asked, row, prepared) for row in range(1, 11)],
    )
    few = list(zip(pairs.a, pairs.b, strict=True))[:5000]
    timed("compare with its explanation", len(few), lambda: [compare(x, y).explanation for x, y in few])
    indexed(pairs, 50_000 if quick else 1_000_000)
    deduped(pairs, 20_000 if quick else 100_000)
    needled(pairs)


def indexed(pairs: Pairs, size: int) -> None:
    names = made_names(pairs, size, seed=4)
    index = Index()

    def build() -> None:
        index.add(names)
        index.search("Ivan Ivanov")

    timed(f"Index of {size:,} names, built", size, build)
    true = [row for row in pairs.rows if row["label"] == "1"]
    planted = random.Random(5).sample(true, min(1000, len(true)))
    own = index.add([row["name2"] for row in planted])
    index.rebuild()
    took, found, wanted = [], 0, 0
    for row, number in zip(planted, own, strict=True):
        start = time.process_time()
        hits = index.search(row["name1"], limit=size)
        took.append((time.process_time() - start) * 1000)
        if compare(row["name1"], row["name2"]).score >= THRESHOLD:
            wanted += 1
            found += any(hit.number == number for hit in hits)
    p50, p95 = np.percentile(took, [50, 95])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"| looked up in it, {len(took)} names | {p50:.1f} ms half, {p95:.1f} ms p95 | recall of all ",
        end="",
    )
    print(f"{found / max(wanted, 1):.4f}; {memory:.2f} GiB at most, all measurements together |", flush=True)


def deduped(pairs: Pairs, size: int) -> None:
    """Made names, and among them pairs of spellings of one name: size // 20 of them, if there are so many."""
    true = [row for row in pairs.rows if row["label"] == "1"]
    planted = list({(row["name1"], row["name2"]): None for row in true})[: size // 20]
    names = made_names(pairs, size - 2 * len(planted), seed=6)
    first = len(names)
    names += [a for a, _ in planted] + [b for _, b in planted]
    clusters = timed(f"dedupe, {size:,} records", size, lambda: dedupe(names))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    cluster_of = {row: at for at, cluster in enumerate(clusters) for row in cluster.rows}
    together = [
        cluster_of.get(first + at, -1) == cluster_of.get(first + at + len(planted), -2)
        for at in range(len(planted))
    ]
    one, _ = candidate_pairs(Prepared(names, Lexicon()))
    each_has = f"{2 * len(one) / size:.1f} candidates a record, {memory:.2f} GiB at most so far"
    print(f"| {len(planted):,} planted duplicates found | {np.mean(together):.3f} | {each_has} |", flush=True)


def needled(pairs: Pairs) -> None:
    chance = random.Random(7)
    protected = made_names(pairs, 10_000, seed=8)
    words = sorted({word for name in (*pairs.a, *pairs.b) for word in name.lower().split()})
    pieces: list[str] = []
    while sum(map(len, pieces)) < 900_000:
        pieces.append(" ".join(chance.choices(words, k=200)) + ". " + chance.choice(protected) + ". ")
    text = "".join(pieces)
    own = {str(number): [name] for number, name in enumerate(protected)}
    needles = timed("Needles of 10,000 names, prepared", 10_000, lambda: Needles(own))
    needles.find("Иван")
    timed(
        f"Needles over {len(text.encode()) / 1e6:.1f} MB of names, the worst text",
        len(text),
        lambda: needles.find(text),
    )


def main() -> None:
    wanted = argparse.ArgumentParser(description="Measure dakaz.names beside its peers.")
    wanted.add_argument("--pairs", type=Path, default=OPEN)
    wanted.add_argument("--speed", action="store_true", help="also speeds, the index, duplicates, needles")
    wanted.add_argument("--quick", action="store_true", help="smaller, and without peers")
    wanted.add_argument("--curve", action="store_true", help="only dedupe, 10,000 to 1,000,000 records")
    asked = wanted.parse_args()
    pairs = Pairs(asked.pairs)
    if asked.curve:
        for size in (10_000, 100_000, 300_000, 1_000_000):
            deduped(pairs, size)
        return
    print(f"{asked.pairs.name}: {pairs.true.sum()} pairs of one name, {(~pairs.true).sum()} of two\n")
    compared(pairs, quick=asked.quick)
    if asked.speed:
        speeds(pairs, quick=asked.quick)


if __name__ == "__main__":
    main()
