"""Parties: persons, organisations and groups, under all their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.people import save_party
from dakaz.records.queries import casebook_pages, people, vocabulary
from dakaz.web.edtf_words import in_words
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import RecordForm, RowForm, RowsOf
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks

if TYPE_CHECKING:
    from dakaz.records.models import Party
    from dakaz.web.requests import Request

LONGEST = 160  # characters of what was said, in a line that leads to it


class NameRow(RowForm):
    """One written form of a name."""

    tells = ("text",)

    text = forms.CharField(max_length=200, label=gettext_lazy("Name"))
    language = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.LANGUAGES], required=False, label=gettext_lazy("Language")
    )
    kind = forms.ChoiceField(choices=vocabulary.NAME_KINDS, label=gettext_lazy("Kind"))


class PartyForm(RecordForm):
    """A party. Protection begins at *never to be named*."""

    kind = forms.ChoiceField(
        choices=vocabulary.PARTY_KINDS, label=gettext_lazy("What it is"), widget=forms.RadioSelect
    )
    protection = forms.ChoiceField(
        choices=vocabulary.PROTECTIONS,
        initial="sealed",
        label=gettext_lazy("May they be named outside the office?"),
        help_text=gettext_lazy("Until they have said so, never."),
        widget=forms.RadioSelect,
    )
    country = forms.RegexField(
        r"^[A-Z]{2}$",
        required=False,
        max_length=2,
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Two capital letters: BY, LT, PL"),
        error_messages={"invalid": gettext_lazy("Write two capital letters, such as BY or LT.")},
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    description = forms.CharField(
        required=False,
        label=gettext_lazy("What the work needs to know"),
        help_text=gettext_lazy(
            "Do you need this? No health, no routes, no informal work, no third persons unless the case "
            "stands on it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    rows = {  # noqa: RUF012 - one table per class, never changed
        "names": RowsOf(
            form=NameRow,
            label=gettext_lazy("Names"),
            one=gettext_lazy("Name"),
            more=gettext_lazy("One more name"),
            help=gettext_lazy(
                "Each spelling as it stands somewhere: in Cyrillic, in the passport, in a register. "
                "The first is shown in lists; a pseudonym is a name too. Empty a row to take it away."
            ),
            spare=1,
        )
    }


def _cells(party: Party) -> list[Any]:
    others = [name.text for name in party.names.all() if name.text != party.label]
    return [party.label, party.get_kind_display(), marks.protection(party), others]


def _facts(_request: Request, party: Party) -> list[Fact]:
    return [
        Fact(gettext("What it is"), party.get_kind_display()),
        Fact(gettext("May be named"), marks.protection(party)),
        Fact(gettext("Country"), party.country),
        Fact(gettext("About them"), party.description),
    ]


def _more(request: Request, party: Party) -> dict[str, Any]:
    names = [
        (name, vocabulary.word_for(vocabulary.LANGUAGES, name.language))
        for name in party.names.order_by("pk")
    ]
    parts = [_part(one) for one in casebook_pages.parts_of_party(request.user, party)]
    return {"names": names, "parts": parts}


def _part(part: casebook_pages.Part) -> tuple[str, Link, str, str]:
    """Return kind, link, role and date in words of one place where a party stands."""
    record: Any = part.record
    kinds = {
        "case": (gettext("case"), "code", "opened"),
        "decision": (gettext("decision"), "get_kind_display", "dated"),
        "event": (gettext("event"), "title", "date"),
        "testimony": (gettext("testimony"), "", "date"),
        "statement": (gettext("statement"), "words", "date"),
        "recommendation": (gettext("recommendation"), "text", "since"),
    }
    word, shown, dated = kinds[part.kind]
    words = getattr(record, shown) if shown else gettext("what was told")
    said = Truncator(str(words() if callable(words) else words)).chars(LONGEST)
    if part.kind == "statement":
        said = gettext("“%(words)s”") % {"words": said}
    place = "observatory" if part.kind in ("statement", "recommendation") else "people"
    link = Link(said, reverse(f"{place}:{part.kind}", args=[record.pk]))
    return word, link, part.role, in_words(getattr(record, dated))


PARTIES = Pages(
    namespace="people",
    name="party",
    path="parties",
    words={
        "one": gettext_lazy("Person, organisation or group"),
        "many": gettext_lazy("People and organisations"),
        "add": gettext_lazy("Add a person or organisation"),
        "empty": gettext_lazy("Here stand people, organisations and groups, each under all its spellings."),
    },
    columns=(
        Column("name", gettext_lazy("Name")),
        Column("kind", gettext_lazy("Kind"), minor=True, fit="whole"),
        Column("protection", gettext_lazy("May be named")),
        Column("others", gettext_lazy("Also written"), sortable=False, minor=True),
    ),
    first="name",
    listing=casebook_pages.parties,
    cells=_cells,
    fetch=people.party,
    facts=_facts,
    form=PartyForm,
    save=save_party,
    more=_more,
    template="people/party.html",
    form_template="people/party_form.html",
    filters=(Filter("kind", gettext_lazy("Kind"), vocabulary.PARTY_KINDS),),
)
