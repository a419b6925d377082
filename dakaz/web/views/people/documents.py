"""Documents of people: number, issuer, until when, and where each is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from dakaz.records.actions.people_papers import save_document
from dakaz.records.queries import people_documents, people_words
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link, State, Tone
from dakaz.web.paper_picker import PaperField
from dakaz.web.record_forms import EdtfField, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from .case_parts import link_to
from .people_fields import CountryField, one_of, text
from .people_outside import with_names

if TYPE_CHECKING:
    from dakaz.records.models import Document
    from dakaz.records.queries.people_documents import RunningOut
    from dakaz.web.requests import Request

WHERE: dict[str, Tone] = {
    "with_person": "good",
    "held": "amber",
    "with_us": "plain",
    "lawyer": "plain",
    "left_behind": "amber",
    "lost": "brick",
    "destroyed": "brick",
    "unknown": "open",
}


class DocumentForm(RecordForm):
    """One document of a person."""

    party_id = PartyField(label=gettext_lazy("Whose"), new_kinds=("person",))
    kind = one_of(people_words.DOCUMENT_KINDS, gettext_lazy("Kind"))
    number = text(gettext_lazy("Number"), most=60)
    issuer = text(gettext_lazy("Issued by"), most=160)
    country = CountryField()
    issued = EdtfField(label=gettext_lazy("Issued on"))
    expires = EdtfField(
        label=gettext_lazy("Holds until"),
        help_text=gettext_lazy(
            "As it stands on it. You are told 90 and 30 days before. A power of attorney ends too."
        ),
    )
    whereabouts = forms.ChoiceField(
        choices=people_words.WHEREABOUTS, initial="unknown", label=gettext_lazy("Where it is")
    )
    since = EdtfField(label=gettext_lazy("There since"))
    held_by_id = PartyField(
        required=False,
        new_kinds=("organisation",),
        label=gettext_lazy("Authority that holds it"),
        help_text=gettext_lazy("Only where an authority keeps it"),
    )
    item_id = PaperField(required=False, label=gettext_lazy("Its picture in the archive"))
    replaced = forms.BooleanField(
        required=False, label=gettext_lazy("A newer one has taken its place; tell nobody of it any more")
    )
    note = text(gettext_lazy("Note"))


def _until(document: Document, today: date) -> list[Any]:
    days = (document.expires_on - today).days if document.expires_on else None
    return [when(document.expires), *([state_of(days)] if days is not None and not document.replaced else [])]


def state_of(days: int) -> State:
    """Return how near the end of a document is, in a word.

    Args:
        days: calendar days until the first on which it may have run out.
    """
    if days < 0:
        return State(gettext("run out"), "brick")
    words = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    if days <= people_documents.TOLD_AGAIN.days:
        return State(words, "brick")
    return State(words, "amber" if days <= people_documents.FIRST_TOLD.days else "good")


def whereabouts(document: Document) -> State:
    """Return where a document is."""
    return State(document.get_whereabouts_display(), WHERE[document.whereabouts])


def _cells(document: Document) -> list[Any]:
    return [
        document.get_kind_display(),
        document.party.label,
        when(document.expires),
        whereabouts(document),
        document.number,
        gettext("replaced") if document.replaced else None,
    ]


def _facts(request: Request, document: Document) -> list[Fact]:
    place: list[Any] = [whereabouts(document)]
    if document.since:
        place.append(gettext("since %(day)s") % {"day": in_words(document.since)})
    if document.held_by:
        place.append(link_to(document.held_by))
    return [
        Fact(gettext("Whose"), link_to(document.party)),
        Fact(gettext("Number"), document.number),
        Fact(gettext("Issued by"), [part for part in (document.issuer, document.country) if part]),
        Fact(gettext("Issued on"), in_words(document.issued)),
        Fact(gettext("Holds until"), [one for one in _until(document, request.today) if one]),
        Fact(gettext("Where it is"), place),
        Fact(gettext("Its picture"), _picture(document)),
        Fact(gettext("Note"), document.note),
    ]


def _picture(document: Document) -> Link | None:
    if document.item is None:
        return None
    return Link(document.item.title, reverse("archive:item", args=[document.item.pk]))


def lines(documents: Sequence[Document], today: date) -> list[dict[str, Any]]:
    """Return a person's documents as lines of their page."""
    return [
        {
            "document": one,
            "url": reverse("people:document", args=[one.pk]),
            "until": in_words(one.expires, brief=True),
            "state": state_of((one.expires_on - today).days) if one.expires_on and not one.replaced else None,
            "where": whereabouts(one),
            "since": in_words(one.since, brief=True),
        }
        for one in documents
    ]


def running_out_lines(found: Sequence[RunningOut]) -> list[dict[str, Any]]:
    """Return documents that run out as lines of ``people/running_out.html``."""
    return [
        {
            "document": one.document,
            "url": reverse("people:document", args=[one.document.pk]),
            "state": state_of(one.days),
            "until": in_words(one.document.expires),
        }
        for one in found
    ]


def to_person(place: str) -> Any:
    """Return where saving leads: to the person's page, at one of its parts."""

    def arrive(_pages: Pages, record: Any) -> str:
        return reverse("people:party", args=[record.party_id]) + f"#{place}"

    return arrive


DOCUMENTS = Pages(
    namespace="people",
    name="document",
    path="documents",
    words={
        "one": gettext_lazy("Document of a person"),
        "many": gettext_lazy("Documents of people"),
        "add": gettext_lazy("Add a document"),
        "empty": gettext_lazy(
            "Passports, permits, powers of attorney: where each is, and until when it holds."
        ),
    },
    columns=(
        Column("kind", gettext_lazy("Kind")),
        Column("person", gettext_lazy("Whose")),
        Column("expires", gettext_lazy("Holds until"), fit="whole"),
        Column("whereabouts", gettext_lazy("Where it is")),
        Column("number", gettext_lazy("Number"), sortable=False, minor=True),
        Column("replaced", gettext_lazy("Replaced"), sortable=False, minor=True),
    ),
    first="expires",
    listing=people_documents.documents,
    cells=_cells,
    fetch=people_documents.document,
    facts=_facts,
    form=DocumentForm,
    save=save_document,
    template="people/document.html",
    filters=(
        Filter("kind", gettext_lazy("Kind"), people_words.DOCUMENT_KINDS),
        Filter("whereabouts", gettext_lazy("Where it is"), people_words.WHEREABOUTS),
    ),
    arrive=to_person("documents"),
    outside=with_names(_cells, "party", at=(1,)),
)
