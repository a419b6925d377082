"""Events as JSON after the HURIDOCS Events Standard Formats: events, acts and involvements by record.

For programs that know them; what comes back without loss is the tables or FollowTheMoney.
Names of fields follow the formats (Dueck, Guzman and Verstappen, HURIDOCS 2001), in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .whole import Whole

FORMAT = "dakaz.huridocs-events/1"


def events_bytes(events: Iterable[Whole], parties: Iterable[Whole]) -> bytes:
    """Return events with those who had a part in them; parties without one are left out."""
    people = {str(one.columns["id"]): one for one in parties}
    told = [_event(one, people) for one in events]
    body = {"format": FORMAT, "events": told}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _event(one: Whole, people: Mapping[str, Whole]) -> dict[str, Any]:
    said = one.columns
    return {
        "event_record_number": said["id"],
        "event_title": said.get("title", ""),
        "type_of_event": said.get("kind", ""),
        "initial_date": said.get("date", ""),
        "geographical_term": " ".join(part for part in (said.get("place"), said.get("country")) if part),
        "event_description": said.get("description", ""),
        "reliability": said.get("status", ""),
        "rights_affected": said.get("violations") or [],
        "interventions": _answer(said),
        "involvements": [
            {
                "person_record_number": str(row["party_id"]),
                "name": people[str(row["party_id"])].columns.get("label", "")
                if str(row["party_id"]) in people
                else "",
                "role": row.get("role", ""),
            }
            for row in one.owned.get("involvements", ())
        ],
    }


def _answer(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    if not (said.get("reported") or said.get("answer")):
        return []
    return [
        {
            "reported": said.get("reported", ""),
            "answered": said.get("answered", ""),
            "answer": said.get("answer", ""),
        }
    ]
