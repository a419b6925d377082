"""Ties between people, and ties to the past that decisions name: two lists that are never one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.people_papers import save_named_tie, save_tie
from dakaz.records.queries import archive, casebook, casebook_pages, people_ties, people_words
from dakaz.web.edtf_words import in_words, when
from dakaz.web.grounding import line_of
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import EdtfField, OneOf, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from .case_parts import link_to
from .documents import to_person
from .people_fields import one_of, text
from .people_outside import with_names

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Decision, NamedTie, Tie
    from dakaz.web.requests import Request

ANYBODY = ("person", "organisation", "group")


class TieForm(RecordForm):
    """What one party is to another, read as a sentence: Hanna · is parent of · Jan."""

    party_id = PartyField(label=gettext_lazy("Who"), new_kinds=ANYBODY)
    kind = one_of(people_words.TIE_KINDS, gettext_lazy("is"))
    other_id = PartyField(label=gettext_lazy("Whom"), new_kinds=ANYBODY)
    since = EdtfField(label=gettext_lazy("Since"))
    until = EdtfField(label=gettext_lazy("Until"))
    note = text(
        gettext_lazy("Note"), help_text=gettext_lazy("Only what the case needs of this third person.")
    )


def _tie_cells(tie: Tie) -> list[Any]:
    return [tie.party.label, tie.get_kind_display(), tie.other.label, when(tie.since)]


def _tie_facts(_request: Request, tie: Tie) -> list[Fact]:
    return [
        Fact(gettext("Who"), link_to(tie.party)),
        Fact(gettext("is"), tie.get_kind_display()),
        Fact(gettext("Whom"), link_to(tie.other)),
        Fact(gettext("Read from the other side"), tie.turned.label),
        Fact(gettext("Since"), in_words(tie.since)),
        Fact(gettext("Until"), in_words(tie.until)),
        Fact(gettext("Note"), tie.note),
    ]


TIES = Pages(
    namespace="people",
    name="tie",
    path="ties",
    words={
        "one": gettext_lazy("Tie"),
        "many": gettext_lazy("Ties between people"),
        "add": gettext_lazy("Add a tie"),
        "empty": gettext_lazy("Family, work and membership: each tie is shown on both sides."),
    },
    columns=(
        Column("party", gettext_lazy("Who")),
        Column("kind", gettext_lazy("is")),
        Column("other", gettext_lazy("Whom")),
        Column("since", gettext_lazy("Since"), minor=True, fit="whole"),
    ),
    first="party",
    listing=people_ties.ties,
    cells=_tie_cells,
    fetch=people_ties.tie,
    facts=_tie_facts,
    form=TieForm,
    save=save_tie,
    filters=(Filter("kind", gettext_lazy("Kind"), people_words.TIE_KINDS),),
    arrive=to_person("ties"),
    outside=with_names(_tie_cells, "party", "other", at=(0, 2)),
)


class NamedTieForm(RecordForm):
    """What a decision names of a person's past."""

    decision_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = one_of(people_words.PAST_TIES, gettext_lazy("What the authority names"))
    passage_id = OneOf(
        lambda _: [],
        label=gettext_lazy("Its words, from the paper"),
        shown=lambda one: f"{one.label}: {one.exact[:90]}",
    )
    words = text(gettext_lazy("Or its words, typed"), most=2000, widget=forms.Textarea(attrs={"rows": 3}))
    answer = text(
        gettext_lazy("What the person says to it"), most=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        field, decision = self.fields["passage_id"], self._decision(seen_by)
        if isinstance(field, OneOf):
            item = str(decision.item_id or "")
            chosen = str(self["passage_id"].value() or "")
            field.offer_these(casebook_pages.passages_for(seen_by, item_id=item, chosen=[chosen]))

    def _decision(self, seen_by: SeenBy) -> Decision:
        known = getattr(self.about, "decision_id", "")
        return casebook.decision(seen_by, str(self["decision_id"].value() or known))

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Begin with the decision ``decision_id=<id>``; maybe with a passage, ``passage=<id>``."""
        initial = super().initial_asked(seen_by, asked)
        if asked.get("passage"):
            initial["passage_id"] = archive.passage(seen_by, str(asked["passage"])).pk
        return initial


def _named_cells(named: NamedTie) -> list[Any]:
    decision = named.decision
    return [
        named.get_kind_display(),
        decision.case.code,
        decision.authority.label,
        when(decision.dated),
        named.words,
    ]


def _named_facts(_request: Request, named: NamedTie) -> list[Fact]:
    decision = named.decision
    address = reverse("people:decision", args=[decision.pk])
    line = line_of(named.passage.item, named.passage) if named.passage else None
    return [
        Fact(gettext("What the authority names"), named.get_kind_display()),
        Fact(gettext("In which decision"), Link(str(decision.get_kind_display()), address)),
        Fact(gettext("Case"), Link(decision.case.code, reverse("people:case", args=[decision.case.pk]))),
        Fact(gettext("Authority"), link_to(decision.authority)),
        Fact(gettext("Its words"), named.words, provenance=line),
        Fact(gettext("What the person says to it"), named.answer),
    ]


def named_tie_lines(seen_by: SeenBy, decision: Decision) -> dict[str, Any]:
    """Return what ``people/named_ties.html`` shows on a decision's page."""
    found = people_ties.named_ties_of(seen_by, decision)
    lines = [(one, line_of(one.passage.item, one.passage) if one.passage else None) for one in found]
    return {
        "named_ties": lines,
        "new_named_tie": reverse("people:new-named-tie") + f"?decision_id={decision.pk}",
    }


NAMED_TIES = Pages(
    namespace="people",
    name="named-tie",
    path="named-ties",
    words={
        "one": gettext_lazy("Past tie an authority names"),
        "many": gettext_lazy("Past ties that authorities name"),
        "add": gettext_lazy("Add what the decision names"),
        "empty": gettext_lazy(
            "What decisions name of people's past, in their own words. Add it on a decision."
        ),
    },
    columns=(
        Column("kind", gettext_lazy("What is named")),
        Column("case", gettext_lazy("Case"), fit="whole"),
        Column("authority", gettext_lazy("Authority"), sortable=False, minor=True),
        Column("dated", gettext_lazy("Decision of"), minor=True, fit="whole"),
        Column("words", gettext_lazy("Its words"), sortable=False, minor=True),
    ),
    first="-dated",
    listing=people_ties.named_ties,
    cells=_named_cells,
    fetch=people_ties.named_tie,
    facts=_named_facts,
    form=NamedTieForm,
    save=save_named_tie,
    filters=(Filter("kind", gettext_lazy("What is named"), people_words.PAST_TIES),),
)
