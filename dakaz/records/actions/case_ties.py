"""Writing how cases hang together."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dakaz.errors import N_, BadInput, Conflict
from dakaz.records import guard
from dakaz.records.models import Case, CaseTie, CaseTieKind
from dakaz.records.queries.case_ties import ties_of_case

from .acting import Acting
from .logged import Act, append
from .saving import save


def save_case_tie(acting: Acting, **given: Any) -> CaseTie:
    """Write what ``case_id`` is to ``other_id``: ``kind`` and ``note``.

    Of a sealed case and one of the office, the sealed one is written first, turned round if need be: the
    relation is kept where the sealed case is, and says nothing to those without its key.

    Raises:
        BadInput: both ends are one case, or the same is written down already.
        NotFound: one of the cases is not there for this person.
    """
    values = dict(given)
    identifier, seen_entry = values.pop("identifier", None), values.pop("seen_entry", None)
    found = guard.one(CaseTie.objects.all(), acting.seen_by, identifier) if identifier else None
    whole = _whole(found, values)
    case, other = (
        guard.one(Case.objects.all(), acting.seen_by, whole[end]) for end in ("case_id", "other_id")
    )
    if case.pk == other.pk:
        raise BadInput(N_("Both ends of the relation are the same case. Choose another one."))
    kind = CaseTieKind(whole["kind"]) if whole["kind"] in CaseTieKind.values else None
    if kind is None:
        raise BadInput(N_("How do the two cases hang together? Choose one of the list."))
    _not_written_yet(acting, case, other, kind, found)
    if other.compartment != acting.seen_by.office and case.compartment == acting.seen_by.office:
        turned = CaseTie(case=case, other=other, kind=kind).turned
        whole |= {"case_id": other.pk, "other_id": case.pk, "kind": turned}
    return save(acting, CaseTie, identifier=identifier, seen_entry=seen_entry, values=whole)


def _whole(found: CaseTie | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return all columns: what is given, and for the rest what stands there."""
    before = {name: getattr(found, name, None) for name in ("case_id", "other_id", "kind")}
    return {**before, **values}


def _not_written_yet(
    acting: Acting, case: Case, other: Case, kind: CaseTieKind, found: CaseTie | None
) -> None:
    same = [
        one
        for one in ties_of_case(acting.seen_by, case)
        if one.other.pk == other.pk and one.is_to_it == kind and (found is None or one.tie.pk != found.pk)
    ]
    if same:
        raise BadInput(
            N_("That %(case)s is “%(kind)s” %(other)s is written down already."),
            case=case.code,
            kind=str(kind.label),
            other=other.code,
        )


def remove_case_tie(acting: Acting, identifier: uuid.UUID, *, seen_entry: int | None = None) -> None:
    """Take a relation away; that there was one, and who took it away, stays in the log.

    Raises:
        NotFound: it is not there for this person. Conflict: it changed since ``seen_entry``.
    """
    with transaction.atomic():
        found = guard.one(CaseTie.objects.all(), acting.seen_by, identifier)
        if seen_entry is not None and found.entry != seen_entry:
            raise Conflict(N_("Someone changed this meanwhile. Look at it again before you take it away."))
        append(acting, [Act("casetie.removed", found.compartment, found.pk, {"kind": found.kind})])
        CaseTie.objects.filter(pk=found.pk).delete()
