"""What rests on an item, as links and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from dakaz.web.edtf_words import in_words

if TYPE_CHECKING:
    from dakaz.records.queries.resting import Resting

KINDS: dict[str, Any] = {
    "decision": gettext_lazy("decision"),
    "event": gettext_lazy("event"),
    "testimony": gettext_lazy("testimony"),
    "statement": gettext_lazy("statement"),
    "recommendation": gettext_lazy("recommendation"),
    "series": gettext_lazy("series of figures"),
    "duedate": gettext_lazy("due date"),
    "party": gettext_lazy("person or organisation"),
    "case": gettext_lazy("case"),
    "namedtie": gettext_lazy("tie that a decision names"),
    "claim": gettext_lazy("figure somebody states"),
    "report": gettext_lazy("sentence of a report"),
}
PAGES = {
    "decision": "people:decision",
    "event": "people:event",
    "testimony": "people:testimony",
    "duedate": "people:due-date",
    "party": "people:party",
    "case": "people:case",
    "statement": "observatory:statement",
    "recommendation": "observatory:recommendation",
    "series": "observatory:one-series",
    "namedtie": "people:named-tie",
    "claim": "observatory:claim",
    "report": "reports:report",
}
SAID_BY = ("title", "label", "code", "text", "words", "what", "says", "kind")
DATED_BY = ("dated", "date", "since", "on", "vintage", "period")
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Rest:
    """A record that rests on an item.

    Args:
        kind: what it is, in a word.
        name: how it is called.
        dated: the day it is about, in words; empty where none is known.
        url: its page.
        alone: whether nothing else supports it.
        passages: labels of the passages it rests on; empty when it rests on the whole item.
    """

    kind: str
    name: str
    dated: str
    url: str
    alone: bool
    passages: Sequence[str]


def said_of(one: Resting) -> Rest:
    """Return a resting record as the page says it."""
    record: Any = one.record
    name = _name(record)
    if one.line:
        name = gettext("%(report)s, line %(line)s") % {"report": name, "line": one.line}
    elif getattr(record, "case", None):
        name = gettext("%(record)s, case %(code)s") % {"record": name, "code": record.case.code}
    kind = str(KINDS.get(one.kind, one.kind))
    return Rest(kind, name, _dated(record), _url(one), one.alone, one.passages)


def _name(record: Any) -> str:
    for attribute in SAID_BY:
        shown = getattr(record, f"get_{attribute}_display", None)
        said = str(shown() if shown else getattr(record, attribute, "") or "")
        if said:
            return Truncator(said).chars(LONGEST)
    return ""


def _dated(record: Any) -> str:
    """Return the day a record is about, in words; days typed as such and days in EDTF alike."""
    known = (getattr(record, name, None) for name in DATED_BY)
    return in_words(str(next((one for one in known if one), "")))


def _url(one: Resting) -> str:
    """Address of the record's page; empty for a kind that has none."""
    return reverse(PAGES[one.kind], args=[one.record.pk]) if one.kind in PAGES else ""
