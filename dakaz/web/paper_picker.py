"""Choosing a paper or a source by words: without a script, in an archive of any size.

A few at hand stand there. One types, presses *Find*, and those found stand there instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from .edtf_words import in_words
from .picker import Option, Picked, Picker

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Item, Source

TITLE = 120
Offer = Callable[["SeenBy"], Sequence[Any]]


def none_at_hand(_seen_by: SeenBy) -> list[Any]:
    """Offer nothing before something is typed."""
    return []


class PaperPicker(Picker):
    """Radio buttons for the papers at hand or found, and a field to find others."""

    nothing: Any = gettext_lazy("no paper yet")
    find_words: Any = gettext_lazy("Find a paper: words of its title or text, or its key")
    none_found: Any = gettext_lazy("No paper was found by these words.")

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.seen_by: SeenBy | None = None
        self.first: Offer = none_at_hand

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Find what to offer for what was typed."""
        picked = value if isinstance(value, Picked) else Picked(chosen=str(value or ""))
        context = super().get_context(name, None, attrs)
        offered = self._offered(picked)
        nothing = Option("", str(self.nothing), checked=not picked.chosen)
        context["widget"] |= {
            "options": [self.option(one, picked) for one in offered] + [nothing],
            "typed": picked.typed,
            "newly_found": picked.typed != picked.shown_for,
            "described": (attrs or {}).get("aria-describedby", ""),
            "find_words": self.find_words,
            "none_found": self.none_found if picked.typed and not offered else "",
        }
        return context

    def _offered(self, picked: Picked) -> list[Any]:
        chosen = self.by_ids([picked.chosen])
        found = self.sought(picked.typed) if picked.typed else self.first(self.eyes)
        return [*chosen, *(one for one in found if one not in chosen)]

    @property
    def eyes(self) -> SeenBy:
        """Through whose eyes it looks."""
        if self.seen_by is None:
            raise TypeError("a picker offers nothing before it knows through whose eyes")
        return self.seen_by

    def by_ids(self, identifiers: Sequence[str]) -> Sequence[Any]:
        """Return those that exist and may be seen."""
        from dakaz.records.queries import papers  # noqa: PLC0415 - tables load later

        return papers.by_ids(self.eyes, identifiers)

    def sought(self, typed: str) -> Sequence[Any]:
        """Return what is found by words."""
        from dakaz.records.queries import papers  # noqa: PLC0415 - tables load later

        return papers.sought(self.eyes, typed)

    def option(self, one: Any, picked: Picked) -> Option:
        """Return one paper as a line to choose."""
        item: Item = one
        case = gettext("case %(code)s") % {"code": item.case.code} if item.case else ""
        more = " · ".join(part for part in (in_words(item.dated), case, item.cite) if part)
        title = Truncator(item.title or item.name).chars(TITLE)
        return Option(str(item.pk), title, more, checked=picked.chosen == str(item.pk))


class SourcePicker(PaperPicker):
    """The same for sources, by words of their title or publisher."""

    nothing = gettext_lazy("no source named yet")
    find_words = gettext_lazy("Find a source: part of its name or its publisher")
    none_found = gettext_lazy("No source was found by these words.")

    def by_ids(self, identifiers: Sequence[str]) -> Sequence[Any]:
        """Return those that exist and may be seen."""
        from dakaz.records.queries import papers  # noqa: PLC0415 - tables load later

        return papers.sources_by_ids(self.eyes, identifiers)

    def sought(self, typed: str) -> Sequence[Any]:
        """Return what is found by words."""
        from dakaz.records.queries import papers  # noqa: PLC0415 - tables load later

        return papers.sources_sought(self.eyes, typed)

    def option(self, one: Any, picked: Picked) -> Option:
        """Return one source as a line to choose."""
        source: Source = one
        publisher = "" if source.publisher == source.title else source.publisher
        more = " · ".join(part for part in (str(source.get_kind_display()), publisher) if part)
        title = Truncator(source.title).chars(TITLE)
        return Option(str(source.pk), title, more, checked=picked.chosen == str(source.pk))


class PaperField(forms.Field):
    """A paper; gives its id, or None."""

    widget: Any
    default_error_messages = {  # noqa: RUF012 - Django's name and shape
        "undecided": gettext_lazy("Choose which paper is meant by “%(typed)s”, or empty the field."),
        "gone": gettext_lazy("The paper you chose is not here, or not yours to see. Find it again."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": PaperPicker(), "required": False, **options})

    def offer(self, seen_by: SeenBy, first: Offer | None = None) -> None:
        """Find those this person may see; maybe with others to offer before anything is typed."""
        self.widget.seen_by = seen_by
        self.widget.first = first or self.widget.first

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether another paper is chosen than was."""
        return bool(getattr(data, "typed", "")) or str(initial or "") != getattr(data, "chosen", "")

    def clean(self, value: Any) -> str | None:
        """Return the id chosen, or None."""
        picked = value if isinstance(value, Picked) else Picked()
        if picked.undecided:
            asked = {"typed": picked.typed}
            raise ValidationError(self.error_messages["undecided"], "undecided", params=asked)
        if picked.chosen and not self.widget.by_ids([picked.chosen]):
            raise ValidationError(self.error_messages["gone"], "gone")
        if self.required and not picked.chosen:
            raise ValidationError(self.error_messages["required"], "required")
        return picked.chosen or None


class SourceField(PaperField):
    """A source; gives its id, or None."""

    default_error_messages = {  # noqa: RUF012 - Django's name and shape
        "undecided": gettext_lazy("Choose which source is meant by “%(typed)s”, or empty the field."),
        "gone": gettext_lazy("The source you chose is not here, or not yours to see. Find it again."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": SourcePicker(), **options})
