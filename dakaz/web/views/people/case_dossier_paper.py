"""A case as one paper for a lawyer or a court: parts, days, decisions word for word, what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dakaz.records.queries.case_sources import Numbered
from dakaz.report.case_paper import Block, Paper, facts, heading, paragraph, table
from dakaz.web.edtf_words import in_words

from .case_exports import MADE_WITH, joined, quoted, sources_of
from .decisions import brings
from .law_words import label_of

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Decision, Document, Event
    from dakaz.records.queries.case_dossier import Dossier

FOR = {"lawyer": "For a lawyer", "court": "For a court"}
NOT_IN_IT = (
    "Not in it: notes and tasks of the office, other cases, testimonies whose speakers did not agree to be "
    "shown to this reader. Quoted words stand as they are in the papers."
)
NOTHING = paragraph("Nothing is written down.", soft=True)


def paper_of(seen_by: SeenBy, dossier: Dossier, *, today: date) -> Paper:
    """Compose the dossier, in the language that is active."""
    numbered = Numbered()
    for item in dossier.papers:
        numbered.number(item)
    case = dossier.case
    blocks = [
        *_matter(dossier),
        *_section("Parties", _parties(dossier)),
        *_section("What happened, by day", _timeline(dossier, numbered)),
        *_section("What became of them", _became(dossier, numbered)),
        *_section(
            "Decisions", [block for one in dossier.decisions for block in _decision(dossier, one, numbered)]
        ),
        *_section("Testimonies", _testimonies(dossier)),
        *_section("Documents", _documents(dossier)),
        *_section("Days to act", _days(dossier)),
    ]
    return Paper(
        title="Dossier",
        code=case.code,
        made_on=today,
        cover=[FOR[dossier.audience], f"Made on {in_words(today.isoformat())}"],
        note=NOT_IN_IT,
        blocks=blocks,
        sources=_masked_sources(seen_by, dossier, numbered),
        made_with=MADE_WITH,
    )


def _section(title: str, blocks: Sequence[Block]) -> list[Block]:
    return [heading(title), *(blocks or [NOTHING])]


def _masked_sources(seen_by: SeenBy, dossier: Dossier, numbered: Numbered) -> list[Any]:
    clean = dossier.hidden.taken_out
    return [
        replace(one, title=clean(one.title), said_by=clean(one.said_by))
        for one in sources_of(seen_by, numbered)
    ]


def _matter(dossier: Dossier) -> list[Block]:
    case = dossier.case
    rows = [
        ("About", dossier.hidden.taken_out(case.title)),
        ("How it stands", str(case.get_status_display())),
        ("Opened", in_words(case.opened)),
        ("Closed", in_words(case.closed)),
    ]
    return [facts(rows)]


def called(dossier: Dossier, party: Any, *, part: str = "") -> str:
    """Return how somebody is called in it; who may not be named is told by their part."""
    name = dossier.called[party.pk].name
    return name or (f"a person, not named ({part})" if part else "a person, not named")


def _parties(dossier: Dossier) -> list[Block]:
    rows = []
    for one in dossier.parts:
        part, own = str(one.get_role_display()), dossier.called[one.party_id].own
        born = in_words(one.party.born) if own else ""
        citizen = ", ".join(one.party.citizenships) if own else ""
        rows.append([called(dossier, one.party), part, born, citizen])
    return [table(["Who", "Part", "Born", "Citizen of"], rows, widths=[4, 3, 3, 2])] if rows else []


def _grounds(dossier: Dossier, record: Any, numbered: Numbered) -> str:
    """Return what a line rests on, by the numbers of its sources and the places in them."""
    places: dict[int, list[str]] = {}
    for ground in dossier.grounds.get(record.pk, ()):
        place = ground.passage.place if ground.passage else ""
        known = places.setdefault(numbered.number(ground.item), [])
        if place and place not in known:
            known.append(place)
    said = [joined_place(number, ", ".join(known)) for number, known in places.items()]
    return "; ".join(said) or "no source yet"


def joined_place(number: int, place: str) -> str:
    """Return a source's number with the place in it."""
    return f"Source {number}, {place}" if place else f"Source {number}"


def _timeline(dossier: Dossier, numbered: Numbered) -> list[Block]:
    say = {"item": _item, "decision": _made, "testimony": _told, "event": _event}
    rows = []
    for one in dossier.told:
        record: Any = one.record
        source = joined_place(numbered.number(record), "") if one.kind == "item" else ""
        rows.append(
            [
                in_words(one.when) or "no date",
                say[one.kind](dossier, record),
                source or _grounds(dossier, record, numbered),
            ]
        )
    return [table(["Day", "What", "Where it is from"], rows, widths=[3, 7, 3])] if rows else []


def _item(dossier: Dossier, item: Any) -> str:
    return f"Paper: {dossier.hidden.taken_out(item.title)}"


def _made(dossier: Dossier, decision: Any) -> str:
    outcome, by = dossier.hidden.taken_out(decision.outcome), called(dossier, decision.authority)
    return f"Decision: {joined((str(decision.get_kind_display()), outcome, by))}"


def _told(dossier: Dossier, testimony: Any) -> str:
    return f"Testimony of {_speaker(dossier, testimony)}"


def _speaker(dossier: Dossier, testimony: Any) -> str:
    return testimony.pseudonym or called(dossier, testimony.speaker)


def _event(dossier: Dossier, event: Event) -> str:
    clean, kind = dossier.hidden.taken_out, str(event.get_kind_display())
    where = ", ".join(part for part in (clean(event.place), event.country) if part)
    sure = "" if event.status == "unknown" else f"held to be {event.get_status_display()}"
    lines = [
        joined((f"{kind.capitalize()}: {clean(event.title)}", where, sure)),
        clean(event.description),
        _brought(dossier, event),
    ]
    return "\n".join(line for line in lines if line)


def _brought(dossier: Dossier, event: Event) -> str:
    """Return to whom it was brought and what they said."""
    said = []
    if event.reported_to:
        said.append(f"Brought to {called(dossier, event.reported_to)} {in_words(event.reported)}".strip())
    if event.answer:
        answered = in_words(event.answered)
        said.append(
            f"Answer{f' of {answered}' if answered else ''}: {dossier.hidden.taken_out(event.answer)}"
        )
    return ". ".join(said)


def _became(dossier: Dossier, numbered: Numbered) -> list[Block]:
    rows = [
        [in_words(one.date) or "no date", _event(dossier, one), _grounds(dossier, one, numbered)]
        for one in dossier.became
    ]
    return [table(["Day", "What", "Where it is from"], rows, widths=[3, 7, 3])] if rows else []


def _decision(dossier: Dossier, decision: Decision, numbered: Numbered) -> list[Block]:
    how = str(decision.get_served_how_display()) if decision.served_how != "unknown" else ""
    paper = decision.item
    rows = [
        ("Authority", called(dossier, decision.authority)),
        ("What it decided", dossier.hidden.taken_out(decision.outcome)),
        ("Dated", in_words(decision.dated)),
        ("Reached the person", joined((in_words(decision.served), how))),
        ("Reference", decision.reference),
        ("Ground", decision.ground),
        ("What it brings", "; ".join(brings(decision))),
        ("Paper", joined_place(numbered.number(paper), "") if paper else ""),
    ]
    blocks = [heading(str(decision.get_kind_display()).capitalize(), level=2), facts(rows)]
    for reason in decision.reasons.all():
        if reason.words:
            blocks.append(paragraph(f"Reason: {reason.get_kind_display()}", soft=True))
            blocks.append(quoted(reason.words, reason.passage, numbered))
    for named in dossier.named[decision.pk]:
        blocks.append(paragraph(f"Named of their past: {named.get_kind_display()}", soft=True))
        if named.words:
            blocks.append(quoted(named.words, named.passage, numbered))
        if named.answer:
            blocks.append(paragraph(f"The person says to it: {dossier.hidden.taken_out(named.answer)}"))
    return blocks


def _testimonies(dossier: Dossier) -> list[Block]:
    blocks: list[Block] = []
    for one in dossier.testimonies:
        agreed = "read back and agreed" if one.read_back else "not read back"
        rows = [
            ("When", in_words(one.date)),
            ("Asked by", dossier.hidden.taken_out(one.asked_by)),
            ("Interpreter", dossier.hidden.taken_out(one.interpreter)),
            ("Language", one.language),
            ("How", f"{'word for word' if one.verbatim else 'summary'}; {agreed}"),
        ]
        blocks += [heading(_speaker(dossier, one), level=2), facts(rows), paragraph(one.text)]
    if dossier.without_consent:
        count = dossier.without_consent
        blocks.append(paragraph(f"Testimonies that are not shown to this reader: {count}.", soft=True))
    return blocks


def _documents(dossier: Dossier) -> list[Block]:
    rows = [_document(dossier, one) for one in dossier.documents]
    head = ["Document", "Number", "Issued", "Holds until", "Where it is"]
    return [table(head, rows, widths=[4, 3, 4, 3, 3])] if rows else []


def _document(dossier: Dossier, one: Document) -> list[str]:
    own = dossier.called[one.party_id].own
    where = str(one.get_whereabouts_display())
    held = f"{where}: {one.held_by.label}" if one.held_by and one.held_by.kind != "person" else where
    return [
        str(one.get_kind_display()) + (" (replaced)" if one.replaced else ""),
        one.number if own else "not shown",
        joined((one.issuer, one.country, in_words(one.issued))),
        in_words(one.expires),
        held,
    ]


def _days(dossier: Dossier) -> list[Block]:
    rows = [_day(dossier, one) for one in dossier.days]
    return [table(["Day", "What", "Where it is from"], rows, widths=[3, 6, 4])] if rows else []


def _day(dossier: Dossier, one: Any) -> list[str]:
    done = f" (done {in_words(one.done.isoformat())})" if one.done else ""
    if hasattr(one, "rule"):
        what, where = label_of(one), f"counted by law, {one.get_audience_display()} time; confirmed"
    else:
        what, where = dossier.hidden.taken_out(one.what), "typed by the office"
    return [in_words(one.on.isoformat()), f"{what}{done}", where]
