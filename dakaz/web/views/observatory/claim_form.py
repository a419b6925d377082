"""The fields of a figure: what a text states, as a person corrects or types it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.figures import parse_period
from dakaz.records.queries import claims
from dakaz.web.answers import sentence
from dakaz.web.record_forms import PartyField, RecordForm
from dakaz.web.seen_forms import SeenForm

if TYPE_CHECKING:
    from dakaz.records.models import Claim

BODIES = ("organisation", "group", "person")
NUMBERS = ("value", "low", "high", "first", "last")
QUALIFIERS = [
    ("", gettext_lazy("as it stands")),
    ("about", gettext_lazy("about")),
    ("nearly", gettext_lazy("nearly")),
    ("at least", gettext_lazy("at least")),
    ("more than", gettext_lazy("more than")),
    ("up to", gettext_lazy("up to")),
    ("at most", gettext_lazy("at most")),
    ("less than", gettext_lazy("less than")),
    ("only", gettext_lazy("only")),
    ("exactly", gettext_lazy("exactly")),
]
NUMBER_FIELDS = {
    "value": gettext_lazy("Number"),
    "low": gettext_lazy("Or a range: from"),
    "high": gettext_lazy("up to"),
    "first": gettext_lazy("Or a change: it was"),
    "last": gettext_lazy("it became"),
}


_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3})|^\s+|\s+$|(?<=^-)\s+")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class WrittenNumber(forms.DecimalField):
    """A number as texts and these pages write it: −1.2, 1,644, 62 474, 44,5."""

    def to_python(self, value: Any) -> Any:
        text = _SPACES.sub("", re.sub(r"^\s*[−–]", "-", str(value or "")))
        return super().to_python(text.replace(",", "" if _THOUSANDS.fullmatch(text) else "."))


def number_field(label: Any) -> forms.DecimalField:
    """Return a field for a number in base units."""
    widget = forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"})
    return WrittenNumber(
        max_digits=20, decimal_places=6, required=False, label=label, widget=widget, localize=False
    )


class PeriodField(forms.CharField):
    """A period the figures room reads: a year, quarter, month, day, or two of them with a stroke."""

    def __init__(self, **options: Any) -> None:
        help_text = gettext_lazy("2023, 2023-07, 2023-07-01, or two with a stroke: 2022-08/2024-05")
        super().__init__(**{"max_length": 40, "required": False, "help_text": help_text, **options})
        self.widget.attrs["class"] = "short"

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text:
            try:
                parse_period(text)
            except BadInput as problem:
                raise ValidationError(sentence(problem)) from None
        return text


class FigureForm(SeenForm):
    """A figure: its number and what it is said of."""

    kind = forms.ChoiceField(choices=claims.FIGURE_KINDS, label=gettext_lazy("Kind"))
    qualifier = forms.ChoiceField(choices=QUALIFIERS, required=False, label=gettext_lazy("How exact"))
    value = number_field(NUMBER_FIELDS["value"])
    low = number_field(NUMBER_FIELDS["low"])
    high = number_field(NUMBER_FIELDS["high"])
    first = number_field(NUMBER_FIELDS["first"])
    last = number_field(NUMBER_FIELDS["last"])
    unit = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("person, decision, %, day, EUR …; empty when the text does not say"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    counted = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("What is counted, in the text's words")
    )
    place = forms.RegexField(
        r"\A(?:[A-Za-z]{2})?\Z",
        required=False,
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Code of two letters: LT"),
        widget=forms.TextInput(attrs={"class": "short", "maxlength": 2}),
    )
    period = PeriodField(label=gettext_lazy("Period"))
    attributed_to = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Who says so, in the text's words")
    )
    about = forms.CharField(
        max_length=120,
        required=False,
        label=gettext_lazy("A figure of what, in our words"),
        help_text=gettext_lazy("Figures of the same thing are laid side by side."),
        widget=forms.TextInput(attrs={"list": "abouts", "autocomplete": "off"}),
    )

    def clean_place(self) -> str:
        """Return the country's code in capitals."""
        return str(self.cleaned_data["place"]).upper()

    def clean(self) -> dict[str, Any]:
        """Ask for the number in one of the three ways it can be given."""
        found: dict[str, Any] = super().clean() or {}
        given = {name for name in NUMBERS if found.get(name) is not None}
        unread = self.errors.keys() & set(NUMBERS)
        if given not in ({"value"}, {"low", "high"}, {"first", "last"}) and not unread:
            self.add_error("value", gettext("Write one number, or both ends of a range, or of a change."))
        return found

    def abouts(self) -> list[str]:
        """Return what there are figures of already."""
        return claims.abouts(self.seen_by)


class ClaimForm(FigureForm, RecordForm):
    """A claim; where it stands is asked once and stays."""

    says = forms.CharField(
        max_length=200,
        label=gettext_lazy("The figure's own words"),
        help_text=gettext_lazy("As it stands in the source: more than 6 times"),
    )
    stands = forms.CharField(
        max_length=120,
        required=False,
        label=gettext_lazy("Where it stands"),
        help_text=gettext_lazy("Citation key and passage: refusal-1#q2. The item's page shows both."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    said_by_id = PartyField(
        label=gettext_lazy("Who says so, as a person or organisation"), new_kinds=BODIES, required=False
    )
    answer = forms.CharField(
        required=False,
        label=gettext_lazy("What those it concerns say to it"),
        help_text=gettext_lazy("Word for word where you have it, and who answered when."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = (
        "stands", "says", "kind", "qualifier", *NUMBERS, "unit", "counted", "place", "period",
        "about", "attributed_to", "said_by_id", "answer",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.about is not None:
            del self.fields["stands"]
        else:
            self.fields["stands"].required = True

    def clean_stands(self) -> str:
        """Say at once when nothing is called so."""
        place = str(self.cleaned_data["stands"])
        try:
            claims.passage_cited(self.seen_by, place)
        except BadInput as problem:
            raise ValidationError(sentence(problem)) from None
        return place

    def abouts(self) -> list[str]:
        """Return what there are figures of already."""
        return claims.abouts(self.seen_by)

    @classmethod
    def initial_of(cls, record: Claim) -> dict[str, Any]:
        """Return a claim with its numbers as a person types them."""
        return super().initial_of(record) | numbers_of(record)


def numbers_of(record: Claim) -> dict[str, str]:
    """Return a claim's numbers as a form shows them."""
    return {name: claims.typed(getattr(record, name)) for name in NUMBERS}
