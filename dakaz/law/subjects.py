"""Which rules a pack ties to a kind of decision: their ``subject`` lists."""

from __future__ import annotations

from .model import Pack, Rule

__all__ = ["rules_for"]


def rules_for(pack: Pack, subject: str) -> tuple[Rule, ...]:
    """Return the rules about a kind of decision, in the order of the pack.

    Args:
        subject: a value of the pack's fact ``decision_kind``; one that no rule names gives nothing.
    """
    return tuple(rule for rule in pack.rules.values() if subject in rule.more.get("subject", ()))
