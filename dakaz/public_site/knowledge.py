"""What these pages know: a law pack, and what moment it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.law import SHIPPED, Pack, Rule, load

__all__ = ["Knowledge", "shipped"]

FIRST_FACTS = ("how", "decision_kind")
CANNOT_ASK = N_("The pack %(pack)s cannot be shown as pages: it has no facts named %(facts)s.")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A pack and a clock.

    Args:
        pack: what is known of the law.
        clock: says what moment it is, with its zone; a sample's clock stands still.
    """

    pack: Pack
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """Return the moment, in the pack's own zone."""
        return self.clock().astimezone(self.pack.zone)

    def today(self) -> date:
        """Return the day it is where the law applies."""
        return self.now().date()

    def rule(self, name: str) -> Rule | None:
        """Return the rule of that row or id."""
        return self.pack.rules.get(self.pack.rows.get(name, name))

    def check_can_ask(self) -> None:
        """Refuse a pack that lacks the facts these pages begin with.

        Raises:
            BadInput: names what is missing.
        """
        lacking = [name for name in FIRST_FACTS if name not in self.pack.facts]
        if lacking:
            raise BadInput(CANNOT_ASK, pack=self.pack.id, facts=", ".join(lacking))

    def is_reviewed(self) -> bool:
        """Tell whether a named lawyer stands behind the pack."""
        return not self.pack.draft and bool(self.lawyer())

    def lawyer(self) -> Mapping[str, Any]:
        """Return who reviewed the pack and when; empty when nobody did."""
        review = self.pack.lawyer_review
        if not isinstance(review, Mapping) or not review.get("by"):
            return {}
        return {"by": str(review["by"]), "on": _day(review.get("on")) or self.pack.checked_on}


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def shipped(clock: Callable[[], datetime]) -> Knowledge:
    """Return the pack that came with the program; it is read once."""
    return Knowledge(_shipped_pack(), clock)


@cache
def _shipped_pack() -> Pack:
    return load(SHIPPED)
