"""Kinds of event in the groups people look for them in, and what each kind of event is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dakaz.records.models import EventKind
from dakaz.records.models.events import AFTERMATH, INCIDENTS, STEPS, SUPPORT

from .vocabulary import Choices

# Incidents that come from the country somebody left; the others happen where people live.
ACROSS_BORDERS = INCIDENTS[INCIDENTS.index(EventKind.RELATIVES) :]
AT_HOME = tuple(kind for kind in INCIDENTS if kind not in ACROSS_BORDERS)
OTHERS = (EventKind.LAW, EventKind.OTHER)


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Kinds of event that belong together.

    Args:
        code: as addresses name it.
        label: in the reader's language.
        kinds: in their order.
    """

    code: str
    label: Any
    kinds: Sequence[EventKind]

    @property
    def choices(self) -> Choices:
        """The kinds with their names."""
        return [(kind.value, kind.label) for kind in self.kinds]


GROUPS: Sequence[EventGroup] = (
    EventGroup("here", _("Incidents where people live"), AT_HOME),
    EventGroup("borders", _("Incidents across borders"), ACROSS_BORDERS),
    EventGroup("steps", _("Steps of a matter"), STEPS),
    EventGroup("support", _("Support"), SUPPORT),
    EventGroup("aftermath", _("What became of somebody"), AFTERMATH),
    EventGroup("law", _("Law, policy and other"), OTHERS),
)
ALL_INCIDENTS = EventGroup("incidents", _("All incidents"), INCIDENTS)
BY_CODE = {group.code: group for group in (ALL_INCIDENTS, *GROUPS)}
GROUP_CHOICES: Choices = [(group.code, group.label) for group in BY_CODE.values()]
INCIDENT_GROUPS: Choices = [(code, BY_CODE[code].label) for code in ("incidents", "here", "borders")]


def offered() -> list[tuple[Any, Choices]]:
    """Return the kinds to choose one from, under the names of their groups, each kind once.

    A hand-over by a third state stands among the incidents; it is also what became of somebody.
    """
    seen: set[str] = set()
    shown: list[tuple[Any, Choices]] = []
    for group in GROUPS:
        new = [(code, word) for code, word in group.choices if code not in seen]
        seen.update(code for code, _word in new)
        shown.append((group.label, new))
    return shown


def happens_to_somebody(kind: str) -> bool:
    """Say whether an event of this kind is done to somebody: rights and their risk are asked about."""
    return kind in INCIDENTS or kind in AFTERMATH


def helps_somebody(kind: str) -> bool:
    """Say whether the person may hold that an event of this kind helped, or say after it what did."""
    return kind in SUPPORT or kind == EventKind.OUTCOME


def can_be_reported(kind: str) -> bool:
    """Say whether it is asked to whom an event of this kind was brought and what they answered."""
    return kind in INCIDENTS or kind in SUPPORT
