"""Everything that is known when a rule is asked, gathered before it is answered."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .choosing import Chosen
from .facts import Known
from .model import Case, LookAlike, Pack, Rule, Version
from .moments import Moment
from .outcome import Outcome, Text

__all__ = ["Beside", "Question"]


class Beside(NamedTuple):
    """What other rules answer if they hold, the shorter first, and the warnings that name them."""

    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[Text, ...] = ()


class Question(NamedTuple):
    """Everything known when a rule is asked.

    Args:
        deciding: day whose law is applied.
        trigger: the event as told; ``counted_from`` the day it counts as done on, where the law moves it.
        trigger_assumed_from: event that stands in for the unknown one.
    """

    pack: Pack
    rule: Rule
    known: Known
    notes: Chosen
    as_of: Moment
    today: date
    trigger: Moment
    deciding: date
    look_alike: LookAlike | None
    trigger_assumed_from: str | None
    version: Version
    case: Case | None
    case_number: int | None
    counted_from: Moment | None
    beside: Beside

    @property
    def start(self) -> Moment:
        """The day or moment that the count starts from."""
        return self.trigger if self.counted_from is None else self.counted_from
