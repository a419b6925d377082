"""ZIP archives: their members, unless they are a bomb."""

from __future__ import annotations

import zipfile
from io import BytesIO

from dakaz.errors import N_, Unreadable
from dakaz.evidence.charset import decode
from dakaz.evidence.detection import detect
from dakaz.evidence.display_name import clean_name
from dakaz.evidence.packed_xml import ZIP_FAULTS
from dakaz.evidence.values import MIB, Limits, Member, Note, Reading

EXTRACTOR = "zip/1"
NO_ARCHIVE = N_("The archive is damaged and could not be opened.")
MANY = N_("The archive holds %(count)s files, more than %(limit)s; unpack it and add the folder.")
HUGE = N_("The archive unpacks to more than %(megabytes)s MB; unpack it and add the folder.")
BOMB = N_(
    "The archive is a bomb: “%(name)s” unpacks to more than %(ratio)s times its size. It was not unpacked."
)
MEMBER_LOCKED = N_("“%(name)s” is locked by a password and was not unpacked.")
MEMBER_BROKEN = N_("“%(name)s” is damaged and was not unpacked.")
NAMES_CLEANED = N_(
    "Names in the archive that led out of it or held hidden signs: %(count)s. They were given plain names."
)
_NOT_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_zip(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Unpack the members in memory; one bad member does not lose the others, a bomb is refused whole."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        infos = [info for info in archive.infolist() if _is_file(info)]
        _refuse_bombs(infos, limits)
        members, notes = _unpacked(archive, infos, limits)
    except Unreadable as fault:
        note = Note(fault.message, fault.values)
        return Reading(media_type, status="too_large", notes=(note,), extractor=EXTRACTOR)
    except ZIP_FAULTS:
        return Reading(media_type, status="damaged", notes=(Note(NO_ARCHIVE),), extractor=EXTRACTOR)
    broken = any(note.message == MEMBER_BROKEN for note in notes)
    return Reading(
        media_type,
        status="damaged" if broken else "read",
        notes=tuple(notes),
        members=tuple(members),
        extractor=EXTRACTOR,
    )


def _is_file(info: zipfile.ZipInfo) -> bool:
    return (
        bool(info.filename)
        and not info.filename.endswith("/")
        and not any(part in info.filename for part in _NOT_FILES)
    )


def _refuse_bombs(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise Unreadable(MANY, count=len(infos), limit=limits.members)
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise Unreadable(HUGE, megabytes=limits.unpacked // MIB)
    for info in infos:
        if info.file_size > MIB and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise Unreadable(BOMB, name=clean_name(_raw_name(info)), ratio=limits.ratio)


def _unpacked(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits
) -> tuple[list[Member], list[Note]]:
    members, notes, left, cleaned = [], [], limits.unpacked, 0
    for info in infos:
        raw = _raw_name(info)
        name = clean_name(raw)
        cleaned += name != raw.rsplit("/", 1)[-1] or ".." in raw.split("/")
        if info.flag_bits & 1:
            notes.append(Note(MEMBER_LOCKED, {"name": name}))
            continue
        try:
            content = _content(archive, info, left)
        except ZIP_FAULTS:
            notes.append(Note(MEMBER_BROKEN, {"name": name}))
            continue
        left -= len(content)
        members.append(Member(name, content, detect(content, name)))
    if cleaned:
        notes.append(Note(NAMES_CLEANED, {"count": cleaned}))
    return members, notes


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack one member; what it says of its size is not believed."""
    with archive.open(info) as member:
        content = member.read(left + 1)
    if len(content) > left:
        raise Unreadable(HUGE, megabytes=left // MIB)
    return content


def _raw_name(info: zipfile.ZipInfo) -> str:
    """The name as it was packed: old Windows programs wrote it in the charset of DOS."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.orig_filename
    try:
        packed = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    return decode(packed)[0]
