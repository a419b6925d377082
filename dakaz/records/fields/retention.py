"""How many days after it is closed a case comes up to be looked at: a proposal, until the office decides."""

from __future__ import annotations

from collections.abc import Mapping

ORDINARY = "ordinary"
# Days after closing; None: not by time, only when somebody says that the reason is over.
DAYS: Mapping[str, int | None] = {ORDINARY: 730, "evidence": 3650, "hold": None}
