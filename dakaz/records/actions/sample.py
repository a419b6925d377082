"""Filling a vault with a dossier written down in YAML, by the same actions a person uses.

The sample dossier is one; ``samples/README.md`` describes the sections. Every section is read in an
order in which what it points to is there already.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from dakaz import evidence
from dakaz.errors import BadInput
from dakaz.outside.parsing import Readers
from dakaz.records import guard
from dakaz.records.models import Decision, ImportRun, Item, Passage, Record
from dakaz.records.queries.deadlines import deadlines_of

from . import case_ties, casebook, deadlines, observatory, people, people_sample, publications
from .acting import Acting
from .archive import describe
from .grounds import rest_on
from .imports import Incoming, finish, start, take_in
from .passages import mark_words
from .reading import Page, join_photos, keep_reading

Entry = Mapping[str, Any]
ReadFile = Callable[[str], bytes]

TYPED_EXTRACTOR = "typed by a person"


@dataclass(slots=True)
class Filling:
    """A dossier on its way into a vault.

    Args:
        read_file: gives the bytes of a file the dossier names.
        keys: what each key of the dossier has become, by section.
    """

    acting: Acting
    readers: Readers
    read_file: ReadFile
    run: ImportRun
    keys: dict[str, dict[str, uuid.UUID]] = field(default_factory=dict)

    def of(self, section: str, key: str | None) -> uuid.UUID | None:
        """Return the id of what ``key`` names in ``section``; None for no key.

        Raises:
            BadInput: nothing has this key.
        """
        if not key:
            return None
        try:
            return self.keys[section][key]
        except KeyError:
            raise BadInput(
                "“%(key)s” is named but not among the %(section)s.", key=key, section=section
            ) from None


def fill(
    acting: Acting,
    readers: Readers,
    dossier: Mapping[str, Sequence[Entry]],
    *,
    read_file: ReadFile,
    outline: str,
) -> Iterator[str]:
    """Write a dossier and its report; yield the name of each section when it is done."""
    filling = Filling(acting, readers, read_file, start(acting, how="sample"))
    for section, write in (
        ("parties", _party),
        ("people", people_sample.write),
        ("cases", _case),
        ("case_ties", _case_tie),
        ("sources", _source),
        ("papers", _paper),
        ("passages", _passage),
        ("events", _event),  # applications before what was decided on them: a decision stops their clock
        ("decisions", _decision),
        ("testimonies", _testimony),
        ("statements", _statement),
        ("recommendations", _recommendation),
        ("series", _series),
        ("due", _due),
        ("deadlines", _deadline),
    ):
        made = filling.keys.setdefault(section, {})
        for entry in dossier.get(section, ()):
            made[entry["key"]] = write(filling, entry)
        if section == "statements":
            _pair(filling, dossier["statements"])
        yield section
    finish(filling.run)
    publications.save_report(acting, key="sample", title=_title(outline), outline=outline)
    yield "report"


def _title(outline: str) -> str:
    from dakaz import report as room  # noqa: PLC0415 - typst is loaded only here

    return room.parse(outline).front.title


def _party(filling: Filling, entry: Entry) -> uuid.UUID:
    names = [
        {
            "text": name["text"],
            "language": name.get("lang", ""),
            "script": name.get("script", ""),
            "kind": name.get("kind", "usual"),
        }
        for name in entry["names"]
    ]
    described = " · ".join(entry[part] for part in ("role", "description") if entry.get(part))
    return people.save_party(
        filling.acting,
        names=names,
        kind=entry["kind"],
        description=described,
        protection=entry["protection"],
        country=entry.get("country", ""),
    ).pk


def _involvements(filling: Filling, rows: Sequence[Entry]) -> list[dict[str, Any]]:
    return [{"party_id": filling.of("parties", row["party"]), "role": row["role"]} for row in rows]


def _case(filling: Filling, entry: Entry) -> uuid.UUID:
    return casebook.save_case(
        filling.acting,
        involvements=_involvements(filling, entry.get("parties", ())),
        **_only(entry, "code", "title", "status", "opened", "summary"),
        **_only(entry, "risk", "closed", "retention", "kept_why"),
    ).pk


def _case_tie(filling: Filling, entry: Entry) -> uuid.UUID:
    return case_ties.save_case_tie(
        filling.acting,
        case_id=filling.of("cases", entry["case"]),
        other_id=filling.of("cases", entry["other"]),
        **_only(entry, "kind", "note"),
    ).pk


def _only(entry: Entry, *names: str) -> dict[str, Any]:
    return {name: entry[name] for name in names if entry.get(name) is not None}


def _source(filling: Filling, entry: Entry) -> uuid.UUID:
    """A source and its file; the key stands for the item, which is what everything else points to."""
    source = observatory.save_source(
        filling.acting,
        public=entry["kind"] != "handed_over",
        **_only(entry, "kind", "title", "publisher", "address", "note"),
    )
    item = _take(filling, entry["file"])
    describe(
        filling.acting,
        item,
        source_id=source.pk,
        case_id=filling.of("cases", entry.get("case")),
        **_only(entry, "title", "dated", "cite", "tags", "note"),
    )
    return item


def _take(filling: Filling, path: str) -> uuid.UUID:
    content = filling.read_file(path)
    incoming = Incoming(PurePosixPath(path).name, len(content), lambda: io.BytesIO(content))
    (taken,) = take_in(filling.acting, filling.readers, filling.run, [incoming])
    if taken.item is None:
        raise BadInput("%(file)s could not be added.", file=path)
    return taken.item


def _paper(filling: Filling, entry: Entry) -> uuid.UUID:
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
        **_only(entry, "title", "dated", "cite"),
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


def _passage(filling: Filling, entry: Entry) -> uuid.UUID:
    item_id = _item(filling, entry["item"])
    try:
        return mark_words(filling.acting, item_id, words=entry["exact"], label=entry["label"]).pk
    except BadInput:
        item = guard.one(Item.objects.all(), filling.acting.seen_by, item_id)
        if not item.parts.exists() or item.passages.exists():
            raise
        _transcribe(filling, item)
        return mark_words(filling.acting, item_id, words=entry["exact"], label=entry["label"]).pk


def _item(filling: Filling, key: str) -> uuid.UUID:
    found = filling.keys["papers"].get(key) or filling.keys["sources"].get(key)
    if found is None:
        raise BadInput("“%(key)s” is no source and no paper of the dossier.", key=key)
    return found


def _decision(filling: Filling, entry: Entry) -> uuid.UUID:
    reasons = [
        {
            "kind": reason["kind"],
            "words": reason.get("words", ""),
            "passage_id": filling.of("passages", reason.get("passage")),
        }
        for reason in entry.get("reasons", ())
    ]
    return casebook.save_decision(
        filling.acting,
        case_id=filling.of("cases", entry["case"]),
        authority_id=filling.of("parties", entry["authority"]),
        item_id=_item(filling, entry["item"]) if entry.get("item") else None,
        reasons=reasons,
        **_only(entry, "kind", "outcome", "dated", "served", "served_how", "reference", "facts"),
        **_only(entry, "ground", "consequences", "ban_months", "ban_for_life"),
    ).pk


def _testimony(filling: Filling, entry: Entry) -> uuid.UUID:
    return casebook.save_testimony(
        filling.acting,
        case_id=filling.of("cases", entry.get("case")),
        speaker_id=filling.of("parties", entry["speaker"]),
        **_only(
            entry, "asked_by", "interpreter", "language", "verbatim", "read_back", "consent", "date", "text"
        ),
    ).pk


def _event(filling: Filling, entry: Entry) -> uuid.UUID:
    place = entry.get("place", {})
    event = casebook.save_event(
        filling.acting,
        case_id=filling.of("cases", entry.get("case")),
        involvements=_involvements(filling, entry.get("involvements", ())),
        country=place.get("country", ""),
        place=place.get("text", ""),
        reported_to_id=filling.of("parties", entry.get("reported_to")),
        **_only(entry, "kind", "asked_for", "title", "date", "description", "status"),
        **_only(entry, "violations", "profile", "reported", "answered", "answer", "believed"),
    )
    _rest(filling, event, entry.get("passages", ()))
    return event.pk


def _rest(filling: Filling, record: Record, passages: Sequence[str]) -> None:
    for key in passages:
        passage = guard.one(Passage.objects.all(), filling.acting.seen_by, filling.of("passages", key) or "")
        rest_on(filling.acting, record, passage=passage)


def _statement(filling: Filling, entry: Entry) -> uuid.UUID:
    statement = observatory.save_statement(
        filling.acting,
        speaker_id=filling.of("parties", entry["speaker"]),
        **_only(entry, "role", "date", "words", "language"),
    )
    _rest(filling, statement, [entry["passage"]] if entry.get("passage") else [])
    return statement.pk


def _pair(filling: Filling, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.get("paired_with"):
            observatory.save_statement(
                filling.acting,
                identifier=filling.of("statements", entry["key"]),
                answers_id=filling.of("statements", entry["paired_with"]),
            )


def _recommendation(filling: Filling, entry: Entry) -> uuid.UUID:
    recommendation = observatory.save_recommendation(
        filling.acting,
        made_by_id=filling.of("parties", entry["made_by"]),
        addressee_id=filling.of("parties", entry.get("addressee")),
        **_only(entry, "number", "text", "since", "state"),
    )
    _rest(filling, recommendation, [entry["passage"]] if entry.get("passage") else [])
    return recommendation.pk


def _series(filling: Filling, entry: Entry) -> uuid.UUID:
    cells = [
        (period, outcome, None if value is None else Decimal(str(value)), "")
        for period, row in entry["rows"].items()
        for outcome, value in zip(entry["cols"], row, strict=True)
    ]
    return observatory.save_series(
        filling.acting,
        cells=cells,
        item_id=_item(filling, entry["source"]) if entry.get("source") else None,
        **_only(entry, "key", "title", "unit", "vintage", "note"),
    ).pk


def _due(filling: Filling, entry: Entry) -> uuid.UUID:
    return casebook.save_due_date(
        filling.acting,
        case_id=filling.of("cases", entry["case"]),
        decision_id=filling.of("decisions", entry.get("decision")),
        on=date.fromisoformat(str(entry["on"])),
        **_only(entry, "kind", "what", "typed_by"),
    ).pk


def _deadline(filling: Filling, entry: Entry) -> uuid.UUID:
    """Confirm a day that was counted for a decision, and say when it was done."""
    decision = guard.one(
        Decision.objects.all(), filling.acting.seen_by, filling.of("decisions", entry["decision"]) or ""
    )
    for counted in deadlines_of(filling.acting.seen_by, decision):
        if counted.row == entry["row"]:
            bound = deadlines.confirm(filling.acting, counted.pk)
            if entry.get("done"):
                on = date.fromisoformat(str(entry["done"]))
                deadlines.mark_deadline_done(filling.acting, bound.pk, on=on)
            return bound.pk
    raise BadInput("“%(key)s”: the law pack counts no day by %(row)s.", key=entry["key"], row=entry["row"])
