"""Web pages, as saved by a browser: their text only, nothing of what they would do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dakaz.errors import N_
from dakaz.evidence.charset import DOUBTFUL, decode
from dakaz.evidence.chats import telegram
from dakaz.evidence.dates import edtf
from dakaz.evidence.transcript import Transcript, clean_text, finished
from dakaz.evidence.values import Limits, Note, Reading

EXTRACTOR = "html/1"
NO_PAGE = N_("The web page is damaged; no text could be read from it.")
TOO_LARGE = N_("The web page is larger than %(megabytes)s MB; it is kept as it is, but not read.")
HIDDEN = N_("The page holds scripts; they were not run, so text that they would load is not here.")

_SKIPPED = frozenset(
    ["script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "applet", "math", "head"]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "address",
        "hr",
        "details",
        "summary",
        "caption",
        "body",
        "html",
        "td",
        "th",
        "option",
        "title",
    ]
)
_CELLS = frozenset(("td", "th"))
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_DATES = ("article:published_time", "date", "dc.date", "dcterms.created", "datepublished", "og:updated_time")


def read_html(content: bytes, media_type: str, limits: Limits, *, charset: str | None = None) -> Reading:
    """Read the text of a page; ``charset`` is what came with it from outside, such as an e-mail header."""
    if len(content) > limits.markup:
        note = Note(TOO_LARGE, {"megabytes": limits.markup >> 20})
        return Reading(media_type, status="too_large", notes=(note,), extractor=EXTRACTOR)
    found = _CHARSET.search(content[:4096])
    declared = charset or (found[1].decode("ascii") if found else None)
    text, used, sure = decode(content, declared)
    notes: tuple[Note, ...] = () if sure else (Note(DOUBTFUL, {"charset": used}),)
    root = parsed(text)
    if root is None:
        return Reading(media_type, status="damaged", notes=(*notes, Note(NO_PAGE)), extractor=EXTRACTOR)
    if telegram.is_html_export(root):
        return telegram.read_html_chat(root, media_type, limits)
    transcript = Transcript(limits)
    for block in blocks(root):
        if not transcript.paragraph(block):
            break
    if not transcript.anchors and root.find(".//script") is not None:
        notes += (Note(HIDDEN),)
    reading = Reading(media_type, notes=notes, extractor=EXTRACTOR, title=_title(root), dated=_dated(root))
    return finished(reading, transcript)


def parsed(text: str) -> etree._Element | None:
    """Parse a page leniently: no network, no entities from elsewhere, no huge trees."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, recover=True
    )
    data = clean_text(text).encode("utf-8")
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def blocks(root: etree._Element) -> Iterator[str]:
    """Give the text of a page block by block: what a reader sees as paragraphs, cells parted by tabs."""
    pieces: list[str] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                pieces.append(element.tail or "")
            continue
        if event == "start" and tag in _SKIPPED:
            skipped = element
            continue
        if _breaks(tag, pieces):
            yield _squeezed(pieces)
            pieces.clear()
        pieces.extend(_own_text(event, element, tag))
    yield _squeezed(pieces)


def _breaks(tag: str, pieces: list[str]) -> bool:
    return bool(pieces) and tag in _BLOCKS and tag not in _CELLS


def _own_text(event: str, element: etree._Element, tag: str) -> Iterator[str]:
    if event == "start":
        yield "\x00" if tag == "br" else (element.text or "")
        return
    if tag in _CELLS:
        yield "\x01"
    yield element.tail or ""


def _squeezed(pieces: list[str]) -> str:
    """White space of the source is one blank; only breaks and cells part the text."""
    joined = " ".join("".join(pieces).split())
    return re.sub(" ?\x00 ?", "\n", re.sub(" ?\x01 ?", "\t", joined)).strip()


def _title(root: etree._Element) -> str | None:
    element = root.find(".//title")
    title = " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
    return title[:300] or None


def _dated(root: etree._Element) -> str | None:
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _DATES and (date := edtf(meta.get("content") or "")):
            return date
    return None
