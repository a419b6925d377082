"""Our vocabulary of kinds of violation, in four languages, with the articles each is mapped to.

The data are the YAML files of this folder: ``kinds`` (ids, HURIDOCS terms, articles),
``words.<language>``, ``instruments``, ``statuses``. An id keeps its meaning for ever. Ticking one records
what a documentalist reads in an event; that a right was violated is for a court to say.
"""

from __future__ import annotations

from .articles import article_in_words, articles_in_words
from .finding import matching
from .model import LANGUAGES, Anchor, Instrument, Kind, Status, Vocabulary
from .reading import vocabulary

__all__ = [
    "LANGUAGES",
    "Anchor",
    "Instrument",
    "Kind",
    "Status",
    "Vocabulary",
    "article_in_words",
    "articles_in_words",
    "matching",
    "vocabulary",
]
