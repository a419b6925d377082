"""Measure ``Needles`` over prose: seconds for a million characters, and hits where nobody is protected.

    PYTHONPATH=. python benchmarks/names_prose.py [--pairs FILE] [--language LANGUAGE ...]

Prose is what free software says in each language: the translations (gettext catalogues) installed on this
machine and Django's, messages of more than six words in an order drawn by a stated seed, up to a million
characters. What is protected are 10,000 made names (``names.made_names``, seed 8), none of which anybody
wrote about: every full hit is false. Seconds are of one core's processor, the best of five runs; a language
with less text installed is said with its size.
"""

from __future__ import annotations

import argparse
import gettext
import random
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import django

from benchmarks.names import OPEN, Pairs, made_names
from dakaz.names import Needles

LANGUAGES = ("be", "ru", "uk", "lt", "pl", "cs", "bg", "de")
FOLDERS = (Path("/usr/share/locale"), Path(django.__file__).parent)
CHARACTERS, RUNS = 1_000_000, 5
WORDS = 6  # messages of no more words are names of buttons, countries and languages


def catalogues(language: str) -> Iterator[Path]:
    """The installed translations into a language; those of ISO codes are lists of names."""
    for folder in FOLDERS:
        for path in sorted(folder.glob(f"**/{language}/LC_MESSAGES/*.mo")):
            if not path.name.startswith("iso_"):
                yield path


def messages(path: Path) -> Iterator[str]:
    """The messages of one catalogue; none of one that does not say in which letters it is."""
    try:
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    except UnicodeDecodeError:
        return
    yield from (str(text) for key, text in catalogue.items() if key)


def prose(language: str) -> str:
    """Messages of a language, shuffled, a paragraph each."""
    every = chain.from_iterable(map(messages, catalogues(language)))
    texts = [text for text in dict.fromkeys(every) if len(text.split()) > WORDS]
    random.Random(1).shuffle(texts)
    return "\n\n".join(texts)[:CHARACTERS]


def line(language: str, needles: Needles, text: str) -> str:
    """One row of the table."""
    took = []
    for _ in range(RUNS):
        start = time.process_time()
        hits = needles.find(text)
        took.append(time.process_time() - start)
    thousands = len(text.split()) / 1000
    full = sum(hit.extent == "full" for hit in hits)
    cells = (
        f"{len(text):,} ({len(text.encode()) / 1e6:.2f} MB)",
        f"{min(took):.2f} s",
        f"{min(took) / len(text) * 1e6:.2f} s",
        f"{full / thousands:.2f}",
        f"{(len(hits) - full) / thousands:.0f}",
    )
    return f"| {language} | " + " | ".join(cells) + " |"


def main() -> None:
    wanted = argparse.ArgumentParser(description="Measure the search for protected names over prose.")
    wanted.add_argument("--pairs", type=Path, default=OPEN, help="pairs whose parts the names are made of")
    wanted.add_argument("--language", nargs="+", default=LANGUAGES)
    asked = wanted.parse_args()
    protected = made_names(Pairs(asked.pairs), 10_000, seed=8)
    start = time.process_time()
    needles = Needles({str(number): [name] for number, name in enumerate(protected)})
    needles.find("Иван")
    print(f"10,000 names prepared in {time.process_time() - start:.2f} s\n")
    print("| language | characters | took | a million | false full, 1,000 words | part only, 1,000 words |")
    print("|" + " --- |" * 6)
    for language in asked.language:
        text = prose(language)
        if text:
            print(line(language, needles, text), flush=True)


if __name__ == "__main__":
    main()
