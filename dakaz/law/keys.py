"""The keys that rules may have; a mistyped one is refused, for it would silently change the law."""

from __future__ import annotations

__all__ = ["CASE", "MORE", "RULE", "TEST", "TRIGGER", "VERSION"]


def _keys(names: str) -> frozenset[str]:
    return frozenset(names.split())


RULE = _keys("""
    id row kind audience label question trigger needs may_use assume regime priority_over unless links
    versions gaps unknown_before not_modelled uncertain outcomes say tests
""")
MORE = _keys("subject note acts steps if_refused")
"""Keys of a rule that the room hands on as they are, for pages."""
TRIGGER = _keys("event select_version_on if_unknown deemed not_service starts_term label")
CASE = _keys("when length counting outcome ref cite quote_lt confidence say also uncertain state note")
VERSION = CASE - {"when", "ref"} | _keys("v in_force cases decide authority last_known_valid_on transitional")
TEST = _keys("trigger facts on as_of last raw safe state outcome version error band also why note")
