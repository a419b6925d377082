"""Claims: figures that somebody states, listed and filtered; matters that several of them are figures of."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.claims import save_claim
from dakaz.records.queries import claims
from dakaz.web import exports
from dakaz.web.edtf_words import when
from dakaz.web.grounding import line_of
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from .claim_form import ClaimForm
from .figure_words import facts_of, figure_word, kind_word
from .law_marks import marks_of
from .matter import independence_of, opposed, picture_of, verdict_state
from .statements import party_link

if TYPE_CHECKING:
    from dakaz.records.models import Claim
    from dakaz.web.requests import Request

LABELS = {
    "about": gettext_lazy("A figure of"),
    "kind": gettext_lazy("Kind"),
    "place": gettext_lazy("Country"),
    "period": gettext_lazy("Year"),
    "said": gettext_lazy("Who says so"),
    "source": gettext_lazy("Source"),
}


class ClaimPages(Pages):
    """Pages of claims; what their list can be narrowed to is what occurs in it."""

    __slots__ = ()

    def list(self, request: Request) -> HttpResponse:
        """Show the list."""
        return Pages.list(self._narrowing(request), request)

    def saved_as(self, request: Request, kind: exports.Kind) -> HttpResponseBase:
        """Give the list as a file."""
        return Pages.saved_as(self._narrowing(request), request, kind)

    def _narrowing(self, request: Request) -> Pages:
        known = claims.choices(request.user)
        return replace(self, filters=[Filter(key, LABELS[key], known[key]) for key in LABELS if known[key]])


def _cells(claim: Claim) -> list[Any]:
    item = claim.passage.item
    return [
        claim.says,
        figure_word(claim),
        claim.about,
        claim.counted,
        when(claim.period),
        claim.place,
        claim.said_by.label if claim.said_by else claim.attributed_to,
        item.source.title if item.source else item.title,
        kind_word(claim.kind),
    ]


def _facts(_request: Request, claim: Claim) -> list[Fact]:
    matter = (
        Link(claim.about, reverse("observatory:figure-matter", args=[claims.code_of(claim.about)]))
        if claim.about
        else None
    )
    by = [Fact(gettext("As a person or organisation"), party_link(claim.said_by))] if claim.said_by else []
    return [
        Fact(gettext("A figure of"), matter),
        *facts_of(claim),
        *by,
        Fact(gettext("What is answered to it"), claim.answer or None),
    ]


def _more(request: Request, claim: Claim) -> dict[str, Any]:
    same = claims.of_matter(request.user, claims.code_of(claim.about)) if claim.about else [claim]
    apart = independence_of(request.user, [one for one in same if _same_figure(one, claim)])
    checks = claims.checks_of(request.user, [claim]).get(claim.pk, [])
    return {
        "line": line_of(claim.passage.item, claim.passage, independent=apart.number),
        "apart": apart,
        "checks": [
            (verdict_state(one.verdict), one.says, reverse("observatory:check", args=[one.pk]))
            for one in checks
        ],
        "check_url": reverse("observatory:new-check") + f"?claim={claim.pk}",
    }


def _same_figure(one: Claim, other: Claim) -> bool:
    """Sources say the same when number, unit and period are the same."""
    if one.pk == other.pk:
        return True
    same = claims.values_of(one) == claims.values_of(other)
    return same and (one.unit, one.period) == (other.unit, other.period)


CLAIMS = ClaimPages(
    namespace="observatory",
    name="claim",
    path="claims",
    words={
        "one": gettext_lazy("Figure that somebody states"),
        "many": gettext_lazy("Figures that somebody states"),
        "add": gettext_lazy("Add a figure"),
        "empty": gettext_lazy(
            "Open an item of the archive and choose “Figures in this text”: what you accept stands here."
        ),
    },
    columns=(
        Column("says", gettext_lazy("In the text"), sortable=False),
        Column("figure", gettext_lazy("Figure")),
        Column("about", gettext_lazy("A figure of")),
        Column("counted", gettext_lazy("What is counted"), sortable=False, minor=True),
        Column("period", gettext_lazy("Period")),
        Column("place", gettext_lazy("Country"), minor=True, fit="whole"),
        Column("by", gettext_lazy("Who says so"), minor=True),
        Column("source", gettext_lazy("Source"), minor=True),
        Column("kind", gettext_lazy("Kind"), sortable=False, minor=True),
    ),
    first="about",
    listing=claims.claims,
    cells=_cells,
    fetch=claims.claim,
    facts=_facts,
    form=ClaimForm,
    save=save_claim,
    more=_more,
    template="observatory/claim.html",
    form_template="observatory/claim_form.html",
)


def matters(request: Request) -> HttpResponse:
    """Show what there are figures of."""
    return render(request, "observatory/figure_matters.html", {"matters": claims.matters(request.user)})


def matter(request: Request, code: str) -> HttpResponse:
    """Show what different sources say of one thing."""
    found = claims.of_matter(request.user, code)
    apart = independence_of(request.user, found)
    checks = claims.checks_of(request.user, found)
    rows = opposed(found, checks, apart)
    context = {
        "about": found[0].about,
        "rows": rows,
        "apart": apart,
        "several": [row for row in rows if row.differ],
        "picture": picture_of(found[0].about, found, marks_of(request.user, [one.period for one in found])),
        "check_url": reverse("observatory:new-check"),
        "list_url": reverse("observatory:claims") + f"?about={code}",
    }
    return render(request, "observatory/figure_matter.html", context)


def claim_ids(request: Request) -> list[str]:
    """Return the claims an address names."""
    return [one for one in request.GET.getlist("claim") if _is_id(one)]


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
