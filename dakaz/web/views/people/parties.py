"""Parties: persons, organisations and groups, under all their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.people import save_party
from dakaz.records.queries import casebook_pages, duplicates, people, people_words, vocabulary
from dakaz.records.queries.people_consents import name_outside, names_outside
from dakaz.web.edtf_words import in_words
from dakaz.web.kept_where import KeptSomewhereForm
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import EdtfField, RowForm, RowsOf
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks
from . import people_sections as sections
from .people_fields import CountriesField, CountryField, one_of, text
from .people_merge import KnownLine, known_lines
from .people_outside import called, mark

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
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


class ContactRow(RowForm):
    """One way to reach them."""

    tells = ("value",)

    kind = forms.ChoiceField(choices=people_words.CONTACT_KINDS, label=gettext_lazy("Way"))
    value = forms.CharField(max_length=200, label=gettext_lazy("Number, address or through whom"))
    safety = forms.ChoiceField(choices=people_words.SAFETY, label=gettext_lazy("May it be used?"))
    safe_when = text(
        gettext_lazy("Safe to use when"),
        help_text=gettext_lazy("After eight; never by name; not from a Lithuanian number"),
    )


class RiskRow(RowForm):
    """One reason why they are at risk at home."""

    tells = ("kind",)

    kind = one_of(people_words.HOME_RISKS, gettext_lazy("Reason"))
    words = text(gettext_lazy("In a few words"))


class PartyForm(KeptSomewhereForm):
    """A party. Protection begins at *never to be named*.

    Attributes:
        known: those who may be the one being written down, and were not shown before.
    """

    field_order = ("kind", "lives_in", "protection")

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
    born = EdtfField(label=gettext_lazy("Born"))
    citizenships = CountriesField(
        label=gettext_lazy("Citizenships"),
        help_text=gettext_lazy("Two capital letters each: BY, LT. XXA for somebody stateless."),
    )
    country = CountryField(label=gettext_lazy("Country now"))
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
        ),
        "contacts": RowsOf(
            form=ContactRow,
            label=gettext_lazy("Ways to reach them"),
            one=gettext_lazy("Way"),
            more=gettext_lazy("One more way"),
            help=gettext_lazy("A phone may lie in other hands. Write when it is safe, as they told you."),
        ),
        "risks": RowsOf(
            form=RiskRow,
            label=gettext_lazy("Why they are at risk at home"),
            one=gettext_lazy("Reason"),
            more=gettext_lazy("One more reason"),
            help=gettext_lazy(
                "What endangers them there, as they or a source tell it. What an authority holds against "
                "them stands on its decision, in a list of its own."
            ),
        ),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known: Sequence[KnownLine] = ()

    def is_valid(self) -> bool:
        """Also ask once whether somebody new is somebody we know."""
        if not super().is_valid():
            return False
        self.known = () if self.about else self._may_be_known()
        return not self.known

    def _may_be_known(self) -> Sequence[KnownLine]:
        names = [str(row["text"]) for row in self.row_sets["names"].values()]
        kind, born = self.cleaned_data["kind"], self.cleaned_data["born"]
        found = duplicates.someone_we_know(self.seen_by, names, kind=kind, born=born)
        shown = set(self.data.getlist("not_them")) if isinstance(self.data, QueryDict) else set()
        return known_lines(found) if {str(one.party.pk) for one in found} - shown else ()

    @classmethod
    def initial_rows(cls, record: Any, name: str) -> list[dict[str, Any]]:
        """Begin the names with the one shown in lists: it stays the one shown."""
        rows = super().initial_rows(record, name)
        return sorted(rows, key=lambda row: row["text"] != record.label) if name == "names" else rows


def _cells(party: Party) -> list[Any]:
    others = [name.text for name in party.names.all() if name.text != party.label]
    return [party.label, party.get_kind_display(), marks.protection(party), others]


def _cells_outside(seen_by: SeenBy, parties: Sequence[Party]) -> list[list[Any]]:
    """Return how the list stands in a file: other spellings only of those called by their own name."""
    names = names_outside(seen_by, parties)
    return [
        [called(names[one.pk]), *_cells(one)[1:3], _cells(one)[3] if names[one.pk].is_own else []]
        for one in parties
    ]


def _facts(request: Request, party: Party) -> list[Fact]:
    person = party.kind == "person"
    return [
        Fact(gettext("What it is"), party.get_kind_display()),
        Fact(gettext("May be named"), marks.protection(party)),
        Fact(gettext("Outside the office"), mark(name_outside(request.user, party))),
        *([Fact(gettext("Born"), in_words(party.born))] if person or party.born else []),
        *([Fact(gettext("Citizenships"), ", ".join(party.citizenships))] if person else []),
        Fact(gettext("Country now"), party.country),
        Fact(gettext("About them"), party.description),
    ]


def _more(request: Request, party: Party) -> dict[str, Any]:
    names = [
        (name, vocabulary.word_for(vocabulary.LANGUAGES, name.language))
        for name in party.names.order_by("pk")
    ]
    same = [party, *people.merged_into(request.user, party)]
    parts = [_part(part) for one in same for part in casebook_pages.parts_of_party(request.user, one)]
    known = duplicates.duplicates_of(request.user, party) if not party.merged_into else []
    return {
        "names": names,
        "parts": parts,
        "known": known_lines(known, beside=party),
        **sections.of_party(request, party),
    }


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
    listing=people.parties,
    cells=_cells,
    fetch=people.party,
    facts=_facts,
    form=PartyForm,
    save=save_party,
    more=_more,
    template="people/party.html",
    form_template="people/party_form.html",
    filters=(
        Filter("kind", gettext_lazy("Kind"), vocabulary.PARTY_KINDS),
        Filter("protection", gettext_lazy("May be named"), vocabulary.PROTECTIONS),
        Filter("risk", gettext_lazy("At risk at home"), people_words.HOME_RISKS),
    ),
    outside=_cells_outside,
)
