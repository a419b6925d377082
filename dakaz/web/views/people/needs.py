"""Needs of people: ticks, who was asked to help by which consent, and what they answered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.support import save_need, tick_needs
from dakaz.records.queries import casebook_pages, people, people_consents, people_words, support
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, State, Tone
from dakaz.web.picker import Picked
from dakaz.web.record_forms import EdtfField, PartyField, RecordForm, RowForm, RowsOf
from dakaz.web.record_pages import Pages
from dakaz.web.requests import Request
from dakaz.web.tables import Column

from .case_parts import link_to
from .people_fields import one_of, text
from .people_outside import with_names

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Need, Party

STATES: dict[str, Tone] = {
    "open": "amber",
    "referred": "open",
    "met": "good",
    "not_wanted": "plain",
    "gone": "plain",
}
ANSWERS: dict[str, Tone] = {
    "waiting": "open",
    "helped": "good",
    "later": "plain",
    "refused": "brick",
    "declined": "plain",
}


class ReferralRow(RowForm):
    """One organisation that was asked."""

    tells = ("to_id",)

    to_id = PartyField(
        label=gettext_lazy("Who was asked"),
        new_kinds=("organisation", "person"),
        error_messages={
            "required": gettext_lazy("Choose an organisation, or “nobody” to take the row away.")
        },
    )
    on = EdtfField(label=gettext_lazy("Asked on"), required=True)
    answer = forms.ChoiceField(choices=people_words.REFERRAL_ANSWERS, label=gettext_lazy("Their answer"))
    answered = EdtfField(label=gettext_lazy("Answered on"))
    words = text(gettext_lazy("In their words"))


class NeedForm(RecordForm):
    """A need, without a diagnosis."""

    party_id = PartyField(label=gettext_lazy("Who needs it"), new_kinds=("person", "group"))
    kind = one_of(people_words.NEED_KINDS, gettext_lazy("Need"))
    state = forms.ChoiceField(
        choices=people_words.NEED_STATES, initial="open", label=gettext_lazy("How it stands")
    )
    since = EdtfField(label=gettext_lazy("Since"))
    asks_for = text(
        gettext_lazy("What they ask for"),
        most=200,
        help_text=gettext_lazy(
            "In a few words: two rooms, a doctor who speaks Belarusian. No illness and no diagnosis: "
            "there is no place for it here, and whoever helps asks the person themselves."
        ),
    )

    rows = {  # noqa: RUF012 - one table per class, never changed
        "referrals": RowsOf(
            form=ReferralRow,
            label=gettext_lazy("Who was asked to help"),
            one=gettext_lazy("Request"),
            more=gettext_lazy("One more organisation"),
            help=gettext_lazy("Nobody is told of a person who has not agreed to it."),
            spare=1,
        )
    }

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        for row in self.row_sets["referrals"].forms:
            field = row.fields["to_id"]
            if isinstance(field, PartyField):
                field.offer(seen_by, first=self._who_offers_it)

    def _who_offers_it(self, seen_by: SeenBy) -> list[Party]:
        kind = str(self["kind"].value() or "")
        found = support.who_offers(seen_by, kind=kind, limit=20) if kind else []
        return list(dict.fromkeys(offer.party for offer in found))

    @property
    def agreed(self) -> Any:
        """The consent by which an organisation may be told of this person; None while there is none."""
        chosen = self["party_id"].value()
        party_id = chosen.chosen if isinstance(chosen, Picked) else chosen
        return consent_to_be_referred(self.seen_by, str(party_id)) if party_id else None


def consent_to_be_referred(seen_by: SeenBy, party_id: str) -> Any:
    """Return the consent that holds for telling an organisation of someone; None where there is none."""
    for party in casebook_pages.parties_by_id(seen_by, [party_id]):
        held = people_consents.consents_of(seen_by, party)
        return next((one for one in held if one.purpose == "refer" and not one.withdrawn), None)
    return None


def state_of(need: Need) -> State:
    """Return how a need stands."""
    return State(need.get_state_display(), STATES[need.state])


def _cells(need: Need) -> list[Any]:
    return [
        need.get_kind_display(),
        need.party.label,
        state_of(need),
        when(need.since),
        need.asks_for,
        [referral.to.label for referral in need.referrals.all()],
    ]


def _facts(_request: Request, need: Need) -> list[Fact]:
    return [
        Fact(gettext("Who needs it"), link_to(need.party)),
        Fact(gettext("How it stands"), state_of(need)),
        Fact(gettext("Since"), in_words(need.since)),
        Fact(gettext("What they ask for"), need.asks_for),
    ]


def _more(request: Request, need: Need) -> dict[str, Any]:
    found = support.referrals_of(request.user, need)
    return {
        "referrals": [
            {
                "referral": one,
                "to": link_to(one.to),
                "answer": State(one.get_answer_display(), ANSWERS[one.answer]),
                "on": in_words(one.on),
                "answered": in_words(one.answered),
            }
            for one in found
        ]
    }


def lines(needs: Sequence[Need]) -> list[dict[str, Any]]:
    """Return a person's needs as lines of their page."""
    return [
        {
            "need": one,
            "url": reverse("people:need", args=[one.pk]),
            "state": state_of(one),
            "asked": [(referral.to.label, referral.get_answer_display()) for referral in one.referrals.all()],
        }
        for one in needs
    ]


def ticks(needs: Sequence[Need]) -> list[tuple[str, Any, bool]]:
    """Return every kind of need with whether it stands open."""
    standing = {one.kind for one in needs if one.state not in support.OVER}
    return [(code, word, code in standing) for code, word in people_words.NEED_KINDS]


def tick(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Write down which needs are ticked on a person's page."""
    found = people.party(request.user, record_id)
    if request.method == "POST":
        kinds = [str(one) for one in request.POST.getlist("kinds")]
        tick_needs(acting(request), found.pk, kinds, on=request.today.isoformat())
    return SeeOther(reverse("people:party", args=[found.pk]) + "#needs")


def urls() -> list[URLPattern]:
    """Return the addresses of needs."""
    return [
        path("parties/<uuid:record_id>/needs", tick, name="tick-needs"),
        *NEEDS.urls(),
    ]


NEEDS = Pages(
    namespace="people",
    name="need",
    path="needs",
    words={
        "one": gettext_lazy("Need"),
        "many": gettext_lazy("Needs"),
        "add": gettext_lazy("Add a need"),
        "empty": gettext_lazy("What people need, who was asked to help, and what they answered."),
    },
    columns=(
        Column("kind", gettext_lazy("Need")),
        Column("person", gettext_lazy("Who")),
        Column("state", gettext_lazy("How it stands")),
        Column("since", gettext_lazy("Since"), minor=True, fit="whole"),
        Column("asks_for", gettext_lazy("What they ask for"), sortable=False, minor=True),
        Column("asked", gettext_lazy("Who was asked"), sortable=False, minor=True),
    ),
    first="-since",
    listing=support.needs,
    cells=_cells,
    fetch=support.need,
    facts=_facts,
    form=NeedForm,
    save=save_need,
    more=_more,
    template="people/need.html",
    form_template="people/need_form.html",
    filters=(
        Filter("kind", gettext_lazy("Need"), people_words.NEED_KINDS),
        Filter("state", gettext_lazy("How it stands"), people_words.NEED_STATES),
    ),
    outside=with_names(_cells, "party", at=(1,)),
)
