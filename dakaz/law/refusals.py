"""What this room refuses to answer, and why. Each names the fact and what is accepted."""

from __future__ import annotations

from typing import Any

from dakaz.errors import BadInput


class WrongFact(BadInput):
    """A fact cannot be used as it was given.

    Args:
        code: what went wrong, the same word that a rule's own tests expect under ``error``:
            missing_fact, unknown_fact, wrong_value, wrong_date, wrong_order, wrong_unit, no_such_rule.
        fact: name of the fact, as the pack writes it.
        accepted: what would be taken instead.
    """

    def __init__(self, message: str, /, *, code: str, fact: str, accepted: str, **values: Any) -> None:
        super().__init__(message, fact=fact, accepted=accepted, **values)
        self.code = code
        self.fact = fact
        self.accepted = accepted


class NoVersionInForce(BadInput):
    """No text of the rule is known for the day that decides; the nearest one is never taken instead.

    Args:
        fact: the event whose day picks the text.
        accepted: the days for which one is known.
    """

    code = "no_version_in_force"

    def __init__(self, message: str, /, *, fact: str, accepted: str, **values: Any) -> None:
        super().__init__(message, fact=fact, accepted=accepted, **values)
        self.fact = fact
        self.accepted = accepted


class PackFault(BadInput):
    """A law pack cannot be read; the message begins with file and line.

    Args:
        file: path inside the pack.
        line: counted from 1; 0 when the file as a whole is meant.
    """

    def __init__(self, message: str, /, *, file: str, line: int, **values: Any) -> None:
        super().__init__(message, file=file, line=line, **values)
        self.file = file
        self.line = line
