"""A receipt: what was asked and answered, so that years later the same question gives the same bytes.

It holds the pack's hash, the rule, days and chosen values; there is no place in it for a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rfc8785

from dakaz.errors import N_, BadInput, Conflict

from .evaluate import evaluate
from .facts import Value
from .model import Pack
from .moments import iso, parse_moment, zone_named
from .outcome import Outcome

__all__ = ["RECEIPT", "again", "canonical", "receipt"]

RECEIPT = "law-receipt/1"

NOT_A_RECEIPT = N_("This is not a receipt of a law answer: “%(key)s” is missing or of another kind.")
OTHER_PACK = N_(
    "This receipt was given by the pack %(pack)s with the hash %(wanted)s; the pack at hand has %(found)s. "
    "Take the pack of that release to ask again."
)
DIFFERS = N_("The same facts now give another answer than the receipt says; keep both and ask a lawyer.")


def receipt(outcome: Outcome) -> dict[str, Any]:
    """Return the receipt of an outcome, ready for JSON."""
    asked, zone = outcome.asked, zone_named(outcome.asked.zone)
    return {
        "format": RECEIPT,
        "pack": asked.pack,
        "pack_hash": asked.pack_hash,
        "calendar_hash": asked.calendar_hash,
        "rule": asked.rule,
        "answered_by": outcome.rule,
        "version": outcome.version,
        "facts": dict(asked.facts),
        "as_of": iso(asked.as_of, zone),
        "result": {
            "state": outcome.state,
            "raw_day": iso(outcome.raw_day, zone),
            "last_day": iso(outcome.last_day, zone),
            "safe_day": iso(outcome.safe_day, zone),
            "outcome": outcome.outcome,
            "also": {one.id: iso(one.day, zone) for one in outcome.also},
            "trace": [step.text.key for step in outcome.trace],
            "warnings": [one.key for one in outcome.warnings],
            "band": outcome.knowledge.band,
        },
    }


def canonical(value: Mapping[str, Any]) -> bytes:
    """Write a receipt in its one canonical form (RFC 8785)."""
    return rfc8785.dumps(dict(value))


def again(pack: Pack, kept: Mapping[str, Any]) -> Outcome:
    """Ask again what a receipt says was asked.

    Raises:
        BadInput: it is no receipt.
        Conflict: it is of another pack, or the answer differs.
    """
    for key, kind in (("format", str), ("pack_hash", str), ("rule", str), ("facts", dict), ("as_of", str)):
        if not isinstance(kept.get(key), kind) or kept["format"] != RECEIPT:
            raise BadInput(NOT_A_RECEIPT, key=key)
    if kept["pack_hash"] != pack.hash:
        raise Conflict(OTHER_PACK, pack=kept.get("pack"), wanted=kept["pack_hash"], found=pack.hash)
    as_of = parse_moment(kept["as_of"], fact="as_of", zone=pack.zone_name)
    facts: dict[str, Value] = dict(kept["facts"])
    outcome = evaluate(pack, kept["rule"], facts, as_of)
    if canonical(receipt(outcome)) != canonical(kept):
        raise Conflict(DIFFERS)
    return outcome
