"""Forms of the reports place."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from dakaz import report as room
from dakaz.errors import BadInput
from dakaz.web.answers import sentence

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class RecipientsForm(forms.Form):
    """Who may open the sources that are not public."""

    recipients = forms.CharField(
        required=False,
        label=gettext_lazy("Who may open the sources that are not public"),
        help_text=gettext_lazy(
            "Their age addresses (age1…), one on a line. Without one, such sources are listed with their "
            "hash and not enclosed."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_recipients(self) -> list[str]:
        """Return one address for each line that holds something."""
        return str(self.cleaned_data["recipients"]).split()


class OutlineForm(forms.Form):
    """The outline as text; what it must have to be kept is a readable front matter."""

    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outline = forms.CharField(label=gettext_lazy("Outline"), strip=False)

    def clean_outline(self) -> str:
        """Return the outline with plain line ends."""
        text: str = self.cleaned_data["outline"].replace("\r\n", "\n").replace("\r", "\n")
        try:
            self.front = room.parse(text).front
        except BadInput as problem:
            raise ValidationError(sentence(problem)) from None
        return text


class NewReportForm(OutlineForm):
    """A new report also needs a key, by which commands name it."""

    key = forms.CharField(
        max_length=60,
        label=gettext_lazy("Key"),
        help_text=gettext_lazy("A short name for commands and for colleagues: autumn-2024"),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_key(self) -> str:
        """Return the key, once it is one."""
        key: str = self.cleaned_data["key"]
        if not KEY.fullmatch(key):
            raise ValidationError(gettext("Use small letters, digits and hyphens, such as autumn-2024."))
        return key
