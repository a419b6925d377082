"""Forms that read an official file: which file, which column holds what, which part becomes a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from dakaz.figures import Mapping, Table
from dakaz.records.actions import series_files
from dakaz.records.queries import series_mappings
from dakaz.web.record_forms import lines
from dakaz.web.seen_forms import OneOf, SeenForm

if TYPE_CHECKING:
    from dakaz.records.models import Item, ItemText

MOST_CODES = 400


class FileForm(SeenForm):
    """Which file."""

    item_id = OneOf(
        of=series_mappings.tables,
        shown=lambda item: item.title,
        required=True,
        label=gettext_lazy("File in the archive"),
        help_text=gettext_lazy(
            "UNHCR, Eurostat (TSV, SDMX-CSV, JSON-stat, old explorer) are recognised; any other CSV, XLSX or "
            "ODS is read by saying which column holds what."
        ),
    )
    mapping = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Read it by"),
        help_text=gettext_lazy("A way of reading columns that was kept from an earlier file."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = series_mappings.mappings(self.seen_by)
        self.known = {one.name: one for one in known}
        _offer(self.fields["mapping"], [("", gettext("its own layout")), *((one, one) for one in self.known)])
        if not known:
            del self.fields["mapping"]

    def chosen(self) -> series_mappings.Kept | None:
        """Return the mapping that was chosen by its name."""
        return self.known.get(self.cleaned_data.get("mapping") or "")


class MappingForm(SeenForm):
    """Which column holds what."""

    like = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Read it as an earlier file"),
        help_text=gettext_lazy("Then nothing below is needed."),
    )
    sheet = forms.ChoiceField(required=False, label=gettext_lazy("Sheet"))
    head = forms.IntegerField(
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
        label=gettext_lazy("Line with the names of the columns"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    period = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Column of the period, or of the year"),
        help_text=gettext_lazy("Its name, exactly as in the file."),
    )
    month = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Column of the month, if it stands apart")
    )
    months_across = forms.BooleanField(required=False, label=gettext_lazy("Each month is a column"))
    measures = forms.CharField(
        required=False,
        label=gettext_lazy("Columns of numbers"),
        help_text=gettext_lazy("One a line. When each month is a column: one word for what is counted."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dimensions = forms.CharField(
        required=False,
        label=gettext_lazy("Columns of codes or names"),
        help_text=gettext_lazy("One a line: country, outcome …"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    totals = forms.CharField(
        required=False,
        label=gettext_lazy("Names of rows that add up others"),
        help_text=gettext_lazy("One a line; they are kept and marked."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decimal = forms.ChoiceField(
        choices=[("", gettext_lazy("find out")), (".", gettext_lazy("point")), (",", gettext_lazy("comma"))],
        required=False,
        label=gettext_lazy("Sign before decimals"),
    )
    rounded_to = forms.IntegerField(
        min_value=0,
        max_value=1000,
        required=False,
        label=gettext_lazy("The publisher rounds to"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    small_as = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        label=gettext_lazy("The publisher prints this for every smaller number"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    publisher = forms.CharField(required=False, max_length=200, label=gettext_lazy("Publisher"))
    name_it = forms.CharField(
        required=False,
        max_length=series_mappings.LONGEST_NAME,
        label=gettext_lazy("What to call this way of reading"),
        help_text=gettext_lazy("By it the next file of this publisher is read; empty: as the publisher."),
    )

    def __init__(self, *args: Any, item: Item, text: ItemText, **options: Any) -> None:
        super().__init__(*args, **options)
        known = series_mappings.mappings(self.seen_by)
        self.known = {one.name: one for one in known}
        same = series_mappings.like(item, known)
        self.fields["like"].initial = same.name if same else ""
        for name, choices in (
            ("like", [(one.name, one.name) for one in known]),
            ("sheet", [(one, one) for one in series_files.sheets(text)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *choices]
                if not choices:
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for the columns unless an earlier file says them."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("like"):
            for name in ("period", "measures"):
                if not found.get(name):
                    self.add_error(name, gettext("Say this, or choose an earlier file above."))
        return found

    def mapping(self) -> Mapping:
        """Return what was said."""
        given = self.cleaned_data
        if given.get("like"):
            return self.known[given["like"]].mapping
        return Mapping(
            measures=tuple(lines(given["measures"])),
            period=given["period"],
            month=given["month"],
            dimensions=tuple(lines(given["dimensions"])),
            head=given["head"] or 1,
            sheet=given.get("sheet", ""),
            months_across=given["months_across"],
            decimal=given["decimal"],
            totals=tuple(lines(given["totals"])),
            rounded_to=given["rounded_to"] or 0,
            small_as=given["small_as"] or 0,
            publisher=given["publisher"],
        )

    def name(self) -> str:
        """Return what this way of reading is called: as the earlier file's, unless it is said otherwise."""
        return str(self.cleaned_data["name_it"] or self.cleaned_data.get("like") or "")


class PartForm(forms.Form):
    """Which part of a table becomes the series: its numbers, and a code for each column of codes."""

    measures = forms.MultipleChoiceField(label=gettext_lazy("Numbers"), widget=forms.CheckboxSelectMultiple)
    across = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Side by side"),
        help_text=gettext_lazy(
            "The codes of one column, such as outcomes, when the file has one number a line."
        ),
    )

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table
        self.codes = {name: table.values(name) for name in table.dimensions}
        several = [name for name, known in self.codes.items() if 1 < len(known) <= MOST_CODES]
        _offer(self.fields["measures"], [(name, name) for name in table.measures])
        _offer(self.fields["across"], [("", gettext("numbers as columns")), *((one, one) for one in several)])
        for name in several:
            labels = table.labels.get(name, {})
            shown = [(code, f"{code} {labels.get(code, '')}".strip() or "—") for code in self.codes[name]]
            self.fields[f"code-{name}"] = forms.ChoiceField(
                choices=[("", gettext("any")), *shown], required=False, label=name
            )
        if len(table.measures) == 1:
            self.fields["measures"].initial = list(table.measures)

    def part(self) -> series_files.Part:
        """Return the cells.

        Raises:
            BadInput: a period would have several rows.
        """
        given = self.cleaned_data
        codes = {
            name: given[f"code-{name}"]
            for name in self.codes
            if f"code-{name}" in self.fields and given[f"code-{name}"]
        }
        across = given["across"]
        codes.pop(across, None)
        return series_files.part_of(self.table, measures=given["measures"], codes=codes, across=across)


def _offer(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
