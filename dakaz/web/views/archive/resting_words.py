"""What rests on an item, as links and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_lazy

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
    "report": gettext_lazy("sentence of a report"),
}
PLACES = ("people", "observatory", "reports")
SAID_BY = ("title", "label", "code", "text", "words", "what", "kind")
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Rest:
    """A record that rests on an item: what it is, how it is called, where it is, and on what it rests."""

    kind: str
    name: str
    url: str
    alone: bool
    passages: Sequence[str]


def said_of(one: Resting) -> Rest:
    """Return a resting record as the page says it."""
    name = gettext("line %(line)s") % {"line": one.line} if one.line else _name(one.record)
    return Rest(str(KINDS.get(one.kind, one.kind)), name, _url(one), one.alone, one.passages)


def _name(record: Any) -> str:
    for attribute in SAID_BY:
        shown = getattr(record, f"get_{attribute}_display", None)
        said = str(shown() if shown else getattr(record, attribute, "") or "")
        if said:
            dated = str(getattr(record, "dated", "") or getattr(record, "date", "") or "")
            return " · ".join(part for part in (said[:LONGEST], dated) if part)
    return ""


def _url(one: Resting) -> str:
    """Address of the record's page, whichever place has one."""
    for place in PLACES:
        try:
            return reverse(f"{place}:{one.kind}", args=[one.record.pk])
        except NoReverseMatch:
            continue
    return ""
