"""Rows that belong to a record and are written with it: names, roles, reasons.

Without a script a form shows the rows there are and a few blank ones; *One more* sends what was
typed and shows the same form with one row more. A row that is emptied is taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms.utils import ErrorDict
from django.http import QueryDict

from .picker import Picked
from .seen_forms import SeenForm

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy

MOST = 100


class RowForm(SeenForm):
    """One row. It counts when one of ``tells`` is filled in; otherwise it is blank and is dropped."""

    tells: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **options})

    @property
    def blank(self) -> bool:
        """Whether nothing in this row says anything."""
        typed = self.typed() if self.is_bound else self.initial
        return not any(_says(typed.get(name)) for name in self.tells)

    def full_clean(self) -> None:
        """Judge the row; one that says nothing is not there, so nothing of it is to mend."""
        if self.is_bound and self.blank:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def values(self) -> dict[str, Any]:
        """Return the row as the action takes it."""
        return dict(self.cleaned_data)


def _says(value: Any) -> bool:
    if isinstance(value, Picked):
        return bool(value.chosen or value.typed)
    return bool(str(value or "").strip())


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Which rows a form has.

    Args:
        form: of one row.
        label: heading over all of them.
        one: heading of one, such as *Name*.
        more: words of the button that adds a row.
        help: why they are asked for.
        spare: blank rows below those there are.
    """

    form: type[RowForm]
    label: Any
    one: Any
    more: Any
    help: Any = ""
    spare: int = 1


@dataclass(slots=True)
class Rows:
    """The rows of one open form."""

    name: str
    kind: RowsOf
    forms: list[RowForm]

    @classmethod
    def shown(
        cls, name: str, kind: RowsOf, rows: Sequence[Mapping[str, Any]], seen_by: SeenBy, *, spare: int
    ) -> Rows:
        """Return rows to look at and change, with blank ones below."""
        wanted = [dict(row) for row in rows] + [{} for _ in range(spare)]
        forms = [
            kind.form(seen_by=seen_by, prefix=f"{name}-{place}", initial=row)
            for place, row in enumerate(wanted[:MOST])
        ]
        return cls(name, kind, forms)

    @classmethod
    def sent(cls, name: str, kind: RowsOf, data: QueryDict, seen_by: SeenBy) -> Rows:
        """Return rows as they came back."""
        count = str(data.get(f"{name}-rows", "0"))
        number = min(MOST, int(count)) if count.isascii() and count.isdigit() else 0
        forms = [
            kind.form(data, seen_by=seen_by, prefix=f"{name}-{place}", empty_permitted=False)
            for place in range(number)
        ]
        return cls(name, kind, forms)

    def __iter__(self) -> Iterator[RowForm]:
        return iter(self.forms)

    @property
    def count(self) -> int:
        """How many rows stand on the page."""
        return len(self.forms)

    @property
    def filled(self) -> list[RowForm]:
        """The rows that say something."""
        return [form for form in self.forms if not form.blank]

    def are_valid(self) -> bool:
        """Judge every row that says something; say what is to mend in each of them."""
        judged = [form.is_valid() for form in self.filled]
        return all(judged)

    @property
    def undecided(self) -> bool:
        """Whether some row names somebody who is not chosen yet."""
        return any(form.undecided for form in self.filled)

    def typed(self) -> list[dict[str, Any]]:
        """Return the filled rows as typed, to show them again unjudged."""
        return [form.typed() for form in self.filled]

    def settle(self, acting: Acting, data: QueryDict, *, lives_in: str = "") -> None:
        """Write down the new parties rows name; ``lives_in`` as for a form."""
        for form in self.forms:
            if form in self.filled:
                form.settle(acting, data, lives_in=lives_in)
            form.data = data

    def values(self) -> list[dict[str, Any]]:
        """Return the rows as the action takes them."""
        return [form.values() for form in self.filled]
