"""Finding kinds of violation by words of any of our languages, by article or by code."""

from __future__ import annotations

import re
import unicodedata

from .articles import article_in_words
from .model import LANGUAGES, Kind, Vocabulary

_WORD = re.compile(r"[^\s,;()«»“”?]+")


def matching(vocabulary: Vocabulary, words: str) -> list[Kind]:
    """Return the kinds that hold every one of these words, in the vocabulary's order; all for no word.

    A word fits at the beginning of a word of the label, the definition, an article, an instrument's name or
    the codes, in any of our languages; letters count without case and marks.
    """
    wanted = _WORD.findall(_plain(words))
    return [kind for kind in vocabulary.kinds.values() if all(f" {word}" in _text(kind) for word in wanted)]


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _text(kind: Kind) -> str:
    said = [*kind.label.values(), *kind.definition.values(), kind.id, kind.huridocs]
    for anchor in kind.anchors:
        said += [anchor.id, anchor.article, *anchor.instrument.name.values()]
        said += [article_in_words(anchor, language) for language in LANGUAGES]
    return " " + " ".join(_WORD.findall(_plain(" ".join(said))))
