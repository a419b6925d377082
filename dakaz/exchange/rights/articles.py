"""An article as people write it: *ICCPR, art. 14(3)(d)*."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Anchor, in_language

_ARTICLE = {
    "en": "art. {article}",
    "be": "арт. {article}",
    "ru": "ст. {article}",
    "lt": "{article} str.",
}


def article_in_words(anchor: Anchor, language: str) -> str:
    """Return an anchor in a language; one that may not bear what rests on it ends with a question mark."""
    return f"{in_language(anchor.instrument.short, language)}, {_named(anchor, language)}"


def articles_in_words(anchors: Sequence[Anchor], language: str) -> list[str]:
    """Return anchors in a language, those of one instrument together: *EU Charter, art. 18, art. 47*."""
    together: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        together.setdefault(anchor.instrument.id, []).append(anchor)
    return [
        ", ".join([in_language(some[0].instrument.short, language), *(_named(one, language) for one in some)])
        for some in together.values()
    ]


def _named(anchor: Anchor, language: str) -> str:
    number, *parts = anchor.article.split(".")
    article = number + "".join(f"({part})" for part in parts)
    words = in_language(_ARTICLE, language).format(article=article)
    return words if anchor.certain else f"{words} (?)"
