"""What forms of records have in common: the entry they were opened at, their rows, dates, grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from dakaz.errors import BadInput
from dakaz.exchange import edtf

from .answers import sentence
from .party_picker import PartyField
from .picker import Picked
from .repeated_rows import RowForm, Rows, RowsOf
from .seen_forms import CaseField, OneOf, SeenForm

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Record

EDTF_HELP = gettext_lazy("Write 2024-10-18, 2024-10 or 2024; add ? when unsure; 2022-08/2024-05 for a period")


class EdtfField(forms.CharField):
    """A date at the precision known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "required": False, "help_text": EDTF_HELP, **options})
        self.widget.attrs["class"] = "short"

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text:
            try:
                return edtf.parse(text).text
            except BadInput as problem:
                raise ValidationError(sentence(problem)) from None
        return text


class RecordForm(SeenForm):
    """A form of a record. Field names are column names; foreign keys end in ``_id``.

    ``rows`` names the lists the record owns; they reach the action under the same names.

    Args:
        about: the record being changed; None for a new one.
        more_of: the rows to show one more of.
    """

    rows: ClassVar[Mapping[str, RowsOf]] = {}
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, seen_by: SeenBy, about: Any = None, more_of: str = "", **options: Any
    ) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        self.about = about
        self.row_sets = {
            name: Rows.sent(name, kind, self.data, seen_by)
            if self.is_bound and isinstance(self.data, QueryDict)
            else self._shown_rows(name, kind, more=name == more_of)
            for name, kind in self.rows.items()
        }

    def _shown_rows(self, name: str, kind: RowsOf, *, more: bool) -> Rows:
        there = self.initial.get(name, ())
        return Rows.shown(name, kind, there, self.seen_by, spare=kind.spare + more)

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Return a record's values as this form shows them."""
        shown = {
            name: record.case if isinstance(field, CaseField) else getattr(record, name)
            for name, field in cls.base_fields.items()
            if hasattr(record, name)
        }
        return shown | {name: cls.initial_rows(record, name) for name in cls.rows}

    @classmethod
    def initial_rows(cls, record: Any, name: str) -> list[dict[str, Any]]:
        """Return the rows a record owns as this form shows them."""
        columns = cls.rows[name].form.base_fields
        owned = getattr(record, name).order_by("pk")
        return [{column: getattr(row, column) for column in columns if hasattr(row, column)} for row in owned]

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Return what an address says a new record is about: ``case=<id>``, and columns by their names.

        Raises:
            NotFound: the case is not there for this person.
        """
        from dakaz.records.queries.casebook import case  # noqa: PLC0415 - tables load later

        initial: dict[str, Any] = {name: value for name, value in asked.items() if name in cls.base_fields}
        initial.pop("entry", None)
        if asked.get("case") and "case_id" in cls.base_fields:
            initial["case_id"] = case(seen_by, str(asked["case"]))
        return initial

    def again(self, *, more_of: str = "") -> RecordForm:
        """Return the same form with what was typed, unjudged; with one row more where asked."""
        initial = self.typed() | {name: rows.typed() for name, rows in self.row_sets.items()}
        return type(self)(initial=initial, seen_by=self.seen_by, about=self.about, more_of=more_of)

    @property
    def undecided(self) -> bool:
        """Whether somebody is named, here or in a row, who is not chosen yet."""
        return super().undecided or any(rows.undecided for rows in self.row_sets.values())

    def is_valid(self) -> bool:
        """Judge fields and rows alike, so that everything to mend is said at once."""
        rows = [rows.are_valid() for rows in self.row_sets.values()]
        return super().is_valid() and all(rows)

    def settle_all(self, acting: Acting) -> None:
        """Write down the new parties this form and its rows name."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        lives_in = self.sealed_home()
        self.settle(acting, data, lives_in=lives_in)
        for rows in self.row_sets.values():
            rows.settle(acting, data, lives_in=lives_in)

    def sealed_home(self) -> str:
        """Return the compartment of the sealed case or person this form is about; empty for the office.

        New people and organisations named on the form live there too: in the office their names would tell
        everybody what the case is about.
        """
        from dakaz.records.queries.sealed_home import home_of  # noqa: PLC0415 - tables load later

        shown = self.typed() if self.is_bound else self.initial
        case = shown.get("case_id")
        whose = shown.get("party_id")  # what is kept with a person lives where they live
        person = whose.chosen if isinstance(whose, Picked) else str(whose or "")
        code = getattr(case, "code", case) or ""
        return home_of(self.seen_by, about=self.about, case=code, person=person)

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        own = {name: value for name, value in self.cleaned_data.items() if name != "entry"}
        return own | {name: rows.values() for name, rows in self.row_sets.items()}

    def offered_cases(self) -> Sequence[Any]:
        """Return the cases whose codes are offered while one types; none where no case is asked for."""
        from dakaz.records.queries.casebook_pages import recent_cases  # noqa: PLC0415 - tables load later

        asks = any(isinstance(field, CaseField) for field in self.fields.values())
        return recent_cases(self.seen_by) if asks else ()

    def after(self, acting: Acting, record: Record) -> None:
        """Do what must follow a save; nothing unless a form says so."""


class GroundForm(forms.Form):
    """Names an item or a passage as a report cites it: ``key`` or ``key#label``."""

    place = forms.CharField(
        max_length=120,
        label=gettext_lazy("Add what it rests on"),
        help_text=gettext_lazy("Citation key of an item, or key#passage: refusal-1 or refusal-1#q2"),
    )

    def rest(self, acting: Acting, record: Record) -> None:
        """Link the record to what was named.

        Raises:
            BadInput: nothing is called so.
        """
        from dakaz.records.actions.grounds import rest_on_cited  # noqa: PLC0415 - tables load later

        rest_on_cited(acting, record, self.cleaned_data["place"])


def lines(text: str) -> Sequence[str]:
    """Return the lines of a text field that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


__all__ = [
    "EDTF_HELP",
    "CaseField",
    "EdtfField",
    "GroundForm",
    "OneOf",
    "PartyField",
    "RecordForm",
    "RowForm",
    "RowsOf",
    "lines",
]
