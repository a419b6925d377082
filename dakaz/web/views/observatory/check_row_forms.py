"""Forms of checks against other numbers, row by row: several values, per head, by years; and of a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.exchange import edtf
from dakaz.web.answers import sentence
from dakaz.web.record_forms import RowForm, RowsOf, lines

from .check_fields import AGAINST, SHORT, CheckForm, NumberField, NumbersField, OfficialField
from .claim_form import PeriodField


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
