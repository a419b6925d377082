"""A small report about invented people, with everything it needs."""

import datetime

import pytest

from dakaz.report import (
    CitedSource,
    Counted,
    Material,
    Observation,
    Outline,
    QuotedPassage,
    SeriesRow,
    SeriesTable,
    parse,
)

OUTLINE = """\
---
title: Forty decisions
subtitle: What they say
publisher: Invented Office for Rights
date: 2024-10-28
language: en
partners: [First Partner (invented)]
---

# Summary

In 2024 we saw {{ count(decisions, kind="asylum_refusal", year=2024) }} refusals,
{{ percent(count(decisions, kind="asylum_refusal", year=2024), count(decisions, year=2024)) }} of all.
The Department wrote that “the threat to national security was not excluded on 18 October 2024” [@refusal#q1].

## The law

> A decision shall be taken within 6 months. […] The applicant shall be told of it.
> [@law#a5]

A point^[With a note, see [@law, Art. 81].] and the statistics [@statistics, p. 3; @law].

| Authority | Decisions |
|:--|--:|
| Court [@statistics] | 3 |

{{ series(key="unhcr-lt-by", rows=["recognized", "rejected"], from=2018, to=2020) }}
"""

REFUSALS = 'count(decisions, kind="asylum_refusal", year=2024)'
DECISIONS = "count(decisions, year=2024)"
SERIES = 'series(key="unhcr-lt-by", rows=["recognized", "rejected"], from=2018, to=2020)'
APPROVAL = {"as_of": "2024-10-28", "approved_by": "A. Editor (invented)", "approved_on": "2024-10-27"}


def cited(rank: int, title: str, **other: object) -> CitedSource:
    values = {
        "title": title,
        "publisher": "Invented Department",
        "dated": "2024-10-18",
        "address": "https://example.org/paper?a=1&b=2",
        "sha256": f"{rank:064x}",
        "captured": "2024-10-21",
        "how": "web capture",
        "altered": False,
        "public": True,
        "item_id": f"item-{rank}",
    }
    return CitedSource(**(values | other))  # type: ignore[arg-type]


@pytest.fixture
def text() -> str:
    return OUTLINE


@pytest.fixture
def outline() -> Outline:
    return parse(OUTLINE)


@pytest.fixture
def material() -> Material:
    rows = (
        SeriesRow("Recognised", (Observation(5), Observation(10), Observation(380))),
        SeriesRow("Rejected", (Observation(30), Observation(None, "fewer than 5"), Observation(20))),
    )
    return Material(
        sources={
            "refusal": cited(1, "Decision refusing asylum", public=False, address=None),
            "law": cited(2, "Law on the Legal Status of Foreigners", dated="2004-04-29"),
            "statistics": cited(3, "Asylum statistics"),
        },
        passages={
            ("refusal", "q1"): QuotedPassage(
                "It is found that the threat to national secu-\nrity "
                "was not excluded on 18 October 2024 by 12 votes.",
                page_label="p. 2",
            ),
            ("law", "a5"): QuotedPassage(
                "A decision shall be taken within 6 months. It may be extended. "
                "The applicant shall be told of it."
            ),
        },
        counts={REFUSALS: Counted(12, 12, 40, **APPROVAL), DECISIONS: Counted(40, 40, 40, **APPROVAL)},
        series={
            SERIES: SeriesTable(
                "Decisions on asylum", "decisions", ("2018", "2019", "2020"), rows, "statistics", "2024-10-01"
            )
        },
    )


@pytest.fixture
def built_on() -> datetime.date:
    return datetime.date(2024, 10, 28)
