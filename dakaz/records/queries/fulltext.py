"""Full text inside the encrypted database: the only file that knows SQLite's FTS5.

The index holds fold tokens (``dakaz.names.fold``), never text: one row per item, its rowid is
``Item.row``, which grows with time. Only texts of the office compartment stand in it; sealed
compartments have a ``MemoryIndex`` after unlock.

FTS syntax is built here from quoted tokens of letters and digits; nothing typed reaches it.

What a person may not see changes neither rows, nor totals, nor notes; the order of ranked rows does
depend, through bm25, on how frequent a word is in the whole index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from dakaz.errors import N_
from dakaz.names.fold import fold_text

from .found import Found, Note, Position
from .question import MOST_WORDS, Part, Question, read_question
from .seen_rows import EVERYTHING, Visible, VisibleRows

__all__ = ["CREATE_SQL", "DROP_SQL", "EVERYTHING", "Found", "Note", "Plan", "Position", "Visible"]
__all__ += ["VisibleRows", "add", "add_folded", "index_bytes", "optimize", "plan", "remove", "search"]

TABLE = "records_fulltext"

# detail=full keeps positions, which phrases need; contentless keeps no text; rows can still be deleted.
CREATE_SQL = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
    "tokens, content='', contentless_delete=1, tokenize='ascii', detail='full')"
)
DROP_SQL = f"DROP TABLE {TABLE}"

FEW = 10
"""So many results need no rule about common words: they fit on one page."""

Entry = tuple[int, str, str | None]
"""Row, text (NFC), language (ISO 639-1 or None)."""


class Cursor(Protocol):
    """A DB-API cursor of sqlcipher3, or Django's wrapper of one."""

    def execute(self, sql: Any, params: Any = ..., /) -> Any: ...
    def executemany(self, sql: Any, params: Any, /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


_SEEN = "dakaz_seen_rows"
_WHOLE = 1000  # more than bm25 ever tells two rows apart


@dataclass(frozen=True)
class Plan:
    """How a question will be answered.

    Attributes:
        ranking: FTS expression whose words order the rows; empty when only common words are asked.
        whole: FTS expression of beginnings that also stand as whole words; such rows come first.
        matching: FTS expression of everything asked; empty when nothing can match.
        counted: rows that match, when counting the parts already told it.
        ceiling: where counting stops.
        common: parts that stand in more than a tenth of the visible texts, as typed.
    """

    ranking: str
    whole: str
    matching: str
    counted: int | None
    ceiling: int
    common: tuple[str, ...]


def add(cursor: Cursor, entries: Iterable[Entry]) -> None:
    """Put texts into the index, in the caller's transaction.

    Args:
        cursor: inside a transaction.
        entries: rows not yet in the index.
    """
    add_folded(cursor, ((row, fold_text(text, language)) for row, text, language in entries))


def add_folded(cursor: Cursor, rows: Iterable[tuple[int, str]]) -> None:
    """Put texts in that were folded elsewhere: folding takes most of the time and can be done beside.

    Args:
        cursor: inside a transaction.
        rows: row and what ``fold_text`` gave for its text.
    """
    sql = f"INSERT INTO {TABLE}(rowid, tokens) VALUES (?, ?)"  # noqa: S608 - a constant name
    cursor.executemany(_placed(cursor, sql), rows)


def remove(cursor: Cursor, rows: Iterable[int]) -> None:
    """Take rows out; their words stay in the data blocks until ``optimize``."""
    sql = f"DELETE FROM {TABLE} WHERE rowid = ?"  # noqa: S608 - a constant name
    cursor.executemany(_placed(cursor, sql), ((row,) for row in rows))


def optimize(cursor: Cursor) -> None:
    """Merge the index into one segment: words of removed rows are gone from it afterwards."""
    cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")  # noqa: S608


def index_bytes(cursor: Cursor) -> int:
    """The size of the index: the sum of its data blocks, in bytes."""
    cursor.execute(f"SELECT coalesce(sum(length(block)), 0) FROM {TABLE}_data")  # noqa: S608
    return int(cursor.fetchone()[0])


def search(
    cursor: Cursor,
    query: str,
    *,
    visible: Visible | VisibleRows = EVERYTHING,
    limit: int,
    after: Position | None = None,
) -> Found:
    """Answer a question as typed.

    Words in more than a tenth of the visible texts never rank: beside rarer words they filter, alone
    they list newest first, and a note says so.

    Args:
        query: as typed; see ``question.read_question`` for what it may hold.
        visible: what the asking person may see.
        limit: most rows wanted.
        after: the end of the page before.

    Returns:
        The rows of this page and how many match in all.
    """
    question = read_question(query)
    if isinstance(visible, VisibleRows):
        visible = _gathered(cursor, visible)
    made = plan(cursor, question, visible)
    notes = tuple(_notes(question, made))
    if not made.matching:
        return Found((), 0, notes=notes)
    total = made.counted
    if total is None:
        total = _count(cursor, made.matching, visible, most=made.ceiling + 1)
    page = _ranked if made.ranking else _newest
    rows = page(cursor, made, visible, limit, after) if total else ()
    return Found(rows, min(total, made.ceiling), total > made.ceiling, notes)


def plan(cursor: Cursor, question: Question, visible: Visible) -> Plan:
    """Decide which parts rank and which only filter: count them among the visible rows."""
    ceiling = max(_visible_rows(cursor, visible) // 10, FEW)
    counts = [(part, _count(cursor, _any_of(part), visible, most=ceiling + 1)) for part in question.wanted]
    common = tuple(part.shown for part, count in counts if count > ceiling)
    rare = [part for part, count in counts if count <= ceiling]
    possible = bool(counts) and all(count for _, count in counts)
    alone = len(question.parts) == 1 and len(counts) == 1
    return Plan(
        ranking=" AND ".join(map(_any_of, rare)),
        whole=" AND ".join(_joined(part.whole) for part in rare if part.prefix),
        matching=_everything_of(question) if possible else "",
        counted=counts[0][1] if alone else None,
        ceiling=ceiling,
        common=common if possible else (),
    )


def _notes(question: Question, made: Plan) -> Iterator[Note]:
    if question.shortened:
        yield Note(N_("Only the first %(number)d words were searched for."), (("number", MOST_WORDS),))
    if question.parts and not question.wanted:
        yield Note(N_("Add a word to look for: only words to leave out were given."))
    if made.common and not made.ranking:
        joined = ", ".join(f"“{word}”" for word in made.common)
        template = N_("%(words)s: in more than a tenth of the texts, so the newest come first.")
        yield Note(template, (("words", joined),))


def _any_of(part: Part) -> str:
    if not part.prefix:
        return _joined(part.readings)
    return f"({_joined(part.readings, ' *')} OR {_joined(part.whole)})"


def _joined(readings: Iterable[tuple[str, ...]], star: str = "") -> str:
    phrases = (f'"{" ".join(reading)}"{star}' for reading in sorted(readings))
    return f"({' OR '.join(phrases)})"


def _everything_of(question: Question) -> str:
    expression = " AND ".join(map(_any_of, question.wanted))
    if not question.excluded:
        return expression
    return f"({expression}) NOT ({' OR '.join(map(_any_of, question.excluded))})"


def _gathered(cursor: Cursor, visible: VisibleRows) -> Visible:
    """Keep the row numbers in this connection's memory until its next search."""
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {_SEEN} (row INTEGER PRIMARY KEY)")
    cursor.execute(f"DELETE FROM temp.{_SEEN}")  # noqa: S608 - a constant name
    sql = f"INSERT OR IGNORE INTO temp.{_SEEN} {visible.select.replace('%s', '?')}"
    cursor.execute(_placed(cursor, sql), visible.params)
    cursor.execute(f"SELECT count(*) FROM temp.{_SEEN}")  # noqa: S608 - a constant name
    rows = int(cursor.fetchone()[0])
    return Visible(f"{{row}} IN (SELECT row FROM temp.{_SEEN})", rows=rows)  # noqa: S608


def _visible_rows(cursor: Cursor, visible: Visible) -> int:
    if visible.rows is not None:
        return visible.rows
    sql = f"SELECT count(*) FROM {TABLE}_docsize WHERE {_condition(visible, 'id')}"  # noqa: S608
    cursor.execute(_placed(cursor, sql), visible.params)
    return int(cursor.fetchone()[0])


def _count(cursor: Cursor, expression: str, visible: Visible, *, most: int) -> int:
    """How many visible rows match, counting no further than ``most``."""
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH ?"  # noqa: S608
        f" AND {_condition(visible, f'+{TABLE}.rowid')} LIMIT ?)"
    )
    cursor.execute(_placed(cursor, sql), (expression, *visible.params, most))
    return int(cursor.fetchone()[0])


def _ranked(
    cursor: Cursor, made: Plan, visible: Visible, limit: int, after: Position | None
) -> tuple[tuple[int, float], ...]:
    """Rows by bm25 over the rare parts, whole words before longer ones; a tie goes to the newer."""
    score, params = "rank", list[Any]()
    if made.whole:
        score = f"rank - {_WHOLE} * (+{TABLE}.rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ?))"  # noqa: S608
        params.append(made.whole)
    sql = (
        f"SELECT {TABLE}.rowid AS row, {score} AS score FROM {TABLE} WHERE {TABLE} MATCH ?"  # noqa: S608
        f" AND {_condition(visible, f'+{TABLE}.rowid')}"
    )
    params += [made.ranking, *visible.params]
    if made.matching != made.ranking:
        sql += f" AND +{TABLE}.rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ?)"  # noqa: S608
        params.append(made.matching)
    if after is not None:
        sql = f"SELECT row, score FROM ({sql}) WHERE score > ? OR (score = ? AND row < ?)"  # noqa: S608
        params += [after.score, after.score, after.row]
    cursor.execute(_placed(cursor, f"{sql} ORDER BY score, row DESC LIMIT ?"), (*params, limit))
    return tuple((int(row), float(score)) for row, score in cursor.fetchall())


def _newest(
    cursor: Cursor, made: Plan, visible: Visible, limit: int, after: Position | None
) -> tuple[tuple[int, float], ...]:
    """Rows by age alone, the newest first."""
    sql = (
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ?"  # noqa: S608
        f" AND {_condition(visible, f'+{TABLE}.rowid')} AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    )
    before = after.row if after is not None and after.score >= 0 else 2**63 - 1
    cursor.execute(_placed(cursor, sql), (made.matching, *visible.params, before, limit))
    return tuple((int(row), 0.0) for (row,) in cursor.fetchall())


def _condition(visible: Visible, row: str) -> str:
    return "(" + visible.sql.replace("{row}", row).replace("%s", "?") + ")"


def _placed(cursor: Cursor, sql: str) -> str:
    """Django's cursor writes places as %s, the database's own as ?."""
    return sql.replace("?", "%s") if hasattr(cursor, "db") else sql
