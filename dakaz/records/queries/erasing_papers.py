"""Papers that only what goes rests on go; one that anything else rests on stays, and is named."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from dakaz.errors import N_
from dakaz.records.models import Case, Ground, Item, Passage

from .erasing_gather import Gathering, stays
from .erasing_links import Fate, leading_to
from .erasing_names import label_of
from .erasing_plan import Plan, Stays
from .resting import is_cited

RESTS = N_("Something else rests on it: %(what)s.")
CITED = N_("A report cites it. Take the citation out of the report first.")
PART = N_("It is a part of a larger paper, whose bytes hold it too. Erase that one.")


def let_papers_stay(found: Gathering) -> None:
    """Leave papers that something else rests on; what rests on them may be another paper's passage."""
    changed = True
    while changed:
        changed = False
        for item in found.plan.of(Item):
            if found.plan.has(item) and item.within_id not in found.plan.goes.get(Item, {}):
                changed = _may_stay(found, item) or changed


def _may_stay(found: Gathering, item: Item) -> bool:
    family = Gathering(found.seen_by, Plan(item))
    family.take([item])
    why = stays(item, PART) if item.within_id else _rested_on(found, family.plan)
    if why is None:
        return False
    if item.pk == found.plan.root.pk:
        if why not in found.plan.in_the_way:
            found.plan.in_the_way.append(why)
        return False
    for kind, rows in family.plan.goes.items():
        for key in rows:
            found.plan.goes.get(kind, {}).pop(key, None)
    found.stay(item, why.why, values=why.values)
    cases = found.plan.goes.get(Case, {})
    found.plan.loosened += [
        (one, "case_id") for one in family.plan.of(Item) if one.__dict__["case_id"] in cases
    ]
    return True


def _rested_on(found: Gathering, family: Plan) -> Stays | None:
    """Return what outside rests on a paper or on its parts."""
    for kind in (Item, Passage):
        keys = family.goes.get(kind, {})
        for other, link, fate in leading_to(kind):
            if fate is Fate.RESTS:
                for row in found.rows(other, link.attname, keys):
                    if not found.plan.has(row):
                        return _rests(found.answering(row))
        for ground in found.rows(Ground, str(kind._meta.model_name), keys):
            if not found.goes(ground.subject):
                return _is_ground_of(found, ground)
    cited = [item for item in family.of(Item) if item.cite and is_cited(item.cite)]
    return Stays("item", family.root.pk, label_of(family.root), CITED) if cited else None


def _is_ground_of(found: Gathering, ground: Ground) -> Stays:
    kind = apps.get_model("records", ground.kind)
    for row in found.rows(kind, "pk", [ground.subject]):
        return _rests(row)
    return Stays(ground.kind, ground.subject, ground.kind, RESTS, {"what": "—"})


def _rests(row: Any) -> Stays:
    return stays(row, RESTS, {"what": label_of(row)})


def gather_grounds(found: Gathering) -> None:
    """Take the links from what goes to what it rests on; name the papers at their other end that stay."""
    for ground in list(found.rows(Ground, "subject", found.records())):
        found.plan.goes.setdefault(Ground, {})[ground.pk] = ground
        if not found.goes(ground.item_id) and ground.item is not None:
            found.stay(ground.item, N_("Something that goes rests on it. Look whether it is theirs."))
