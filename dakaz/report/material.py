"""What the records hand to the report: plain values, by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CitedSource:
    """An item of the archive that a report cites.

    Args:
        title: what it is called, in words fit to be published.
        publisher: who published it or handed it over.
        dated: EDTF date of the source, "" when unknown.
        address: where it stood on the web, or None.
        sha256: of the original bytes, 64 hex digits.
        captured: date of capture or receipt (``2024-10-18`` or text).
        how: how it was obtained, in words.
        altered: whether the stored bytes no longer match ``sha256``.
        public: whether the bytes may be given away in clear.
        item_id: the item's id, for links inside the product.
        pages: SHA-256 of each photo a paper is made of, in order; ``sha256`` is then that of their list.
    """

    title: str
    publisher: str
    dated: str
    address: str | None
    sha256: str
    captured: str
    how: str
    altered: bool
    public: bool
    item_id: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A marked passage: ``exact`` words of the archived text, ``text_around`` for a look, its page."""

    exact: str
    text_around: str = ""
    page_label: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer to one count.

    Args:
        value: the count now.
        approved: the count a person approved, or None.
        records: how many records were looked at.
        as_of: the day the count stands for (``2024-10-28``).
        approved_by: who approved, for those who look at the count before it is published; never printed.
        approved_on: the day of approval.
        what: what is counted, in words ("decisions in 2024").
    """

    value: int
    approved: int | None
    records: int
    as_of: str
    approved_by: str = ""
    approved_on: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a series, or None with the reason in ``flag`` ("fewer than 5", "not published")."""

    value: int | Decimal | None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One line of a series: what it counts and a value for each period."""

    label: str
    values: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """An official series as asked for: ``periods`` along, ``rows`` down.

    Args:
        source: the citation key of the item the numbers come from.
        unit: what one unit is ("persons", "decisions").
        as_of: the day the publisher's table stands for, or was captured.
    """

    title: str
    unit: str
    periods: tuple[str, ...]
    rows: tuple[SeriesRow, ...]
    source: str
    as_of: str
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything an outline needs; counts and series by canonical expression text."""

    sources: Mapping[str, CitedSource] = field(default_factory=dict)
    passages: Mapping[tuple[str, str], QuotedPassage] = field(default_factory=dict)
    counts: Mapping[str, Counted] = field(default_factory=dict)
    series: Mapping[str, SeriesTable] = field(default_factory=dict)
