"""What a person is told, and when: states to the minute, safe day first, nothing that closes a door."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dakaz import law

VILNIUS = ZoneInfo("Europe/Vilnius")
PAST = ["how_call", "how_message"]


def ask(pack, rule, served, on, **facts):
    return law.evaluate(pack, rule, {"served": served, **facts}, on)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 11, 16), "open"),
        (datetime(2026, 11, 16, 23, 59, tzinfo=VILNIUS), "open"),
        (datetime(2026, 11, 17, 0, 0, tzinfo=VILNIUS), "last_day"),
        (date(2026, 11, 17), "last_day"),
        (datetime(2026, 11, 17, 23, 59, tzinfo=VILNIUS), "last_day"),
        (datetime(2026, 11, 17, 21, 59, tzinfo=UTC), "last_day"),
        (datetime(2026, 11, 17, 22, 0, tzinfo=UTC), "passed_ask_lawyer"),
        (datetime(2026, 11, 18, 0, 0, tzinfo=VILNIUS), "passed_ask_lawyer"),
        (date(2026, 11, 18), "passed_ask_lawyer"),
    ],
)
def test_the_last_day_is_open_until_midnight_in_vilnius(shipped, on, state):
    assert ask(shipped, "C02", date(2026, 11, 10), on).state == state


def test_the_safe_day_comes_first(shipped):
    said = law.say(ask(shipped, "C01", "2026-12-10", date(2026, 12, 12)), "en")
    assert said.headline == "It is safer to do it by Wed 23 December 2026."
    assert said.says[0] == "You can file the complaint up to and including Mon 28 December 2026."


def test_when_the_safe_day_has_passed_the_first_words_are_ask_today(shipped):
    outcome = ask(shipped, "C01", "2026-12-10", date(2026, 12, 24))
    assert outcome.state == "open"
    assert law.say(outcome, "en").headline.startswith("Ask for help today")


def test_after_the_last_day_something_may_still_be_possible(shipped):
    said = law.say(ask(shipped, "C02", "2026-11-03", date(2026, 12, 24)), "en")
    assert "may still be possible" in said.headline


def test_an_authority_has_a_plain_end_and_a_legal_end_and_no_safe_day(shipped):
    outcome = ask(shipped, "A01", "2026-05-22", date(2026, 11, 1))
    assert (outcome.raw_day, outcome.last_day, outcome.safe_day) == (
        date(2026, 11, 22),
        date(2026, 11, 23),
        None,
    )
    assert outcome.headline.key == "authority_open"


def test_a_moment_in_another_zone_is_brought_to_vilnius(shipped):
    late = ask(shipped, "C02", "2026-11-02T23:30+00:00", date(2026, 11, 4))
    assert late.raw_day == date(2026, 11, 10)


def test_an_hour_without_a_zone_is_taken_in_vilnius_and_that_is_said(shipped):
    outcome = ask(shipped, "A11", "2026-10-24T10:30", date(2026, 10, 24))
    assert outcome.last_day == datetime(2026, 10, 26, 9, 30, tzinfo=VILNIUS)
    assert "assumed_zone" in [one.key for one in outcome.assumed]


def test_hours_from_a_day_alone_begin_at_its_start_and_that_is_said(shipped):
    outcome = ask(shipped, "A11", "2026-11-03", date(2026, 11, 3))
    assert outcome.last_day == datetime(2026, 11, 5, 0, 0, tzinfo=VILNIUS)
    assert "assumed_start_of_day" in [one.key for one in outcome.assumed]


def test_hours_end_at_their_moment(shipped):
    served = "2026-11-03T14:00[Europe/Vilnius]"
    assert ask(shipped, "A11", served, datetime(2026, 11, 5, 13, 59, tzinfo=VILNIUS)).state == "last_day"
    assert (
        ask(shipped, "A11", served, datetime(2026, 11, 5, 14, 0, tzinfo=VILNIUS)).state == "passed_ask_lawyer"
    )


def test_a_day_still_to_come_is_a_plan(shipped):
    outcome = ask(shipped, "C01", "2026-12-10", date(2026, 12, 1))
    assert (outcome.state, outcome.last_day) == ("not_started", date(2026, 12, 28))
    assert "trigger_in_future" in [one.key for one in outcome.warnings]


def test_an_unknown_day_of_service_is_counted_from_the_earliest_possible_one(shipped):
    outcome = ask(shipped, "C01", "unknown", date(2026, 11, 5), decision_dated="2026-11-02")
    assert outcome.last_day == date(2026, 11, 16)
    assert "service_date_unknown" in [one.key for one in outcome.warnings]


@pytest.mark.parametrize("how", ["migris_notice", "email_notice"])
def test_a_notice_starts_no_time_and_gives_a_day_to_plan_with(shipped, how):
    outcome = ask(shipped, "C01", "2026-11-05", date(2026, 11, 6), how=how)
    assert (outcome.state, outcome.last_day, outcome.safe_day) == ("not_started", None, date(2026, 11, 19))
    assert "notice_is_not_service" in [one.key for one in outcome.warnings]


def test_a_notice_may_be_told_as_a_day_of_its_own(shipped):
    told = law.evaluate(shipped, "C01", {"migris_notice": "2026-11-05"}, date(2026, 11, 6))
    assert (told.state, told.last_day, told.safe_day) == ("not_started", None, date(2026, 11, 19))
    both = {"served": "2026-11-09", "migris_notice": "2026-11-05"}
    assert law.evaluate(shipped, "C01", both, date(2026, 11, 10)).last_day == date(2026, 11, 23)


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2027, 5, 1), date(2030, 1, 1)])
def test_from_a_notice_nothing_more_is_ever_said_than_may_still_be_open(shipped, on):
    outcome = ask(shipped, "C01", "2026-11-05", on, how="migris_notice")
    assert (outcome.state, outcome.last_day) == ("may_still_be_open", None)


def test_the_rule_about_notices_gives_the_same_answer(shipped):
    for on in (date(2026, 11, 6), date(2026, 11, 20)):
        notice = ask(shipped, "C17", "2026-11-05", on)
        complaint = ask(shipped, "C01", "2026-11-05", on, how="migris_notice")
        assert (notice.state, notice.last_day, notice.safe_day) == (complaint.state, None, complaint.safe_day)


def test_rows_from_memory_give_no_day_but_their_citation(shipped):
    for rule in ("U01", "U03", "I03", "I04"):
        outcome = ask(shipped, rule, "2026-11-03" if rule != "U01" else "2026-06-01", date(2026, 11, 4))
        assert (outcome.state, outcome.last_day, outcome.raw_day, outcome.safe_day) == (
            "unknown",
            None,
            None,
            None,
        )
        assert outcome.sources
        assert outcome.headline.key == "headline_unknown"


def test_special_law_goes_before_the_general_month_and_says_so(shipped):
    steps = [step.text.key for step in ask(shipped, "C01", "2026-11-03", date(2026, 11, 4)).trace]
    assert "step_priority" in steps


def test_what_is_told_can_lead_to_the_more_special_rule(shipped):
    outcome = ask(shipped, "C01", "2026-11-03", date(2026, 11, 4), decision_kind="asylum_inadmissible")
    assert outcome.rule == shipped.rows["C02"]
    assert outcome.last_day == date(2026, 11, 10)
    assert outcome.warnings[0].key == "special_rule"


def test_an_unknown_regime_shows_both_results_the_shorter_first(shipped):
    outcome = ask(shipped, "C03", "2026-11-03", date(2026, 11, 4))
    assert outcome.last_day == date(2026, 11, 10)
    assert [one.last_day for one in outcome.alternatives] == [date(2026, 11, 17)]
    general = ask(shipped, "C01", "2026-11-03", date(2026, 11, 4))
    assert [one.last_day for one in general.alternatives] == [date(2026, 11, 10)]
    assert general.warnings[0].key == "regime_unknown"


def test_the_shorter_day_of_an_unknown_regime_closes_nothing(shipped):
    outcome = ask(shipped, "C03", "2026-11-03", date(2026, 11, 12))
    assert outcome.state == "may_still_be_open"


def test_a_regime_that_is_known_decides(shipped):
    off = ask(shipped, "C03", "2026-11-03", date(2026, 11, 4), x2="no")
    assert (off.rule, off.last_day) == (shipped.rows["C01"], date(2026, 11, 17))
    on = ask(shipped, "C01", "2026-11-03", date(2026, 11, 4), x2="yes", decision_kind="entry_ban")
    assert (on.rule, on.last_day) == (shipped.rows["C03"], date(2026, 11, 10))


def test_an_order_sent_electronically_counts_from_the_next_working_day(shipped):
    outcome = ask(shipped, "C08", "2026-10-30", date(2026, 11, 1), how="court_electronic")
    assert outcome.last_day == date(2026, 11, 10)
    assert "step_deemed" in [step.text.key for step in outcome.trace]


@pytest.mark.parametrize(
    ("days", "last"), [(7, date(2026, 12, 19)), (14, date(2026, 12, 26)), (30, date(2027, 1, 11))]
)
def test_the_decision_itself_names_the_days_to_leave(shipped, days, last):
    outcome = ask(shipped, "R01", "2026-12-12", date(2026, 12, 12), days_given=days)
    assert (outcome.raw_day, outcome.last_day, outcome.safe_day) == (last, last, last)


@pytest.mark.parametrize(
    ("received", "last", "moved"),
    [
        ("2026-10-31", date(2026, 12, 1), True),
        ("2026-11-01", date(2026, 12, 1), True),
        ("2026-11-02", date(2026, 12, 1), True),
        ("2026-11-03", date(2026, 12, 1), False),
        ("2026-10-30", date(2026, 11, 30), False),
    ],
)
def test_a_request_that_came_on_a_free_day_counts_from_the_next_working_day(shipped, received, last, moved):
    outcome = ask(shipped, "A10", received, date(2026, 11, 4))
    assert outcome.last_day == last
    assert ("step_deemed" in [step.text.key for step in outcome.trace]) is moved


def test_a_request_after_hours_counts_from_the_next_working_day(shipped):
    friday = ask(shipped, "A10", "2026-10-30", date(2026, 11, 4), received_outside_hours="yes")
    assert friday.last_day == date(2026, 12, 1)


@pytest.mark.parametrize("row", ["R04", "R05", "A05", "U05", "A11"])
def test_a_day_by_which_nobody_decides_has_its_own_words(shipped, row):
    rule = shipped.rules[shipped.rows[row]]
    own = rule.say["headline"]["en"].split("{")[0]
    for test in rule.tests:
        if "ban_ground" in rule.needs and "ban_ground" not in test.given:
            continue
        try:
            outcome = law.evaluate(shipped, row, test.given, date(2024, 7, 2))
        except (law.NoVersionInForce, law.WrongFact):
            continue
        if outcome.last_day is None:
            continue
        first = law.say(outcome, "en").headline
        assert "should be decided" not in first
        assert first.startswith(own) or outcome.headline.key == "authority_day_passed"


def test_the_legal_end_is_told_where_the_rules_own_words_name_only_the_plain_one(shipped):
    said = law.say(ask(shipped, "A01", "2026-05-22", date(2026, 11, 1)), "en")
    assert said.headline == "A decision should be made by Sun 22 November 2026."
    assert said.says[0] == "The legal end of the time is Mon 23 November 2026."


def test_further_lengths_are_shown_once(shipped):
    also = [one.id for one in ask(shipped, "A11", "2026-11-03", date(2026, 11, 3)).also]
    assert sorted(also) == sorted(set(also))
    assert len(also) == 3


def test_what_a_version_cites_besides_is_named_after_the_article_of_the_case(shipped):
    sources = [one.source.id for one in ask(shipped, "A01", "2026-05-22", date(2026, 11, 1)).sources]
    assert sources[:3] == ["utpi@2026-01-01", "law-XIII-3412", "lvat-eA-2137-575-2023"]


def test_a_quote_stands_at_the_article_it_was_taken_from(shipped):
    for rule in shipped.rules.values():
        for version in rule.versions:
            for case in version.cases:
                assert case.quote is None or case.quoted in case.cites + case.beside


def test_where_no_day_is_told_none_is_to_be_confirmed(shipped):
    effect = ask(shipped, "E03", "2026-11-03", date(2026, 11, 4), decision_kind="asylum_refused")
    assert "band_red_no_day" in [one.key for one in effect.warnings]
    day = ask(shipped, "C01", "2026-11-03", date(2026, 11, 4))
    assert "band_red" in [one.key for one in day.warnings]


@pytest.mark.parametrize("language", law.LANGUAGES)
def test_another_rule_that_counts_no_day_is_named_with_its_first_words(shipped, language):
    outcome = ask(shipped, "E03", "2026-11-03", date(2026, 11, 4), decision_kind="asylum_refused")
    warning = law.say(outcome, language).warnings[0]
    assert "{" not in warning
    assert law.say(outcome.alternatives[0], language).headline in warning


def test_a_bar_comes_before_the_end_of_the_term(shipped):
    facts = {"judgment_final": "2021-12-01", "reopening_ground": "other"}
    outcome = ask(shipped, "C15", "2026-11-03", date(2026, 11, 5), **facts)
    bar = date(2026, 12, 1)
    assert (outcome.raw_day, outcome.last_day, outcome.safe_day, outcome.state) == (bar, bar, bar, "open")
    assert "step_barred" in [step.text.key for step in outcome.trace]
    assert ask(shipped, "C15", "2026-11-03", date(2026, 12, 5), **facts).state == "passed_ask_lawyer"
    later = {"judgment_final": "2024-12-01", "reopening_ground": "other"}
    assert ask(shipped, "C15", "2026-11-03", date(2026, 11, 5), **later).last_day == date(2027, 2, 3)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 12, 20), "open"),
        (date(2026, 12, 26), "last_day"),
        (date(2026, 12, 27), "passed_ask_lawyer"),
    ],
)
def test_an_event_that_is_itself_the_last_day_is_no_plan(shipped, on, state):
    outcome = ask(shipped, "R03", "2026-12-26", on)
    assert outcome.state == state
    assert "trigger_in_future" not in [one.key for one in outcome.warnings]


def test_the_earliest_possible_day_closes_nothing(shipped):
    outcome = ask(shipped, "C05", "unknown", date(2026, 11, 25), decision_dated="2026-11-01")
    assert outcome.state == "may_still_be_open"
    assert outcome.headline.key == "headline_later_start_may_still_be_open"


@pytest.mark.parametrize("how", ["letter", "migris_decision", "unknown"])
def test_an_unsettled_way_of_service_closes_nothing(shipped, how):
    outcome = ask(shipped, "C01", "2026-11-01", date(2026, 12, 25), how=how)
    assert outcome.state == "may_still_be_open"
    paper = ask(shipped, "C01", "2026-11-01", date(2026, 12, 25), how="paper")
    assert paper.state == "passed_ask_lawyer"


def test_when_one_reading_has_ended_the_first_words_are_ask_today(shipped):
    outcome = ask(shipped, "C01", "2026-11-03", date(2026, 11, 14))
    assert (outcome.state, outcome.last_day) == ("open", date(2026, 11, 17))
    said = law.say(outcome, "en").headline
    assert said.startswith("Ask for help today")
    assert "10 November" in said


def test_an_effect_counted_from_the_earliest_day_tells_what_a_newer_text_gives(shipped):
    facts = {"decision_dated": "2024-06-28", "permit_kind": "temporary", "cancel_ground": "employment"}
    outcome = ask(shipped, "E01", "unknown", date(2024, 7, 5), **facts)
    keys = [one.key for one in outcome.warnings]
    assert "service_date_unknown" in keys
    assert keys[0] == "later_text"
    assert [one.version for one in outcome.alternatives] == [outcome.version + 1]
    before = ask(shipped, "E01", "unknown", date(2024, 6, 30), **facts)
    assert before.alternatives == ()
