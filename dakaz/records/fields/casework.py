"""Of cases: what was decided, told, done, and by when something must be."""

from __future__ import annotations

from collections.abc import Mapping

from .values import RECORD, Basis, Category, Erased, Fields, Kept, Use, personal, plain

_SPECIAL, _CRIMINAL = Category.SPECIAL, Category.CRIMINAL
_CASE, _RECORD = Kept.CASE, Kept.RECORD
_CLAIMS = Basis.CLAIMS

CASEWORK: Mapping[str, Fields] = {
    "case": {
        **plain(f"{RECORD} code retention"),
        **personal("title status opened closed", Use.CASE, _CLAIMS, _CASE),
        **personal("summary risk kept_why", Use.CASE, _CLAIMS, _CASE, category=_CRIMINAL),
        **personal("responsible", Use.WORK, Basis.STAFF, Kept.STAFF, own=False),
    },
    "caseparty": {
        **plain("id case"),
        **personal("party role", Use.CASE, _CLAIMS, _CASE, erased=Erased.PART),
    },
    "casetie": {
        **plain(f"{RECORD} case other"),
        **personal("kind note", Use.CASE, _CLAIMS, _CASE),
    },
    "decision": {
        **plain(f"{RECORD} case authority"),
        **personal(
            "kind outcome dated served served_how reference item facts ground consequences ban_months"
            " ban_for_life",
            Use.CASE,
            _CLAIMS,
            _CASE,
            category=_CRIMINAL,
        ),
    },
    "reason": {
        **plain("id decision passage"),
        **personal("kind words", Use.CASE, _CLAIMS, _CASE, category=_CRIMINAL),
    },
    "namedtie": {
        **plain(f"{RECORD} decision passage"),
        **personal("kind words answer", Use.CASE, _CLAIMS, _CASE, category=_SPECIAL),
    },
    "deadline": {
        **plain(
            f"{RECORD} case decision application audience rule row label safe_day last_day raw_day"
            " superseded_by"
        ),
        **personal(
            "receipt state on standing set_day set_by set_why aside_why done", Use.DAYS, _CLAIMS, _CASE
        ),
        **personal(
            "confirmed_by confirmed_at second_by second_at set_typed_by set_at",
            Use.WORK,
            Basis.STAFF,
            _CASE,
            own=False,
        ),
    },
    "duedate": {
        **plain(f"{RECORD} case decision kind"),
        **personal("on what done", Use.DAYS, _CLAIMS, _CASE),
        **personal("typed_by responsible", Use.WORK, Basis.STAFF, _CASE, own=False),
    },
    "testimony": {
        **plain(f"{RECORD} case"),
        **personal("speaker text topics item", Use.TOLD, Basis.RECORD, _CASE, category=_CRIMINAL),
        **personal("kind language verbatim read_back agreed date", Use.TOLD, Basis.RECORD, _CASE),
        **personal("consent pseudonym", Use.AGREED, Basis.PROOF, _CASE),
        **personal("asked_by interpreter", Use.TOLD, Basis.RECORD, _CASE, own=False),
    },
    "event": {
        **plain(f"{RECORD} case"),
        **personal(
            "kind asked_for title date country place description status violations profile reported answered"
            " answer believed",
            Use.HAPPENED,
            Basis.RECORD,
            _RECORD,
            category=_CRIMINAL,
        ),
        **personal("reported_to", Use.HAPPENED, Basis.RECORD, _RECORD, erased=Erased.PART),
    },
    "involvement": {
        **plain("id event"),
        **personal("party role", Use.HAPPENED, Basis.RECORD, _RECORD, category=_CRIMINAL, erased=Erased.PART),
    },
}
