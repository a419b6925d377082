"""What must hold of an event before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.exchange import edtf
from dakaz.exchange.rights import vocabulary
from dakaz.records.models import HomeRisk


def check_event(values: dict[str, Any]) -> None:
    """Put rights and risks in the order of their lists, each once; equal ticks are then equal rows.

    Raises:
        BadInput: a right, or a reason for risk at home, is not of its list; an answer came before the report.
    """
    if "violations" in values:
        values["violations"] = [kind.id for kind in vocabulary().known(values["violations"])]
    if "profile" in values:
        values["profile"] = _known_risks(values["profile"])
    _answered_after_reported(values)


def _known_risks(given: list[str]) -> list[str]:
    strange = [one for one in given if one not in HomeRisk.values]
    if strange:
        raise BadInput(
            N_("“%(risk)s” is none of the reasons why somebody is at risk at home."), risk=strange[0]
        )
    return [one for one in HomeRisk.values if one in given]


def _answered_after_reported(values: Mapping[str, Any]) -> None:
    reported, answered = values.get("reported"), values.get("answered")
    if not reported or not answered:
        return
    first, last = edtf.parse(reported).earliest, edtf.parse(answered).latest
    if first and last and last < first:
        raise BadInput(
            N_(
                "It was reported on %(reported)s but would have been answered on %(answered)s, "
                "which is earlier. Which of the two is right?"
            ),
            reported=reported,
            answered=answered,
        )
