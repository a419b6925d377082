"""Of papers, and of what others published."""

from __future__ import annotations

from collections.abc import Mapping

from .values import RECORD, Basis, Category, Erased, Fields, Kept, Use, personal, plain

_CRIMINAL = Category.CRIMINAL
_PAPER = (Use.HELD, Basis.RECORD, Kept.RECORD)
_SAID = (Use.SAID, Basis.PUBLIC, Kept.RECORD)

ARCHIVE: Mapping[str, Fields] = {
    "source": {
        **plain(f"{RECORD} kind public"),
        **personal("title publisher address note", *_PAPER, own=False, erased=Erased.STAYS),
    },
    "item": {
        **plain(
            f"{RECORD} row size media_type within within_as position turn source case cite reading"
            " reading_notes language pages object_name mapping"
        ),
        **personal("name title dated tags note mapping_name", *_PAPER, category=_CRIMINAL),
        **personal("sha256 record", *_PAPER, own=False),
    },
    "origin": {
        **plain("id item entry import_run"),
        **personal("how name at", *_PAPER),
        **personal("by record", Use.ANSWER, Basis.DUTY, Kept.RECORD, own=False),
    },
    "itemtext": {
        **plain("item compartment anchors extractor words_checked"),
        **personal("content", *_PAPER, category=_CRIMINAL, own=False),
    },
    "passage": {
        **plain(f"{RECORD} item start end place"),
        **personal("label exact prefix suffix record", *_PAPER, category=_CRIMINAL, own=False),
    },
    "ground": plain("id compartment kind subject field passage item"),
    "importrun": {
        **plain("id compartment how state case"),
        **personal("started by", Use.ANSWER, Basis.DUTY, Kept.RECORD, own=False, erased=Erased.STAYS),
    },
    "importfile": {
        **plain("id run position state item staged size problem"),
        **personal("name sha256", *_PAPER, own=False),
    },
    "statement": {
        **plain(f"{RECORD} answers"),
        **personal("speaker role date words language", *_SAID, category=Category.SPECIAL),
    },
    "recommendation": {
        **plain(f"{RECORD} number state"),
        **personal("text made_by since answer", *_SAID),
        **personal("addressee", *_SAID, erased=Erased.PART),
    },
    "claim": {
        **plain(f"{RECORD} passage kind value low high first last unit counted place period qualifier about"),
        **personal("says attributed_to answer", *_SAID, own=False, erased=Erased.STAYS),
        **personal("said_by", *_SAID, erased=Erased.PART),
    },
    "check": plain(f"{RECORD} says kind given series verdict result on note"),
    "checkpart": plain("id checked claim name"),
    "series": plain(f"{RECORD} key title unit item vintage invented note"),
    "observation": plain("id series period outcome value flag low high position"),
    "countsrelease": {
        **plain(f"{RECORD} of dimensions shown threshold reason as_of published_in"),
        **personal("by", Use.ANSWER, Basis.DUTY, Kept.RECORD, own=False, erased=Erased.STAYS),
    },
    "report": {
        **plain(f"{RECORD} key"),
        **personal("title outline", *_SAID, own=False, erased=Erased.STAYS),
    },
    "approval": {
        **plain("id report expression value entry"),
        **personal("at by", Use.ANSWER, Basis.DUTY, Kept.RECORD, own=False, erased=Erased.STAYS),
    },
    "release": {
        **plain(f"{RECORD} report at"),
        **personal("record", *_SAID, own=False, erased=Erased.STAYS),
    },
}
