"""How far the files of a vault are sealed to today's keys."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import ImportFile, Item, Resealing

from .unused_objects import NEEDED


@dataclass(frozen=True, slots=True)
class Progress:
    """Files sealed anew so far, of how many; ``failed`` are missing or damaged and stay as they are."""

    done: int
    of: int
    failed: int


def progress(seen_by: SeenBy) -> Progress | None:
    """Return how far re-sealing is in the compartments one may see; None when nothing is left to do."""
    rows = list(guard.visible(Resealing.objects.filter(finished=False), seen_by))
    if not rows:
        return None
    return Progress(
        done=sum(row.done for row in rows),
        of=sum(max(row.of, row.done) for row in rows),
        failed=sum(row.failed for row in rows),
    )


def names_after(compartment: str, name: str, *, limit: int) -> list[str]:
    """Return the next objects of a compartment in the order of their names, those that wait included."""
    items = Item.objects.filter(compartment=compartment, object_name__gt=name).order_by("object_name")
    waiting = _waiting(compartment).filter(staged__gt=name).order_by("staged")
    both = {
        *items.values_list("object_name", flat=True)[:limit],
        *waiting.values_list("staged", flat=True)[:limit],
    }
    return sorted(both)[:limit]


def how_many(compartment: str) -> int:
    """Count the objects of a compartment; what waits and is an item already counts twice."""
    return Item.objects.filter(compartment=compartment).count() + _waiting(compartment).count()


def _waiting(compartment: str) -> QuerySet[ImportFile]:
    return ImportFile.objects.filter(run__compartment=compartment, state__in=NEEDED).exclude(staged="")
