"""What a dossier says of sources, papers and passages; see ``samples/README.md``."""

from __future__ import annotations

import io
import uuid
from pathlib import PurePosixPath

from dakaz import evidence
from dakaz.errors import BadInput
from dakaz.records import guard
from dakaz.records.models import Item

from . import observatory
from .archive import describe
from .imports import Incoming, take_in
from .passages import mark_words
from .reading import Page, join_photos, keep_reading
from .sample_filling import Entry, Filling, only

TYPED_EXTRACTOR = "typed by a person"


def source(filling: Filling, entry: Entry) -> uuid.UUID:
    """A source and its file; the key stands for the item, which is what everything else points to."""
    source = observatory.save_source(
        filling.acting,
        public=entry["kind"] != "handed_over",
        **only(entry, "kind", "title", "publisher", "address", "note"),
    )
    item = _take(filling, entry["file"])
    describe(
        filling.acting,
        item,
        source_id=source.pk,
        case_id=filling.of("cases", entry.get("case")),
        **only(entry, "title", "dated", "cite", "tags", "note"),
    )
    return item


def _take(filling: Filling, path: str) -> uuid.UUID:
    content = filling.read_file(path)
    incoming = Incoming(PurePosixPath(path).name, len(content), lambda: io.BytesIO(content))
    (taken,) = take_in(filling.acting, filling.readers, filling.run, [incoming])
    if taken.item is None:
        raise BadInput("%(file)s could not be added.", file=path)
    return taken.item


def paper(filling: Filling, entry: Entry) -> uuid.UUID:
    photos = [_take(filling, path) for path in entry["photos"]]
    paper = join_photos(
        filling.acting,
        filling.readers,
        filling.run,
        pages=[Page(photo) for photo in photos],
        title=entry["title"],
    )
    source = observatory.save_source(
        filling.acting, kind="handed_over", title=entry["title"], publisher="", note=entry.get("how", "")
    )
    describe(
        filling.acting,
        paper,
        source_id=source.pk,
        case_id=filling.of("cases", entry.get("case")),
        note=entry.get("how", ""),
        **only(entry, "title", "dated", "cite"),
    )
    return paper


def _transcribe(filling: Filling, item: Item) -> None:
    """Put what a person typed from the photos in place of what the machine read."""
    pages = [photo.name for photo in item.parts.order_by("position")]
    texts = [filling.read_file(f"papers/{PurePosixPath(name).stem}.txt").decode() for name in pages]
    text, anchors = "", []
    for number, page in enumerate(texts, start=1):
        anchors.append(evidence.Anchor(len(text), "page", str(number)))
        text += page.rstrip() + "\n\n"
    reading = evidence.Reading(
        media_type=item.media_type,
        text=text,
        anchors=tuple(anchors),
        language=item.language or None,
        pages=len(texts),
        status="read",
        extractor=TYPED_EXTRACTOR,
    )
    keep_reading(filling.acting, item, reading)


def passage(filling: Filling, entry: Entry) -> uuid.UUID:
    item_id = item_of(filling, entry["item"])
    try:
        return mark_words(filling.acting, item_id, words=entry["exact"], label=entry["label"]).pk
    except BadInput:
        item = guard.one(Item.objects.all(), filling.acting.seen_by, item_id)
        if not item.parts.exists() or item.passages.exists():
            raise
        _transcribe(filling, item)
        return mark_words(filling.acting, item_id, words=entry["exact"], label=entry["label"]).pk


def item_of(filling: Filling, key: str) -> uuid.UUID:
    found = filling.keys["papers"].get(key) or filling.keys["sources"].get(key)
    if found is None:
        raise BadInput("“%(key)s” is no source and no paper of the dossier.", key=key)
    return found
