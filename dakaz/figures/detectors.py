"""What is wrong in published tables and does not look wrong: found, said, never corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from dakaz.errors import N_, Refused
from dakaz.figures.period import is_period, parse_period
from dakaz.figures.tables import rows as table_rows
from dakaz.figures.values import Row, Table


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader of the table must know.

    Args:
        kind: ``stale year``, ``parts miss total``, ``aggregate with members``, ``appeals counted again``,
            ``persons and cases``, ``small numbers recoded``.
        message: a sentence with named places, marked for translation.
        values: what stands in those places.
        lines: lines of the file it is about.
    """

    kind: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


PARTS = {"dec_total": ("dec_recognized", "dec_other", "dec_rejected", "dec_closed")}
_ORIGINS = ("coo", "coo_iso", "coo_name")
_FEWEST_ROWS = 5


def stale_years(table: Table, by: str = "coa_iso", *, fewest: int = _FEWEST_ROWS) -> tuple[Finding, ...]:
    """Find years whose rows for one country all repeat the year before: a copy, not a measurement.

    Args:
        table: yearly rows.
        by: the dimension whose members report (the country of asylum).
        fewest: a year with fewer rows can repeat by chance and is not called stale.
    """
    at = table.place(by)
    seen: dict[tuple[str, int], set[tuple[object, ...]]] = defaultdict(set)
    lines: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in table.rows:
        key = (row.codes[at], int(row.period[:4]))
        seen[key].add((row.codes, row.cells))
        lines[key].append(row.line)
    found = []
    for (country, year), now in sorted(seen.items()):
        if len(now) >= fewest and seen.get((country, year - 1)) == now:
            found.append(_stale(country, year, len(now), tuple(lines[country, year])))
    return tuple(found)


def _stale(country: str, year: int, number: int, lines: tuple[int, ...]) -> Finding:
    return Finding(
        "stale year",
        N_("%(country)s %(year)d: all %(number)d rows repeat %(before)d. The year is a copy; leave it out."),
        {"country": country, "year": year, "number": number, "before": year - 1},
        lines,
    )


def missed_totals(
    table: Table, parts: Mapping[str, tuple[str, ...]] | None = None, *, published: bool = True
) -> tuple[Finding, ...]:
    """Find rows whose parts do not add up to their total.

    Args:
        table: rows with the parts and the total as measures.
        parts: for each total its parts; UNHCR's outcomes of decisions when missing.
        published: compare the published numbers; when False, only differences that no rounding or
            suppression can explain.
    """
    found = []
    for total, names in (parts or PARTS).items():
        places = [table.measure_place(name) for name in names]
        at = table.measure_place(total)
        for row in table.rows:
            finding = _missed(row, places, at, total, published=published)
            if finding is not None:
                found.append(finding)
    return tuple(found)


def _missed(row: Row, places: list[int], at: int, total: str, *, published: bool) -> Finding | None:
    cells = [row.cells[place] for place in places]
    whole = row.cells[at]
    if whole.value is None or any(cell.value is None for cell in cells):
        return None
    added = sum(cell.value or 0 for cell in cells)
    if published:
        fits = added == whole.value
    else:
        low, high = sum(cell.low or 0 for cell in cells), sum(cell.high or 0 for cell in cells)
        fits = low <= (whole.high or 0) and high >= (whole.low or 0)
    if fits:
        return None
    return Finding(
        "parts miss total",
        N_("Line %(line)d: the parts of %(total)s add up to %(added)g; published is %(published)g."),
        {"line": row.line, "total": total, "added": added, "published": whole.value},
        (row.line,),
    )


def aggregates_in(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return, for each dimension, the codes that contain other codes of it present in the table."""
    known = [(row["dimension"], row["code"], row["contains"].split()) for row in table_rows("aggregates")]
    found: dict[str, set[str]] = defaultdict(set)
    for name in table.dimensions:
        present = set(table.values(name))
        for dimension, code, members in known:
            if name.lower() in dimension.split("|") and code in present and _has(members, present, code):
                found[name].add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def _has(members: list[str], present: set[str], code: str) -> bool:
    return bool(present - {code}) if members == ["*"] else bool(present & set(members))


def sum_problems(table: Table) -> tuple[Finding, ...]:
    """Find why the rows of a table must not be added up as they are."""
    found = []
    for name, codes in aggregates_in(table).items():
        found.append(
            Finding(
                "aggregate with members",
                N_("In %(name)s, %(codes)s contain other codes here: a plain sum counts people again."),
                {"name": name, "codes": ", ".join(codes)},
            )
        )
    found += _levels(table)
    found += _overlapping_periods(table)
    return tuple(found)


def _levels(table: Table) -> Iterable[Finding]:
    appeals = {row["code"] for row in table_rows("decision_levels") if row["repeats"] == "yes"}
    if "dec_level" in table.dimensions:
        levels = set(table.values("dec_level"))
        again = sorted(levels & appeals)
        if again and len(levels) > 1:
            yield Finding(
                "appeals counted again",
                N_("Levels %(codes)s decide again on people already decided: keep to the first instance."),
                {"codes": ", ".join(again)},
            )
    for name in ("dec_pc", "app_pc"):
        if name in table.dimensions and {"P", "C"} <= set(table.values(name)):
            yield Finding(
                "persons and cases",
                N_("%(name)s mixes persons (P) and cases (C), which never add up."),
                {"name": name},
            )


def _overlapping_periods(table: Table) -> Iterable[Finding]:
    periods = {row.period for row in table.rows}
    read = sorted((parse_period(text), text) for text in periods if is_period(text))
    for (first, text), (second, other) in pairwise(read):
        if first.overlaps(second):
            yield Finding(
                "aggregate with members",
                N_("The periods %(first)s and %(second)s overlap."),
                {"first": text, "second": other},
            )
            return


def total(table: Table, measure: str) -> tuple[float, float]:
    """Add up a measure over all rows, through rounding and suppression: lowest and highest true sum.

    Raises:
        Refused: the rows count people more than once; ``findings`` say how. Nothing is added.
    """
    problems = sum_problems(table)
    if problems:
        raise Refused(N_("These rows must not be added up."), findings=problems)
    at = table.measure_place(measure)
    cells = [row.cells[at] for row in table.rows]
    unknown = [row.line for row in table.rows if row.cells[at].low is None]
    if unknown:
        raise Refused(
            N_("%(number)d cells of %(measure)s are missing; a sum without them would be wrong."),
            findings=tuple(unknown[:20]),
            number=len(unknown),
            measure=measure,
        )
    return sum(cell.low or 0 for cell in cells), sum(cell.high or 0 for cell in cells)


def small_recoded(table: Table, *, most: int = 5) -> tuple[Finding, ...]:
    """Find out whether a publisher hides small numbers: none from 1 to ``most - 1``, many of ``most``."""
    below = at_most = nonzero = 0
    for row in table.rows:
        for cell in row.cells:
            value = cell.value
            if value:
                nonzero += 1
                below += 0 < value < most
                at_most += value == most
    if below or nonzero == 0 or at_most < max(20, nonzero / 50):
        return ()
    return (
        Finding(
            "small numbers recoded",
            N_(
                "No cell of %(cells)d lies between 1 and %(below)d, and %(number)d are %(most)d: "
                "read it as 1 to %(most)d."
            ),
            {"cells": nonzero, "below": most - 1, "most": most, "number": at_most},
        ),
    )


def examine(table: Table) -> tuple[Finding, ...]:
    """Run every detector that fits the table."""
    found: list[Finding] = []
    if "coa_iso" in table.dimensions:
        found += stale_years(table)
        found += small_recoded(table)
    fitting = {total: parts for total, parts in PARTS.items() if {total, *parts} <= set(table.measures)}
    if fitting:
        found += missed_totals(table, fitting)
    return tuple(found) + sum_problems(table)
