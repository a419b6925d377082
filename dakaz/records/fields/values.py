"""What the register says of a column: whether it is personal, what for, on which ground, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """What a personal field is needed for."""

    KNOW = "know", _("to know who somebody is and to find them again")
    REACH = "reach", _("to reach them without endangering them")
    DANGER = "danger", _("to know what endangers them")
    CASE = "case", _("to handle their matter before authorities and courts")
    DAYS = "days", _("to miss no day by which something must be done")
    HELP = "help", _("to find help for what they need")
    AGREED = "agreed", _("to show what they agreed to, and what they took back")
    TOLD = "told", _("to keep what they told, so that nobody asks twice")
    HAPPENED = "happened", _("to write down what happened, with its sources")
    HELD = "held", _("to keep a paper as it came, and to show that it was not changed")
    SAID = "said", _("to quote what was said in public, with its source")
    WORK = "work", _("to share the work of the office")
    ANSWER = "answer", _("to answer for who did what, and when")


class Basis(models.TextChoices):
    """On which ground; the words are a proposal, which each office confirms with its own lawyer."""

    ASKED = "asked", _("GDPR Art. 6(1)(a) and Art. 9(2)(a): they asked for help and agreed")
    CLAIMS = "claims", _("GDPR Art. 6(1)(f) and Art. 9(2)(f): claims before authorities and courts")
    PROOF = "proof", _("GDPR Art. 6(1)(c) with Art. 7(1): to be able to show consent")
    RECORD = (
        "record",
        _("GDPR Art. 6(1)(f) and Art. 9(2)(j) with Art. 89(1): documenting violations of rights"),
    )
    PUBLIC = "public", _("GDPR Art. 6(1)(f) and Art. 9(2)(e): they made it public themselves")
    STAFF = "staff", _("GDPR Art. 6(1)(b) or (f): organising the work of colleagues")
    DUTY = "duty", _("GDPR Art. 6(1)(c) with Art. 5(2) and Art. 32: answering for what was done")


class Category(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    SPECIAL = "special", _("special (GDPR Art. 9)")
    CRIMINAL = "criminal", _("special, and of offences (GDPR Art. 9 and 10)")


class Kept(models.TextChoices):
    """How long; the days of a case stand in ``retention``."""

    CASE = "case", _("as long as the case")
    PERSON = "person", _("as long as a case of theirs is kept")
    RECORD = "record", _("as long as what it documents")
    STAFF = "staff", _("as long as somebody works here")
    LOG = "log", _("what it says goes with what it speaks of; its leaf stays")
    MOMENT = "moment", _("until the work it is for is done")


class Erased(models.TextChoices):
    """What erasure does with it."""

    ROW = "row", _("deleted with its record")
    PART = "part", _("taken out; the record of others stays")
    EMPTIED = "emptied", _("emptied, salt and all")
    STAYS = "stays", _("stays: it is not of the person who is erased")


class Needle(Enum):
    """How the leak check looks for it in what is published."""

    NAME = "name"
    NUMBER = "number"
    CONTACT = "contact"  # an address or a number, by the kind of contact


@dataclass(frozen=True, slots=True)
class Field:
    """What is said of one column.

    Args:
        own: whether it goes into a person's own data file; what it says of others is masked there.
        needle: whether the leak check looks for it, and as what.
    """

    use: Use
    basis: Basis
    kept: Kept
    category: Category = Category.ORDINARY
    own: bool = True
    needle: Needle | None = None
    erased: Erased = Erased.ROW


# None for a column that says nothing about anybody.
Fields = Mapping[str, Field | None]


def plain(names: str) -> dict[str, Field | None]:
    """Return columns that say nothing about a person: keys, numbers of the program, ticks of its own."""
    return dict.fromkeys(names.split())


def personal(names: str, use: Use, basis: Basis, kept: Kept, **more: Any) -> dict[str, Field | None]:
    """Return columns of which the same is said."""
    return dict.fromkeys(names.split(), Field(use, basis, kept, **more))


RECORD = "id compartment entry"
