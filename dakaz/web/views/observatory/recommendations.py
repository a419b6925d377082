"""Recommendations: who asked whom for what, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.observatory import save_recommendation
from dakaz.records.queries import observatory
from dakaz.records.queries.observatory_pages import RECOMMENDATION_STATES
from dakaz.web.edtf_words import in_words, when
from dakaz.web.look import Fact, State, Tone
from dakaz.web.record_forms import EdtfField, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from .statements import party_link

if TYPE_CHECKING:
    from dakaz.records.models import Recommendation
    from dakaz.web.requests import Request

TONES: dict[str, Tone] = {
    "open": "open",
    "answered": "plain",
    "partly": "amber",
    "done": "good",
    "refused": "brick",
}
BODIES = ("organisation", "group", "person")


class RecommendationForm(RecordForm):
    """A recommendation."""

    number = forms.CharField(
        max_length=20,
        required=False,
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("As it is numbered where it was made."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    text = forms.CharField(label=gettext_lazy("What is asked"), widget=forms.Textarea(attrs={"rows": 4}))
    made_by_id = PartyField(label=gettext_lazy("Who asks"), new_kinds=BODIES)
    addressee_id = PartyField(label=gettext_lazy("To whom"), new_kinds=BODIES, required=False)
    since = EdtfField(label=gettext_lazy("Since"))
    state = forms.ChoiceField(
        choices=RECOMMENDATION_STATES,
        initial="open",
        label=gettext_lazy("What came of it"),
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        required=False,
        label=gettext_lazy("What the addressee answered"),
        help_text=gettext_lazy("In their own words where you have them."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def state_of(recommendation: Recommendation) -> State:
    """Return what came of a recommendation, in word and shape."""
    return State(recommendation.get_state_display(), TONES[recommendation.state])


def _cells(recommendation: Recommendation) -> list[Any]:
    return [
        recommendation.number or gettext("no number"),
        recommendation.text,
        recommendation.made_by.label,
        recommendation.addressee.label if recommendation.addressee else None,
        when(recommendation.since),
        state_of(recommendation),
    ]


def _facts(_request: Request, recommendation: Recommendation) -> list[Fact]:
    addressee = recommendation.addressee
    return [
        Fact(gettext("Number"), recommendation.number),
        Fact(gettext("What is asked"), recommendation.text),
        Fact(gettext("Who asks"), party_link(recommendation.made_by)),
        Fact(gettext("To whom"), party_link(addressee) if addressee else None),
        Fact(gettext("Since"), in_words(recommendation.since)),
        Fact(gettext("What came of it"), state_of(recommendation)),
        Fact(gettext("What the addressee answered"), recommendation.answer),
    ]


RECOMMENDATIONS = Pages(
    namespace="observatory",
    name="recommendation",
    path="recommendations",
    words={
        "one": gettext_lazy("Recommendation"),
        "many": gettext_lazy("Recommendations"),
        "add": gettext_lazy("Add a recommendation"),
        "empty": gettext_lazy("What was asked of whom, since when, and what came of it."),
    },
    columns=(
        Column("number", gettext_lazy("Number"), fit="whole"),
        Column("text", gettext_lazy("What is asked"), sortable=False),
        Column("by", gettext_lazy("Who asks"), minor=True),
        Column("to", gettext_lazy("To whom"), minor=True),
        Column("since", gettext_lazy("Since"), minor=True),
        Column("state", gettext_lazy("What came of it")),
    ),
    first="number",
    listing=observatory.recommendations,
    cells=_cells,
    fetch=observatory.recommendation,
    facts=_facts,
    form=RecommendationForm,
    save=save_recommendation,
)
