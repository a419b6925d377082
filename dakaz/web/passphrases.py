"""Fields for a new passphrase: what it is for, how strong it is, typed twice."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Form, PasswordInput
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.vault import passphrase as phrases

from .answers import sentence

LONGEST = 1000
WORDS = (
    gettext_lazy("easy to guess at once"),
    gettext_lazy("easy to guess"),
    gettext_lazy("can be guessed with some work"),
    gettext_lazy("hard to guess"),
    gettext_lazy("strong"),
)


def in_words(passphrase: str) -> str:
    """Return how strong a passphrase is, as a sentence."""
    if not passphrase:
        return ""
    judged = phrases.strength(passphrase)
    if judged.enough:
        return gettext("Strength %(score)d of 4: strong enough.") % {"score": judged.score}
    return gettext("Strength %(score)d of 4: %(words)s. Take six or more random words.") % {
        "score": judged.score,
        "words": WORDS[min(judged.score, 3)],
    }


def passphrase_field(label: Any, *, new: bool) -> CharField:
    """Return a field for a passphrase; a new one shows its strength as it is typed."""
    attributes = {"autocomplete": "new-password" if new else "current-password"}
    return CharField(label=label, max_length=LONGEST, strip=False, widget=PasswordInput(attrs=attributes))


class NewPassphrase(Form):
    """A new passphrase, typed twice."""

    passphrase = passphrase_field(gettext_lazy("New passphrase"), new=True)
    again = passphrase_field(gettext_lazy("The same again"), new=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].widget.attrs |= {"data-strength": "strength"}

    def clean_passphrase(self) -> str:
        """Refuse what can be guessed, with the reason."""
        typed: str = self.cleaned_data["passphrase"]
        try:
            phrases.check(typed)
        except BadInput as error:
            raise ValidationError(sentence(error)) from error
        return typed

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        both = super().clean() or self.cleaned_data
        if "passphrase" in both and "again" in both and both["passphrase"] != both["again"]:
            self.add_error("again", gettext("The two passphrases differ. Type both again."))
        return both
