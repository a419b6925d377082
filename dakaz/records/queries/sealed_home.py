"""Where what is written now will live: with a sealed case, or in the office."""

from __future__ import annotations

from typing import Any

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, SealedState

from .casebook_pages import case_by_code, parties_by_id


def home_of(seen_by: SeenBy, *, about: Any = None, case: str = "", person: str = "") -> str:
    """Return the compartment of the sealed case or person something new belongs with.

    Args:
        about: the record that is being changed.
        case: code of the case it is written for, as typed.
        person: id of whom it is kept with; what is no id counts as nobody.

    Returns:
        Empty for the office.
    """
    of_case = case_by_code(seen_by, case) if case else None
    rows = [about] if about is not None else [of_case] if of_case else parties_by_id(seen_by, [person])
    homes = {str(row.compartment) for row in rows} - {seen_by.office}
    sealed = SealedState.objects.filter(pk__in=homes).values_list("pk", flat=True)
    return sealed[0] if sealed else ""


def sealed_homes(seen_by: SeenBy) -> list[tuple[str, str, str]]:
    """Return the sealed cases one may write in: compartment, code and title of each; shown, they are read."""
    if seen_by.compartments == (seen_by.office,):
        return []
    sealed = SealedState.objects.filter(pk__in=seen_by.compartments).values_list("pk", flat=True)
    rows = guard.visible(Case.objects.filter(compartment__in=list(sealed)), seen_by)
    return [(one.compartment, one.code, one.title) for one in rows.order_by("-code")]
