"""Forms of checks by arithmetic: a figure, a change, so many times, a sum, a share, a stock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from dakaz.web.record_forms import RowsOf

from .check_fields import AGAINST, CheckForm, NumberField, NumbersField, OfficialField, unit_field
from .claim_form import PeriodField


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
