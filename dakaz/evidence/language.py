"""The language most of a text is written in, from samples of it."""

from __future__ import annotations

import lzma
from array import array
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any

# Languages of our papers and of the countries they come from: fewer candidates, fewer wrong guesses.
LANGUAGES = ("be", "ru", "uk", "lt", "pl", "en", "de", "lv", "et", "fr", "es", "it", "cs", "nl", "sv", "ka")
_SURE = 0.8
_SHORTEST = 20
_PIECE = 400


@cache
def _identifier() -> Any:
    """Load the model in memory: the library's own loader needs a temporary file, which is forbidden here."""
    # Brings numpy, some 20 MB: only children that read text pay for it.
    import numpy as np  # noqa: PLC0415
    from py3langid import langid  # noqa: PLC0415

    with (
        _unpacked(files("py3langid") / langid.MODEL_FILE) as memory,
        np.load(memory, allow_pickle=False) as model,
    ):
        classes = model["classes"].tolist()
        columns = [number for number, language in enumerate(classes) if language in LANGUAGES]
        return langid.LanguageIdentifier(
            np.ascontiguousarray(model["ptc"][:, columns]),
            model["pc"][columns],
            [classes[number] for number in columns],
            _plain(model["nextmove"]),
            model["out_feat"].tolist(),
            norm_probs=True,
            tk_row=_plain(model["nextmove_row"]),
        )


def _unpacked(model: Traversable) -> BytesIO:
    """Unpack piece by piece: unpacking at once needs the memory twice."""
    memory = BytesIO()
    with model.open("rb") as packed, lzma.open(packed) as source:
        while chunk := source.read(1 << 20):
            memory.write(chunk)
    memory.seek(0)
    return memory


def _plain(table: Any) -> array[int]:
    """Walking a plain array letter by letter is faster than walking one of numpy's."""
    return array({2: "H", 4: "I", 8: "Q"}[table.dtype.itemsize], table.tobytes())


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of ``text``, or None when it is short or the guess unsure.

    Samples from the start, the middle and the end are enough: a long report is not read whole.
    """
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _SHORTEST:
        return None
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= _SURE else None


def _sample(text: str) -> str:
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))
