"""Two records of one person: found, looked at side by side, made one, and two again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, Conflict
from dakaz.records.actions.merging import FACTS, JOINED, Choice, merge, unmerge
from dakaz.records.queries import duplicates, people
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Link, Notice, State, Tone
from dakaz.web.record_forms import PartyField
from dakaz.web.requests import Request
from dakaz.web.seen_forms import SeenForm

if TYPE_CHECKING:
    from dakaz.records.models import Party
    from dakaz.records.queries.duplicates import Known

WORDS = {
    "kind": gettext_lazy("What it is"),
    "label": gettext_lazy("Shown in lists as"),
    "description": gettext_lazy("What the work needs to know"),
    "protection": gettext_lazy("May they be named outside the office?"),
    "country": gettext_lazy("Country"),
    "born": gettext_lazy("Born"),
    "citizenships": gettext_lazy("Citizenships"),
}
STRICTEST = ("sealed", "pseudonym", "named", "public_figure")
CHOICES = ("kept", "merged", "both")


@dataclass(frozen=True, slots=True)
class KnownLine:
    """Someone we may know, as a page shows them.

    Args:
        near: how near the names are, in a word.
        why: reasons as states: what speaks for it, what against.
    """

    party: Party
    url: str
    near: State
    why: Sequence[State]
    side_by_side: str = ""


def known_lines(found: Sequence[Known], *, beside: Party | None = None) -> list[KnownLine]:
    """Return those we may know with the reasons in words."""
    return [
        KnownLine(
            party=one.party,
            url=reverse("people:party", args=[one.party.pk]),
            near=_near(one),
            why=[_reason(why) for why in one.why],
            side_by_side=reverse("people:same", args=[beside.pk, one.party.pk]) if beside else "",
        )
        for one in found
    ]


def _near(known: Known) -> State:
    names = {"asked": known.asked, "name": known.name}
    if known.score >= 0.9:
        return State(gettext("“%(asked)s” and “%(name)s” are one name") % names, "amber")
    return State(gettext("“%(asked)s” and “%(name)s” may be one name") % names, "open")


def _reason(why: duplicates.Why) -> State:
    tones: dict[str, Tone] = {"for": "plain", "against": "brick"}
    values = {name: in_words(value) if "born" in why.values else value for name, value in why.values.items()}
    return State(gettext(why.template) % values, tones.get(why.speaks, "open"))


@dataclass(frozen=True, slots=True)
class Facing:
    """One fact of two parties side by side.

    Args:
        choices: what may be chosen: code, words, whether it is chosen at first. Empty where both say one.
    """

    column: str
    label: Any
    kept: str
    merged: str
    choices: Sequence[tuple[str, Any, bool]]


def facing(kept: Party, merged: Party) -> list[Facing]:
    """Return what both say of themselves, side by side."""
    return [_facing(column, kept, merged) for column in FACTS]


def _facing(column: str, kept: Party, merged: Party) -> Facing:
    mine, theirs = (getattr(one, column) for one in (kept, merged))
    differ = mine != theirs and bool(theirs)
    first = _first(column, mine, theirs)
    words = {
        "kept": gettext("as with %(name)s") % {"name": kept.label},
        "merged": gettext("as with %(name)s") % {"name": merged.label},
        "both": gettext("both"),
    }
    offered = [code for code in CHOICES if code != "both" or column in JOINED]
    choices = [(code, words[code], code == first) for code in offered] if differ else []
    return Facing(column, WORDS[column], _shown(kept, column), _shown(merged, column), choices)


def _first(column: str, mine: Any, theirs: Any) -> str:
    """Return what is chosen until somebody chooses: nothing is lost, and the stricter protection."""
    if column == "protection":
        return "kept" if STRICTEST.index(mine) <= STRICTEST.index(theirs) else "merged"
    if not mine:
        return "merged"
    return "both" if column in JOINED else "kept"


def _shown(party: Party, column: str) -> str:
    value = getattr(party, column)
    if column in ("kind", "protection"):
        return str(getattr(party, f"get_{column}_display")())
    if column == "born":
        return in_words(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


class FindForm(SeenForm):
    """Whom one means by the other."""

    other = PartyField(label=gettext_lazy("Who is the same"), new_kinds=())


def twice(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show who may be the same, and let another be found."""
    found = people.party(request.user, record_id)
    form = FindForm(request.POST if request.method == "POST" else None, seen_by=request.user)
    if request.method == "POST":
        if "again" in request.POST or form.undecided:
            form = FindForm(seen_by=request.user, initial=form.typed())
        elif form.is_valid() and form.cleaned_data["other"] == str(found.pk):
            form.add_error("other", gettext("This is the one you came from. Choose somebody else."))
        elif form.is_valid():
            return SeeOther(reverse("people:same", args=[found.pk, form.cleaned_data["other"]]))
    known = duplicates.duplicates_of(request.user, found, limit=10)
    context = {
        "record": found,
        "known": known_lines(known, beside=found),
        "form": form,
        "ways_back": [Link(gettext("The person"), reverse("people:party", args=[found.pk]))],
    }
    return render(request, "people/twice.html", context, status=422 if form.is_bound else 200)


def same(request: Request, record_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """Show two side by side, and make them one."""
    kept, merged = (people.party(request.user, one) for one in (record_id, other_id))
    notice = None
    if request.method == "POST":
        try:
            _merge(request, kept, merged)
        except (BadInput, Conflict) as problem:
            notice = Notice(gettext("They were not made one"), sentence(problem), "brick")
        else:
            return SeeOther(reverse("people:party", args=[kept.pk]))
    known = duplicates.compared(kept, merged)
    context = {
        "kept": kept,
        "merged": merged,
        "facing": facing(kept, merged),
        "names": [[name.text for name in one.names.all()] for one in (kept, merged)],
        "known": known_lines([known])[0] if known else None,
        "entries": f"{kept.entry} {merged.entry}",
        "swap": reverse("people:same", args=[merged.pk, kept.pk]),
        "notice": notice,
        "ways_back": [Link(gettext("The person"), reverse("people:party", args=[kept.pk]))],
    }
    return render(request, "people/same.html", context, status=409 if notice else 200)


def _merge(request: Request, kept: Party, merged: Party) -> None:
    entries = [int(one) for one in str(request.POST.get("entries", "")).split() if one.isdigit()]
    merge(
        acting(request),
        kept=kept.pk,
        merged=merged.pk,
        facts=_chosen(request.POST),
        seen_entries=entries,
        why=str(request.POST.get("why", ""))[:300],
    )


def _chosen(sent: QueryDict) -> dict[str, Choice]:
    chosen = {column: str(sent.get(column, "")) for column in FACTS}
    return {column: cast("Choice", code) for column, code in chosen.items() if code in CHOICES}


def apart(request: Request, merge_id: uuid.UUID) -> HttpResponse:
    """Make two of one again."""
    found = duplicates.merge_of(request.user, merge_id)
    if request.method != "POST":
        return SeeOther(reverse("people:party", args=[found.kept_id]))
    unmerge(acting(request), found.pk)
    return SeeOther(reverse("people:party", args=[found.merged_id]))


def urls() -> list[URLPattern]:
    """Return the addresses of merging."""
    return [
        path("parties/<uuid:record_id>/twice", twice, name="twice"),
        path("parties/<uuid:record_id>/same/<uuid:other_id>", same, name="same"),
        path("merges/<uuid:merge_id>/apart", apart, name="apart"),
    ]
