"""How long things are kept: what is due to be looked at, and which certificates of erasure there are."""

from __future__ import annotations

from datetime import UTC, datetime

from dakaz.records.models import LogEntry

DAYS_BACK = 2


def backups_since(made: int) -> list[str]:
    """Return the days on which backups were saved that may hold something made then.

    Args:
        made: milliseconds since 1970 UTC.
    """
    first = datetime.fromtimestamp(made / 1000, UTC).date().isoformat()
    days = LogEntry.objects.filter(action="vault.backed_up", day__gte=first).values_list("day", flat=True)
    return sorted(set(days))
