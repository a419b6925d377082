"""A table of counts in words: its sides, its numbers as they may be shown, why others are not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from dakaz.figures.released import ALL, Release
from dakaz.records.queries import observatory_counts

TABLES = {
    "decisions": gettext_lazy("Decisions"),
    "events": gettext_lazy("Events"),
    "recommendations": gettext_lazy("Recommendations"),
    "statements": gettext_lazy("Statements"),
    "items": gettext_lazy("Papers and files"),
}
BY = {
    "kind": gettext_lazy("kind"),
    "ground": gettext_lazy("reason given"),
    "citizenship": gettext_lazy("citizenship of those involved"),
    "year": gettext_lazy("year"),
    "month": gettext_lazy("month"),
    "status": gettext_lazy("how sure"),
    "country": gettext_lazy("country"),
    "state": gettext_lazy("what came of it"),
    "language": gettext_lazy("language"),
    "period": gettext_lazy("period"),
    "outcome": gettext_lazy("outcome"),
}
NOT_SHOWN = gettext_lazy("not shown")
EVERYTHING = gettext_lazy("all")


@dataclass(frozen=True, slots=True)
class Counted:
    """A table that may be published.

    Args:
        release: what is shown.
        kind: what was counted; empty for a series.
        title: of it.
    """

    release: Release
    kind: str
    title: str

    def word(self, at: int, code: str) -> str:
        """Return what a code on side ``at`` means."""
        if code == ALL:
            return str(EVERYTHING)
        name = self.release.dimensions[at]
        return observatory_counts.word_of(self.kind, name, code) or gettext("not recorded")

    @property
    def sides(self) -> list[list[str]]:
        """The codes of each side in order, the total last."""
        width = len(self.release.dimensions)
        found = [sorted({key[at] for key in self.release.shown} - {ALL}) for at in range(width)]
        return [[*codes, ALL] for codes in found]

    @property
    def heads(self) -> list[str]:
        """What each side is, in words."""
        return [str(BY.get(name, name)) for name in self.release.dimensions]

    def rows(self) -> list[tuple[str, list[int | str]]]:
        """The table as it is read: one side down, the other across."""
        down, *rest = self.sides
        across: list[tuple[str, ...]] = [(code,) for code in rest[0]] if rest else [()]
        return [(self.word(0, row), [self.number((row, *codes)) for codes in across]) for row in down]

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        if len(self.release.dimensions) == 1:
            return [gettext("number")]
        return [self.word(1, one) for one in self.sides[1]]

    def why(self) -> list[tuple[str, str]]:
        """Say of each hidden number what it is and what it is hidden for."""
        reasons = {
            "small": gettext("below %(threshold)d"),
            "changed": gettext("an earlier table shows it with a difference of fewer than %(threshold)d"),
            "complement": gettext("with it another hidden number could be computed"),
        }
        return [
            (self.called(key), reasons[reason] % {"threshold": self.release.threshold})
            for key, reason in self.release.why.items()
        ]

    def called(self, key: tuple[str, ...]) -> str:
        """Name a cell or total."""
        return " · ".join(self.word(at, code) for at, code in enumerate(key))

    @property
    def corner(self) -> str:
        """What its sides are, in one line."""
        return " / ".join(self.heads)

    @property
    def not_shown(self) -> str:
        """What stands for a hidden number."""
        return str(NOT_SHOWN)

    def number(self, key: tuple[str, ...]) -> int | str:
        """Return a number as it may be shown."""
        value = self.release.shown[key]
        return str(NOT_SHOWN) if value is None else value
