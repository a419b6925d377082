"""Learn the two tables of numbers that ``dakaz.names`` weighs names by, and write them.

    PYTHONPATH=. python benchmarks/learn_names.py PAIRS.tsv [PAIRS.tsv ...]

``confusions.tsv``: how often spellings of one name show one sign for another, by expectation
maximisation over alignments of the true pairs. ``weights.tsv``: a logistic regression over the features of
the pairs. Pairs whose first entity hashes into the held-out three tenths are never learnt from; at the end
the figures for them are printed. Columns of a pairs file: label, track, flag, entity1, entity2, name1,
name2, lang1, lang2, category.

The shipped tables were learnt from the 6,142 development pairs of this project (public lists of
office-holders and listed persons), of which benchmarks/data/names_open.tsv is the part whose sources
may be given on. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import dakaz.names.costs as costs
from dakaz.names import tables
from dakaz.names.given import is_listed
from dakaz.names.parts import words_of
from dakaz.names.shape import shape
from dakaz.names.sounds import SIGNS, sounds

DATA = Path(tables.__file__).parent / "data"
VOWELS = "aeiouyOEAU"
CAP = 7.0
N = len(SIGNS)
INDEX = costs.INDEX
NEAR_WEIGHT = 1.0  # of a made pair with near surnames, beside other made pairs
STRENGTH = 30.0  # a sound law weighs like so many occurrences of a sign
Pair = dict[str, str]


def read(paths: list[Path]) -> list[Pair]:
    found = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            found += list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [pair for pair in found if pair.get("flag") != "alias"]


def held_out(pair: Pair) -> bool:
    digest = hashlib.sha256(pair["entity1"].encode()).hexdigest()
    return int(digest, 16) % 10 < 3


def laws() -> dict[tuple[int, int], float]:
    """Changes linguistics explains, with the share of occurrences expected; -1 is a sign left out."""
    found = {}
    for row in tables.rows("sound_laws"):
        one, other = INDEX[row["sign"]], -1 if row["other"] == "-" else INDEX[row["other"]]
        found[min(one, other), max(one, other)] = float(row["share"]) / 100
    return {(b, a) if a < 0 else (a, b): share for (a, b), share in found.items()}


# --- how spellings vary -------------------------------------------------------------------------------


class Changes:
    """Costs of changes in nats, begun by hand and then counted."""

    def __init__(self) -> None:
        self.swap = [[4.0] * N for _ in range(N)]
        self.gap = [4.0] * N
        for a in VOWELS:
            for b in VOWELS:
                self.swap[INDEX[a]][INDEX[b]] = 1.2
            self.gap[INDEX[a]] = 1.5
        for one, other in laws():
            if other >= 0:
                self.swap[one][other] = self.swap[other][one] = 0.5
        for a in range(N):
            self.swap[a][a] = 0.0
        self.gap[INDEX["j"]] = 0.3
        self.fix()

    def fix(self) -> None:
        """Signs of patronymics are no sounds: Иванович is not Ивановна, nor Иванов."""
        m, f = INDEX["M"], INDEX["F"]
        self.gap[m] = self.gap[f] = 5.0
        self.swap[m][f] = self.swap[f][m] = 6.0

    def align(self, one: str, other: str) -> tuple[float, list[tuple[int, int]]]:
        a, b = [INDEX[s] for s in one], [INDEX[s] for s in other]
        grid = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i, x in enumerate(a):
            grid[i + 1][0] = grid[i][0] + self.gap[x]
        for j, y in enumerate(b):
            grid[0][j + 1] = grid[0][j] + self.gap[y]
        for i, x in enumerate(a):
            for j, y in enumerate(b):
                grid[i + 1][j + 1] = min(
                    grid[i][j] + self.swap[x][y], grid[i][j + 1] + self.gap[x], grid[i + 1][j] + self.gap[y]
                )
        return grid[-1][-1], self._steps(grid, a, b)

    def _steps(self, grid: list[list[float]], a: list[int], b: list[int]) -> list[tuple[int, int]]:
        steps, i, j = [], len(a), len(b)
        while i or j:
            here = grid[i][j]
            if i and j and abs(here - grid[i - 1][j - 1] - self.swap[a[i - 1]][b[j - 1]]) < 1e-9:
                steps.append((a[i - 1], b[j - 1]))
                i, j = i - 1, j - 1
            elif i and abs(here - grid[i - 1][j] - self.gap[a[i - 1]]) < 1e-9:
                steps.append((a[i - 1], -1))
                i -= 1
            else:
                steps.append((-1, b[j - 1]))
                j -= 1
        return steps


def stems(name: str) -> list[str]:
    found = [sounds(word) for word in words_of(name)]
    return [shape(signs).stem for signs in found if len(signs) > 1 and not is_listed(signs)]


def learn_changes(pairs: list[Pair]) -> tuple[Changes, Counter[tuple[int, int]]]:
    changes = Changes()
    tracks = Counter(pair["track"] for pair in pairs)
    easy = ("ru-en", "bg-en", "by-ru-en")
    names = [
        (stems(p["name1"]), stems(p["name2"]), (100 if p["track"] in easy else 300) / tracks[p["track"]])
        for p in pairs
    ]
    seen: Counter[tuple[int, int]] = Counter()
    for _ in range(4):
        seen = Counter()
        weighed: dict[tuple[int, int], float] = defaultdict(float)
        for one, other, weight in names:
            for steps in matched(changes, one, other):
                for a, b in steps:
                    key = (min(a, b), max(a, b))
                    weighed[key] += weight
                    seen[key] += 1
        count(changes, weighed)
    return changes, seen


def matched(changes: Changes, one: list[str], other: list[str]) -> list[list[tuple[int, int]]]:
    free, found = list(other), []
    for stem in one:
        best = min(((changes.align(stem, rival)[0], rival) for rival in free), default=None)
        if best and best[0] <= min(12.0, 1.1 * max(len(stem), len(best[1]))):
            free.remove(best[1])
            found.append(changes.align(stem, best[1])[1])
    return found


def count(changes: Changes, weighed: dict[tuple[int, int], float]) -> None:
    total = [0.0] * N
    for (a, b), weight in weighed.items():
        total[b] += weight
        if a >= 0:
            total[a] += weight
    expected = laws()
    for a in range(N):
        vowel = SIGNS[a] in VOWELS
        prior = 0.2 if vowel else 0.1
        left_out = weighed[-1, a] + prior + STRENGTH * expected.get((a, -1), 0.0)
        changes.gap[a] = min(CAP, -math.log(left_out / (total[a] + STRENGTH)))
        for b in range(a + 1, N):
            prior = 0.3 if vowel and SIGNS[b] in VOWELS else 0.05
            # The share is of each sign's occurrences, so the law's count grows with them.
            law = expected.get((a, b), expected.get((b, a), 0.0))
            often = (
                sum(
                    (weighed[a, b] + prior + law * (STRENGTH + 0.3 * total[x])) / (1.3 * total[x] + STRENGTH)
                    for x in (a, b)
                )
                / 2
            )
            changes.swap[a][b] = changes.swap[b][a] = min(CAP, -math.log(often))
    changes.fix()


def write_changes(changes: Changes, seen: Counter[tuple[int, int]]) -> None:
    lines = ["sign\tother\tcost\ttimes\treason"]
    for a in range(N):
        if changes.gap[a] < CAP and not SIGNS[a].isdigit():
            lines.append(f"{SIGNS[a]}\t-\t{round(changes.gap[a] * 100)}\t{seen[-1, a]}\tleft out")
        if SIGNS[a] in VOWELS:
            lines.append(f"{SIGNS[a]}\t$\t250\t0\tleft out at the end: a case form, a lost vowel")
        for b in range(a + 1, N):
            if changes.swap[a][b] < CAP and not SIGNS[a].isdigit() and not SIGNS[b].isdigit():
                cost, times = round(changes.swap[a][b] * 100), seen[a, b]
                lines.append(f"{SIGNS[a]}\t{SIGNS[b]}\t{cost}\t{times}\tone for the other")
    (DATA / "confusions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


# --- how evidence weighs ------------------------------------------------------------------------------

_RUSSIAN = re.compile("[А-ЯЁа-яё' -]+")


def near_surnames(pairs: list[Pair]) -> list[Pair]:
    """Two real surnames one or two letters apart, borne with one given name and patronymic: not one person.

    Only Russian spellings, ё as е, so that no two are spellings of one surname.
    """
    from rapidfuzz.distance import Levenshtein

    from dakaz.names.parts import PATRONYMIC, SURNAME, parts

    chance = random.Random(5)
    spellings: dict[str, set[str]] = defaultdict(set)
    surname_of: dict[tuple[str, str], str] = {}
    bearers: dict[str, str] = {}
    for pair in pairs:
        for n in "12":
            entity, name = pair["entity" + n], pair["name" + n]
            own = parts(name)
            surnames = [p.word for p in own if p.role == SURNAME]
            if len(own) == 3 and len(surnames) == 1 and any(p.role == PATRONYMIC for p in own):
                spellings[entity].add(name)
                if pair["lang" + n] == "ru" and _RUSSIAN.fullmatch(name):
                    surname_of[entity, name] = surnames[0].text
                    bearers[surnames[0].plain.replace("ё", "е")] = entity
    surnames = sorted(bearers)
    near: dict[str, list[str]] = defaultdict(list)
    for k, one in enumerate(surnames):
        for other in surnames[k + 1 :]:
            apart = Levenshtein.distance(one, other, score_cutoff=2)
            woman = [bool(re.search("(а|ая)$", surname)) for surname in (one, other)]
            if apart <= 2 and bearers[one] != bearers[other] and woman[0] == woman[1]:
                near[one].append(other)
                near[other].append(one)
    found = []
    for (entity, name), text in sorted(surname_of.items()):
        rivals = near.get(text.casefold().replace("ё", "е"), [])
        for rival in chance.sample(rivals, min(2, len(rivals))):
            one = chance.choice(sorted(spellings[entity]))
            found.append(
                {
                    "label": "0", "category": "made:near-surname", "track": "made", "entity1": entity,
                    "entity2": bearers[rival], "name1": one, "name2": name.replace(text, rival.capitalize()),
                }
            )  # fmt: skip
    return found


def shortened(pairs: list[Pair]) -> list[Pair]:
    """The pairs again without patronymics, of one side or both; those they alone tell apart are left out."""
    from dakaz.names.parts import PATRONYMIC, parts

    chance = random.Random(7)
    found = []
    for pair in pairs:
        names = [pair["name1"], pair["name2"]]
        short = [" ".join(p.word.text for p in parts(name) if p.role != PATRONYMIC) for name in names]
        if any(len(name.split()) != 2 for name in short) or "same-surname+given" in pair["category"]:
            continue
        sides = chance.choice(((0,), (1,), (0, 1)))
        for side in sides:
            names[side] = short[side]
        found.append(
            {
                **pair,
                "track": "made",
                "category": "made:" + pair["category"],
                "name1": names[0],
                "name2": names[1],
            }
        )
    return chance.sample(found, min(len(found), len(pairs) // 3))


def initialled(pairs: list[Pair]) -> list[Pair]:
    """Some pairs again with the given name of one side as its initial, and some with another initial."""
    from dakaz.names.parts import GIVEN, PATRONYMIC, parts

    chance = random.Random(11)
    found = []
    for pair in chance.sample(pairs, len(pairs) // 6):
        own = [p.word.text for p in parts(pair["name1"]) if p.role != PATRONYMIC]
        given = [p.word.text for p in parts(pair["name1"]) if p.role == GIVEN]
        other = [p.word.known.classes for p in parts(pair["name2"]) if p.role == GIVEN]
        if len(own) != 2 or len(given) != 1 or len(other) != 1 or pair["label"] == "0":
            continue
        short = " ".join(text[0] + "." if text == given[0] else text for text in own)
        found.append({**pair, "track": "made", "category": "made:initial", "name1": short})
        wrong = chance.choice("БФЖХЦЭ" if ord(given[0][0]) > 500 else "BFHCQ")
        short = " ".join(wrong + "." if text == given[0] else text for text in own)
        found.append(
            {**pair, "label": "0", "track": "made", "category": "made:other-initial", "name1": short}
        )
    return [p for p in found if "other" not in p["category"] or not _may_begin(p)]


def _may_begin(pair: Pair) -> bool:
    from dakaz.names.parts import GIVEN, INITIAL, parts
    from dakaz.names.relation import initials_fit

    initials = [p.word for p in parts(pair["name1"]) if p.role == INITIAL]
    given = [p.word for p in parts(pair["name2"]) if p.role == GIVEN]
    return any(initials_fit(one, other) for one in initials for other in given)


def table_of(pairs: list[Pair]) -> Any:
    import numpy as np

    from dakaz.names.alignment import align
    from dakaz.names.features import features
    from dakaz.names.parts import parts

    found = []
    for pair in pairs:
        one, other = parts(pair["name1"]), parts(pair["name2"])
        found.append(features(one, other, align(one, other)))
    return np.array(found)


def balance(pairs: list[Pair], labels: Any) -> Any:
    """Hard tracks count more than their share, made pairs less; the two labels count the same."""
    import numpy as np

    count = Counter((pair["track"], pair["label"]) for pair in pairs)
    own = np.array([min(3.0, (600 / count[p["track"], p["label"]]) ** 0.5) for p in pairs])
    own[[p["track"] == "made" for p in pairs]] *= 0.5
    own[[p["category"] == "made:near-surname" for p in pairs]] *= NEAR_WEIGHT
    for label in (0, 1):
        own[labels == label] /= own[labels == label].sum() / (len(pairs) / 2)
    return own


# What can only speak against one name, or only for it; the rest may go either way.
FOR = {"patronymic_both", "initial_fits", "surname_others"}
EITHER = {"surname_short"}
DECISIVE = {"surname_other_word": -2.5}  # whatever else agrees; in the sample it seldom stands alone


def learn_weights(pairs: list[Pair], numbers: Any, *, strength: float = 3.0) -> tuple[float, list[float]]:
    """Logistic regression with a small ridge; a cost may not speak for one name, whatever the sample says."""
    import numpy as np
    from scipy.optimize import minimize

    from dakaz.names.features import FEATURES

    labels = np.array([int(pair["label"]) for pair in pairs])
    own = balance(pairs, labels)
    table = np.hstack([np.ones((len(labels), 1)), numbers])
    signs = np.where(labels == 1, 1.0, -1.0)

    def loss(weights: Any) -> tuple[float, Any]:
        odds = signs * (table @ weights)
        ridge = weights.copy()
        ridge[0] = 0.0
        slope = -(own * signs / (1 + np.exp(np.clip(odds, -500, 500)))) @ table + ridge / strength
        return float(own @ np.logaddexp(0, -odds) + ridge @ ridge / 2 / strength), slope

    bounds = [(None, None)]
    for name in FEATURES:
        most = DECISIVE.get(name, 0.0)
        bounds.append((0, None) if name in FOR else (None, None) if name in EITHER else (None, most))
    found = minimize(
        loss,
        np.zeros(len(bounds)),
        jac=True,
        bounds=bounds,
        method="L-BFGS-B",
        options={"maxiter": 5000, "maxfun": 50000},
    )
    return float(found.x[0]), [float(weight) for weight in found.x[1:]]


def write_weights(constant: float, weights: list[float]) -> None:
    from dakaz.names.features import FEATURES

    lines = ["feature\tweight", f"constant\t{constant:.3f}"]
    lines += [f"{name}\t{weight:.3f}" for name, weight in zip(FEATURES, weights, strict=True)]
    (DATA / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    wanted.add_argument("pairs", type=Path, nargs="+")
    wanted.add_argument("--only", choices=("changes", "weights"))
    asked = wanted.parse_args()
    pairs = read(asked.pairs)
    own = [pair for pair in pairs if not held_out(pair)]
    if asked.only != "weights":
        write_changes(*learn_changes([pair for pair in own if pair["label"] == "1"]))
        tables.rows.cache_clear()
        costs.costs.cache_clear()
    if asked.only != "changes":
        near = near_surnames(pairs)
        everything = pairs + near + shortened(pairs + near) + initialled(pairs)
        numbers = table_of(everything)
        mine = [k for k, pair in enumerate(everything) if not held_out(pair)]
        constant, weights = learn_weights([everything[k] for k in mine], numbers[mine])
        write_weights(constant, weights)


if __name__ == "__main__":
    main()
