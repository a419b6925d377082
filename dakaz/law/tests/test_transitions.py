"""The text in force on the day that counts: the day before, the day itself and the day after each change."""

from __future__ import annotations

from datetime import date

import pytest

from dakaz import law

EMPLOYMENT = {"permit_kind": "temporary", "cancel_ground": "employment"}
SECURITY = {"permit_kind": "temporary", "cancel_ground": "state_security"}
PERMANENT = {"permit_kind": "permanent", "cancel_ground": "other"}
ONCE, UNTIL = "suspended_once_complaint_filed", "suspended_until_term_or_admission"
COURT = "not_suspended_ask_court"


def ask(pack, rule, served, on="2026-11-22", **facts):
    return law.evaluate(pack, rule, {"served": served, **facts}, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("served", "facts", "outcome"),
    [
        ("2015-12-01", SECURITY, ONCE),
        ("2021-07-21", SECURITY, ONCE),
        ("2021-07-22", SECURITY, ONCE),
        ("2021-07-23", SECURITY, COURT),
        ("2021-07-24", SECURITY, COURT),
        ("2021-07-22", PERMANENT, ONCE),
        ("2021-07-23", PERMANENT, ONCE),
        ("2024-06-29", EMPLOYMENT, ONCE),
        ("2024-06-30", EMPLOYMENT, ONCE),
        ("2024-07-01", EMPLOYMENT, UNTIL),
        ("2024-07-02", EMPLOYMENT, UNTIL),
        ("2024-06-30", PERMANENT, ONCE),
        ("2024-07-01", PERMANENT, COURT),
        ("2024-07-01", SECURITY, COURT),
    ],
)
def test_whether_a_complaint_stops_a_cancellation(shipped, served, facts, outcome):
    assert ask(shipped, "E01", served, **facts).outcome == outcome


@pytest.mark.parametrize(
    ("rule", "served"),
    [
        ("C01", "2021-02-28"),
        ("C02", "2021-02-28"),
        ("C02", "2021-07-23"),
        ("C02", "2021-12-31"),
        ("E01", "2015-11-30"),
        ("C03", "2021-12-31"),
        ("U02", "2026-06-11"),
        ("H13", "2025-05-02"),
    ],
)
def test_a_day_without_a_text_is_refused_and_the_nearest_is_never_taken(shipped, rule, served):
    facts = EMPLOYMENT if rule == "E01" else {}
    with pytest.raises(law.NoVersionInForce) as refused:
        ask(shipped, rule, served, **facts)
    assert served in str(refused.value)
    assert "Accepted for" in str(refused.value)


@pytest.mark.parametrize(
    ("rule", "served"),
    [("C01", "2021-03-01"), ("C02", "2021-07-22"), ("C02", "2022-01-01"), ("U02", "2026-06-12")],
)
def test_the_first_and_last_day_of_a_text_are_inside_it(shipped, rule, served):
    assert ask(shipped, rule, served).last_day is not None


@pytest.mark.parametrize(
    ("served", "version"), [("2024-06-29", 1), ("2024-06-30", 1), ("2024-07-01", 2), ("2024-07-02", 2)]
)
def test_a_complaint_around_the_change_of_july_2024(shipped, served, version):
    assert ask(shipped, "C01", served).version == version


def test_a_pending_application_follows_the_new_text_where_the_amendment_says_so(shipped):
    rule = "lt.path.humanitarian.mfa"
    assert ask(shipped, rule, "2023-12-15", on="2023-12-29").version == 3
    moved = ask(shipped, rule, "2023-12-15", on="2023-12-30")
    assert moved.version == 4
    assert "step_pending_new" in [step.text.key for step in moved.trace]
    decided = ask(shipped, rule, "2023-12-15", decision_dated="2023-12-22")
    assert decided.version == 3


PENDING_OLD = """        transitional:
          - {pending: old, by: application_lodged, cite: [{source: law-XIV-2784, ref: "41 str. 5 d."}]}
"""


def test_a_pending_matter_follows_the_old_text_where_the_amendment_says_so(broken):
    folder = broken(
        "pack.yaml",
        "        in_force: {from: 2024-07-01, to: null}\n        length",
        f"        in_force: {{from: 2024-07-01, to: null}}\n{PENDING_OLD}        length",
    )
    pack = law.load(folder)
    assert ask(pack, "C01", "2024-07-10", application_lodged="2024-06-30").version == 1
    assert ask(pack, "C01", "2024-07-10", application_lodged="2024-07-01").version == 2
    untold = ask(pack, "C01", "2024-07-10")
    assert untold.version == 2
    assert [one.key for one in untold.assumed] == ["assumed_not_pending"]
