"""How many case forms of protected names ``Needles`` finds, by forms that dictionaries list.

    PYTHONPATH=. python benchmarks/name_forms.py FOLDER [--count N]

None of what it reads is part of Dakaz: FOLDER holds cs_CZ.dic, cs_CZ.aff (Debian's hunspell-cs, GPL) and
bg_BG.dic (hunspell-bg, GPL-2) in UTF-8; Russian and Ukrainian forms come from pymorphy3 with its
dictionaries, where installed. A name is given in its nominative; a form counts as found when it stands as a
full hit. Names and forms are drawn by a stated seed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dakaz.names import Needles

MEN = ["Jan", "Petr", "Pavel", "Josef", "Tomáš", "Karel", "Marek", "Zdeněk", "Martin", "Michal", "Aleš"]
WOMEN = ["Eva", "Hana", "Lenka", "Věra", "Alena", "Zuzana", "Olga", "Veronika", "Tereza", "Markéta"]
PLURAL = re.compile("(ů|ům|ové|ech|ích|ách|ami|emi|ýma|ama|ema)$")
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct", "voct")
BULGARIAN = [
    ("Иван", "Иване"), ("Петър", "Петре"), ("Димитър", "Димитра"), ("Стоян", "Стояне"), ("Георги", "Георгия"),
    ("Никола", "Николо"), ("Павел", "Павле"), ("Андрей", "Андрея"), ("Николай", "Николая"),
]  # fmt: skip
Form = tuple[str, str]  # the name, what stands in a text


def czech(folder: Path, count: int, chance: random.Random) -> Iterator[Form]:
    """Surnames with a feminine form in -ová, in the singular forms of the dictionary's own rules."""
    rules = defaultdict(list)
    for line in (folder / "cs_CZ.aff").read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) >= 5 and cells[0] == "SFX":
            add = "" if cells[3] == "0" else cells[3].split("/")[0]
            rules[cells[1]].append((cells[2].strip("0"), add, re.compile(f"(?:{cells[4]})$")))
    listed = dict(
        line.split("/")
        for line in (folder / "cs_CZ.dic").read_text(encoding="utf-8").splitlines()
        if line.count("/") == 1 and line[:1].isupper()
    )

    def forms(word: str) -> list[str]:
        found = {word}
        for flag in set(listed.get(word, "")) & {"P", "U"}:
            for strip, add, fits in rules[flag]:
                if fits.search(word) and word.endswith(strip):
                    found.add(word.removesuffix(strip) + add)
        return sorted(form for form in found if not PLURAL.search(form))

    men = [word for word in listed if set(listed[word]) & {"P", "U"} and word + "ová" in listed]
    for surname in chance.sample(men, count):
        given = chance.choice([name for name in MEN if name in listed])
        for form in forms(surname):
            yield f"{given} {surname}", f"{chance.choice(forms(given))} {form}"
        woman, own = surname + "ová", chance.choice(WOMEN)
        for given_form, end in ((own[:-1] + "y", "é"), (own[:-1] + "ou", "ou")):
            if own.endswith("a"):
                yield f"{own} {woman}", f"{given_form} {woman[:-1]}{end}"


def bulgarian(folder: Path, count: int, chance: random.Random) -> Iterator[Form]:
    """Surnames with given names in the vocative and the old oblique: modern Bulgarian has no other case."""
    words = {line.split("/")[0] for line in (folder / "bg_BG.dic").read_text(encoding="utf-8").splitlines()}
    men = sorted(word for word in words if word[:1].isupper() and word[-2:] in ("ов", "ев", "ин"))
    for surname in chance.sample([word for word in men if word + "а" in words], count):
        given, form = chance.choice(BULGARIAN)
        yield f"{given} {surname}", f"{given} {surname}"
        yield f"{given} {surname}", f"{form} {surname}"
        yield f"{given} {surname}", f"{form} {surname}а"


def by_pymorphy(language: str, count: int, chance: random.Random) -> Iterator[Form]:
    """Surnames and given names of the dictionary, both in one case."""
    import pymorphy3

    found: dict[str, dict[str, dict[str, dict[str, str]]]] = {"Surn": {}, "Name": {}}
    for word, tag, normal, *_ in pymorphy3.MorphAnalyzer(lang=language).dictionary.iter_known_words():
        kind = next((kind for kind in found if kind in tag), None)
        if kind and tag.case and tag.gender in ("masc", "femn") and not {"plur", "Fixd"} & set(tag.grammemes):
            own = found[kind].setdefault(tag.gender, {}).setdefault(normal, {})
            own.setdefault(str(tag.case), word.title())
    for gender in ("masc", "femn"):
        surnames, given = (
            [forms for forms in found[kind][gender].values() if len(forms) >= 5 and "nomn" in forms]
            for kind in ("Surn", "Name")
        )
        for one in chance.sample(surnames, count):
            other = chance.choice(given)
            for case in CASES:
                if case in one and case in other:
                    yield f"{other['nomn']} {one['nomn']}", f"{other[case]} {one[case]}"


def told(language: str, forms: Iterator[Form]) -> None:
    total, missed = 0, []
    for name, form in forms:
        total += 1
        hits = Needles({"1": [name]}).find(f"… {form} …")
        if not any(hit.extent == "full" for hit in hits):
            missed.append(f"{name}: {form}")
    print(
        f"| {language} | {total:,} forms | {1 - len(missed) / total:.4f} | {'; '.join(missed[:5])} |",
        flush=True,
    )


def main() -> None:
    wanted = argparse.ArgumentParser(description="Measure how many case forms are found.")
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--count", type=int, default=300, help="surnames of each language and sex")
    asked = wanted.parse_args()
    for language, forms in (("cs", czech), ("bg", bulgarian)):
        told(language, forms(asked.folder, asked.count, random.Random(4)))
    for language in ("ru", "uk"):
        try:
            told(language, by_pymorphy(language, asked.count, random.Random(4)))
        except ImportError:
            print(f"not installed: pymorphy3 ({language})")


if __name__ == "__main__":
    main()
