"""What a row's fields become: columns of records, and the rows they own."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dakaz.exchange import edtf
from dakaz.names.fold import fold_text
from dakaz.records.models import (
    Case,
    CaseRole,
    CaseStatus,
    ContactKind,
    Decision,
    DecisionKind,
    Document,
    DocumentKind,
    DueDate,
    DueKind,
    Event,
    EventKind,
    InvolvementRole,
    NameKind,
    Party,
    PartyKind,
    Protection,
    ReasonKind,
    Record,
    Whereabouts,
)

from .people import _script

Fields = Mapping[str, Any]
KINDS: Mapping[str, type[Record]] = {
    "person": Party,
    "organisation": Party,
    "case": Case,
    "event": Event,
    "decision": Decision,
    "document": Document,
    "due": DueDate,
}
_CONTACTS = {
    "phone": ContactKind.PHONE,
    "email": ContactKind.EMAIL,
    "telegram": ContactKind.TELEGRAM,
    "signal": ContactKind.SIGNAL,
    "whatsapp": ContactKind.WHATSAPP,
    "address": ContactKind.ADDRESS,
}


@dataclass(slots=True)
class Wanted:
    """One record a row speaks of.

    Args:
        columns: what the row says, by column; empty cells say nothing.
        owned: rows it owns, by reverse name.
        besides: what a new record gets where the row says nothing.
    """

    group: str
    key: str
    columns: dict[str, Any]
    owned: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    besides: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> type[Record]:
        """The table it stands in."""
        return KINDS[self.group]

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.kind._meta.model_name)

    @property
    def digest(self) -> str:
        """Hex SHA-256 of what the row says."""
        said = json.dumps([self.columns, self.owned], sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


def trace(value: Any) -> str:
    """Return a few letters that tell whether a value is still what was taken in."""
    said = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def wanted(group: str, key: str, fields: Fields) -> Wanted:
    """Return the record that a row's fields of one kind speak of; links are set by whoever knows them."""
    return _MAKERS[group](key, fields)


def _party(key: str, fields: Fields) -> Wanted:
    names = _names(fields)
    contacts = [
        {"kind": kind, "value": value}
        for name, kind in _CONTACTS.items()
        for value in ([fields[name]] if isinstance(fields.get(name), str) else fields.get(name, ()))
    ]
    risks = [{"kind": kind} for kind in fields.get("risks", ())]
    columns = _taken(fields, "description", "protection", "country", "born", "citizenships")
    columns["label"] = names[0]["text"]
    owned = {"names": names, "contacts": contacts, "risks": risks}
    besides = {"kind": PartyKind.PERSON, "protection": Protection.SEALED}
    return Wanted("person", key, columns, {name: rows for name, rows in owned.items() if rows}, besides)


def _names(fields: Fields) -> list[dict[str, Any]]:
    parts = (fields.get(name, "") for name in ("given", "patronymic", "family"))
    whole = fields.get("name") or " ".join(part for part in parts if part)
    texts = [(whole, NameKind.USUAL)] if whole else []
    texts += [(fields["latin"], NameKind.LEGAL)] if fields.get("latin") else []
    texts += [(text, NameKind.ALIAS) for text in fields.get("other_names", ())]
    return [name_row(text, kind) for text, kind in texts]


def name_row(text: str, kind: str = NameKind.USUAL) -> dict[str, Any]:
    """Return a name as a row of its own."""
    plain = " ".join(text.split())[:200]
    return {"text": plain, "script": _script(plain), "kind": str(kind), "fold": fold_text(plain, None)[:300]}


def _organisation(key: str, fields: Fields) -> Wanted:
    found = _party(key, fields)
    besides = {"kind": PartyKind.ORGANISATION, "protection": Protection.SEALED}
    return Wanted("organisation", key, found.columns | _taken(fields, "kind"), found.owned, besides)


def _case(key: str, fields: Fields) -> Wanted:
    names = ("code", "title", "status", "opened", "closed", "risk", "summary", "responsible")
    return Wanted("case", key, _taken(fields, *names), besides={"status": CaseStatus.OPEN})


def _event(key: str, fields: Fields) -> Wanted:
    names = ("kind", "date", "country", "place", "description", "status", "asked_for", "title")
    columns = _taken(fields, *names)
    kind = EventKind(columns.get("kind", EventKind.OTHER))
    title = (
        columns.get("title") or " ".join(str(columns.get("description", "")).split())[:120] or str(kind.label)
    )
    return Wanted("event", key, columns, besides={"kind": kind.value, "title": title})


def _decision(key: str, fields: Fields) -> Wanted:
    names = ("kind", "dated", "served", "served_how", "outcome", "reference", "ground")
    reasons = []
    if "reason" in fields or "reason_words" in fields:
        kind = fields.get("reason", ReasonKind.OTHER)
        reasons = [{"kind": str(kind), "words": fields.get("reason_words", "")}]
    owned: dict[str, list[dict[str, Any]]] = {"reasons": reasons} if reasons else {}
    besides = {"kind": DecisionKind.OTHER}
    return Wanted("decision", key, _taken(fields, *names), owned, besides)


def _document(key: str, fields: Fields) -> Wanted:
    names = ("kind", "number", "issuer", "country", "issued", "expires", "whereabouts", "note")
    columns = _taken(fields, *names)
    if "expires" in columns:
        columns["expires_on"] = edtf.parse(columns["expires"]).earliest
    besides = {"kind": DocumentKind.OTHER, "whereabouts": Whereabouts.UNKNOWN}
    return Wanted("document", key, columns, besides=besides)


def _due(key: str, fields: Fields) -> Wanted:
    columns = {**_taken(fields, "what", "kind"), "on": date.fromisoformat(fields["on"])}
    return Wanted("due", key, columns, besides={"kind": DueKind.TASK, "what": str(DueKind.TASK.label)})


def _taken(fields: Fields, *names: str) -> dict[str, Any]:
    return {name: fields[name] for name in names if fields.get(name) not in (None, "", [])}


_MAKERS = {
    "person": _party,
    "organisation": _organisation,
    "case": _case,
    "event": _event,
    "decision": _decision,
    "document": _document,
    "due": _due,
}


def role_in_case(fields: Fields, group: str) -> str:
    """Return what part a party of the row has in the row's case."""
    return str(fields.get("role") or (CaseRole.CLIENT if group == "person" else CaseRole.OTHER))


def role_in_event(fields: Fields, group: str) -> str:
    """Return what part a party of the row has in the row's event."""
    return str(
        fields.get("role") or (InvolvementRole.VICTIM if group == "person" else InvolvementRole.HELPER)
    )


Ids = dict[str, uuid.UUID]
