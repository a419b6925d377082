"""What an official table says: rows of cells with their flags, and where they come from.

A cell keeps the published text, what it means as a number, and the bounds between which the true
number lies: rounding to 5 and “5 means 1 to 5” are intervals, never numbers that look exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from dakaz.errors import N_, BadInput, NotFound, Refused
from dakaz.figures.period import Period, parse_period


class Status(StrEnum):
    """Why a cell is as it is."""

    GIVEN = "given"
    MISSING = "missing"
    CONFIDENTIAL = "confidential"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"


class Cell(NamedTuple):
    """One published cell.

    Args:
        text: as published, blanks cut.
        value: the number as published; None when there is none (that is not zero).
        low: the smallest true number it can stand for; None when nothing is known.
        high: the largest.
        flags: the publisher's letters, in their order: ``b``, ``bp``, ``*``.
        status: why a number is missing or is a bound only.
    """

    text: str
    value: float | None
    low: float | None
    high: float | None
    flags: str = ""
    status: Status = Status.GIVEN

    @property
    def exact(self) -> bool:
        """True when the published number is the only one it can stand for."""
        return self.value is not None and self.low == self.high == self.value


MISSING = Cell("", None, None, None, "", Status.MISSING)


class Row(NamedTuple):
    """One published row: its period, the codes of its dimensions, its measures, and its line in the file."""

    period: str
    codes: tuple[str, ...]
    cells: tuple[Cell, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which copy of which data set this is.

    Args:
        name: the file's name.
        sha256: of its bytes, hexadecimal.
        layout: how it was read: ``unhcr-api``, ``eurostat-tsv``, ``sdmx-csv-1``, ...
        dataset: the publisher's name of the data set, when the file says it.
        updated: when the publisher changed it last, as the file says it.
        publisher: who publishes it.
        invented: the numbers are no statistics; every picture says so.
    """

    name: str
    sha256: str
    layout: str
    dataset: str = ""
    updated: str = ""
    publisher: str = ""
    invented: bool = False


def sha256(content: bytes) -> str:
    """Return the hash that names a file's bytes."""
    return hashlib.sha256(content).hexdigest()


class Observation(NamedTuple):
    """What one cell says of one period."""

    period: Period
    cell: Cell
    line: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """One measure of one thing over time, in the order of the periods."""

    measure: str
    key: Mapping[str, str]
    observations: tuple[Observation, ...]
    vintage: Vintage

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def at(self, period: Period) -> Cell:
        """Return the cell of exactly this period.

        Raises:
            NotFound: the series has no such period.
        """
        for one in self.observations:
            if one.period == period:
                return one.cell
        raise NotFound(
            N_("%(measure)s has no value for %(period)s."), measure=self.measure, period=period.edtf
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A file as published: every row, every flag.

    Args:
        dimensions: names of the codes in each row.
        measures: names of the cells in each row.
        rows: as they stand in the file.
        vintage: which copy it is.
        labels: for a dimension, what its codes are called, where the file says so.
        notes: what a reader of the file should know.
    """

    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[Row, ...]
    vintage: Vintage
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def place(self, dimension: str) -> int:
        """Return where a dimension stands in ``Row.codes``.

        Raises:
            NotFound: the table has no such dimension; the message lists those it has.
        """
        return _place(dimension, self.dimensions, N_("The table has no column “%(name)s”; it has %(known)s."))

    def measure_place(self, measure: str) -> int:
        """Return where a measure stands in ``Row.cells``.

        Raises:
            NotFound: the table has no such measure; the message lists those it has.
        """
        return _place(measure, self.measures, N_("The table measures no “%(name)s”; it has %(known)s."))

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return the codes that occur in a dimension, sorted."""
        at = self.place(dimension)
        return tuple(sorted({row.codes[at] for row in self.rows}))

    def select(self, **codes: str) -> Table:
        """Return the rows that carry each of the codes named."""
        rows = self.rows
        for name, code in codes.items():
            at = self.place(name)
            rows = tuple([row for row in rows if row.codes[at] == code])
        return replace(self, rows=rows)

    def series(self, measure: str, **codes: str) -> Series:
        """Return one measure over time; codes that name no single row in a period are refused.

        Raises:
            NotFound: no row carries these codes.
            Refused: a period has several rows; ``findings`` name the dimensions that differ.
        """
        chosen = self.select(**codes)
        at = self.measure_place(measure)
        if not chosen.rows:
            raise NotFound(N_("No row of %(file)s carries these codes."), file=self.vintage.name)
        by_period: dict[str, Row] = {}
        for row in chosen.rows:
            if by_period.setdefault(row.period, row) is not row:
                raise Refused(
                    N_("%(period)s has several rows; say also: %(names)s. Nothing was added up."),
                    findings=_differing(chosen),
                    period=row.period,
                    names=", ".join(_differing(chosen)),
                )
        found = [Observation(parse_period(row.period), row.cells[at], row.line) for row in by_period.values()]
        found.sort(key=lambda one: (one.period, one.line))
        return Series(measure, dict(codes), tuple(found), self.vintage)


def _place(name: str, names: tuple[str, ...], message: str) -> int:
    if name not in names:
        raise NotFound(message, name=name, known=", ".join(names))
    return names.index(name)


def _differing(table: Table) -> tuple[str, ...]:
    found = tuple(name for name in table.dimensions if len(table.values(name)) > 1)
    return found or table.dimensions


def number_of(text: str) -> float:
    """Read a plain number; whole numbers come back as ``int``.

    Raises:
        BadInput: it is no number.
    """
    try:
        return int(text)
    except ValueError:
        pass
    try:
        value = float(text)
    except ValueError:
        raise BadInput(N_("“%(text)s” is not a number."), text=text) from None
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
