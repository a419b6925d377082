"""The ledger of consents: to what, asked in which language, given how and when, taken back when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.records.actions.people_papers import save_consent, withdraw_consent
from dakaz.records.queries import people_consents, people_words, vocabulary
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link, State
from dakaz.web.paper_picker import PaperField
from dakaz.web.record_forms import EdtfField, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.requests import Request
from dakaz.web.tables import Column

from .case_parts import link_to
from .documents import to_person
from .people_fields import one_of, text
from .people_outside import with_names

if TYPE_CHECKING:
    from dakaz.records.models import Consent

STATES = (("holds", gettext_lazy("hold")), ("withdrawn", gettext_lazy("taken back")))


class ConsentForm(RecordForm):
    """One consent to one thing."""

    party_id = PartyField(label=gettext_lazy("Who agreed"), new_kinds=("person",))
    purpose = one_of(
        people_words.PURPOSES,
        gettext_lazy("To what"),
        help_text=gettext_lazy("Ask for each by itself: one consent, one row. None follows from another."),
    )
    scope = text(
        gettext_lazy("Only for"),
        most=200,
        help_text=gettext_lazy("One report, one organisation, one hearing. Empty: no other limit."),
    )
    given = EdtfField(label=gettext_lazy("When"), required=True)
    how = one_of(people_words.GIVEN_HOW, gettext_lazy("How"))
    language = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.LANGUAGES],
        required=False,
        label=gettext_lazy("Asked in which language"),
    )
    asked = forms.CharField(
        required=False,
        label=gettext_lazy("What they were told and asked"),
        help_text=gettext_lazy("In the language they were asked in"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    item_id = PaperField(required=False, label=gettext_lazy("The signed paper or recording"))


class WithdrawForm(forms.Form):
    """That a consent was taken back."""

    withdrawn = EdtfField(label=gettext_lazy("Taken back on"), required=True)
    how = text(gettext_lazy("How we learnt of it"), most=200)


def state_of(consent: Consent) -> State:
    """Return whether a consent holds."""
    if consent.withdrawn:
        day = in_words(consent.withdrawn, brief=True)
        return State(gettext("taken back %(day)s") % {"day": day}, "brick")
    return State(gettext("holds"), "good")


def _cells(consent: Consent) -> list[Any]:
    return [
        consent.get_purpose_display(),
        consent.party.label,
        when(consent.given),
        state_of(consent),
        consent.scope,
    ]


def _facts(_request: Request, consent: Consent) -> list[Fact]:
    item = consent.item
    return [
        Fact(gettext("Who agreed"), link_to(consent.party)),
        Fact(gettext("To what"), consent.get_purpose_display()),
        Fact(gettext("Only for"), consent.scope),
        Fact(gettext("Given"), [in_words(consent.given), consent.get_how_display()]),
        Fact(gettext("Language"), vocabulary.word_for(vocabulary.LANGUAGES, consent.language)),
        Fact(gettext("What they were asked"), consent.asked),
        Fact(gettext("Paper"), Link(item.title, reverse("archive:item", args=[item.pk])) if item else None),
        Fact(gettext("State"), state_of(consent)),
        *([Fact(gettext("How we learnt of it"), consent.withdrawn_how)] if consent.withdrawn else []),
    ]


def lines(consents: Sequence[Consent]) -> list[dict[str, Any]]:
    """Return a person's consents as lines of their page."""
    return [
        {
            "consent": one,
            "url": reverse("people:consent", args=[one.pk]),
            "state": state_of(one),
            "given": in_words(one.given, brief=True),
        }
        for one in consents
    ]


def withdraw(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Ask when a consent was taken back, and write it down."""
    found = people_consents.consent(request.user, record_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_consent(acting(request), found.pk, **form.cleaned_data)
        except BadInput as problem:
            form.add_error(None, sentence(problem))
        else:
            return SeeOther(reverse("people:consent", args=[found.pk]))
    back = [Link(gettext("Consent"), reverse("people:consent", args=[found.pk]))]
    context = {"record": found, "form": form, "ways_back": back}
    status = 422 if form.is_bound else 200
    return render(request, "people/withdraw.html", context, status=status)


def urls() -> list[URLPattern]:
    """Return the addresses of the ledger."""
    return [
        path("consents/<uuid:record_id>/withdraw", withdraw, name="withdraw-consent"),
        *CONSENTS.urls(),
    ]


CONSENTS = Pages(
    namespace="people",
    name="consent",
    path="consents",
    words={
        "one": gettext_lazy("Consent"),
        "many": gettext_lazy("Consents"),
        "add": gettext_lazy("Add a consent"),
        "empty": gettext_lazy(
            "What people allowed you to do, each thing by itself, and what they took back."
        ),
    },
    columns=(
        Column("purpose", gettext_lazy("To what")),
        Column("person", gettext_lazy("Who")),
        Column("given", gettext_lazy("Given"), fit="whole"),
        Column("withdrawn", gettext_lazy("State")),
        Column("scope", gettext_lazy("Only for"), sortable=False, minor=True),
    ),
    first="-given",
    listing=people_consents.consents,
    cells=_cells,
    fetch=people_consents.consent,
    facts=_facts,
    form=ConsentForm,
    save=save_consent,
    template="people/consent.html",
    filters=(
        Filter("purpose", gettext_lazy("To what"), people_words.PURPOSES),
        Filter("state", gettext_lazy("State"), STATES),
    ),
    arrive=to_person("consents"),
    outside=with_names(_cells, "party", at=(1,)),
)
