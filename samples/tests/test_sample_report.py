"""The sample report holds: every citation leads somewhere, and one changed digit is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from dakaz.report.check import check
from dakaz.report.expression import Count
from dakaz.report.material import (
    CitedSource,
    Counted,
    Material,
    Observation,
    QuotedPassage,
    SeriesRow,
    SeriesTable,
)
from dakaz.report.needs import needs
from dakaz.report.parse import parse

Dossier = dict[str, list[dict[str, Any]]]
Record = dict[str, Any]


def matches(record: Record, name: str, value: object) -> bool:
    if name in ("year", "month"):
        return str(record.get("dated") or record["date"]).startswith(str(value))
    if name == "reason":
        return any(one["kind"] == value for one in record.get("reasons", []))
    return bool(record[name] == value)


def counted(dossier: Dossier, count: Count) -> Counted:
    records = dossier[count.table]
    value = sum(all(matches(record, *pair) for pair in count.where) for record in records)
    return Counted(value, value, len(records), "2024-10-28", "sample office", "2024-10-28")


def cited(samples: Path, record: Record) -> CitedSource:
    names = [record["file"]] if "file" in record else record["photos"]
    digest = hashlib.sha256(b"".join((samples / "files" / name).read_bytes() for name in names)).hexdigest()
    return CitedSource(
        title=record["title"],
        publisher=record.get("publisher", "handed over"),
        dated=record.get("dated", ""),
        address=record.get("address"),
        sha256=digest,
        captured=record.get("captured", ""),
        how=record.get("how", ""),
        altered=False,
        public=record.get("kind") != "handed_over",
        item_id=record["key"],
    )


@pytest.fixture(scope="module")
def text(samples: Path) -> str:
    return (samples / "report.md").read_text("utf-8")


@pytest.fixture(scope="module")
def material(dossier: Dossier, samples: Path, text: str) -> Material:
    wanted = needs(parse(text))
    query = wanted.series[0]
    series = next(one for one in dossier["series"] if one["key"] == query.key)
    places = {row: series["cols"].index(row) for row in query.rows}
    rows = tuple(
        SeriesRow(row, tuple(Observation(values[at]) for values in series["rows"].values()))
        for row, at in places.items()
    )
    table = SeriesTable(
        series["title"], series["unit"], tuple(series["rows"]), rows, series["source"], series["vintage"]
    )
    return Material(
        sources={one["cite"]: cited(samples, one) for one in [*dossier["sources"], *dossier["papers"]]},
        passages={
            (one["item"], one["label"]): QuotedPassage(one["exact"], one["exact"])
            for one in dossier["passages"]
        },
        counts={count.canonical: counted(dossier, count) for count in wanted.counts},
        series={query.canonical: table},
    )


def test_the_report_is_read_without_a_problem_and_checked_without_a_finding(
    text: str, material: Material
) -> None:
    outline = parse(text)
    assert not outline.problems
    assert [str(finding) for finding in check(outline, material)] == []


def test_every_count_in_the_report_counts_something(material: Material) -> None:
    assert len(material.counts) >= 10
    assert all(one.value > 0 for one in material.counts.values())


def test_one_changed_digit_is_refused(text: str, material: Material) -> None:
    changed = text.replace("went back to Belarus 3 times", "went back to Belarus 4 times")
    assert changed != text
    (finding,) = check(parse(changed), material)
    line = next(
        number for number, written in enumerate(changed.split("\n"), 1) if "Belarus 4 times" in written
    )
    assert f"{line}" in str(finding)


def test_the_series_is_what_unhcr_published(dossier: Dossier, samples: Path) -> None:
    (series,) = dossier["series"]
    published: dict[str, list[int]] = {}
    for line in (samples / "files" / series["file"]).read_text("utf-8").splitlines():
        cells = line.split(",")
        if "BLR" in cells:
            published[cells[0]] = [int(cell) for cell in cells[-5:-1]]
    assert all(published[period] == values for period, values in series["rows"].items())


def test_no_one_with_a_pseudonym_is_named(dossier: Dossier, text: str) -> None:
    hidden = [one for one in dossier["parties"] if one["protection"] in ("pseudonym", "sealed")]
    names = {
        part
        for one in hidden
        if one["kind"] == "person"
        for name in one["names"]
        for part in name["text"].split()
    }
    assert not {name for name in names if name in text}


def test_authorities_and_organisations_are_both_heard(dossier: Dossier, text: str) -> None:
    kinds = {one["cite"]: one["kind"] for one in dossier["sources"]}
    passages = {f"{one['item']}#{one['label']}" for one in dossier["passages"]}
    by = {one["passage"]: one["speaker"] for one in dossier["statements"] if one["passage"] in passages}
    quoted = {speaker for passage, speaker in by.items() if f"[@{passage}]" in text}
    assert "our-house" in quoted
    assert {"migration-department", "mfa-lt", "jauniskis", "bilotaite", "kasciunas"} <= quoted
    assert {"authority", "organisation", "public_record"} <= set(kinds.values())
