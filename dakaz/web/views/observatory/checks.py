"""Checks: a claim recomputed, the verdict with its readings in plain words, kept, and recomputed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.figures.checks.ratios import COUNTS, ODDS, SHARES
from dakaz.figures.checks.verdict import plain
from dakaz.records.actions import checks as actions
from dakaz.records.queries import checks, claims
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link, Notice
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from .check_fields import CheckForm
from .check_kinds import FORMS, KIND_WORDS, KINDS
from .claims import claim_ids
from .figure_words import figure_word, with_minus
from .matter import VERDICTS, verdict_state

if TYPE_CHECKING:
    from dakaz.records.models import Check
    from dakaz.web.requests import Request

SAID = "check said"
_AGAINST, PUBLISHED = "against ", "against the published figure"
PLAIN = {
    "holds": gettext_lazy("With these numbers the claim is right."),
    "depends": gettext_lazy(
        "It is right as some understand it and wrong as others do; what holds comes first."
    ),
    "not found by DATE": gettext_lazy(
        "Nothing was found where it was searched. That is all that can be said."
    ),
    "cannot be recomputed": gettext_lazy(
        "It cannot be recomputed from what is given; below is what is missing."
    ),
    "inconsistent": gettext_lazy("The numbers do not fit one another; all of them cannot be right."),
    "contradicted": gettext_lazy("With these numbers the claim is not right."),
}


class CheckPages(Pages):
    """Pages of checks: each kind has a form of its own."""

    __slots__ = ()

    def new(self, request: Request) -> HttpResponse:
        """Ask which kind of check; then show its form."""
        kind = str(request.GET.get("kind", ""))
        if kind not in FORMS:
            return _choose(request)
        return Pages.new(replace(self, form=FORMS[kind]), request)

    def edit(self, request: Request, record_id: uuid.UUID) -> HttpResponse:
        """Change a check."""
        found = self.fetch(request.user, record_id)
        return Pages.edit(replace(self, form=FORMS[found.kind]), request, record_id)


def _choose(request: Request) -> HttpResponse:
    taken = claims.chosen(request.user, claim_ids(request))
    named = [("claim", str(one.pk)) for one in taken]
    here = reverse("observatory:new-check")
    kinds = [
        (f"{here}?{urlencode([('kind', form.kind), *named])}", words, asks) for form, words, asks in KINDS
    ]
    context = {"kinds": kinds, "taken": [(one, figure_word(one)) for one in taken]}
    return render(request, "observatory/check_kinds.html", context)


def _kind(check: Check) -> str:
    return next((str(words) for kind, words in KIND_WORDS if kind == check.kind), check.kind)


def _cells(check: Check) -> list[Any]:
    return [check.says, _kind(check), verdict_state(check.verdict), when(check.on)]


def _facts(_request: Request, check: Check) -> list[Fact]:
    series = check.series
    link = Link(series.title, reverse("observatory:one-series", args=[series.pk])) if series else None
    against = [Fact(gettext("Against an official series"), link)] if link else []
    return [
        Fact(gettext("Kind"), _kind(check)),
        *against,
        Fact(gettext("Recomputed") if not _absent(check) else gettext("Searched"), in_words(check.on)),
        Fact(gettext("Note"), check.note or None),
    ]


def _absent(check: Check) -> bool:
    return bool(check.verdict == "not found by DATE")


def _more(request: Request, check: Check) -> dict[str, Any]:
    result = check.result
    return {
        "verdict": _told(check),
        "plainly": str(PLAIN.get(check.verdict, "")),
        "readings": [_reading(one) for one in result.get("readings", ())],
        "trace": [note_words(one) for one in result.get("trace", ())],
        "missing": [note_words(one) for one in result.get("missing", ())],
        "sides": result.get("sides", ()) if len(result.get("sides", ())) > 1 else (),
        "given": _given(check),
        "parts": [_part(part) for part in check.parts.all() if part.claim],
        "was": _was(result),
        "again": reverse("observatory:recompute-check", args=[check.pk]),
        "notice": request.session.papers.pop(SAID, None),
    }


def _told(check: Check) -> Any:
    state = verdict_state(check.verdict)
    if _absent(check):
        return replace(state, word=gettext("not found by %(day)s") % {"day": in_words(check.on)})
    return state


def _was(result: Mapping[str, Any]) -> str:
    was = result.get("was")
    if not was:
        return ""
    said = gettext("Before, on %(day)s, it came out as: %(verdict)s.")
    return said % {"day": in_words(was["on"]), "verdict": verdict_state(was["verdict"]).word}


def _reading(one: Mapping[str, Any]) -> dict[str, Any]:
    low, high = (None if one[end] is None else plain(one[end]) for end in ("low", "high"))
    ends = {"low": low or "−∞", "high": high or "∞"}
    spread = "" if low == high else gettext("%(low)s to %(high)s") % ends
    return {
        "name": _reading_name(one["name"]),
        "formula": with_minus(one["formula"]),
        "value": "∞" if one["value"] is None else with_minus(plain(one["value"])),
        "spread": with_minus(spread),
        "state": None if one["holds"] is None else verdict_state("holds" if one["holds"] else "contradicted"),
    }


def note_words(note: Mapping[str, Any]) -> str:
    """Return a sentence of the room in the reader's language."""
    template = gettext(note["template"])
    said = {key: in_words(str(one)) if key in _TIMES else one for key, one in note["values"].items()}
    return with_minus(template % said) if said else template


def _reading_name(name: str) -> str:
    """Return which way to understand a claim, in the reader's language; what it is named after stays."""
    if name.startswith(_AGAINST) and name != PUBLISHED:
        return gettext("against %s") % name.removeprefix(_AGAINST)
    known = next((one for one in (SHARES, ODDS, COUNTS) if name.startswith(one)), "")
    return gettext(known) + name.removeprefix(known) if known else gettext(name)


_LABELS = {
    "value": gettext_lazy("claimed"),
    "against": gettext_lazy("held against"),
    "official": gettext_lazy("outcome of the series"),
    "readings": gettext_lazy("numbers at hand"),
    "searched": gettext_lazy("searched"),
    "values": gettext_lazy("values"),
    "more_often": gettext_lazy("more often"),
}


_TIMES = ("period", "from_period", "to_period", "break", "until", "date", "day")


def _given(check: Check) -> list[tuple[str, list[str]]]:
    """Return the numbers given, named as their form names them."""
    labels = {name: field.label for name, field in FORMS[check.kind].base_fields.items()}
    rows = []
    for name, one in check.given.items():
        label = str(labels.get(name) or _LABELS.get(name, name))
        rows.append((label, [_plain(each, name) for each in (one if isinstance(one, list) else [one])]))
    return [row for row in rows if any(row[1])]


def _plain(one: Any, name: str) -> str:
    if isinstance(one, Mapping):
        return " · ".join(_plain(value, key) for key, value in one.items() if value not in ("", None))
    if isinstance(one, bool):
        return gettext("yes") if one else ""
    return in_words(str(one)) if name in _TIMES else with_minus(str(one))


def _part(part: Any) -> dict[str, Any]:
    slot = part.name.split(" ")[0].split(".")[0]
    return {
        "url": reverse("observatory:claim", args=[part.claim.pk]),
        "says": part.claim.says,
        "figure": figure_word(part.claim),
        "source": part.claim.attributed_to or part.claim.passage.item.title,
        "slot": str(_LABELS.get(slot, "")) if slot else "",
    }


def recompute(request: Request, record_id: uuid.UUID) -> HttpResponseBase:
    """Recompute a check with what claims and series say now; say whether anything changed."""
    if request.method == "POST":
        request.session.papers[SAID] = _again(request, record_id)
    return SeeOther(reverse("observatory:check", args=[record_id]))


def _again(request: Request, record_id: uuid.UUID) -> Notice:
    try:
        again = actions.recompute(acting(request), record_id)
    except BadInput as problem:
        return Notice(gettext("It could not be recomputed"), sentence(problem), "brick")
    if not again.changed:
        return Notice(gettext("Recomputed: nothing changed."), tone="good")
    same = again.was == again.check.verdict
    text = (
        gettext("The verdict is still “%(now)s”, with other numbers.")
        if same
        else gettext("It was “%(was)s” and is now “%(now)s”.")
    )
    words = {"was": verdict_state(again.was).word, "now": verdict_state(again.check.verdict).word}
    return Notice(gettext("Recomputed: the result has changed."), text % words, "amber")


VERDICT_CHOICES: Sequence[tuple[str, Any]] = [(code, words) for code, (words, _) in VERDICTS.items()]

CHECKS = CheckPages(
    namespace="observatory",
    name="check",
    path="checks",
    words={
        "one": gettext_lazy("Check"),
        "many": gettext_lazy("Checks"),
        "add": gettext_lazy("Add a check"),
        "empty": gettext_lazy("Claims that were recomputed, what came out, and what is missing."),
    },
    columns=(
        Column("says", gettext_lazy("What is claimed")),
        Column("kind", gettext_lazy("Kind"), minor=True),
        Column("verdict", gettext_lazy("Verdict")),
        Column("on", gettext_lazy("Recomputed"), minor=True),
    ),
    first="-on",
    listing=checks.checks,
    cells=_cells,
    fetch=checks.check,
    facts=_facts,
    form=CheckForm,
    save=actions.save_check,
    more=_more,
    template="observatory/check.html",
    form_template="observatory/check_form.html",
    filters=(
        Filter("kind", gettext_lazy("Kind"), KIND_WORDS),
        Filter("verdict", gettext_lazy("Verdict"), VERDICT_CHOICES),
    ),
)
