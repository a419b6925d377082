"""A made-up corpus in four languages for the benchmarks: seeded, nobody's text, shaped like real text.

How it is made, so that its numbers can be judged:
- a document has one language (40 % Russian, 20 % Belarusian, 20 % Lithuanian, 20 % English);
- each language has its true most frequent words on top, then 40,000 invented stems with the true
  endings of that language (240,000 forms for Russian); words are drawn by Zipf and Mandelbrot,
  p ~ 1/(rank + 2.7);
- one token in a hundred is a number, a date or a file number of its own; one in two hundred a new name,
  so the vocabulary keeps growing as it does in real archives;
- lengths are lognormal (sigma 0.8) around the asked mean, in UTF-8 bytes.
Real text repeats its own topic more; words drawn independently make a larger index, not a smaller one.
"""

from __future__ import annotations

import math
import random
import tomllib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

SEED = 20241028
_MADE_OF = tomllib.loads(Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8"))

SHARE = {"ru": 40, "be": 20, "lt": 20, "en": 20}
STEMS = 40_000


class Corpus:
    """Documents by number: the same number is always the same document.

    Args:
        mean_bytes: mean length of a document in UTF-8 bytes.
        stems: invented stems per language.
    """

    def __init__(self, *, mean_bytes: int = 10_000, stems: int = STEMS) -> None:
        self._mean_bytes = mean_bytes
        self._words = {language: _vocabulary(language, stems) for language in SHARE}
        self._weights = {language: _zipf(len(words)) for language, words in self._words.items()}

    def documents(self, number: int, *, first: int = 1) -> Iterator[tuple[int, str, str]]:
        """Row, text and language of ``number`` documents."""
        for row in range(first, first + number):
            draw = random.Random(SEED * 1_000_003 + row)
            language = draw.choices(list(SHARE), list(SHARE.values()))[0]
            yield row, self._text(draw, language), language

    def _text(self, draw: random.Random, language: str) -> str:
        size = self._mean_bytes * draw.lognormvariate(-0.32, 0.8)
        count = max(int(size / _bytes_per_word(language)), 5)
        words = draw.choices(self._words[language], cum_weights=self._weights[language], k=count)
        for _ in range(count // 100):
            words[draw.randrange(count)] = _number(draw)
        for _ in range(count // 200):
            words[draw.randrange(count)] = _stem(draw, language).capitalize()
        for place in range(0, count, 12):
            words[place] = words[place].capitalize()
        return ". ".join(" ".join(words[place : place + 12]) for place in range(0, count, 12))


def _vocabulary(language: str, stems: int) -> list[str]:
    draw = random.Random(f"{SEED} {language}")
    made: dict[str, None] = dict.fromkeys(_MADE_OF["top"][language])
    lemmas = list(dict.fromkeys(_stem(draw, language) for _ in range(stems)))
    forms = [
        (rank * (place + 1) ** 0.7 * draw.uniform(0.5, 2), lemma + ending)
        for rank, lemma in enumerate(lemmas, 1)
        for place, ending in enumerate(draw.sample(_MADE_OF["endings"][language], 6))
    ]
    made |= dict.fromkeys(word for _, word in sorted(forms))
    return list(made)


def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / (rank + 2.7) for rank in range(1, number + 1)))


def _stem(draw: random.Random, language: str) -> str:
    return "".join(draw.choices(_MADE_OF["syllables"][language], k=draw.choice((2, 2, 3, 3, 4))))


def _number(draw: random.Random) -> str:
    kind = draw.randrange(3)
    if kind == 0:
        return str(int(math.exp(draw.uniform(0, 16))))
    if kind == 1:
        return f"{draw.randrange(1, 29)}.{draw.randrange(1, 13):02}.{draw.randrange(1995, 2025)}"
    return f"{draw.choice('ABEKMИ')}-{draw.randrange(10_000)}/{draw.randrange(10, 25)}"


def _bytes_per_word(language: str) -> float:
    return 14.4 if language in ("ru", "be") else 8.6
