"""A form for each kind of check: its fields are what that kind asks for; numbers come from claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.exchange import edtf
from dakaz.figures.checks.quantity import quantity
from dakaz.records.queries import checks, claims
from dakaz.web.answers import sentence
from dakaz.web.record_forms import RecordForm, RowForm, RowsOf, lines

from .check_numbers import SLOTS, prefilled
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
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
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
        says = " ".join(taken[0].passage.exact.split())[:LONGEST] if taken else ""
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


class FigureCheck(CheckForm):
    """Does a published figure of the same unit and time agree?"""

    kind = "figure"
    value = NumberField(gettext_lazy("The figure"))
    unit = unit_field()
    period = PeriodField(label=gettext_lazy("Its period"))
    official = OfficialField()
    rows: ClassVar[Mapping[str, RowsOf]] = {"against": AGAINST}
    field_order = ("says", "value", "unit", "period", "official")


class ChangeCheck(CheckForm):
    """How far a number moved."""

    kind = "change"
    value = NumberField(gettext_lazy("By how much, as claimed"), required=False)
    direction = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("not said")),
            ("up", gettext_lazy("it grew")),
            ("down", gettext_lazy("it fell")),
        ],
        required=False,
        label=gettext_lazy("Which way, as claimed"),
    )
    field_order = ("says", "from", "to", "value", "direction")


# ``from`` is a word of the language and cannot stand in a class; the room calls the field so.
ChangeCheck.base_fields["from"] = NumberField(gettext_lazy("It was"))
ChangeCheck.base_fields["to"] = NumberField(gettext_lazy("It became"))


class RatioCheck(CheckForm):
    """“N times” in all its senses."""

    kind = "ratio"
    value = NumberField(gettext_lazy("How many times, as claimed"))
    of = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("not said: show all readings")),
            ("share", gettext_lazy("shares")),
            ("odds", gettext_lazy("odds")),
            ("count", gettext_lazy("counts")),
        ],
        required=False,
        label=gettext_lazy("Of what it is a ratio"),
    )
    complement = forms.BooleanField(
        required=False,
        label=gettext_lazy("The claim is about the rest"),
        help_text=gettext_lazy("Refusals claimed, but shares of approvals given: 84% and 44%."),
    )
    official = OfficialField()
    from_period = PeriodField(label=gettext_lazy("In the series: from period"))
    to_period = PeriodField(label=gettext_lazy("to period"))
    field_order = ("says", "value", "from", "to", "of", "complement", "official", "from_period", "to_period")

    def clean(self) -> dict[str, Any]:
        """Ask for two numbers or a series."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("official") and not (found.get("from") and found.get("to")):
            self.add_error("from", gettext("Give both numbers, or choose an official series."))
        return found


RatioCheck.base_fields["from"] = NumberField(gettext_lazy("It was"), required=False)
RatioCheck.base_fields["to"] = NumberField(gettext_lazy("It became"), required=False)


class SumCheck(CheckForm):
    """Do the parts add up?"""

    kind = "sum"
    value = NumberField(gettext_lazy("The sum, as claimed"))
    parts = NumbersField(gettext_lazy("The parts"))
    field_order = ("says", "value", "parts")


class ShareCheck(CheckForm):
    """Is the percentage right?"""

    kind = "share"
    value = NumberField(gettext_lazy("The share, as claimed"))
    part = NumberField(gettext_lazy("The part"))
    whole = NumberField(gettext_lazy("The whole"))
    field_order = ("says", "value", "part", "whole")


class PercentagesCheck(CheckForm):
    """Which wholes make all percentages possible?"""

    kind = "percentages"
    value = NumberField(gettext_lazy("Of how many, as claimed"))
    percentages = NumbersField(gettext_lazy("The percentages"))
    field_order = ("says", "value", "percentages")


class FlowCheck(CheckForm):
    """Does the stock follow from the one before and what moved?"""

    kind = "flow"
    stock = NumberField(gettext_lazy("How many there were"))
    flow = NumberField(gettext_lazy("How many came; with a minus: left"))
    value = NumberField(gettext_lazy("How many there are, as claimed"))
    field_order = ("says", "stock", "flow", "value")


class AgreeCheck(CheckForm):
    """Are several values one figure of several days?"""

    kind = "agree"
    values_ = NumbersField(gettext_lazy("The values"))
    official = OfficialField()
    rows: ClassVar[Mapping[str, RowsOf]] = {"against": AGAINST}
    field_order = ("says", "values_", "official")

    def more_given(self) -> dict[str, Any]:
        return {"against": [], **super().more_given(), "values": self.cleaned_data["values_"]}

    @classmethod
    def initial_given(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().initial_given(given), "values_": given.get("values", [])}


class HeadRow(RowForm):
    """One numerator and stock on each side."""

    tells = ("count", "stock")
    name = forms.CharField(max_length=80, required=False, label=gettext_lazy("Which numbers these are"))
    count = forms.FloatField(min_value=0, label=gettext_lazy("Cases of the one group"))
    stock = forms.FloatField(min_value=1, label=gettext_lazy("People of that group"))
    other_count = forms.FloatField(min_value=0, label=gettext_lazy("Cases of the other group"))
    other_stock = forms.FloatField(min_value=1, label=gettext_lazy("People of the other group"))
    as_of = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("Day of the stock"),
        widget=forms.TextInput(attrs=SHORT),
    )


class HeadCheck(CheckForm):
    """More often or less often, per head."""

    kind = "per head"
    more_often = forms.ChoiceField(
        choices=[("yes", gettext_lazy("more often")), ("no", gettext_lazy("less often"))],
        label=gettext_lazy("The one group, as claimed"),
    )
    rows: ClassVar[Mapping[str, RowsOf]] = {
        "readings": RowsOf(
            form=HeadRow,
            label=gettext_lazy("Numbers at hand"),
            one=gettext_lazy("Numbers"),
            more=gettext_lazy("More numbers"),
        )
    }
    field_order = ("says", "more_often")

    def more_given(self) -> dict[str, Any]:
        return {
            "readings": [],
            **super().more_given(),
            "more_often": self.cleaned_data["more_often"] == "yes",
        }

    @classmethod
    def initial_given(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().initial_given(given), "more_often": "yes" if given.get("more_often") else "no"}


class MixtureRow(RowForm):
    """Yearly shares under one denominator."""

    tells = ("years",)
    name = forms.CharField(max_length=80, required=False, label=gettext_lazy("Which denominator"))
    years = forms.CharField(
        label=gettext_lazy("Each year's part and whole"),
        help_text=gettext_lazy("One a line: 2023: 306/438"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "short"}),
    )

    def clean_years(self) -> dict[str, str]:
        """Read the years."""
        found = {}
        for line in lines(str(self.cleaned_data["years"])):
            year, _, parts = line.partition(":")
            part, sign, whole = parts.partition("/")
            good = (
                sign and year.strip().isdecimal() and part.strip().isdecimal() and whole.strip().isdecimal()
            )
            if not good or int(whole) == 0:
                raise ValidationError(gettext("“%(line)s”: write 2023: 306/438.") % {"line": line})
            found[year.strip()] = f"{int(part)}/{int(whole)}"
        return found


class MixtureCheck(CheckForm):
    """Do yearly shares allow two shares with a date between them?"""

    kind = "mixture"
    until = PeriodField(label=gettext_lazy("The later share is claimed until"), required=True)
    rows: ClassVar[Mapping[str, RowsOf]] = {
        "readings": RowsOf(
            form=MixtureRow,
            label=gettext_lazy("Yearly numbers"),
            one=gettext_lazy("Denominator"),
            more=gettext_lazy("One more denominator"),
        )
    }
    field_order = ("says", "before", "after", "break", "until")

    def more_given(self) -> dict[str, Any]:
        return {"readings": [], **super().more_given()}

    @classmethod
    def initial_given(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        rows = [
            row | {"years": "\n".join(f"{year}: {parts}" for year, parts in row["years"].items())}
            for row in given.get("readings", [])
        ]
        return {"readings": rows}


MixtureCheck.base_fields |= {
    "before": NumberField(gettext_lazy("Share before")),
    "after": NumberField(gettext_lazy("Share after")),
    "break": PeriodField(label=gettext_lazy("First day of the later share"), required=True),
}


class AbsenceCheck(CheckForm):
    """“None is known”: who searched where, and when."""

    kind = "absence"
    value = NumberField(gettext_lazy("At most how many, as claimed"), help_text=gettext_lazy("0 for “none”"))
    date = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("When it was searched"),
        help_text=gettext_lazy("2026-11-22"),
        widget=forms.TextInput(attrs=SHORT),
    )
    where = forms.CharField(max_length=300, required=False, label=gettext_lazy("Where it was searched"))
    by = forms.CharField(max_length=200, required=False, label=gettext_lazy("Who searched"))
    found = forms.IntegerField(
        min_value=0, required=False, initial=0, label=gettext_lazy("How many were found")
    )
    field_order = ("says", "value", "date", "where", "by", "found")

    def clean_date(self) -> str:
        """Return the day as EDTF."""
        text = str(self.cleaned_data["date"])
        try:
            return edtf.parse(text).text if text else ""
        except BadInput as problem:
            raise ValidationError(sentence(problem)) from None

    def more_given(self) -> dict[str, Any]:
        names = ("date", "where", "by")
        searched = {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}
        return {"searched": searched | {"found": self.cleaned_data["found"] or 0}}

    @classmethod
    def initial_given(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        return dict(given.get("searched", {}))


KINDS: Sequence[tuple[type[CheckForm], Any, Any]] = (
    (
        FigureCheck,
        gettext_lazy("A figure against published ones"),
        gettext_lazy("Same unit, same time: do they agree?"),
    ),
    (ChangeCheck, gettext_lazy("A change"), gettext_lazy("From one number to another: by how much?")),
    (RatioCheck, gettext_lazy("So many times"), gettext_lazy("“6 times” as shares, as odds, as counts.")),
    (SumCheck, gettext_lazy("A sum"), gettext_lazy("Do the parts add up?")),
    (ShareCheck, gettext_lazy("A percentage"), gettext_lazy("Part and whole are known.")),
    (
        PercentagesCheck,
        gettext_lazy("Percentages of a small number"),
        gettext_lazy("Which wholes make them possible?"),
    ),
    (FlowCheck, gettext_lazy("A stock and what moved"), gettext_lazy("So many there were, so many came.")),
    (HeadCheck, gettext_lazy("More often, per head"), gettext_lazy("Two groups of different size.")),
    (
        MixtureCheck,
        gettext_lazy("Two shares with a date between"),
        gettext_lazy("Do yearly numbers allow them?"),
    ),
    (
        AgreeCheck,
        gettext_lazy("Several values of one thing"),
        gettext_lazy("Are they one figure of several days?"),
    ),
    (AbsenceCheck, gettext_lazy("None is known"), gettext_lazy("Who searched where, and when?")),
)
FORMS: Mapping[str, type[CheckForm]] = {form.kind: form for form, _, _ in KINDS}
KIND_WORDS: Sequence[tuple[str, Any]] = tuple((form.kind, words) for form, words, _ in KINDS)
