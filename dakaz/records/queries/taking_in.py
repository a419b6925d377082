"""Tables that are taken in: which words they may use, how far each is, how the last like it was read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils.translation import override

from dakaz.exchange.grid import plain_header
from dakaz.exchange.mapping import Plan
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    AskedFor,
    CaseRisk,
    CaseRole,
    CaseStatus,
    DecisionKind,
    DocumentKind,
    DueKind,
    EventKind,
    EventStatus,
    FileState,
    HomeRisk,
    ImportFile,
    ImportRun,
    InvolvementRole,
    NeedKind,
    PartyKind,
    Protection,
    ReasonKind,
    ServedHow,
    User,
    Whereabouts,
)

TABLE = "table"
LANGUAGES = ("en", "be", "ru", "lt")
LISTS: Mapping[str, Any] = {
    "protection": Protection,
    "home_risk": HomeRisk,
    "need": NeedKind,
    "party_kind": PartyKind,
    "case_status": CaseStatus,
    "case_risk": CaseRisk,
    "case_role": CaseRole,
    "event_kind": EventKind,
    "event_status": EventStatus,
    "asked_for": AskedFor,
    "event_role": InvolvementRole,
    "decision_kind": DecisionKind,
    "served_how": ServedHow,
    "reason": ReasonKind,
    "document_kind": DocumentKind,
    "whereabouts": Whereabouts,
    "due_kind": DueKind,
}
# Words that tables use and no list of ours does.
_BESIDES: Mapping[str, Mapping[str, str]] = {
    "case_status": {
        **dict.fromkeys((
            "active", "in progress", "new", "ongoing", "opened", "открыто", "открыта", "открыт",
            "в работе", "новое", "новая", "активно", "адкрыта", "адкрыты", "у працы",
            "atidaryta", "atvira", "vykdoma", "nauja",
        ), "open"),
        **dict.fromkeys((
            "pending", "waiting", "ждёт", "ожидание", "ожидает", "ждём ответа", "чакае",
            "чаканне", "laukia", "laukiama",
        ), "waiting"),
        **dict.fromkeys((
            "done", "archived", "finished", "закрыто", "закрыта", "закрыт", "завершено", "завершена", "архив",
            "закрыты", "завершана", "архіў", "uždaryta", "baigta", "archyvas",
        ), "closed"),
    },
    "document_kind": {"внж": "temporary_permit", "пмж": "permanent_permit", "trp": "temporary_permit"},
    "event_status": {"yes": "confirmed", "да": "confirmed", "так": "confirmed", "taip": "confirmed"},
    "case_risk": {"medium": "raised", "средний": "raised", "critical": "urgent", "критический": "urgent"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of the lists that a cell may be from.

    Args:
        values: for each list the value a word stands for, the word made plain.
        said: for each list what its values are called in the reader's language.
    """

    values: Mapping[str, Mapping[str, str]]
    said: Mapping[str, Sequence[str]]


def words() -> Words:
    """Return the words of each list in the four languages."""
    values = {name: _words_of(choices) | _plain(_BESIDES.get(name, {})) for name, choices in LISTS.items()}
    said = {name: [str(label) for label in choices.labels] for name, choices in LISTS.items()}
    return Words(values, said)


def _words_of(choices: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            for value, label in choices.choices:
                found.setdefault(plain_header(str(label)), str(value))
    for value in choices.values:
        found.setdefault(plain_header(str(value)), str(value))
        found.setdefault(str(value), str(value))
    return found


def _plain(besides: Mapping[str, str]) -> dict[str, str]:
    return {plain_header(word): value for word, value in besides.items()}


def users() -> Mapping[str, str]:
    """Return the ids of those who work here, by their names made plain."""
    rows = User.objects.filter(removed=False).values_list("name", "id")
    return {plain_header(name): identifier for name, identifier in rows}


@dataclass(frozen=True, slots=True)
class TableState:
    """How far a table is.

    Args:
        run: the import.
        file: the row that keeps its plan and where its bytes lie.
        counts: rows by what became of them.
        last: number of the last row that was looked at.
    """

    run: ImportRun
    file: ImportFile
    counts: Mapping[str, int]
    last: int
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def phase(self) -> str:
        """chosen, checking, checked, importing or done."""
        return str(self.told.get("phase", "chosen"))

    @property
    def plan(self) -> Plan:
        """What its columns are."""
        return Plan.of_json(self.told["plan"])

    @property
    def total(self) -> int:
        """Rows in all."""
        return int(self.told.get("total", 0))

    @property
    def done(self) -> int:
        """Rows looked at so far."""
        return sum(self.counts.values())


def table_state(seen_by: SeenBy, identifier: uuid.UUID | str) -> TableState:
    """Return how far one table is.

    Raises:
        NotFound: there is no such import for this person.
    """
    run = guard.one(ImportRun.objects.filter(how=TABLE), seen_by, identifier)
    return state_of(run)


def state_of(run: ImportRun) -> TableState:
    """Return how far an import of a table is; the caller may see it."""
    file = run.files.get(position=0)
    rows = run.files.filter(position__gt=0)
    counts = {
        str(row["state"]): int(row["rows"] or 0)
        for row in rows.values("state").annotate(rows=Sum("size"), files=Count("pk"))
    }
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return TableState(run, file, counts, last, file.problem or {})


def tables(seen_by: SeenBy, *, limit: int = 50) -> list[TableState]:
    """Return the newest tables, those under way first as they are the newest."""
    rows = guard.visible(ImportRun.objects.filter(how=TABLE), seen_by).order_by("-started")[:limit]
    return [state_of(run) for run in rows]


def kept_plan(seen_by: SeenBy, digest: str) -> Plan | None:
    """Return the plan by which the last table with the same headings was taken in."""
    runs = guard.visible(ImportRun.objects.filter(how=TABLE), seen_by)
    rows = ImportFile.objects.filter(run__in=runs, position=0, sha256=digest).order_by("-run__started")
    for row in rows[:20]:
        told = row.problem or {}
        if told.get("phase") in ("checked", "importing", "done"):
            return Plan.of_json(told["plan"])
    return None


def failed_rows(state: TableState, *, offset: int = 0, limit: int = 0) -> Iterator[ImportFile]:
    """Yield the rows that could not be taken in: their cells and what is wrong stand in ``problem``."""
    rows = state.run.files.filter(state=FileState.FAILED).filter(position__gt=0).order_by("position")
    yield from (rows[offset : offset + limit] if limit else rows.iterator(chunk_size=500))


def left(state: TableState, limit: int) -> list[Any]:
    """Return what rows say and we do not: row, column, template and values."""
    found: list[Any] = []
    for file in state.run.files.filter(position__gt=0, state=FileState.ADDED).order_by("position").iterator():
        found += (file.problem or {}).get("left", ())
        if len(found) >= limit:
            break
    return found[:limit]


def brought(state: TableState) -> dict[str, int]:
    """Return how many whole records here say something else, and how many links to papers were left out."""
    known = state.run.files.filter(position__gt=0, state=FileState.KNOWN)
    told = [file.problem or {} for file in known if "whole" in state.told]
    return {
        "differing": sum(len(one.get("differing", ())) for one in told),
        "papers_left": sum(one.get("papers_left", 0) for one in told),
    }
