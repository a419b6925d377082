"""What the check found, as a page shows it: a word, a sentence, and the ways to line and passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz import report as room
from dakaz.web.look import Link, State

WORDS: dict[room.Reason, Any] = {
    room.Reason.QUOTE_DIFFERS: gettext_lazy("quotation differs"),
    room.Reason.QUOTE_WITHOUT_PASSAGE: gettext_lazy("quotation without a passage"),
    room.Reason.PASSAGE_MISSING: gettext_lazy("no such passage"),
    room.Reason.SOURCE_MISSING: gettext_lazy("no such source"),
    room.Reason.SOURCE_ALTERED: gettext_lazy("stored file altered"),
    room.Reason.SOURCE_WITHOUT_TITLE: gettext_lazy("source without a title"),
    room.Reason.COUNT_CHANGED: gettext_lazy("count changed"),
    room.Reason.COUNT_UNAPPROVED: gettext_lazy("count not approved"),
    room.Reason.COUNT_UNKNOWN: gettext_lazy("cannot be counted"),
    room.Reason.PERCENT_OF_NOTHING: gettext_lazy("share of nothing"),
    room.Reason.SERIES_UNKNOWN: gettext_lazy("no such series"),
    room.Reason.CITES_NOTHING: gettext_lazy("cites nothing"),
    room.Reason.UNKNOWN_SYNTAX: gettext_lazy("not understood"),
    room.Reason.NOT_PRINTABLE: gettext_lazy("letter missing in the fonts"),
    room.Reason.NAKED_NUMBER: gettext_lazy("number without a source"),
}
_KEY = re.compile(r"\[([^\[\]]+)\]$")


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding.

    Args:
        lines: of the outline.
        state: its reason in a word.
        sentence: what is wrong and what to do.
        excerpt: the words of the outline it speaks of.
        difference: for a quotation, where the words part.
        links: to the lines in the outline, to the passage or paper in the archive, to the records counted.
    """

    lines: Sequence[int]
    state: State
    sentence: str
    excerpt: str
    difference: room.Difference | None
    links: Sequence[Link]


def findings(report_id: Any, found: Sequence[room.Finding], material: room.Material) -> list[ShownFinding]:
    """Return findings in the reader's language, with their links."""
    return [_shown(report_id, one, material) for one in found]


def _shown(report_id: Any, one: room.Finding, material: room.Material) -> ShownFinding:
    remark = one.reason is room.Reason.NAKED_NUMBER
    links = [_to_line(report_id, line) for line in one.lines]
    links += [link for link in (_to_passage(one, material), _to_records(report_id, one, material)) if link]
    return ShownFinding(
        lines=one.lines,
        state=State(str(WORDS[one.reason]), "amber" if remark else "brick"),
        sentence=gettext(one.message) % one.values,
        excerpt="" if one.more_lines else one.excerpt,
        difference=one.difference,
        links=links,
    )


def _to_line(report_id: Any, line: int) -> Link:
    return Link(gettext("Line %(line)d of the outline") % {"line": line}, line_address(report_id, line))


def _to_records(report_id: Any, one: room.Finding, material: room.Material) -> Link | None:
    expressions = list(material.counts)
    expression = one.values.get("expression")
    if expression not in expressions:
        return None
    number = expressions.index(str(expression)) + 1
    return Link(gettext("The records counted"), reverse("reports:counted", args=[report_id, number]))


def line_address(report_id: Any, line: int) -> str:
    """Return the address of a line in the outline editor."""
    return f"{reverse('reports:outline', args=[report_id])}#line-{line}"


def _to_passage(one: room.Finding, material: room.Material) -> Link | None:
    named = _KEY.search(str(one.values.get("source", "")))
    source = material.sources.get(named[1] if named else str(one.values.get("key", "")))
    if source is None:
        return None
    label = str(one.values.get("label", ""))
    known = label and one.reason is room.Reason.QUOTE_DIFFERS
    address = item_address(source.item_id, label if known else "")
    words = gettext("The passage in the archive") if known else gettext("The paper in the archive")
    return Link(words, address) if address else None


def item_address(item_id: str, label: str = "") -> str:
    """Return the address of an item, or of a passage in it; empty while there is no archive place."""
    try:
        address = reverse("archive:item", args=[item_id])
    except NoReverseMatch:
        return ""
    return f"{address}#passage-{label}" if label else address
