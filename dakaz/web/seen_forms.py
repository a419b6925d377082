"""Forms that show only what one person may see, and settle what must be written down first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from .paper_picker import PaperField
from .party_picker import NewParty, PartyField, write_down
from .picker import Picked

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy


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
        self.offer_these(self.of(seen_by))

    def offer_these(self, records: Iterable[Any]) -> None:
        """Offer these records and no others."""
        blank = [] if self.required else [("", "—")]
        self.choices = [*blank, *((str(one.pk), self.shown(one)) for one in records)]

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class CaseField(forms.CharField):
    """A case, typed by its code; gives its id, or None."""

    default_error_messages = {  # noqa: RUF012 - Django's name and shape
        "none": gettext_lazy("No case has the code “%(code)s”. The list of cases shows their codes."),
        "several": gettext_lazy(
            "You see two cases with the code “%(code)s”, at least one of them sealed. Give one of them "
            "another code first, so that nothing goes to the wrong one."
        ),
    }
    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "required": False, "label": gettext_lazy("Case"), **options})
        self.seen_by: SeenBy | None = None
        self.widget.attrs |= {"list": "case-codes", "autocomplete": "off", "class": "short"}

    def offer(self, seen_by: SeenBy) -> None:
        """Accept the codes of cases this person may see."""
        self.seen_by = seen_by

    def prepare_value(self, value: Any) -> Any:
        """Show a case by its code."""
        return getattr(value, "code", value)

    def clean(self, value: Any) -> Any:
        """Return the id of the case with this code."""
        from dakaz.records.queries.casebook_pages import cases_by_code  # noqa: PLC0415 - tables load later

        code = super().clean(value)
        if not code:
            return None
        found = cases_by_code(self.seen_by, code) if self.seen_by else []
        if len({one.compartment for one in found}) != 1:
            wrong = "several" if found else "none"
            raise ValidationError(self.error_messages[wrong], wrong, params={"code": code})
        return found[0].pk


class SeenForm(forms.Form):
    """A form filled in by someone: its choices are what they may see."""

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen_by = seen_by
        for field in self.fields.values():
            if isinstance(field, (OneOf, CaseField, PartyField, PaperField)):
                field.offer(seen_by)

    def typed(self) -> dict[str, Any]:
        """Return what was typed as it was typed, to show it again unjudged."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    @property
    def undecided(self) -> bool:
        """Whether a name was typed for which nobody has been chosen yet."""
        return any(isinstance(value, Picked) and value.undecided for value in self.typed().values())

    def settle(self, acting: Acting, data: QueryDict, *, lives_in: str = "") -> None:
        """Write down the new parties this form names; from now on they are chosen, in ``data`` too.

        Args:
            lives_in: compartment of the sealed case they are written down for; empty for the office.
        """
        self.data = data
        for name, value in self.cleaned_data.items():
            if isinstance(value, NewParty):
                identifier = write_down(acting, value, lives_in=lives_in)
                self.cleaned_data[name] = identifier
                field = self.add_prefix(name)
                data[field], data[f"{field}-find"], data[f"{field}-shown"] = identifier, "", ""
