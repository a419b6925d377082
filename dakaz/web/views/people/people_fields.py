"""Fields that several forms about people ask for."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

_COUNTRY = re.compile(r"[A-Z]{2}|XXA")


class CountryField(forms.RegexField):
    """Two capital letters of a country."""

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "required": False,
            "max_length": 2,
            "label": gettext_lazy("Country"),
            "help_text": gettext_lazy("Two capital letters: BY, LT, PL"),
            "error_messages": {"invalid": gettext_lazy("Write two capital letters, such as BY or LT.")},
            "widget": forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        }
        super().__init__(r"^[A-Z]{2}$", **(given | options))


class CountriesField(forms.CharField):
    """Several countries; gives a list of codes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40, **options})
        self.widget.attrs |= {"class": "short", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Show a list with commas."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the codes, each once."""
        codes = list(dict.fromkeys(re.split(r"[,;\s]+", super().clean(value).strip())))
        wrong = [code for code in codes if code and not _COUNTRY.fullmatch(code)]
        if wrong:
            message = gettext(
                "“%(code)s” is no country: two capital letters each, such as BY, or XXA for none."
            )
            raise ValidationError(message % {"code": wrong[0]})
        return [code for code in codes if code]


def text(label: Any, *, most: int = 300, help_text: Any = "", **options: Any) -> forms.CharField:
    """Return a line of text that may stay empty."""
    return forms.CharField(max_length=most, required=False, label=label, help_text=help_text, **options)


def one_of(choices: Any, label: Any, **options: Any) -> forms.ChoiceField:
    """Return a list to choose one from, with nothing chosen at first."""
    return forms.ChoiceField(choices=[("", "—"), *choices], label=label, **options)
