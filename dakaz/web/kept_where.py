"""Forms of what may live with a sealed case instead of in the office: they ask where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from .record_forms import RecordForm

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

LONGEST = 60  # characters of what a case is about, in the list of places


class KeptSomewhereForm(RecordForm):
    """A form of a new record that asks where it is kept: nothing sealed has to stand in the office first.

    Who holds no key of a sealed case is not asked, and neither is who changes what is kept somewhere already.
    A place chosen while its key was still held stays chosen, and is refused: what was meant to be sealed is
    never written into the office instead.
    """

    lives_in = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Where it is kept"),
        help_text=gettext_lazy("With a sealed case only those read it who hold that case's key."),
    )

    def __init__(self, *args: Any, seen_by: SeenBy, about: Any = None, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, about=about, **options)
        places = [] if about is not None else self._offered(_places(seen_by))
        asked = self.fields["lives_in"]
        if places and isinstance(asked, forms.ChoiceField):
            asked.choices = places
        else:
            del self.fields["lives_in"]

    def _chosen(self) -> str:
        return str((self.typed() if self.is_bound else self.initial).get("lives_in") or "")

    def _offered(self, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
        chosen = self._chosen()
        if not chosen or chosen in dict(places):
            return places
        return [*(places or [_office()]), (chosen, gettext("where you hold no key"))]

    def clean_lives_in(self) -> str:
        """Refuse a place whose key one does not hold, or that is sealed no longer."""
        chosen = str(self.cleaned_data["lives_in"])
        if chosen and chosen not in dict(_places(self.seen_by)):
            words = gettext("You hold no key of that place, or it is sealed no longer. Choose anew.")
            raise ValidationError(words)
        return chosen

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Begin with the place of the sealed case, or of the person, one comes from."""
        from dakaz.records.queries.casebook import case  # noqa: PLC0415 - tables load later
        from dakaz.records.queries.sealed_home import home_of  # noqa: PLC0415

        initial = super().initial_asked(seen_by, asked)
        found = initial.get("case_id") or asked.get("case")
        if found:
            row = found if hasattr(found, "compartment") else case(seen_by, str(found))
            initial["lives_in"] = row.compartment
        elif speaker := asked.get("speaker_id"):
            initial["lives_in"] = home_of(seen_by, person=str(speaker))
        if initial.get("lives_in") not in dict(_places(seen_by)):
            initial.pop("lives_in", None)  # the office, or nothing one could choose
        return initial

    def clean(self) -> dict[str, Any]:
        """Refuse two places at once: what is of a case is kept where the case is."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("lives_in") and given.get("case_id"):
            from dakaz.records.queries.casebook import case  # noqa: PLC0415 - tables load later

            if case(self.seen_by, given["case_id"]).compartment != given["lives_in"]:
                words = gettext("What is of a case is kept where that case is. Choose its place, or no case.")
                self.add_error("lives_in", ValidationError(words))
        return given

    def sealed_home(self) -> str:
        """Return where this and whoever it names newly is kept; empty for the office."""
        chosen = self._chosen()
        held = chosen if chosen in self.seen_by.compartments and chosen != self.seen_by.office else ""
        return super().sealed_home() or (held if "lives_in" in self.fields else "")


def _places(seen_by: SeenBy) -> list[tuple[str, str]]:
    """Return the places somebody may write in; nothing where there is only the office."""
    from dakaz.records.queries.sealed_home import sealed_homes  # noqa: PLC0415 - tables load later

    sealed = [(home, _words(code, title)) for home, code, title in sealed_homes(seen_by)]
    return [_office(), *sealed] if sealed else []


def _office() -> tuple[str, str]:
    return "", gettext("in the office, for all who work with cases")


def _words(code: str, title: str) -> str:
    about = Truncator(title).chars(LONGEST)
    words = gettext("with sealed case %(code)s") % {"code": code}
    return f"{words} · {about}" if about else words
