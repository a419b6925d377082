"""E-mail: headers and body as text, attachments as members; and pages saved as MHTML."""

from __future__ import annotations

import binascii
import email
import email.errors
import email.header
import email.policy
import email.utils
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from dakaz.errors import N_
from dakaz.evidence.charset import DOUBTFUL, decode
from dakaz.evidence.detection import detect
from dakaz.evidence.display_name import clean_name
from dakaz.evidence.hypertext import blocks, parsed, read_html
from dakaz.evidence.transcript import Transcript, finished
from dakaz.evidence.values import Limits, Member, Note, Reading

EXTRACTOR = "mail/1"
NO_MAIL = N_("The e-mail is damaged and could not be read.")
PARTS_BROKEN = N_("Parts of the e-mail do not keep to the rules; something may be missing.")
TOO_MUCH = N_("The e-mail has too many attachments; the rest is in the original.")
WRONG_CHARSET = N_("The e-mail names the charset “%(charset)s”, which does not fit; it was read as %(used)s.")
NO_PAGE = N_("The saved page holds no text that could be read.")
FAULTS = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, binascii.Error,
    email.errors.MessageError,
)  # fmt: skip
_SHOWN = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")


def read_mail(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read an e-mail; its first paragraph is its headers."""
    try:
        message = email.message_from_bytes(_without_mbox_line(content), policy=email.policy.compat32)
        return _reading(message, media_type, limits)
    except FAULTS:
        return Reading(media_type, status="damaged", notes=(Note(NO_MAIL),), extractor=EXTRACTOR)


def read_saved_page(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read the first page inside an MHTML file."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        body = _payload(page) if page is not None else b""
        charset = page.get_content_charset() if page is not None else None
    except FAULTS:
        body, charset = b"", None
    if not body:
        return Reading(media_type, status="damaged", notes=(Note(NO_PAGE),), extractor="mhtml/1")
    return replace(read_html(body, media_type, limits, charset=charset), extractor="mhtml/1")


def _without_mbox_line(content: bytes) -> bytes:
    return content.partition(b"\n")[2] if content.startswith(b"From ") else content


def _reading(message: Message, media_type: str, limits: Limits) -> Reading:
    notes: list[Note] = []
    transcript = Transcript(limits)
    headers = [(name, text) for name in _SHOWN for text in _headers(message, name)]
    transcript.paragraph("\n".join(f"{name}: {text}" for name, text in headers))
    for part in _bodies(message):
        for paragraph in _paragraphs(part, notes):
            transcript.paragraph(paragraph)
    members = _members(message, limits, notes)
    if any(part.defects for part in message.walk()):
        notes.append(Note(PARTS_BROKEN))
    reading = Reading(
        media_type,
        notes=tuple(_unique(notes)),
        title=next(iter(_headers(message, "Subject")), None),
        dated=_dated(message),
        members=tuple(members),
        extractor=EXTRACTOR,
    )
    return finished(reading, transcript)


def _unique(notes: list[Note]) -> list[Note]:
    return [note for place, note in enumerate(notes) if note not in notes[:place]]


def _headers(message: Message, name: str) -> list[str]:
    """Headers of a name in letters; raw eight-bit ones are decoded as well as can be."""
    values = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return [_decoded_header(value) for value in values[:20]]


def _decoded_header(value: str) -> str:
    text, _, _ = decode(value.encode("utf-8", "surrogateescape"))
    pieces = email.header.decode_header(" ".join(text.split()))
    return " ".join("".join(_piece(piece, charset) for piece, charset in pieces).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    return piece if isinstance(piece, str) else decode(piece, charset)[0]


def _bodies(message: Message) -> Iterator[Message]:
    """The parts that a mail program would show; of alternatives the plain one."""
    if message.get_content_type() == "multipart/alternative" and message.is_multipart():
        choices = [part for part in message.get_payload() if isinstance(part, Message)]
        plain = [
            each for each in choices if each.get_content_type() == "text/plain" and _payload(each).strip()
        ]
        for choice in plain[:1] or choices[-1:]:
            yield from _bodies(choice)
    elif message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _bodies(part)
    elif message.get_content_maintype() == "text" and not _is_attachment(message):
        yield message


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _paragraphs(part: Message, notes: list[Note]) -> Iterator[str]:
    named = part.get_content_charset()
    text, used, sure = decode(_payload(part), named)
    if not sure:
        notes.append(Note(DOUBTFUL, {"charset": used}))
    elif named and named.lower() not in (used, "us-ascii") and not text.isascii():
        notes.append(Note(WRONG_CHARSET, {"charset": clean_name(named)[:40], "used": used}))
    if part.get_content_subtype() != "html":
        yield from text.replace("\r\n", "\n").split("\n\n")
        return
    root = parsed(text)
    if root is not None:
        yield from blocks(root)


def _members(message: Message, limits: Limits, notes: list[Note]) -> list[Member]:
    shown = set(map(id, _bodies(message)))
    members: list[Member] = []
    left = limits.unpacked
    for part in _leaves(message):
        if id(part) in shown or _is_other_version(part):
            continue
        content = _attached(part)
        left -= len(content)
        if left < 0 or len(members) >= limits.members:
            notes.append(Note(TOO_MUCH))
            break
        if content:
            members.append(_member(part, content))
    return members


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold content; a mail inside the mail is one attachment."""
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _is_other_version(part: Message) -> bool:
    """The same text as the body, for programs that show web pages."""
    return part.get_content_type() in ("text/html", "text/plain") and not _is_attachment(part)


def _attached(part: Message) -> bytes:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
        return b"".join(piece.as_bytes() for piece in inner if isinstance(piece, Message))
    return _payload(part)


def _member(part: Message, content: bytes) -> Member:
    raw = _file_name(part) or ("message.eml" if part.get_content_type() == "message/rfc822" else "attachment")
    name = clean_name(_decoded_header(raw))
    return Member(name, content, detect(content, name))


def _file_name(part: Message) -> str | None:
    """The name of an attachment; eight-bit letters in it, which the library would lose, are decoded first."""
    clean = Message()
    for key, value in part.raw_items():
        if key.lower() in ("content-disposition", "content-type"):
            clean[key] = decode(str(value).encode("utf-8", "surrogateescape"))[0]
    return clean.get_filename()


def _dated(message: Message) -> str | None:
    written = next(iter(_headers(message, "Date")), "")
    try:
        return email.utils.parsedate_to_datetime(written).date().isoformat()
    except FAULTS:
        return None
