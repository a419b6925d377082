"""The form of a series: what it counts, where it comes from, and its table as pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions import series_tables
from dakaz.records.queries import observatory, observatory_pages
from dakaz.records.queries.series_bounds import as_written
from dakaz.web.paper_picker import PaperField
from dakaz.web.record_forms import RecordForm

if TYPE_CHECKING:
    from dakaz.records.models import Series

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class SeriesForm(RecordForm):
    """A series. ``read`` is the table once it was read, with what is to mend row by row."""

    title = forms.CharField(max_length=200, label=gettext_lazy("What it counts"))
    key = forms.CharField(
        max_length=60,
        label=gettext_lazy("Key"),
        help_text=gettext_lazy("By it a report names the series: unhcr-lt-by"),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )
    unit = forms.CharField(
        max_length=60,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("What one unit is: persons, decisions"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    item_id = PaperField(
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy("The tables that came in last stand here; any other item can be found."),
    )
    vintage = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The day the publisher's table stands for: 2024-10-28"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    invented = forms.BooleanField(
        required=False,
        label=gettext_lazy("The numbers are invented"),
        help_text=gettext_lazy("Then every picture of them says so in the picture itself."),
    )
    note = forms.CharField(
        required=False,
        label=gettext_lazy("What one must know before using it"),
        help_text=gettext_lazy("Rounding, breaks, what is left out."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    table = forms.CharField(
        strip=False,
        label=gettext_lazy("The table"),
        help_text=gettext_lazy(
            "Paste it from a spreadsheet or a web page. The first row says what is counted, the first column "
            "when. An empty cell was not published; marks such as * or (p) are kept."
        ),
        widget=forms.Textarea(
            attrs={"rows": 12, "class": "table-field", "spellcheck": "false", "wrap": "off"}
        ),
    )
    read: series_tables.PastedTable | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        where = self.fields["item_id"]
        if isinstance(where, PaperField):
            where.offer(self.seen_by, observatory_pages.newest_tables)

    def clean_key(self) -> str:
        """Return the key, once it is one that no other series has."""
        key = str(self.cleaned_data["key"])
        if not KEY.fullmatch(key):
            raise ValidationError(gettext("Use small letters, digits and hyphens, such as unhcr-lt-by."))
        known = observatory_pages.series_by_key(self.seen_by, key)
        if known is not None and (self.about is None or known.pk != self.about.pk):
            raise ValidationError(gettext("Another series has this key. Choose a different one."))
        return key

    def clean_table(self) -> str:
        """Read the table; what cannot be read is said row by row."""
        text = str(self.cleaned_data["table"])
        self.read = series_tables.read_table(text)
        if self.read.problems:
            raise ValidationError([gettext(one.message) % one.values for one in self.read.problems])
        return text

    def values(self) -> dict[str, Any]:
        """Return what the action takes: the cells in the place of the pasted text."""
        values = super().values()
        values.pop("table")
        return values | {"cells": self.read.cells if self.read else []}

    @classmethod
    def initial_of(cls, record: Series) -> dict[str, Any]:
        """Return a series with its table as text that reads back the same."""
        whole = observatory.table(record)
        rows = [
            (period, [(cell.value, as_written(cell)) if cell else None for cell in cells])
            for period, cells in zip(whole.periods, whole.cells, strict=True)
        ]
        return super().initial_of(record) | {"table": series_tables.as_text(rows, list(whole.outcomes))}
