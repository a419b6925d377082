"""Signal has no single export; these are read:

- ``data.json`` of signal-export (one object per line: date, sender, body); its ``chat.md`` is read as lines;
- what ``signal-cli --output=json receive`` prints (one envelope per line);
- ``main.jsonl`` of Signal Desktop's own export (recipients, chats and chat items, one per line).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dakaz.errors import N_
from dakaz.evidence.chats.messages import ChatMessage, chat_reading, moment
from dakaz.evidence.values import Limits, Note, Reading

EXTRACTOR = "signal/1"
UTC_TIME = N_("Times are in UTC.")

Row = dict[str, Any]


def read_rows(rows: list[Row], media_type: str, limits: Limits) -> Reading | None:
    """Read the objects of a JSON export, or return None when they are none of Signal's."""
    for belongs, messages, notes in (
        (_is_signal_export, _signal_export, ()),
        (_is_envelope, _envelopes, (Note(UTC_TIME),)),
        (_is_desktop, _desktop, (Note(UTC_TIME),)),
    ):
        if rows and any(belongs(row) for row in rows[:200]):
            return chat_reading(messages(rows), media_type, limits, extractor=EXTRACTOR, notes=notes)
    return None


def _is_signal_export(row: Row) -> bool:
    return {"date", "sender", "body"} <= row.keys()


def _signal_export(rows: list[Row]) -> Iterator[ChatMessage]:
    for row in filter(_is_signal_export, rows):
        text = " ".join(
            filter(None, [_words(row["body"]), *_names(row.get("attachments"), "name", "fileName")])
        )
        yield ChatMessage(str(row["date"])[:16].replace("T", " "), _words(row["sender"]), text)


def _envelope(row: Row) -> Row:
    inner = _dict(row.get("params")) or row
    return _dict(inner.get("envelope"))


def _is_envelope(row: Row) -> bool:
    return "timestamp" in _envelope(row)


def _envelopes(rows: list[Row]) -> Iterator[ChatMessage]:
    for row in rows:
        envelope = _envelope(row)
        sent = _dict(_dict(envelope.get("syncMessage")).get("sentMessage"))
        message = _dict(envelope.get("dataMessage")) or sent
        files = _names(message.get("attachments"), "filename", "id")
        text = " ".join(filter(None, [_words(message.get("message")), *files]))
        if text:
            sender = envelope.get("sourceName") or envelope.get("sourceNumber") or envelope.get("source")
            yield ChatMessage(
                moment(message.get("timestamp") or envelope.get("timestamp")), _words(sender), text
            )


def _is_desktop(row: Row) -> bool:
    return "chatItem" in row


def _desktop(rows: list[Row]) -> Iterator[ChatMessage]:
    people = {
        str(person.get("id")): _person(person) for row in rows if (person := _dict(row.get("recipient")))
    }
    for row in rows:
        item = _dict(row.get("chatItem"))
        message = _dict(item.get("standardMessage"))
        pointers = [_dict(_dict(file).get("pointer")) for file in _list(message.get("attachments"))]
        body = _words(_dict(message.get("text")).get("body"))
        text = " ".join(filter(None, [body, *_names(pointers, "fileName", "contentType")]))
        if text:
            yield ChatMessage(moment(item.get("dateSent")), people.get(str(item.get("authorId")), ""), text)


def _person(recipient: Row) -> str:
    contact = _dict(recipient.get("contact"))
    for given, family in (("systemGivenName", "systemFamilyName"), ("profileGivenName", "profileFamilyName")):
        name = f"{_words(contact.get(given))} {_words(contact.get(family))}".strip()
        if name:
            return name
    return _words(contact.get("e164")) or ("self" if "self" in recipient else "")


def _names(files: Any, *keys: str) -> list[str]:
    names = (
        next((_words(_dict(file).get(key)) for key in keys if _dict(file).get(key)), "")
        for file in _list(files)
    )
    return [f"[{name}]" for name in names if name]


def _dict(value: Any) -> Row:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""
