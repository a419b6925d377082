"""What kinds of rows are called in lists of what goes, what stays, and what is kept of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from dakaz.errors import DakazError
from dakaz.web.answers import sentence
from dakaz.web.look import Link

if TYPE_CHECKING:
    import uuid

    from dakaz.records.queries.erasing import Stays

KINDS: Mapping[str, Any] = {
    "party": gettext_lazy("People and organisations"),
    "name": gettext_lazy("Names"),
    "contactway": gettext_lazy("Ways to reach them"),
    "riskathome": gettext_lazy("Why they are at risk at home"),
    "document": gettext_lazy("Documents of people"),
    "tie": gettext_lazy("Ties"),
    "consent": gettext_lazy("Consents"),
    "need": gettext_lazy("Needs"),
    "referral": gettext_lazy("Organisations asked to help"),
    "offer": gettext_lazy("Offers of help"),
    "merge": gettext_lazy("Two made one, kept for undoing"),
    "case": gettext_lazy("Cases"),
    "caseparty": gettext_lazy("Parts in cases"),
    "casetie": gettext_lazy("Ties of cases"),
    "decision": gettext_lazy("Decisions"),
    "reason": gettext_lazy("Reasons of decisions"),
    "namedtie": gettext_lazy("Past ties named"),
    "deadline": gettext_lazy("Counted days"),
    "duedate": gettext_lazy("Due dates"),
    "testimony": gettext_lazy("Testimonies"),
    "event": gettext_lazy("Events"),
    "involvement": gettext_lazy("Parts in events"),
    "source": gettext_lazy("Sources"),
    "item": gettext_lazy("Papers and files"),
    "origin": gettext_lazy("How papers came"),
    "itemtext": gettext_lazy("Texts of papers"),
    "passage": gettext_lazy("Passages"),
    "ground": gettext_lazy("Links to what something rests on"),
    "importrun": gettext_lazy("Imports"),
    "importfile": gettext_lazy("Files of imports"),
    "statement": gettext_lazy("Statements"),
    "recommendation": gettext_lazy("Recommendations"),
    "claim": gettext_lazy("Figures stated"),
    "report": gettext_lazy("Reports"),
    "approval": gettext_lazy("Counts approved"),
    "release": gettext_lazy("Releases"),
    "user": gettext_lazy("Colleagues"),
    "absence": gettext_lazy("Absences"),
    "savedsearch": gettext_lazy("Kept questions"),
    "takenin": gettext_lazy("Rows taken in from tables"),
    "logentry": gettext_lazy("Log"),
    "sealedrow": gettext_lazy("Sealed cases"),
    "sealed": gettext_lazy("Sealed cases"),
}
_PAGES = {"item": "archive:item"}
_SHOWN = frozenset(
    {"party", "case", "testimony", "decision", "event", "document", "consent", "need", "tie", "offer"}
)


def kind_words(kind: str) -> str:
    """Return what rows of a kind are called."""
    return str(KINDS.get(kind, kind))


def to_record(kind: str, key: uuid.UUID, words: str) -> Link | str:
    """Return a link to a record's page; words alone where it has none."""
    page = _PAGES.get(kind) or (f"people:{kind}" if kind in _SHOWN else "")
    return Link(words, reverse(page, args=[key])) if page else words


def why_words(one: Stays) -> str:
    """Return why something stays, in the reader's language."""
    return sentence(DakazError(one.why, **one.values))
