"""Telegram Desktop's exports: ``result.json`` and ``messages*.html``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dakaz.errors import N_
from dakaz.evidence.chats.messages import ChatMessage, chat_reading
from dakaz.evidence.values import Limits, Note, Reading

EXTRACTOR = "telegram/1"
EDITED = N_("Changed after being sent: %(count)s messages. The export holds their last wording.")
LOCAL_TIME = N_("Times are those of the computer that made the export.")
_FILES = ("photo", "file", "media_type", "location_information", "contact_information", "poll")
_HTML_TIME = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2})")


def chats_of(data: Any) -> list[dict[str, Any]]:
    """Return the chats in a ``result.json`` (one, or a whole account's); [] when it is something else."""
    if not isinstance(data, dict):
        return []
    inner = data.get("chats")
    found = [data] if "messages" in data else inner.get("list", []) if isinstance(inner, dict) else []
    return [chat for chat in found if isinstance(chat, dict) and _is_chat(chat)]


def _is_chat(chat: dict[str, Any]) -> bool:
    messages = chat.get("messages")
    return isinstance(messages, list) and all(
        isinstance(message, dict) and "id" in message and "type" in message for message in messages[:20]
    )


def read_json_chats(chats: list[dict[str, Any]], media_type: str, limits: Limits) -> Reading:
    """Read what ``chats_of`` found."""
    every = [message for chat in chats for message in chat["messages"] if isinstance(message, dict)]
    edited = sum("edited" in message for message in every)
    notes = (Note(LOCAL_TIME), *([Note(EDITED, {"count": edited})] if edited else []))
    title = ", ".join(str(chat.get("name") or "") for chat in chats)[:300]
    messages = map(_message, every)
    return chat_reading(messages, media_type, limits, extractor=EXTRACTOR, title=title or None, notes=notes)


def _message(message: dict[str, Any]) -> ChatMessage:
    when = str(message.get("date") or "")[:16].replace("T", " ")
    sender = str(message.get("from") or message.get("actor") or "")
    pieces = [_words(message.get("text")), *_beside(message)]
    return ChatMessage(when, sender, " ".join(filter(None, pieces)))


def _words(text: Any) -> str:
    """Text is a string, or a list of strings and of marked pieces (bold, links, mentions)."""
    if isinstance(text, list):
        return "".join(_words(piece) for piece in text if not isinstance(piece, list))
    if isinstance(text, dict):
        return str(text.get("text") or "")
    return str(text or "")


def _beside(message: dict[str, Any]) -> Iterator[str]:
    if message.get("forwarded_from"):
        yield f"[← {message['forwarded_from']}]"
    if message.get("type") == "service":
        yield f"[{message.get('action', '')} {message.get('title') or ''}".rstrip() + "]"
    for key in _FILES:
        value = message.get(key)
        if isinstance(value, str) and not (key == "media_type" and "file" in message):
            yield f"[{value}]"
        elif isinstance(value, dict):
            yield (
                "["
                + ", ".join(str(part) for part in value.values() if isinstance(part, str | int | float))
                + "]"
            )


def is_html_export(root: etree._Element) -> bool:
    """Say whether a page is one of Telegram's ``messages.html``."""
    return (
        root.find(".//div[@class='page_wrap']") is not None
        and root.find(".//div[@class='history']") is not None
    )


def read_html_chat(root: etree._Element, media_type: str, limits: Limits) -> Reading:
    """Read a ``messages.html``."""
    title = _inner(root, "text bold") or None
    messages = _html_messages(root)
    return chat_reading(
        messages, media_type, limits, extractor=EXTRACTOR, title=title, notes=(Note(LOCAL_TIME),)
    )


def _html_messages(root: etree._Element) -> Iterator[ChatMessage]:
    sender = when = ""
    for element in root.iterfind(".//div[@class]"):
        classes = (element.get("class") or "").split()
        if "message" not in classes:
            continue
        if "service" in classes:
            yield ChatMessage(when, "", _joined(element))
            continue
        sender = _inner(element, "from_name") or sender  # "joined" messages do not repeat it
        when = _html_time(element) or when
        files = [
            f"[{link.get('href')}]"
            for link in element.iterfind(".//a[@href]")
            if "media" in (link.get("class") or "")
        ]
        yield ChatMessage(when, sender, " ".join(filter(None, [_inner(element, "text"), *files])))


def _html_time(element: etree._Element) -> str:
    for part in element.iterfind(".//div[@title]"):
        found = _HTML_TIME.match(part.get("title") or "")
        if found:
            return f"{found[3]}-{found[2]}-{found[1]} {found[4]}"
    return ""


def _inner(element: etree._Element, name: str) -> str:
    part = element.find(f".//div[@class='{name}']")
    return "" if part is None else _joined(part)


def _joined(element: etree._Element) -> str:
    pieces = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\x00" if part.tag == "br" else part.text or "")
        elif part is not element:
            pieces.append(part.tail or "")
    return re.sub(" ?\x00 ?", "\n", " ".join("".join(pieces).split())).strip()
