"""The dossier of a case: for whom, what will be in it, whom it names; then the PDF."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy, ngettext, override

from dakaz.records.queries import casebook
from dakaz.records.queries.case_dossier import Dossier, dossier_of
from dakaz.web.look import Link

from .case_dossier_paper import paper_of
from .case_exports import HowManyNamed, given_out

if TYPE_CHECKING:
    from dakaz.web.requests import Request

NAME = "dossier"
AUDIENCES = (("lawyer", gettext_lazy("a lawyer")), ("court", gettext_lazy("a court")))


class ForWhom(forms.Form):
    """Who will read it: what they may be shown hangs on what people agreed to."""

    audience = forms.ChoiceField(
        choices=AUDIENCES, label=gettext_lazy("Who will read it"), widget=forms.RadioSelect
    )


def page(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Ask for whom, show what will be in it, and make it for whoever says how many people it names."""
    case = casebook.case(request.user, record_id)
    asked: QueryDict = request.POST if request.method == "POST" else request.GET
    whom = ForWhom(asked if "audience" in asked else None)
    dossier = (
        dossier_of(request.user, case, audience=whom.cleaned_data["audience"]) if whom.is_valid() else None
    )
    people = dossier.people if dossier else []
    form = HowManyNamed(request.POST if dossier and request.method == "POST" else None, named=len(people))
    if dossier and form.is_valid():
        with override("en"):
            made = paper_of(request.user, dossier, today=request.today)
        return given_out(request, made, name=NAME, people=len(people), compartments={case.compartment})
    context = {
        "record": case,
        "whom": whom,
        "form": form,
        "dossier": dossier,
        "audience": dict(AUDIENCES).get(dossier.audience) if dossier else "",
        "people": people,
        "holds": holds(dossier) if dossier else [],
        "ways_back": [
            Link(gettext("Case %(code)s") % {"code": case.code}, reverse("people:case", args=[case.pk]))
        ],
    }
    status = 422 if form.is_bound or (whom.is_bound and not dossier) else 200
    return render(request, "people/case_dossier.html", context, status=status)


def holds(dossier: Dossier) -> Sequence[str]:
    """Return what will be in it, in words: how many of each."""
    counts = (
        (ngettext("%(count)d party", "%(count)d parties", len(dossier.parts)), len(dossier.parts)),
        (ngettext("%(count)d line by day", "%(count)d lines by day", len(dossier.told)), len(dossier.told)),
        (
            ngettext(
                "%(count)d line on what became of them",
                "%(count)d lines on what became of them",
                len(dossier.became),
            ),
            len(dossier.became),
        ),
        (
            ngettext(
                "%(count)d decision with its exact words",
                "%(count)d decisions with their exact words",
                len(dossier.decisions),
            ),
            len(dossier.decisions),
        ),
        (
            ngettext("%(count)d testimony", "%(count)d testimonies", len(dossier.testimonies)),
            len(dossier.testimonies),
        ),
        (
            ngettext("%(count)d document", "%(count)d documents", len(dossier.documents)),
            len(dossier.documents),
        ),
        (ngettext("%(count)d paper", "%(count)d papers", len(dossier.papers)), len(dossier.papers)),
        (ngettext("%(count)d day to act", "%(count)d days to act", len(dossier.days)), len(dossier.days)),
    )
    return [words % {"count": count} for words, count in counts]


def urls() -> list[URLPattern]:
    """Return the address."""
    return [path("cases/<uuid:record_id>/dossier", page, name="case-dossier")]
