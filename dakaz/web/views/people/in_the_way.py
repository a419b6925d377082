"""What stands in the way of sealing a case, as words and links."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from dakaz.records.guard import SeenBy
from dakaz.records.queries.in_the_way import in_the_way
from dakaz.web.log_words import KINDS
from dakaz.web.look import Link
from dakaz.web.views.archive.resting_words import PAGES, SAID_BY

LONGEST = 90
WORDS: dict[str, Any] = {
    **KINDS,
    "merge": gettext_lazy("Two people made one, with what was there before"),
    "item": gettext_lazy("Paper"),
    "passage": gettext_lazy("Passage of a paper"),
    "tie": gettext_lazy("Tie of two people"),
    "namedtie": gettext_lazy("Tie that a decision names"),
    "document": gettext_lazy("Document"),
    "need": gettext_lazy("Need"),
    "offer": gettext_lazy("Offer"),
    "consent": gettext_lazy("Consent"),
}
ADDRESSES = PAGES | {"check": "observatory:check", "item": "archive:item"}


def in_the_way_of(seen_by: SeenBy, case_id: uuid.UUID) -> list[Link]:
    """Return each record that stands in the way, as what it is and how it is called; some have no page."""
    found = []
    for record in in_the_way(seen_by, case_id):
        kind = str(record._meta.model_name)
        said = next((str(one) for name in SAID_BY if (one := getattr(record, name, ""))), "")
        words = ": ".join(filter(None, (str(WORDS.get(kind, kind)), Truncator(said).chars(LONGEST))))
        found.append(Link(words, reverse(ADDRESSES[kind], args=[record.pk]) if kind in ADDRESSES else ""))
    return found
