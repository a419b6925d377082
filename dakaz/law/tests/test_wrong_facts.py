"""A wrong fact is refused with its name and with what is accepted."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dakaz import law

TODAY = date(2026, 11, 22)


def refusal(pack, rule, facts, on=TODAY):
    with pytest.raises(law.WrongFact) as refused:
        law.evaluate(pack, rule, facts, on)
    return refused.value


@pytest.mark.parametrize(
    "value",
    [
        "2026-13-03",
        "2026-02-30",
        "3.11.2026",
        "yesterday",
        "2026-11-03T25:00",
        "2026-11-03T10:00[Mars/One]",
        "",
    ],
)
def test_what_is_no_day(shipped, value):
    problem = refusal(shipped, "C01", {"served": value})
    assert (problem.code, problem.fact) == ("wrong_date", "decision_served")
    assert "2024-10-18" in str(problem)


def test_an_hour_that_does_not_exist(shipped):
    problem = refusal(shipped, "A11", {"served": "2026-03-29T03:30[Europe/Vilnius]"})
    assert "the clocks go forward" in str(problem)


def test_served_before_it_was_decided(shipped):
    problem = refusal(shipped, "C01", {"served": "2026-11-03", "decision_dated": "2026-11-05"})
    assert (problem.code, problem.fact) == ("wrong_order", "decision_served")
    assert "2026-11-05 or a later day" in str(problem)


def test_a_ground_that_nobody_knows(shipped):
    problem = refusal(
        shipped, "E01", {"served": "2026-11-03", "permit_kind": "temporary", "cancel_ground": "securty"}
    )
    assert (problem.code, problem.fact) == ("wrong_value", "cancel_ground")
    assert "state_security, public_order" in str(problem)


def test_a_fact_that_nobody_knows(shipped):
    problem = refusal(shipped, "E01", {"served": "2026-11-03", "permit_kid": "temporary"})
    assert (problem.code, problem.fact) == ("unknown_fact", "permit_kid")
    assert "Did you mean permit_kind?" in str(problem)


def test_a_fact_that_is_needed(shipped):
    problem = refusal(shipped, "R01", {"served": "2026-12-12"})
    assert (problem.code, problem.fact) == ("missing_fact", "days_given")
    assert "to 30" in str(problem)


@pytest.mark.parametrize("days", [31, "fourteen", "-1", "7.5"])
def test_more_days_than_the_law_allows(shipped, days):
    problem = refusal(shipped, "R01", {"served": "2026-12-12", "days_given": days})
    assert (problem.code, problem.fact) == ("wrong_value", "days_given")


def test_the_same_fact_told_twice(shipped):
    problem = refusal(shipped, "C01", {"served": "2026-11-03", "decision_served": "2026-11-04"})
    assert (problem.code, problem.fact) == ("wrong_value", "decision_served")


def test_no_day_at_all(shipped):
    problem = refusal(shipped, "C01", {})
    assert problem.code == "missing_fact"
    assert "decision_dated when it is not known" in str(problem)


def test_a_rule_that_is_not_there(shipped):
    problem = refusal(shipped, "lt.utpi.complaint.generel", {"served": "2026-11-03"})
    assert problem.code == "no_such_rule"
    assert "Did you mean lt.utpi.complaint.general?" in str(problem)


def test_a_day_before_the_knowledge_of_the_rule(shipped):
    with pytest.raises(law.NoVersionInForce, match="2021-03-01"):
        law.evaluate(shipped, "C01", {"served": "2019-05-05"}, TODAY)


def test_a_clock_without_a_zone(shipped):
    problem = refusal(shipped, "C01", {"served": "2026-11-03"}, datetime(2026, 11, 3, 10, 0))
    assert problem.fact == "as_of"


def test_an_hour_without_a_zone_given_as_a_value(shipped):
    assert refusal(shipped, "C01", {"served": datetime(2026, 11, 3, 10, 0)}).code == "wrong_date"


def test_values_are_taken_as_people_write_them(sample):
    facts = {"served": "2024-07-01", "permit-kind": "Temporary", "cancel_ground": "job"}
    assert law.evaluate(sample, "E01", facts, TODAY).outcome == "suspended_until_term_or_admission"


def test_yes_and_no_are_taken_in_four_languages(shipped):
    for word in ("yes", "TRUE", "taip", "так", "да", True):
        answer = law.evaluate(shipped, "A01", {"served": "2026-01-05", "sent_back_by_court": word}, TODAY)
        assert answer.raw_day == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("served", "said"),
    [
        ("2026-13-03", "there is no month 13. Accepted: months 01 to 12"),
        ("2026-02-31", "2026-02 has no day 31. Accepted: days 01 to 28"),
        ("2024-02-30", "2024-02 has no day 30. Accepted: days 01 to 29"),
        ("9999-12-31", "lies in the year 9999. Accepted: a day from 1900-01-01"),
        ("0001-01-01", "lies in the year 1. Accepted: a day from 1900-01-01"),
    ],
)
def test_what_is_wrong_with_a_day_is_said(shipped, served, said):
    assert said in str(refusal(shipped, "C01", {"served": served}))


@pytest.mark.parametrize(
    ("name", "near"), [("C18", "C17"), ("c1", "C01"), ("lt.utpi.complaint.generel", "lt.utpi")]
)
def test_the_nearest_rules_are_named(shipped, name, near):
    problem = refusal(shipped, name, {"served": "2026-11-03"})
    assert near in str(problem).split("Did you mean ")[1]
    assert "C01–C17" in problem.accepted


def test_a_day_before_the_knowledge_of_the_rule_says_since_when_something_is_known(shipped):
    with pytest.raises(law.NoVersionInForce, match="what is known of it begins on 2021-03-01") as refused:
        law.evaluate(shipped, "C01", {"served": "2019-05-05"}, TODAY)
    assert refused.value.fact == "decision_served"
    assert "from 2024-07-01 on" in refused.value.accepted


def test_a_day_in_a_known_gap_says_why_there_is_no_text(shipped):
    with pytest.raises(law.NoVersionInForce, match="138"):
        law.evaluate(shipped, "C02", {"served": "2021-09-01"}, TODAY)


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({}, "served"),
        ({"served": "x"}, "decision_served"),
        ({"served": "2026-11-03", "how": "pigeon"}, "how"),
        ({"served": "2026-11-03", "hw": "paper"}, "hw"),
        ({"served": "2026-11-03", "decision_dated": "2026-11-05"}, "decision_served"),
        ({"served": "2026-11-03", "decision_served": "2026-11-03"}, "decision_served"),
    ],
)
def test_a_refusal_tells_programs_the_fact_and_what_is_accepted(shipped, facts, fact):
    told = law.refused(refusal(shipped, "C01", facts))
    assert told.keys() == {"error", "fact", "accepted", "message"}
    assert fact in told["fact"]
    assert told["accepted"] in told["message"]


def test_a_name_means_first_a_fact_of_the_rule_that_is_asked(broken):
    facts = "    also_called: [ground]\n"
    folder = broken("facts.yaml", "  - id: cancel_ground\n", f"  - id: cancel_ground\n{facts}")
    path = folder / "facts.yaml"
    other = f"  - id: zz_ground\n{facts}    type: yes_no\n    label: {{lt: a, be: b, ru: c, en: d}}\n"
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    asked = {"served": "2024-07-01", "permit_kind": "temporary", "ground": "employment"}
    assert law.evaluate(law.load(folder), "E01", asked, TODAY).outcome == "suspended_until_term_or_admission"
