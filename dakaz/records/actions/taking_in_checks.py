"""What a table would do, before it does it: what is new, known, changed, and who may be known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dakaz.exchange.filling import Filled
from dakaz.records.models import TakenIn
from dakaz.records.queries.duplicates import someone_we_know

from .acting import Acting
from .taking_in_values import wanted

MOST_ASKED = (
    3000  # new people who are compared with those here; a larger table is compared in part, and says so
)
MOST_TOLD = 300
LIKELY = 0.75


class Check:
    """Counts row by row, and can go on from what it told before."""

    def __init__(self, acting: Acting, table: str, before: Mapping[str, Any] | None) -> None:
        self._acting, self._table = acting, table
        told = before or {}
        self._counts = {name: dict(told.get(name, {})) for name in ("new", "known")}
        self._wrong = int(told.get("wrong", 0))
        self._asked = int(told.get("asked", 0))
        self._known: list[dict[str, Any]] = list(told.get("known_people", []))
        self._seen: set[str] = set()

    def told(self) -> dict[str, Any]:
        """Return what was found so far, as plain values."""
        return {
            **self._counts,
            "wrong": self._wrong,
            "asked": self._asked,
            "known_people": self._known,
            "all_asked": self._asked < MOST_ASKED,
        }

    def look_at(self, rows: Sequence[Filled]) -> None:
        """Look at some rows."""
        sound = [row for row in rows if not row.wrong]
        self._wrong += len(rows) - len(sound)
        keys = {key for row in sound for key in row.keys.values()}
        office = self._acting.seen_by.office
        found = TakenIn.objects.filter(compartment=office, table=self._table, key__in=keys)
        here = set(found.values_list("key", flat=True))
        for row in sound:
            for group, key in row.keys.items():
                if key in self._seen:
                    continue
                self._seen.add(key)
                counts = self._counts["known" if key in here else "new"]
                counts[group] = counts.get(group, 0) + 1
                if group == "person" and key not in here:
                    self._ask(row)

    def _ask(self, row: Filled) -> None:
        """Ask whether somebody of the office may be the one a row is about; sealed people are never named."""
        if self._asked >= MOST_ASKED or len(self._known) >= MOST_TOLD:
            return
        self._asked += 1
        one = wanted("person", "", row.records["person"])
        names = [name["text"] for name in one.owned["names"]]
        born = str(one.columns.get("born", ""))
        for known in someone_we_know(self._acting.seen_by, names, kind="person", born=born, limit=3):
            if known.score >= LIKELY and known.party.compartment == self._acting.seen_by.office:
                self._known.append(
                    {
                        "row": row.number,
                        "name": names[0],
                        "party": str(known.party.pk),
                        "label": known.party.label,
                        "score": round(known.score, 2),
                    }
                )
                return
