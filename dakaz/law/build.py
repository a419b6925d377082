"""Reading a whole pack: its head, sources, calendars, counting methods, facts, regimes and rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dakaz.errors import N_

from .build_pieces import cites_of
from .build_rules import rule_of
from .calendars import Calendar, FixedDay, NthWeekday, Once
from .counting import Method
from .folder import Folder, PackFile, read_folder
from .model import Cite, Fact, Pack, Period, Regime, Rule, Source
from .moments import zone_named
from .parts import Part, plain

__all__ = ["load", "parts_of"]

FORMAT = "law-pack/0.1"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOW_READ = ("primary", "official_page", "secondary", "case_law", "seed", "unverified")
T = TypeVar("T")

NO_METHOD = N_("%(file)s:%(line)s: %(rule)s: there is no counting method %(method)s.")
NO_UNIT = N_("%(file)s:%(line)s: %(rule)s: %(method)s does not count the unit %(unit)s.")
NO_SOURCE = N_("%(file)s:%(line)s: %(rule)s: cites %(source)s, which is no source of the pack.")


def load(folder: Path) -> Pack:
    """Read a pack and check that it holds together; the same bytes are built only once.

    Args:
        folder: a folder of YAML files, or one file.

    Raises:
        NotFound: nothing there.
        PackFault: the message begins with file and line.
    """
    return _built(read_folder(folder))


@lru_cache(maxsize=8)
def _built(folder: Folder) -> Pack:
    rules = _unique(parts_of(folder, "rules"), rule_of)
    facts = _unique(parts_of(folder, "facts"), _fact)
    built = Pack(
        hash=folder.hash,
        **_described(folder),
        **_ways_to_count(folder),
        sources=_unique(parts_of(folder, "sources"), _source),
        facts=facts,
        names={name: fact.id for fact in facts.values() for name in (*fact.also_called, fact.id)},
        regimes=_unique(parts_of(folder, "regimes"), _regime),
        rules=rules,
        rows=_rows(rules),
        look_alikes=_raw(folder, "look_alikes"),
        statuses=_raw(folder, "statuses"),
        hosts=_raw(folder, "hosts"),
        help=_raw(folder, "help"),
    )
    _refuse_dead_ends(built, {file.path: file for file in folder.files})
    return built


def _described(folder: Folder) -> dict[str, Any]:
    """Read what the pack says of itself: where it counts, who reviewed it and when."""
    pack = _head(folder)["pack"]
    zone, reviewed = pack["timezone"].text(), pack["reviewed"]
    return {
        "id": pack["id"].text(),
        "title": pack["title"].words(),
        "zone": zone_named(zone),
        "zone_name": zone,
        "calendar": pack["calendar"].one_of(*(one["id"].text() for one in parts_of(folder, "calendars"))),
        "draft": pack["draft"].flag() or reviewed["lawyer_review"].value in (None, "none"),
        "marked_draft": pack["draft"].flag(),
        "lawyer_review": reviewed["lawyer_review"].value,
        "checked_on": reviewed["on"].maybe_day(),
        "review_by": pack["review_by"].maybe_day(),
        "known_gaps": pack["known_gaps"].many_words(),
    }


def _ways_to_count(folder: Folder) -> dict[str, Any]:
    calendars = {part["id"].text(): part for part in parts_of(folder, "calendars")}
    counting = {part["id"].text(): part for part in parts_of(folder, "counting")}
    return {
        "calendar_hash": _hash_of({key: part.value for key, part in calendars.items()}),
        "calendars": {key: _calendar(part) for key, part in calendars.items()},
        "calendar_cites": {key: cites_of(part["cite"]) for key, part in calendars.items()},
        "counting": {key: _method(part) for key, part in counting.items()},
        "counting_cites": {key: _method_cites(part) for key, part in counting.items()},
    }


def _refuse_dead_ends(pack: Pack, files: Mapping[str, PackFile]) -> None:
    """Refuse a rule that names a source or a counting method which is not there: it could not be answered."""
    for rule in pack.rules.values():
        for version in rule.versions:
            file, path = version.line
            here = Part(files[file], path, None)
            for case in version.cases:
                lengths = [(one.counting, one.length.unit) for one in case.also]
                lengths += [(case.counting, case.length.unit)] if case.length else []
                for name, unit in lengths:
                    if name not in pack.counting:
                        here.fault(NO_METHOD, rule=rule.id, method=name)
                    if unit not in pack.counting[name].units:
                        here.fault(NO_UNIT, rule=rule.id, method=name, unit=unit)
                for cite in (*version.cites, *case.cites, *(c for one in case.also for c in one.cites)):
                    if cite.source not in pack.sources:
                        here.fault(NO_SOURCE, rule=rule.id, source=cite.source)


def parts_of(folder: Folder, key: str) -> Iterator[Part]:
    """Walk the list called ``key`` through all files of the pack."""
    for file in folder.files:
        yield from Part(file, (key,), file.data.get(key)).one_or_many()


def _head(folder: Folder) -> Part:
    heads = [file for file in folder.files if "pack" in file.data]
    if len(heads) != 1:
        file = heads[1] if heads else folder.files[0]
        Part(file, ("pack",), None).fault(N_("%(file)s:%(line)s: exactly one file of a pack has “pack”."))
    head = Part(heads[0], (), heads[0].data)
    head["format"].one_of(FORMAT)
    return head


def _unique(parts: Iterator[Part], build: Callable[[Part], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for part in parts:
        key = part["id"].text()
        if key in found:
            part.fault(N_("%(file)s:%(line)s: %(id)s is there twice."), id=key)
        found[key] = build(part)
    return found


def _rows(rules: Mapping[str, Rule]) -> dict[str, str]:
    return {rule.row: rule.id for rule in rules.values() if rule.row}


def _raw(folder: Folder, key: str) -> tuple[Any, ...]:
    return tuple(part.value for part in parts_of(folder, key))


def _hash_of(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _source(part: Part) -> Source:
    title = part["title"] if part["title"] else part["act"] if part["act"] else part["court"]
    later = part["later"]
    return Source(
        id=part["id"].text(),
        short=part["short"].maybe_text() or part["number"].maybe_text() or "",
        title=title.maybe_words() or {},
        number=part["number"].maybe_text() or "",
        url=part["url"].maybe_text() or "",
        read=part["read"].one_of(*HOW_READ),
        read_on=part["read_on"].maybe_day(),
        edition_from=part["edition_from"].maybe_day(),
        in_force=part["in_force"].maybe_day(),
        last_known_valid_on=part["last_known_valid_on"].maybe_day(),
        later=tuple((one["number"].text(), one["in_force"].day()) for one in later.one_or_many()),
    )


def _calendar(part: Part) -> Calendar:
    return Calendar(
        id=part["id"].text(),
        weekend=frozenset(WEEKDAYS.index(one.one_of(*WEEKDAYS)) for one in part["weekend"]),
        fixed=tuple(_fixed(one) for one in part["fixed"]),
        easter_western=tuple(one.number() for one in part["easter_western"]),
        nth_weekday=tuple(
            NthWeekday(
                one["month"].number(),
                WEEKDAYS.index(one["weekday"].one_of(*WEEKDAYS)),
                one["n"].number(),
                one["from"].maybe_day(),
                one["to"].maybe_day(),
            )
            for one in part["nth_weekday"]
        ),
        once=tuple(Once(one["day"].day(), one["working"].flag()) for one in part["once"]),
    )


def _fixed(part: Part) -> FixedDay:
    month, _, day = part["md"].text().partition("-")
    if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        part["md"].fault(N_("%(file)s:%(line)s: write month and day like 02-16."))
    return FixedDay(int(month), int(day), part["from"].maybe_day(), part["to"].maybe_day())


def _method(part: Part) -> Method:
    least = part["minimum_working_days"]
    plain_least = isinstance(least.value, int)
    return Method(
        id=part["id"].text(),
        start=part["start"].one_of("day_after_trigger", "trigger_day", "moment"),
        hours_start=part["hours_start"].one_of("moment", "next_hour", default="moment"),
        units=frozenset(part["units"].texts()),
        month_overflow=part["month_overflow"].one_of(
            "last_day_of_month", "first_day_of_next_month", "refuse", "not_applicable"
        ),
        last_day_not_working=part["last_day_not_working"].one_of("next_working_day", "none"),
        end_of_day=_end_of_day(part["end_of_day"]),
        minimum_working_days=least.number() if plain_least else least["n"].maybe_number() or 0,
    )


def _end_of_day(part: Part) -> tuple[tuple[str, str], ...]:
    if isinstance(part.value, dict):
        return tuple((key, one.text()) for key, one in part.items())
    return (("any", part.text()),)


def _method_cites(part: Part) -> dict[str, tuple[Cite, ...]]:
    """Return the method's citations under ``""`` and under each choice that has a finer one."""
    whole = cites_of(part["cite"])
    source = whole[0].source if whole else ""
    return {"": whole} | {key: (Cite(source, one.text()),) for key, one in part["refs"].items()}


def _fact(part: Part) -> Fact:
    values = {one["id"].text(): one for one in part["values"]}
    called = {plain(name): key for key, one in values.items() for name in (key, *one["also_called"].texts())}
    return Fact(
        id=part["id"].text(),
        type=part["type"].one_of("choice", "yes_no", "date", "moment", "number", "text_period"),
        label=part["label"].words(),
        ask=part["ask"].maybe_words() or part["label"].words(),
        values={key: one["label"].words() for key, one in values.items()},
        also_called=part["also_called"].texts(),
        values_called=called,
        assume=part["assume"].maybe_text(),
        not_before=part["not_before"].texts(),
    )


def _regime(part: Part) -> Regime:
    return Regime(
        id=part["id"].text(),
        label=part["label"].maybe_words() or {},
        on=tuple(_period(one) for one in part["on"]),
        off=tuple(_period(one) for one in part["off"]),
        unknown_after=part["unknown_after"].maybe_day(),
        cites=cites_of(part["cite"]),
    )


def _period(part: Part) -> Period:
    return Period(part["from"].day(), part["to"].maybe_day(), cites_of(part["cite"]))
