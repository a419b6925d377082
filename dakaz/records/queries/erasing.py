"""What would go if a person, a case, a testimony or a paper were erased, and what stays and why.

1. The thing itself and all that is part of it, or says nothing without it (``erasing_links``).
2. With a person, cases that are theirs alone; with a case, people who stand nowhere else.
3. Papers that only what goes rests on. A paper that anything else rests on stays, and is named.
4. What stays loses its link; who had a part in it stands there no longer.

A sealed case goes as a whole, with its compartment. Nothing is read that the asking person may not see.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.apps import apps

from dakaz.errors import N_, NotFound
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, Item, Party, Record, Retention, SealedState, TakenIn, Testimony

from .erasing_gather import Gathering, stays
from .erasing_links import Fate, leading_to
from .erasing_papers import gather_grounds, let_papers_stay
from .erasing_people import take_cases, take_people
from .erasing_plan import Plan, Stays

__all__ = ["KINDS", "Plan", "Stays", "plan"]

KINDS: Mapping[str, type[Record]] = {"party": Party, "case": Case, "testimony": Testimony, "item": Item}
HELD = frozenset({Retention.EVIDENCE.value, Retention.HOLD.value})
KEPT = N_("This case is kept %(how)s (%(why)s). Change how long it is kept first, if that is right.")


def plan(seen_by: SeenBy, kind: str, identifier: uuid.UUID | str) -> Plan:
    """Return what would go with a person, a case, a testimony or a paper.

    Args:
        kind: party, case, testimony or item.

    Raises:
        NotFound: there is no such thing for this person.
    """
    if kind not in KINDS:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    root = guard.one(KINDS[kind]._default_manager.all(), seen_by, identifier)
    while isinstance(root, Party) and root.merged_into is not None:
        root = root.merged_into  # found to be one: they are erased as one
    found = Gathering(seen_by, Plan(root))
    found.take([root])
    if isinstance(root, Case) and _goes_whole(root):
        _take_all_of(found, root.compartment)
    else:
        if isinstance(root, Party):
            take_cases(found)
        if isinstance(root, Case):
            take_people(found)
        let_papers_stay(found)
    gather_grounds(found)
    _meet_what_stays(found)
    _say_what_is_held(found)
    for row in list(found.rows(TakenIn, "record", found.records())):
        found.plan.goes.setdefault(TakenIn, {})[row.pk] = row
    return found.plan


def _goes_whole(case: Case) -> bool:
    """Say whether a case is sealed and alone in its compartment."""
    if not SealedState.objects.filter(pk=case.compartment).exists():
        return False
    return not Case.objects.filter(compartment=case.compartment).exclude(pk=case.pk).exists()


def _take_all_of(found: Gathering, compartment: str) -> None:
    """Take everything of a sealed compartment: it is one case, and its key goes with it."""
    found.plan.whole = compartment
    for kind in apps.get_app_config("records").get_models():
        if issubclass(kind, Record):
            rows = kind._base_manager.filter(compartment=compartment)
            found.take(list(guard.visible(rows, found.seen_by)))


def _meet_what_stays(found: Gathering) -> None:
    for kind, rows in list(found.plan.goes.items()):
        for other, link, fate in leading_to(kind):
            if fate in (Fate.CUT, Fate.LOOSENED, Fate.HOLDS):
                for row in found.rows(other, link.attname, rows):
                    if not found.plan.has(row):
                        _meet(found, row, link, fate)


def _meet(found: Gathering, row: Any, link: Any, fate: Fate) -> None:
    if fate is Fate.CUT:
        if all(type(one) is not type(row) or one.pk != row.pk for one in found.plan.cut):
            found.plan.cut.append(row)
        found.stay(found.answering(row), N_("Only their part in it is taken out. Look at its words."))
    elif fate is Fate.LOOSENED:
        found.plan.loosened.append((row, link.attname))
        found.stay(row, N_("It stays and no longer leads to what is erased. Look at its words."))
    else:
        found.plan.in_the_way.append(stays(row, N_("It cannot be without what you want to erase.")))


def _say_what_is_held(found: Gathering) -> None:
    """Find cases that are kept as evidence or for a court: what is in them is not erased."""
    rows = [row for some in found.plan.goes.values() for row in some.values()]
    cases = {getattr(row, "case_id", None) for row in [*rows, *found.plan.cut]}
    cases |= {row.__dict__[column] for row, column in found.plan.loosened if column == "case_id"}
    cases |= found.plan.goes.get(Case, {}).keys()
    for case in found.rows(Case, "pk", cases - {None}):
        if case.retention in HELD:
            values = {"why": case.kept_why or "—", "how": str(case.get_retention_display())}
            found.plan.in_the_way.append(stays(case, KEPT, values))
