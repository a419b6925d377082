"""What can go wrong, one class for each thing the caller can do about it.

    DakazError
    ├── Locked            sign in (again)
    ├── WrongPassphrase   type it again
    ├── VaultDamaged      restore from a backup; nothing was opened or written
    ├── VaultTooNew       update the program; nothing was opened or written
    ├── VaultBusy         close the other program, then try again
    ├── NotFound          absent, or not visible to you: the two look the same
    ├── NotAllowed        ask someone whose role allows it
    ├── BadInput          mend what you gave; it names what, where and what is accepted
    ├── Unreadable        the bytes are kept, but this content cannot be read from them
    ├── Refused           a check found reasons not to go on; ``findings`` lists them
    ├── Conflict          someone changed this meanwhile; both values are kept
    ├── NoRoom            free disk space; what was there before is untouched
    └── Unavailable       an optional program is missing on this machine

A message is a template with named values, so that doors can translate it:
``raise BadInput(N_("“%(date)s” is not a date; write 2024-10-18."), date=text)``.
Values go into messages that people read; they never go into logs.
"""

from __future__ import annotations

from typing import Any


def N_(message: str) -> str:  # noqa: N802 - the name gettext's extractor knows
    """Mark ``message`` for translation without translating it here."""
    return message


class DakazError(Exception):
    """Something the user can be told, in a sentence that says what to do.

    Args:
        message: an English template with ``%(name)s`` places, marked by ``N_``.
        values: what stands in those places.
    """

    def __init__(self, message: str, /, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class Locked(DakazError):
    """No key is in memory: sign in first."""


class WrongPassphrase(DakazError):
    """The passphrase (or the set of recovery shares) opens nothing here."""


class VaultDamaged(DakazError):
    """Bytes of the vault are not what was written; nothing was opened or changed."""


class VaultTooNew(DakazError):
    """A newer program wrote this vault; nothing was opened or changed."""


class VaultBusy(DakazError):
    """Another program holds the vault for work that must be alone."""


class NotFound(DakazError):
    """There is no such thing, or not for you: both say the same."""


class NotAllowed(DakazError):
    """Your role does not include this act."""


class BadInput(DakazError):
    """What was given cannot be used; the message says which part and what is accepted."""


class Unreadable(DakazError):
    """The bytes are kept as they came, but their content cannot be read."""


class Refused(DakazError):
    """A check found reasons not to go on.

    Args:
        findings: one value per reason, in reading order; each has a readable ``str()``.
    """

    def __init__(self, message: str, /, *, findings: tuple[Any, ...] = (), **values: Any) -> None:
        super().__init__(message, **values)
        self.findings = findings


class Conflict(DakazError):
    """The record changed since it was shown; nothing was overwritten."""


class NoRoom(DakazError):
    """The disk is full; what was there before is untouched."""


class Unavailable(DakazError):
    """An optional program or library part is not on this machine."""
