"""FollowTheMoney entities, one JSON object a line, out of whole records and back.

What FollowTheMoney has no property for travels beside ``properties`` under ``dakaz``, which its programs
carry along unread: the record's own columns and rows. An entity without it comes from elsewhere and is
read by its properties. Kinds it has no schema for (consents, needs, due dates …) travel as ``Note``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.names.fold import fold_text

from . import edtf
from .whole import Whole

OURS = "dakaz"
# Ids of entities from elsewhere become ours by this; the same entity always gets the same.
_ELSEWHERE = uuid.uuid5(uuid.NAMESPACE_URL, "https://followthemoney.tech/")
_KIN = {"spouse", "partner", "parent", "child", "sibling", "relative", "guardian", "ward"}
_TIES: Mapping[str, tuple[str, str, str]] = {
    "member": ("Membership", "member", "organization"),
    "has_member": ("Membership", "organization", "member"),
    "works_for": ("Employment", "employee", "employer"),
    "employs": ("Employment", "employer", "employee"),
    "acts_for": ("Representation", "agent", "client"),
    "is_acted_for": ("Representation", "client", "agent"),
    **dict.fromkeys(_KIN, ("Family", "person", "relative")),
    "friend": ("Associate", "person", "associate"),
    "colleague": ("Associate", "person", "associate"),
}
_ANY = ("UnknownLink", "subject", "object")
_PEOPLE_ONLY = {"Family", "Associate"}
_NAMES = {"usual": "name", "legal": "name", "former": "previousName", "alias": "alias"}
_PARTIES = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "organisation",
}
BAD_LINE = N_("Line %(row)d of %(file)s is no FollowTheMoney entity: it has no id, schema or properties.")

Entity = dict[str, Any]
Props = dict[str, list[str]]


def lines_of(records: Iterable[Whole]) -> Iterator[bytes]:
    """Yield one entity a line; parts in a case are entities of their own besides.

    Args:
        records: parties before what leads to them: a tie is said otherwise between people.
    """
    parties: dict[str, Whole] = {}
    for one in records:
        if one.kind == "party":
            parties[str(one.columns["id"])] = Whole("party", {"kind": one.columns.get("kind")})
        for entity in (_entity(one, parties), *_parts(one)):
            yield json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _entity(one: Whole, others: Mapping[str, Whole]) -> Entity:
    schema, props = _MAKERS.get(one.kind, _note)(one, others)
    ours = {
        "kind": one.kind,
        "columns": dict(one.columns),
        "owned": {k: list(v) for k, v in one.owned.items()},
    }
    filled = {name: kept for name, values in props.items() if (kept := [text for text in values if text])}
    return {"id": str(one.columns["id"]), "schema": schema, "properties": filled, OURS: ours}


def _text(one: Whole, *names: str) -> list[str]:
    return [str(one.columns[name]) for name in names if one.columns.get(name)]


def _dates(*texts: Any) -> list[str]:
    """Return dates as FollowTheMoney has them: a year, month or day; the first that an EDTF date can mean."""
    return [found for text in texts if text and (found := _date(str(text)))]


def _date(text: str) -> str:
    first = text.partition("/")[0].rstrip("?~%")
    return first if len(first) in (4, 7, 10) and first.replace("-", "").isdigit() else ""


def _party(one: Whole, _: Mapping[str, Whole]) -> tuple[str, Props]:
    props: Props = {"name": [], "alias": [], "previousName": []}
    for name in one.owned.get("names", ()):
        props[_NAMES.get(str(name["kind"]), "name")].append(str(name["text"]))
    props["name"] = props["name"] or _text(one, "label")
    contacts = one.owned.get("contacts", ())
    props |= {
        kind: [str(way["value"]) for way in contacts if way["kind"] == kind] for kind in ("phone", "email")
    }
    props |= {"country": [code.lower() for code in _text(one, "country")], "notes": _text(one, "description")}
    if one.columns.get("kind") != "person":
        return "Organization", props
    codes = [code for code in one.columns.get("citizenships") or () if len(code) == 2]
    return "Person", props | {
        "birthDate": _dates(one.columns.get("born")),
        "citizenship": [code.lower() for code in codes],
    }


def _case(one: Whole, _: Mapping[str, Whole]) -> tuple[str, Props]:
    return "CourtCase", {
        "name": _text(one, "title") or _text(one, "code"),
        "caseNumber": _text(one, "code"),
        "status": _text(one, "status"),
        "fileDate": _dates(one.columns.get("opened")),
        "closeDate": _dates(one.columns.get("closed")),
        "summary": _text(one, "summary"),
    }


def _parts(one: Whole) -> Iterator[Entity]:
    if one.kind != "case":
        return
    for row in one.owned.get("involvements", ()):
        case, party, role = str(one.columns["id"]), str(row["party_id"]), str(row["role"])
        identifier = str(uuid.uuid5(_ELSEWHERE, f"{case} {party} {role}"))
        props = {"case": [case], "party": [party], "role": [role]}
        yield {"id": identifier, "schema": "CourtCaseParty", "properties": props, OURS: {"of": case}}


def _tie(one: Whole, others: Mapping[str, Whole]) -> tuple[str, Props]:
    schema, first, second = _TIES.get(str(one.columns["kind"]), _ANY)
    ends = [others.get(str(one.columns[name])) for name in ("party_id", "other_id")]
    if schema in _PEOPLE_ONLY and not all(end and end.columns.get("kind") == "person" for end in ends):
        schema, first, second = _ANY
    role = "relationship" if schema in _PEOPLE_ONLY else "role"
    return schema, {
        first: _text(one, "party_id"),
        second: _text(one, "other_id"),
        role: _text(one, "kind"),
        "startDate": _dates(one.columns.get("since")),
        "endDate": _dates(one.columns.get("until")),
        "summary": _text(one, "note"),
    }


def _document(one: Whole, others: Mapping[str, Whole]) -> tuple[str, Props]:
    if not one.columns.get("number"):
        return _note(one, others)  # an Identification has to have one
    passport = one.columns["kind"] in ("passport", "aliens_passport")
    return "Passport" if passport else "Identification", {
        "holder": _text(one, "party_id"),
        "number": _text(one, "number"),
        "type": _text(one, "kind"),
        "country": [code.lower() for code in _text(one, "country")],
        "authority": _text(one, "issuer"),
        "startDate": _dates(one.columns.get("issued")),
        "endDate": _dates(one.columns.get("expires")),
    }


def _event(one: Whole, _: Mapping[str, Whole]) -> tuple[str, Props]:
    return "Event", {
        "name": _text(one, "title"),
        "date": _dates(one.columns.get("date")),
        "country": [code.lower() for code in _text(one, "country")],
        "location": _text(one, "place"),
        "summary": _text(one, "description"),
        "keywords": _text(one, "kind"),
        "involved": [str(row["party_id"]) for row in one.owned.get("involvements", ())],
    }


def _decision(one: Whole, _: Mapping[str, Whole]) -> tuple[str, Props]:
    return "Event", {
        "name": [" ".join(_text(one, "kind", "reference"))],
        "date": _dates(one.columns.get("dated")),
        "organizer": _text(one, "authority_id"),
        "summary": _text(one, "outcome"),
        "keywords": ["decision", *_text(one, "kind")],
    }


def _note(one: Whole, _: Mapping[str, Whole]) -> tuple[str, Props]:
    about = ("party_id", "case_id", "other_id", "speaker_id", "decision_id", "kept_id")
    return "Note", {"name": [one.kind], "entity": _text(one, *about)}


_MAKERS: Mapping[str, Callable[[Whole, Mapping[str, Whole]], tuple[str, Props]]] = {
    "party": _party,
    "case": _case,
    "tie": _tie,
    "document": _document,
    "event": _event,
    "decision": _decision,
}


def is_ftm(objects: Iterable[Any]) -> bool:
    """Say whether JSON objects are FollowTheMoney entities, by the first of them."""
    first = next(iter(objects), None)
    return isinstance(first, dict) and {"id", "schema", "properties"} <= first.keys()


def records_of(objects: Sequence[Any], *, file: str) -> tuple[list[Whole], dict[str, int]]:
    """Return the records of entities, and how many of which schemata say nothing we keep.

    Raises:
        BadInput: an object is no entity.
    """
    found: dict[str, Whole] = {}
    left: dict[str, int] = {}
    parts: list[Entity] = []
    for row, entity in enumerate(objects, start=1):
        if not is_ftm([entity]) or not isinstance(entity["properties"], dict):
            raise BadInput(BAD_LINE, row=row, file=file)
        one = _ours(entity) if OURS in entity else _theirs(entity)
        if one is not None:
            found[f"{one.kind} {one.columns['id']}"] = one
        elif entity["schema"] == "CourtCaseParty" and OURS not in entity:
            parts.append(entity)
        elif OURS not in entity:
            left[str(entity["schema"])] = left.get(str(entity["schema"]), 0) + 1
    for part in parts:
        _join(found, part)
    return list(found.values()), left


def _ours(entity: Entity) -> Whole | None:
    told = entity[OURS]
    if not isinstance(told, dict) or not isinstance(told.get("columns"), dict):
        return None  # a part of another entity
    return Whole(str(told.get("kind")), told["columns"], told.get("owned") or {})


def ours_of(identifier: Any) -> str:
    """Return our id of an entity from elsewhere; its own where that is one of ours already."""
    try:
        return str(uuid.UUID(str(identifier)))
    except ValueError:
        return str(uuid.uuid5(_ELSEWHERE, str(identifier)))


def _theirs(entity: Entity) -> Whole | None:
    schema, props = str(entity["schema"]), entity["properties"]
    values = {name: [str(text) for text in texts] for name, texts in props.items() if isinstance(texts, list)}
    maker = _party_of if schema in _PARTIES else _READERS.get(schema)
    return maker(schema, ours_of(entity["id"]), values) if maker else None


def _first(props: Props, *names: str) -> str:
    return next((props[name][0] for name in names if props.get(name)), "")


def _edtf(props: Props, *names: str) -> str:
    text = _first(props, *names)[:10]
    try:
        return edtf.parse(text).text if text else ""
    except BadInput:
        return ""


def _country(props: Props, name: str) -> list[str]:
    return [code.upper() for code in props.get(name, ()) if len(code) == 2]


def _party_of(schema: str, identifier: str, props: Props) -> Whole | None:
    names = [
        (text, kind)
        for kind, prop in (("usual", "name"), ("alias", "alias"), ("former", "previousName"))
        for text in props.get(prop, ())
    ]
    names = names or [
        (text, "usual")
        for text in [_first(props, "firstName") + " " + _first(props, "lastName")]
        if text.strip()
    ]
    if not names:
        return None
    columns = {
        "id": identifier,
        "kind": _PARTIES[schema],
        "label": names[0][0][:200],
        "description": "\n".join(props.get("notes", ()) or props.get("summary", ())),
        "protection": "sealed",
        "country": next(iter(_country(props, "country")), ""),
        "born": _edtf(props, "birthDate"),
        "citizenships": _country(props, "citizenship") or _country(props, "nationality"),
    }
    ways = [
        {"kind": kind, "value": text[:200], "safety": "ask", "safe_when": ""}
        for kind in ("phone", "email")
        for text in props.get(kind, ())
    ]
    rows = [
        {"text": text[:200], "kind": kind, "fold": fold_text(text, None)[:300], "language": "", "script": ""}
        for text, kind in names
    ]
    return Whole("party", columns, {"names": rows, "contacts": ways})


def _case_of(_: str, identifier: str, props: Props) -> Whole:
    return Whole(
        "case",
        {
            "id": identifier,
            "code": (_first(props, "caseNumber") or identifier)[:40],
            "title": _first(props, "name")[:200],
            "opened": _edtf(props, "fileDate"),
            "closed": _edtf(props, "closeDate"),
            "status": "closed" if _first(props, "closeDate") else "open",
            "summary": "\n".join(props.get("summary", ())),
        },
        {"involvements": []},
    )


def _join(found: dict[str, Whole], part: Entity) -> None:
    """Give a case from elsewhere its parties."""
    props = part["properties"]
    for case in props.get("case", ()):
        one = found.get(f"case {ours_of(case)}")
        rows: Any = one.owned["involvements"] if one else []
        for party in props.get("party", ()):
            row = {"party_id": ours_of(party), "role": "other"}
            if f"party {row['party_id']}" in found and row not in rows:
                rows.append(row)


def _tie_of(schema: str, identifier: str, props: Props) -> Whole | None:
    kind, (_, first, second) = next((pair for pair in _TIES.items() if pair[1][0] == schema), ("other", _ANY))
    if schema == "Family":
        kind = "relative"
    if schema == "Associate":
        kind = "colleague"
    ends = _first(props, first), _first(props, second)
    if not all(ends):
        return None
    columns = {
        "id": identifier,
        "party_id": ours_of(ends[0]),
        "other_id": ours_of(ends[1]),
        "kind": kind,
        "since": _edtf(props, "startDate"),
        "until": _edtf(props, "endDate"),
        "note": " ".join([*props.get("relationship", ()), *props.get("role", ()), *props.get("summary", ())])[
            :300
        ],
    }
    return Whole("tie", columns)


def _document_of(schema: str, identifier: str, props: Props) -> Whole | None:
    if not _first(props, "holder"):
        return None
    expires = _edtf(props, "endDate")
    first = edtf.parse(expires).earliest if expires else None
    columns = {
        "id": identifier,
        "party_id": ours_of(_first(props, "holder")),
        "kind": "passport" if schema == "Passport" else "other",
        "number": _first(props, "number", "passportNumber")[:60],
        "issuer": _first(props, "authority")[:160],
        "country": next(iter(_country(props, "country")), ""),
        "issued": _edtf(props, "startDate"),
        "expires": expires,
        "expires_on": first.isoformat() if first else None,
        "note": "" if schema == "Passport" else _first(props, "type")[:300],
    }
    return Whole("document", columns)


def _event_of(_: str, identifier: str, props: Props) -> Whole:
    involved = [{"party_id": ours_of(one), "role": "source"} for one in props.get("involved", ())]
    columns = {
        "id": identifier,
        "kind": "other",
        "title": (_first(props, "name") or "—")[:200],
        "date": _edtf(props, "date", "startDate"),
        "country": next(iter(_country(props, "country")), ""),
        "place": _first(props, "location")[:200],
        "description": "\n".join([*props.get("summary", ()), *props.get("description", ())]),
    }
    return Whole("event", columns, {"involvements": involved})


_READERS: Mapping[str, Callable[[str, str, Props], Whole | None]] = {
    "CourtCase": _case_of,
    "Passport": _document_of,
    "Identification": _document_of,
    "Event": _event_of,
    **dict.fromkeys([*{schema for schema, _, _ in _TIES.values()}, "UnknownLink"], _tie_of),
}
