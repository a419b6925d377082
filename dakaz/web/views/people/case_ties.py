"""Relations between cases: written on one side, read on both."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.case_ties import remove_case_tie, save_case_tie
from dakaz.records.queries import case_ties, case_words
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import CaseField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

if TYPE_CHECKING:
    from dakaz.records.models import Case, CaseTie
    from dakaz.web.requests import Request


class CaseTieForm(RecordForm):
    """What one case is to another, read as a sentence: C-2024-002 · follows from · C-2024-001."""

    case_id = CaseField(required=True, label=gettext_lazy("The case"))
    kind = forms.ChoiceField(choices=[("", "—"), *case_words.CASE_TIES], label=gettext_lazy("is"))
    other_id = CaseField(
        required=True, label=gettext_lazy("which case"), help_text=gettext_lazy("Its code: C-2024-001")
    )
    note = forms.CharField(max_length=300, required=False, label=gettext_lazy("Note"))

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Show both cases by their codes."""
        return super().initial_of(record) | {"other_id": record.other}


def _cells(tie: CaseTie) -> list[Any]:
    return [tie.case.code, tie.get_kind_display(), tie.other.code, tie.note]


def _link(case: Case) -> Link:
    return Link(case.code, reverse("people:case", args=[case.pk]))


def _facts(_request: Request, tie: CaseTie) -> list[Fact]:
    return [
        Fact(gettext("The case"), _link(tie.case)),
        Fact(gettext("is"), tie.get_kind_display()),
        Fact(gettext("which case"), _link(tie.other)),
        Fact(gettext("Read from the other side"), tie.turned.label),
        Fact(gettext("Note"), tie.note),
    ]


def to_case(_pages: Pages, tie: Any) -> str:
    """Lead back to where relations stand on the case's page."""
    return reverse("people:case", args=[tie.case_id]) + "#ties"


CASE_TIES = Pages(
    namespace="people",
    name="case-tie",
    path="case-ties",
    words={
        "one": gettext_lazy("Relation of cases"),
        "many": gettext_lazy("Relations of cases"),
        "add": gettext_lazy("Add a relation"),
        "empty": gettext_lazy("Which cases are of one person or family, follow from or rely on each other."),
    },
    columns=(
        Column("case", gettext_lazy("The case"), fit="whole"),
        Column("kind", gettext_lazy("is")),
        Column("other", gettext_lazy("which case"), fit="whole"),
        Column("note", gettext_lazy("Note"), sortable=False, minor=True),
    ),
    first="case",
    listing=case_ties.case_ties,
    cells=_cells,
    fetch=case_ties.case_tie,
    facts=_facts,
    form=CaseTieForm,
    save=save_case_tie,
    template="people/case_tie.html",
    filters=(Filter("kind", gettext_lazy("Kind"), case_words.CASE_TIES),),
    arrive=to_case,
)


def remove(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Take a relation away."""
    found = case_ties.case_tie(request.user, record_id)
    if request.method != "POST":
        return SeeOther(reverse("people:case-tie", args=[record_id]))
    seen = str(request.POST.get("entry", ""))
    remove_case_tie(acting(request), found.pk, seen_entry=int(seen) if seen.isdecimal() else None)
    return SeeOther(to_case(CASE_TIES, found))


def urls() -> list[URLPattern]:
    """Return the addresses."""
    removing = path("case-ties/<uuid:record_id>/remove", remove, name="remove-case-tie")
    return [removing, *CASE_TIES.urls()]
