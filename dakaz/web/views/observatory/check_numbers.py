"""Which numbers of which claims fill in which fields of a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dakaz.records.actions.checks import entered

if TYPE_CHECKING:
    from dakaz.records.models import Claim

# The plain fields of each kind, as the room calls them, in the order claims fill them in.
SLOTS: Mapping[str, tuple[str, ...]] = {
    "figure": ("value", "unit", "period", "counted"),
    "change": ("from", "to", "value", "direction"),
    "ratio": ("value", "from", "to", "of", "complement", "from_period", "to_period"),
    "sum": ("value", "parts"),
    "share": ("value", "part", "whole"),
    "percentages": ("value", "percentages"),
    "flow": ("stock", "flow", "value"),
    "per head": (),
    "mixture": ("before", "after", "break", "until"),
    "agree": (),
    "absence": ("value",),
}
_IN_ORDER: Mapping[str, tuple[str, ...]] = {
    "change": ("from", "to", "value"),
    "ratio": ("value", "from", "to"),
    "share": ("value", "part", "whole"),
    "flow": ("stock", "flow", "value"),
    "mixture": ("before", "after"),
    "absence": ("value",),
}


def stated(kind: str, taken: Sequence[Claim]) -> Claim | None:
    """Return the claim the others check: of a change the one that tells how far it went, else the first."""
    moved = [one for one in taken if kind == "change" and one.kind == "change"]
    return next(iter([*moved, *taken]), None)


def prefilled(kind: str, taken: Sequence[Claim]) -> dict[str, Any]:
    """Return what claims fill in: the first field from the first, lists from the rest."""
    if not taken:
        return {}
    if kind == "figure":
        return _against(taken)
    if kind == "agree":
        return {"values_": _whole(taken)}
    if kind == "sum":
        return {"value": _one(taken[0]), "parts": _whole(taken[1:])}
    if kind == "percentages":
        shares = [one for one in taken if one.unit == "%"]
        rest = [one for one in taken if one.unit != "%"]
        return {"value": _one(rest[0]) if rest else "", "percentages": _whole(shares)}
    return _in_order(kind, taken)


def _one(claim: Claim) -> str:
    return entered(claim).get("", "")


def _whole(taken: Sequence[Claim]) -> list[str]:
    return [text for one in taken if (text := _one(one))]


def _against(taken: Sequence[Claim]) -> dict[str, Any]:
    first = taken[0]
    rows = [
        {"value": _one(one), "unit": one.unit, "period": one.period, "source": _source(one)}
        for one in taken[1:]
    ]
    return {"value": _one(first), "unit": first.unit, "period": first.period, "against": rows}


def _source(claim: Claim) -> str:
    item = claim.passage.item
    return str(claim.attributed_to or (item.source.title if item.source else item.title))


def _in_order(kind: str, taken: Sequence[Claim]) -> dict[str, Any]:
    ends = next((one for one in taken if one.first is not None and one.last is not None), None)
    if ends is not None and kind in ("change", "ratio"):
        numbers = entered(ends)
        rest = _whole([one for one in taken if one is not ends])
        return {"from": numbers["first"], "to": numbers["last"], "value": rest[0] if rest else ""}
    said = _IN_ORDER.get(kind, ())
    by = stated(kind, taken)
    if kind == "change" and by is not None and by.kind == "change":
        ends_of_it = _whole([one for one in taken if one is not by])
        return dict(zip(said, ends_of_it, strict=False)) | {"value": _one(by)}
    first = {"ratio": ("times", "ratio"), "share": ("%", "share")}.get(kind, ())
    ordered = sorted(taken, key=lambda one: not (one.unit in first or one.kind in first)) if first else taken
    return dict(zip(said, _whole(ordered), strict=False))
