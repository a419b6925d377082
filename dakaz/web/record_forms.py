"""What forms of records have in common: the entry they were opened at, and choices one may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from dakaz.errors import BadInput
from dakaz.exchange import edtf

from .answers import sentence

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Record

EDTF_HELP = gettext_lazy("2024-10-18, or 2024-10, or 2024; add ? when unsure; 2022-08/2024-05 for a period")


class EdtfField(forms.CharField):
    """A date at the precision known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "required": False, "help_text": EDTF_HELP, **options})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text:
            try:
                return edtf.parse(text).text
            except BadInput as problem:
                raise ValidationError(sentence(problem)) from None
        return text


class OneOf(forms.ChoiceField):
    """A record to choose among those one may see; gives its id, or None.

    Args:
        of: gives them, ``of(seen_by)``; each is shown by ``shown``.
        shown: words for one.
    """

    def __init__(
        self, of: Callable[[SeenBy], Iterable[Any]], *, shown: Callable[[Any], str] = str, **options: Any
    ) -> None:
        super().__init__(**{"required": False, **options})
        self.of, self.shown = of, shown

    def offer(self, seen_by: SeenBy) -> None:
        """Fill in the choices."""
        blank = [] if self.required else [("", "—")]
        self.choices = [*blank, *((str(one.pk), self.shown(one)) for one in self.of(seen_by))]

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class RecordForm(forms.Form):
    """A form of a record. Field names are column names; foreign keys end in ``_id``."""

    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen_by = seen_by
        for field in self.fields.values():
            if isinstance(field, OneOf):
                field.offer(seen_by)

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Return a record's values as this form shows them."""
        return {name: getattr(record, name) for name in cls.base_fields if hasattr(record, name)}

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "entry"}

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


__all__ = ["EDTF_HELP", "EdtfField", "GroundForm", "OneOf", "RecordForm", "lines"]
