"""Choosing a party by typing a part of a name, without a script and without a list of everyone.

One types, presses *Find* (or Enter, or saves), and the parties whose names hold these words in any
spelling stand there to choose from, with the offer to write down a new one. Nothing is chosen by
the program: two people may have one name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from .picker import Option, Picked, Picker

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Party

NEW = "new:"
LONGEST_DESCRIPTION = 240
Offer = Callable[["SeenBy"], Sequence["Party"]]


def nobody(_seen_by: SeenBy) -> list[Party]:
    """Offer nobody before something is typed."""
    return []


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to be written down before the record that names it."""

    kind: str
    text: str


class PartyPicker(Picker):
    """Radio buttons for those found, and a field to find others."""

    def __init__(self, *, new_kinds: Sequence[str], first: Offer, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.new_kinds, self.first = new_kinds, first
        self.seen_by: SeenBy | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Find whom to offer for what was typed."""
        picked = value if isinstance(value, Picked) else Picked(chosen=str(value or ""))
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "options": self._options(picked),
            "typed": picked.typed,
            "newly_found": picked.typed != picked.shown_for,
            "described": (attrs or {}).get("aria-describedby", ""),
            "suggests": True,
        }
        return context

    def _options(self, picked: Picked) -> list[Option]:
        parties = self._parties(picked)
        options = [as_option(one, chosen=picked.chosen) for one in parties]
        if picked.typed:
            options += [self._new(kind, picked) for kind in self.new_kinds]
        if options and not self.is_required:
            options.append(Option("", gettext("nobody"), checked=not picked.chosen))
        return options

    def _parties(self, picked: Picked) -> list[Party]:
        from dakaz.records.queries.casebook_pages import parties_by_id  # noqa: PLC0415 - tables load later
        from dakaz.records.queries.people import suggest  # noqa: PLC0415 - as above

        if self.seen_by is None:
            raise TypeError("a picker offers nobody before it knows through whose eyes")
        chosen = parties_by_id(self.seen_by, [picked.chosen])
        found = suggest(self.seen_by, picked.typed) if picked.typed else list(self.first(self.seen_by))
        return chosen + [one for one in found if one not in chosen]

    def _new(self, kind: str, picked: Picked) -> Option:
        words = {
            "person": gettext("New person: %(name)s"),
            "organisation": gettext("New organisation: %(name)s"),
            "group": gettext("New group: %(name)s"),
        }[kind]
        value = NEW + kind
        return Option(value, words % {"name": picked.typed}, checked=picked.chosen == value)


def as_option(party: Party, *, chosen: str = "") -> Option:
    """Return a party as a line to choose."""
    more = " · ".join(
        part
        for part in (str(party.get_kind_display()), Truncator(party.description).chars(LONGEST_DESCRIPTION))
        if part
    )
    return Option(str(party.pk), party.label, more, checked=chosen == str(party.pk))


class PartyField(forms.Field):
    """A party; gives its id, a ``NewParty``, or None.

    Args:
        new_kinds: kinds that may be written down on the way, the likeliest first.
        first: whom to offer before anything is typed.
    """

    widget: Any
    default_error_messages = {  # noqa: RUF012 - Django's name and shape
        "undecided": gettext_lazy("Choose who is meant by “%(typed)s”."),
        "gone": gettext_lazy("Whom you chose is not here, or not yours to see. Find them again."),
    }

    def __init__(
        self, *, new_kinds: Sequence[str] = ("person",), first: Offer = nobody, **options: Any
    ) -> None:
        super().__init__(widget=PartyPicker(new_kinds=new_kinds, first=first), **options)

    def offer(self, seen_by: SeenBy, first: Offer | None = None) -> None:
        """Find those this person may see; maybe with others to offer before anything is typed."""
        self.widget.seen_by = seen_by
        self.widget.first = first or self.widget.first

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether something else is chosen than was."""
        return bool(getattr(data, "typed", "")) or str(initial or "") != getattr(data, "chosen", "")

    def clean(self, value: Any) -> Any:
        """Return the id chosen, the party to write down, or None."""
        picked = value if isinstance(value, Picked) else Picked()
        if picked.undecided:
            raise ValidationError(
                self.error_messages["undecided"], "undecided", params={"typed": picked.typed}
            )
        if not picked.chosen:
            if self.required:
                raise ValidationError(self.error_messages["required"], "required")
            return None
        return self._decided(picked)

    def _decided(self, picked: Picked) -> str | NewParty:
        from dakaz.records.queries.casebook_pages import parties_by_id  # noqa: PLC0415 - tables load later

        kind = picked.chosen.removeprefix(NEW)
        if picked.chosen.startswith(NEW) and kind in self.widget.new_kinds and picked.typed:
            return NewParty(kind, picked.typed)
        if not parties_by_id(self.widget.seen_by, [picked.chosen]):
            raise ValidationError(self.error_messages["gone"], "gone")
        return picked.chosen


def write_down(acting: Acting, new: NewParty, *, lives_in: str = "") -> str:
    """Make the party and return its id; until someone says otherwise it is never to be named.

    Args:
        lives_in: compartment of the sealed case it is written down for; empty for the office.
    """
    from dakaz.records.actions.people import save_party  # noqa: PLC0415 - tables load later

    party = save_party(acting, kind=new.kind, names=[{"text": new.text}], lives_in=lives_in)
    return str(party.pk)
