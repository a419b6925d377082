"""Writing what hangs on a person: documents, ties, consents."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.exchange import edtf
from dakaz.records import guard
from dakaz.records.models import Consent, Document, NamedTie, Passage, Tie, Whereabouts

from .acting import Acting
from .grounds import rest_exactly_on
from .saving import save

# What a consent was, once it is taken back, is not rewritten; how it was taken back may be.
_TAKING_BACK = frozenset({"withdrawn", "withdrawn_how"})


def save_document(acting: Acting, **given: Any) -> Document:
    """Write a person's document.

    Args:
        given: ``party_id``, ``kind``, ``number``, ``issuer``, ``country``, ``issued`` and ``expires``
            (EDTF), ``whereabouts`` ``since`` when, ``held_by_id``, ``item_id``, ``replaced``, ``note``.

    Raises:
        BadInput: it would run out before it was issued, or an authority is named that does not hold it.
    """
    identifier, seen_entry, values = _split(given)
    if values.get("held_by_id") and values.get("whereabouts") != Whereabouts.HELD:
        raise BadInput(
            N_("An authority is named as holding it, but not “held by an authority”. Which is right?")
        )
    if "expires" in values:
        values["expires_on"] = edtf.parse(values["expires"]).earliest if values["expires"] else None
    _in_order(values)
    return save(acting, Document, identifier=identifier, seen_entry=seen_entry, values=values)


def _in_order(values: Mapping[str, Any]) -> None:
    issued, expires = values.get("issued"), values.get("expires")
    if not issued or not expires:
        return
    first, last = edtf.parse(issued).earliest, edtf.parse(expires).latest
    if first and last and last < first:
        raise BadInput(
            N_("It would run out on %(expires)s, before it was issued on %(issued)s. Look at it again."),
            expires=expires,
            issued=issued,
        )


def save_tie(acting: Acting, **given: Any) -> Tie:
    """Write what ``party_id`` is to ``other_id``: ``kind``, ``since``, ``until``, ``note``.

    Raises:
        BadInput: both ends are one party.
    """
    identifier, seen_entry, values = _split(given)
    if str(values.get("party_id")) == str(values.get("other_id")):
        raise BadInput(N_("Both ends of the tie are the same. Choose two different people or organisations."))
    return save(acting, Tie, identifier=identifier, seen_entry=seen_entry, values=values)


def save_named_tie(acting: Acting, **given: Any) -> NamedTie:
    """Write a tie to the past that a decision names: ``decision_id``, ``kind``, ``words``, ``passage_id``.

    Words that have a passage are taken from it, exactly; the record rests on it.
    """
    identifier, seen_entry, values = _split(given)
    passage = None
    if values.get("passage_id"):
        passage = guard.one(Passage.objects.all(), acting.seen_by, values["passage_id"])
        values["words"] = passage.exact
    saved = save(acting, NamedTie, identifier=identifier, seen_entry=seen_entry, values=values)
    rest_exactly_on(acting, saved, field="passage", places=[passage] if passage else [])
    return saved


def save_consent(acting: Acting, **given: Any) -> Consent:
    """Write a consent, or what was mistyped in one.

    Args:
        given: ``party_id``, ``purpose``, ``scope``, ``language``, ``asked``, ``how``, ``given`` (EDTF),
            ``item_id``, ``withdrawn`` (EDTF), ``withdrawn_how``.

    Raises:
        BadInput: it has no day; or it was taken back and this would make it hold again, or be another.
    """
    identifier, seen_entry, values = _split(given)
    if "given" in values and not values["given"]:
        raise BadInput(N_("When did they agree? Write the day, or the month or year if no more is known."))
    if identifier is not None:
        _stays_withdrawn(guard.one(Consent.objects.all(), acting.seen_by, identifier), values)
    return save(acting, Consent, identifier=identifier, seen_entry=seen_entry, values=values)


def withdraw_consent(
    acting: Acting, identifier: uuid.UUID, *, seen_entry: int | None = None, withdrawn: str, how: str = ""
) -> Consent:
    """Write down that a consent was taken back; it stays in the ledger.

    Args:
        withdrawn: the day, as EDTF.
        how: how we learnt of it.

    Raises:
        BadInput: no day was given, or it was taken back already.
    """
    found = guard.one(Consent.objects.all(), acting.seen_by, identifier)
    if found.withdrawn:
        raise BadInput(N_("This consent was taken back already, on %(day)s."), day=found.withdrawn)
    if not withdrawn:
        raise BadInput(N_("When did they take it back? Write the day, or the month if no more is known."))
    values = {"withdrawn": withdrawn, "withdrawn_how": how}
    return save(acting, Consent, identifier=identifier, seen_entry=seen_entry, values=values)


def _stays_withdrawn(found: Consent, values: Mapping[str, Any]) -> None:
    if not found.withdrawn:
        return
    changed = {name for name, value in values.items() if str(getattr(found, name) or "") != str(value or "")}
    if not values.get("withdrawn", found.withdrawn) or changed - _TAKING_BACK:
        raise BadInput(
            N_("A consent that was taken back is not changed any more. If they agreed anew, add a new one.")
        )


def _split(given: Mapping[str, Any]) -> tuple[uuid.UUID | None, int | None, dict[str, Any]]:
    values = dict(given)
    return values.pop("identifier", None), values.pop("seen_entry", None), values
