"""Finding a rule by its id or its row, and naming the nearest when there is none."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby

from dakaz.errors import N_

from .model import Pack, Rule
from .refusals import WrongFact

__all__ = ["rule_named"]

NO_RULE = N_("There is no rule “%(fact)s” in the pack %(pack)s.%(nearest)s Accepted: %(accepted)s.")


def rule_named(pack: Pack, name: str) -> Rule:
    """Return the rule of that id or row.

    Raises:
        WrongFact: there is none; names the nearest and all rows.
    """
    rule = pack.rules.get(pack.rows.get(name.strip().upper(), name.strip()))
    if rule is None:
        near = _nearest(pack, name.strip())
        nearest = f" Did you mean {' or '.join(near)}?" if near else ""
        accepted = f"a rule's id, or its row ({_rows(pack)})"
        raise WrongFact(
            NO_RULE, code="no_such_rule", fact=name, accepted=accepted, pack=pack.id, nearest=nearest
        )
    return rule


def _nearest(pack: Pack, name: str) -> list[str]:
    """Return up to three rows, or the one id, that look like ``name``."""
    rows = get_close_matches(name.upper(), sorted(pack.rows), n=3)
    return rows or get_close_matches(name.lower(), list(pack.rules), n=1)


def _rows(pack: Pack) -> str:
    """Write all rows in short: A01–A11, C01–C17, …"""
    groups = (list(rows) for _, rows in groupby(sorted(pack.rows), key=lambda row: row.rstrip("0123456789")))
    return ", ".join(f"{rows[0]}–{rows[-1]}" if len(rows) > 1 else rows[0] for rows in groups)
