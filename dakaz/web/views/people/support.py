"""The support network: organisations, what they offer, where, and in which languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.support import save_offer
from dakaz.records.queries import people_words, support, vocabulary
from dakaz.web.answers import SeeOther
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link, State
from dakaz.web.record_forms import EdtfField, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.requests import Request
from dakaz.web.tables import Column

from .case_parts import link_to
from .documents import to_person
from .people_fields import CountryField, one_of, text

if TYPE_CHECKING:
    from dakaz.records.models import Offer

STATES = (("now", gettext_lazy("offered now")), ("ended", gettext_lazy("ended")))
LONGEST = 120


class OfferForm(RecordForm):
    """One thing an organisation offers."""

    party_id = PartyField(label=gettext_lazy("Organisation"), new_kinds=("organisation", "group", "person"))
    kind = one_of(people_words.NEED_KINDS, gettext_lazy("For which need"))
    what = text(gettext_lazy("What they offer"), most=200)
    place = text(
        gettext_lazy("Where"),
        most=LONGEST,
        help_text=gettext_lazy("The town, in any script. Empty: everywhere, or from afar."),
    )
    country = CountryField()
    languages = forms.MultipleChoiceField(
        choices=vocabulary.LANGUAGES,
        required=False,
        label=gettext_lazy("Languages they speak"),
        widget=forms.CheckboxSelectMultiple,
    )
    conditions = text(gettext_lazy("For whom, on which conditions"))
    how_to_ask = text(
        gettext_lazy("How to ask them"), help_text=gettext_lazy("A public address, hours, a name.")
    )
    as_of = EdtfField(label=gettext_lazy("As of"))
    ended = forms.BooleanField(required=False, label=gettext_lazy("They no longer offer it"))


def languages_of(offer: Offer) -> str:
    """Return the languages of an offer in words."""
    return ", ".join(vocabulary.word_for(vocabulary.LANGUAGES, one) for one in offer.languages)


def _cells(offer: Offer) -> list[Any]:
    return [
        offer.get_kind_display(),
        offer.party.label,
        offer.place,
        languages_of(offer),
        offer.what,
        State(gettext("ended"), "brick") if offer.ended else when(offer.as_of),
    ]


def _facts(_request: Request, offer: Offer) -> list[Fact]:
    return [
        Fact(gettext("Organisation"), link_to(offer.party)),
        Fact(gettext("What they offer"), [part for part in (offer.get_kind_display(), offer.what) if part]),
        Fact(gettext("Where"), [part for part in (offer.place, offer.country) if part]),
        Fact(gettext("Languages"), languages_of(offer)),
        Fact(gettext("For whom"), offer.conditions),
        Fact(gettext("How to ask them"), offer.how_to_ask),
        Fact(gettext("As of"), State(gettext("ended"), "brick") if offer.ended else in_words(offer.as_of)),
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What someone looked for in the network; kept in the session under an opaque name."""

    kind: str = ""
    place: str = ""
    language: str = ""


def find(request: Request) -> HttpResponse:
    """Keep what was asked and lead to the answer."""
    if request.method != "POST":
        return SeeOther(reverse("people:support"))
    wanted = Wanted(
        kind=_among(people_words.NEED_KINDS, request.POST.get("kind")),
        place=" ".join(str(request.POST.get("place", "")).split())[:LONGEST],
        language=_among(vocabulary.LANGUAGES, request.POST.get("language")),
    )
    return SeeOther(reverse("people:support-found", args=[request.session.keep_search(wanted)]))


def _among(choices: vocabulary.Choices, typed: object) -> str:
    return next((code for code, _ in choices if code == typed), "")


def network(request: Request, name: str = "") -> HttpResponse:
    """Show who offers what: all of it, or what was asked for."""
    kept = request.session.search(name) if name else Wanted()
    forgotten = not isinstance(kept, Wanted)
    wanted = kept if isinstance(kept, Wanted) else Wanted()
    found = support.who_offers(request.user, kind=wanted.kind, place=wanted.place, language=wanted.language)
    context = {
        "wanted": wanted,
        "forgotten": forgotten,
        "asked": name and not forgotten,
        "kinds": people_words.NEED_KINDS,
        "languages": vocabulary.LANGUAGES,
        "offers": lines(found),
        "add": reverse("people:new-offer"),
        "all_offers": reverse("people:offers"),
        "ways_back": [Link(gettext("People and cases"), reverse("people:home"))],
    }
    return render(request, "people/support.html", context, status=404 if forgotten else 200)


def lines(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Return offers as lines of a page."""
    return [
        {
            "offer": one,
            "url": reverse("people:offer", args=[one.pk]),
            "organisation": link_to(one.party),
            "languages": languages_of(one),
            "as_of": in_words(one.as_of, brief=True),
        }
        for one in offers
    ]


def urls() -> list[URLPattern]:
    """Return the addresses of the support network."""
    return [
        path("support/", network, name="support"),
        path("support/find", find, name="support-find"),
        path("support/found/<str:name>", network, name="support-found"),
        *OFFERS.urls(),
    ]


OFFERS = Pages(
    namespace="people",
    name="offer",
    path="offers",
    words={
        "one": gettext_lazy("Offer of help"),
        "many": gettext_lazy("Offers of help"),
        "add": gettext_lazy("Add an offer of help"),
        "empty": gettext_lazy("What organisations offer: for which need, where, in which languages."),
    },
    columns=(
        Column("kind", gettext_lazy("Need")),
        Column("organisation", gettext_lazy("Organisation")),
        Column("place", gettext_lazy("Where")),
        Column("languages", gettext_lazy("Languages"), sortable=False, minor=True),
        Column("what", gettext_lazy("What they offer"), sortable=False, minor=True),
        Column("as_of", gettext_lazy("As of"), minor=True, fit="whole"),
    ),
    first="kind",
    listing=support.offers,
    cells=_cells,
    fetch=support.offer,
    facts=_facts,
    form=OfferForm,
    save=save_offer,
    filters=(
        Filter("kind", gettext_lazy("Need"), people_words.NEED_KINDS),
        Filter("language", gettext_lazy("Language"), vocabulary.LANGUAGES),
        Filter("state", gettext_lazy("State"), STATES),
    ),
    arrive=to_person("offers"),
)
