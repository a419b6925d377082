"""The form of the page that looks for breaks: what is success, out of what, which date was in mind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from dakaz.figures.pictures import Mark
from dakaz.records.queries import observatory_laws
from dakaz.web.seen_forms import SeenForm

from .claim_form import PeriodField
from .law_marks import marks_of

WAYS = (
    ("negative", gettext_lazy("the other cases; success is not among them")),
    ("decided", gettext_lazy("all cases; success is among them")),
    ("count", gettext_lazy("nothing: look at the number itself, not at a share")),
)


class BreaksForm(SeenForm):
    """What is looked at."""

    yes = forms.MultipleChoiceField(
        label=gettext_lazy("Counts as success"), widget=forms.CheckboxSelectMultiple
    )
    rest = forms.MultipleChoiceField(
        label=gettext_lazy("Out of"), widget=forms.CheckboxSelectMultiple, required=False
    )
    way = forms.ChoiceField(
        choices=WAYS,
        initial="negative",
        label=gettext_lazy("The second column is"),
        widget=forms.RadioSelect,
    )
    before = PeriodField(
        label=gettext_lazy("Last period before a date you have in mind"),
        help_text=gettext_lazy("Of a law or an order; as the series writes it: 2023-06. May stay empty."),
    )
    seen = forms.BooleanField(
        required=False,
        label=gettext_lazy("I chose that date after seeing the numbers"),
        help_text=gettext_lazy("Then its result is marked so: it proves less."),
    )
    family = forms.IntegerField(
        min_value=1,
        max_value=10000,
        initial=1,
        label=gettext_lazy("How many series were looked at"),
        help_text=gettext_lazy("Among many, some show a change by chance; the result is corrected for it."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    country = forms.ChoiceField(required=False, label=gettext_lazy("Laws to mark in the picture"))

    asked = forms.BooleanField(required=False, label=gettext_lazy("Mark recommendations too"))

    def __init__(self, *args: Any, outcomes: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.outcomes = outcomes
        columns = [(str(place), name) for place, name in enumerate(outcomes)]
        for name in ("yes", "rest"):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = columns
        laws = self.fields["country"]
        if isinstance(laws, forms.ChoiceField):
            known = observatory_laws.law_countries(self.seen_by)
            laws.choices = [("", gettext("all")), *((one, one) for one in known)]

    def marks(self, periods: Sequence[str]) -> list[Mark]:
        """Return what is to be marked within these periods."""
        chosen = self.cleaned_data
        return marks_of(self.seen_by, periods, country=chosen["country"], asked=chosen["asked"])

    def named(self, name: str) -> list[str]:
        """Return the outcomes chosen under a field."""
        return [self.outcomes[int(place)] for place in self.cleaned_data[name]]
