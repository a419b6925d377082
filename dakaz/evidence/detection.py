"""What bytes are: the content decides, the name only chooses between kinds of text."""

from __future__ import annotations

import json
import re

import puremagic

from dakaz.evidence.charset import decode

EMPTY = "application/x-empty"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LOCKED_OFFICE = "application/x-ole-encrypted-package"
XLS = "application/vnd.ms-excel"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
ZIP = "application/zip"
HTML = "text/html"
MHTML = "multipart/related"
EML = "message/rfc822"
SVG = "image/svg+xml"
JSON = "application/json"
PICTURES = ("jpeg", "png", "gif", "tiff", "bmp", "webp", "heic", "heif", "avif")
UNKNOWN = "application/octet-stream"

HEAD = 64 * 1024
FRONT = 8192
_FRONT = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"ID3", "audio/mpeg"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
)
# Brands of the container that HEIC, AVIF, MP4 and QuickTime share (ISO/IEC 14496-12).
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"hevx": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif",
    b"avif": "image/avif", b"avis": "image/avif", b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4", b"3gp4": "video/3gpp", b"3gp5": "video/3gpp",
}  # fmt: skip
_OFFICE = ((b"word/document", DOCX), (b"xl/workbook", XLSX), (b"ppt/presentation", PPTX))
_BY_NAME = {
    "csv": "text/csv", "tsv": "text/tab-separated-values", "tab": "text/tab-separated-values",
    "md": "text/markdown", "markdown": "text/markdown", "json": JSON, "jsonl": JSON, "ndjson": JSON,
    "html": HTML, "htm": HTML, "xhtml": HTML, "eml": EML, "mht": MHTML, "mhtml": MHTML,
}  # fmt: skip
_LONGEST_WORD = 40  # of JSON outside its strings: a number, true, null
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_TAGS = re.compile(r"<(!doctype html|html|head|body|title|table|div|p|meta|h1|script)[\s>/]", re.IGNORECASE)
_HEADER = re.compile(
    r"^(return-path|received|from|to|cc|subject|date|message-id|mime-version|delivered-to|x-[\w-]+|content-type|"
    r"reply-to|dkim-signature|arc-[\w-]+|sender|references|in-reply-to|authentication-results)\s*:",
    re.IGNORECASE,
)


def detect(head: bytes, name: str) -> str:
    """Return the media type of bytes.

    Args:
        head: the first bytes, 64 KiB or more (the whole content is best: the kinds of ZIP-based
            documents may only show at the end).
        name: the file's name; it decides only where the content allows several kinds.
    """
    if not head:
        return EMPTY
    ending = name.rpartition(".")[2].lower()
    return _by_magic(head) or _text_kind(head, ending) or _by_library(head)


def _by_magic(head: bytes) -> str | None:
    for front, media_type in _FRONT:
        if head.startswith(front):
            return media_type
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(head)
    return _container_kind(head)


def _container_kind(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(
            head[8:12], UNKNOWN
        )
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if b"%PDF-" in head[:1024]:
        return PDF
    return None


def _zip_kind(head: bytes) -> str:
    if head[30:38] == b"mimetype":
        found = re.match(rb"[\w.+/-]{5,100}", head[38:138])
        declared = found[0].decode("ascii") if found else ""
        for media_type in (ODT, ODS, ODP):
            if declared.startswith(media_type):
                return media_type
        if declared.startswith("application/epub+zip"):
            return "application/epub+zip"
    for part, media_type in _OFFICE:
        if part in head and b"[Content_Types].xml" in head:
            return media_type
    return ZIP


def _ole_kind(head: bytes) -> str:
    for stream, media_type in (
        ("EncryptedPackage", LOCKED_OFFICE),
        ("WordDocument", "application/msword"),
        ("Workbook", XLS),
        ("__substg1.0_", "application/vnd.ms-outlook"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ):
        if stream.encode("utf-16-le") in head:
            return media_type
    return "application/x-ole-storage"


def _text_kind(head: bytes, ending: str) -> str | None:
    sample = head[:HEAD]
    if not looks_like_text(sample):
        return None
    text, _, _ = decode(sample[:FRONT])
    start = text.lstrip("\ufeff \t\r\n")
    return _markup_kind(start) or _mail_kind(start) or _by_name(start, ending, cut=len(sample) > FRONT)


def looks_like_text(sample: bytes) -> bool:
    """Say whether bytes read as text in some charset: hardly any control characters."""
    text, charset, _ = decode(sample)
    if charset.startswith(("utf-16", "utf-32")):
        text = text.replace("\ufffd", "")
    controls = len(_CONTROL.findall(text))
    return controls * 200 <= len(text) and text.count("\ufffd") * 20 <= len(text)


def _markup_kind(start: str) -> str | None:
    front = re.sub(r"^(<\?xml[^>]*>|<!--.*?-->|\s)+", "", start[:4096], flags=re.DOTALL)
    lowered = front[:200].lower()
    if lowered.startswith(("<svg", "<!doctype svg")):
        return SVG
    if _TAGS.match(front) or ("<html" in start[:4096].lower() and lowered.startswith("<")):
        return HTML
    if start.startswith("<?xml"):
        return HTML if "<html" in start.lower() else "application/xml"
    return None


def _mail_kind(start: str) -> str | None:
    head = re.split(r"\r?\n\r?\n", start, maxsplit=1)[0]
    if head.startswith("From "):
        head = head.partition("\n")[2]
    lines = head.splitlines()
    names = {found[1].lower() for line in lines if (found := _HEADER.match(line))}
    if not lines or not _HEADER.match(lines[0]) or len(names) < 3:
        return None
    if re.search(r"content-type:\s*multipart/related", head, re.IGNORECASE) and _saved_by_browser(head):
        return MHTML
    return EML


def _saved_by_browser(head: str) -> bool:
    return bool(
        re.search(r"^(from:\s*<?saved by|snapshot-content-location:)", head, re.IGNORECASE | re.MULTILINE)
    )


def _by_name(start: str, ending: str, *, cut: bool) -> str:
    if ending not in _BY_NAME and _is_json(start, cut=cut):
        return JSON
    return _BY_NAME.get(ending, "text/plain")


def _is_json(start: str, *, cut: bool) -> bool:
    """Say whether a text is JSON as far as it goes: chats and footnotes begin with a bracket too."""
    if not start.startswith(("{", "[")):
        return False
    try:
        _, end = json.JSONDecoder().raw_decode(start)
    except RecursionError:  # brackets in brackets, more than a reader follows
        return True
    except json.JSONDecodeError as problem:
        in_a_string = problem.msg.startswith("Unterminated string")
        return cut and (in_a_string or problem.pos >= len(start) - _LONGEST_WORD)
    except ValueError:  # a number of thousands of digits
        return False
    return re.match(r"\s*$|\s*\n\s*[{\[]", start[end:]) is not None


def _by_library(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head[:HEAD], mime=True) or UNKNOWN)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
