"""Fields of checks: numbers as they stand in a text; and what the form of every kind of check has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from dakaz.errors import BadInput
from dakaz.figures.checks.quantity import quantity
from dakaz.records.queries import checks, claims
from dakaz.web.answers import sentence
from dakaz.web.record_forms import RecordForm, RowForm, RowsOf, lines

from .check_numbers import SLOTS, prefilled, stated
from .claim_form import PeriodField
from .figure_words import figure_word

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Check


LONGEST = 300  # of a claim in words
NUMBER_HELP = gettext_lazy("As it stands: 300, 84%, more than 6, about 55,000")
SHORT = {"class": "short", "autocomplete": "off"}


def _read(text: str) -> None:
    try:
        quantity(text)
    except BadInput as problem:
        raise ValidationError(sentence(problem)) from None


class NumberField(forms.CharField):
    """A number as it stands in a text, kept as typed."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = NUMBER_HELP) -> None:
        widget = forms.TextInput(attrs=SHORT)
        super().__init__(max_length=60, label=label, required=required, help_text=help_text, widget=widget)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text:
            _read(text)
        return text


class NumbersField(forms.CharField):
    """Numbers, one a line; gives a list."""

    def __init__(self, label: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5, "class": "short"})
        super().__init__(label=label, help_text=gettext_lazy("One a line, as each stands."), widget=widget)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        found = list(lines(str(super().clean(value))))
        for one in found:
            _read(one)
        return found


def unit_field() -> forms.CharField:
    """Return a field for what one unit is."""
    help_text = gettext_lazy("Only the same unit is compared.")
    widget = forms.TextInput(attrs=SHORT)
    return forms.CharField(
        max_length=40, required=False, label=gettext_lazy("Unit"), help_text=help_text, widget=widget
    )


class OfficialField(forms.ChoiceField):
    """An outcome of an official series."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=gettext_lazy("Against an official series"),
            help_text=gettext_lazy(
                "Its numbers are taken as they stand now, and again when it is recomputed."
            ),
        )


class CheckForm(RecordForm):
    """What every check has: the words in question, and a note."""

    kind: ClassVar[str] = ""
    says = forms.CharField(
        max_length=LONGEST,
        label=gettext_lazy("What is claimed, in words"),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    note = forms.CharField(
        required=False, label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 2})
    )
    claims = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Numbers are taken from"),
        help_text=gettext_lazy("When such a figure is changed, recomputing takes the new number."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_claims()
        official = self.fields.get("official")
        if isinstance(official, OfficialField):
            known = checks.officials(self.seen_by)
            official.choices = [("", "—"), *((one.code, one.words) for one in known)]

    def _offer_claims(self) -> None:
        """Offer the claims this form was opened or sent with, and no others; without any, ask nothing."""
        sent = self.data.getlist("claims") if isinstance(self.data, QueryDict) else []
        taken = claims.chosen(self.seen_by, sent or self.initial.get("claims") or [])
        field = self.fields["claims"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(one.pk), f"{figure_word(one)} · {one.says} · {one.about}") for one in taken]
        if not taken:
            field.widget = forms.MultipleHiddenInput()

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        cleaned = self.cleaned_data
        names = [name for name in self.fields if name in SLOTS[self.kind]]
        given = {name: cleaned[name] for name in names if cleaned.get(name) not in ("", None, [])}
        return {
            "kind": self.kind,
            "says": cleaned["says"],
            "note": cleaned["note"],
            "claim_ids": cleaned["claims"],
            "official": cleaned.get("official", ""),
            "given": given | self.more_given(),
        }

    def more_given(self) -> dict[str, Any]:
        """Return what this kind takes besides its plain fields."""
        return {name: rows for name, rows in ((n, r.values()) for n, r in self.row_sets.items()) if rows}

    @classmethod
    def initial_of(cls, record: Check) -> dict[str, Any]:
        """Return a check as its form shows it."""
        ids = dict.fromkeys(str(part.claim_id) for part in record.parts.all() if part.claim_id)
        official = ""
        if record.series is not None:
            official = checks.code_of(record.series, str(record.given.get("official", "")))
        own = {"says": record.says, "note": record.note, "entry": record.entry, "claims": list(ids)}
        return {**record.given, "official": official, **own, **cls.initial_given(record.given)}

    @classmethod
    def initial_given(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return rows and fields of this kind from what was given."""
        return {name: given.get(name, []) for name in cls.rows}

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Return what the claims named in an address fill in."""
        taken = claims.chosen(seen_by, asked.getlist("claim"))
        ids = [str(one.pk) for one in taken]
        checked = stated(cls.kind, taken)
        says = " ".join(checked.passage.exact.split())[:LONGEST] if checked else ""
        return prefilled(cls.kind, taken) | {"claims": ids, "says": says}


class AgainstRow(RowForm):
    """A published figure to hold a claim against."""

    tells = ("value",)
    value = NumberField(gettext_lazy("Number"))
    unit = unit_field()
    period = PeriodField(label=gettext_lazy("Period"))
    source = forms.CharField(max_length=200, required=False, label=gettext_lazy("Source"))


AGAINST = RowsOf(
    form=AgainstRow,
    label=gettext_lazy("Held against"),
    one=gettext_lazy("Published figure"),
    more=gettext_lazy("One more figure"),
)
