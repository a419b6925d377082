"""An article as a page shows it: the act, the place in it, and its sentence where it is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from dakaz.law import Pack
from dakaz.law.model import Cite

from .words import Speech

__all__ = ["Quote", "cites_of", "quote_values"]


@dataclass(frozen=True, slots=True)
class Quote:
    """An article: the act, the place in it, the sentence in Lithuanian where it is held word for word."""

    act: str
    short: str
    number: str
    ref: str
    quote: str
    url: str
    read: str


def cites_of(
    pack: Pack, cites: Iterable[Cite], quote: str | None, confidence: str, speech: Speech
) -> list[Quote]:
    """Return articles; the sentence stands beside the act itself, not beside the law that amended it."""
    given, found = list(cites), []
    whole = [one for one in given if pack.sources[one.source].edition_from] or given
    for one in given:
        source = pack.sources[one.source]
        found.append(
            Quote(
                speech.of(source.title),
                source.short,
                source.number,
                one.ref,
                (quote or "") if one is whole[0] else "",
                source.url,
                confidence,
            )
        )
    return found


def quote_values(quote: Quote, speech: Speech) -> dict[str, str]:
    """Return a quote for a template: how it was read in words, and the host its address lies on."""
    return {
        "act": quote.act,
        "number": quote.number if quote.number not in quote.act else "",
        "ref": quote.ref,
        "quote": quote.quote,
        "url": quote.url,
        "host": urlsplit(quote.url).hostname or quote.url,
        "read_words": speech.say(f"read_how_{quote.read}"),
    }
