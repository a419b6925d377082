"""The four samples of the demonstration, and what is said when something is not known."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dakaz.law.say import say_day
from dakaz.law.words_kept import common_words
from dakaz.public_site.matters import decided, matter_named, waiting
from dakaz.public_site.tests.visiting import SAMPLES
from dakaz.public_site.words import LANGUAGES, Speech, all_words


def day(language, knowledge, iso):
    return say_day(date.fromisoformat(iso), language, knowledge.pack.zone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_asylum_refusal_handed_over_on_18_october(visitor, knowledge, language):
    page = visitor.answer(language, SAMPLES["refusal"])
    assert page.path.startswith(f"/{language}/answer/")
    first = page.html[page.html.index('class="days"') :]
    assert first.index(day(language, knowledge, "2024-10-31")) < first.index(
        day(language, knowledge, "2024-11-04")
    )
    assert "138 str. 1 d." in page.text
    assert "Užsienietis skundą dėl sprendimo" in page.text
    assert all_words()["draft"][language] in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_eleven_months_without_a_decision(visitor, knowledge, language):
    page = visitor.answer(language, SAMPLES["waiting"])
    for iso in ("2024-05-27", "2024-07-26", "2024-07-29"):
        assert day(language, knowledge, iso) in page.text
    assert all_words()["state_authority_passed"][language] in page.text
    assert all_words()["allowed_from"][language] in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_days_decide_what_a_complaint_does(visitor, knowledge, language):
    june, july = (visitor.answer(language, SAMPLES[name]) for name in ("june", "july"))
    rule = knowledge.rule("E01")
    filed = rule.outcomes["suspended_once_complaint_filed"][language]
    until = rule.outcomes["suspended_until_term_or_admission"][language]
    assert filed in june.text
    assert until not in june.text
    assert until in july.text
    assert filed not in july.text


def turned(visitor, language, told, d, m, y):
    page = visitor.answer(language, told)
    forms = page.html[page.html.index("<main") :].split("<form")[1:]
    which = next(n for n, one in enumerate(forms) if "turn_d" in one)
    fields = page.hidden(which) | {"turn_d": d, "turn_m": m, "turn_y": y}
    return visitor.follow(visitor.post(f"/{language}/turn/", fields))


@pytest.mark.parametrize("language", LANGUAGES)
def test_turning_the_date_marks_the_sentence_that_changes_with_its_article(visitor, knowledge, language):
    page = turned(visitor, language, SAMPLES["june"], "3", "7", "2024")
    rule = knowledge.rule("E01")
    until = rule.outcomes["suspended_until_term_or_admission"][language]
    lines = re.findall(r"<li>(.*?)</li>", page.html)
    marked = [re.sub("<[^>]+>", "", one) for one in lines if "<mark>" in one]
    changed = next(one for one in marked if until in one)
    assert "138 str. 3 d." in changed
    assert rule.outcomes["suspended_once_complaint_filed"][language] in changed


def test_the_same_day_changes_no_sentence(visitor):
    page = turned(visitor, "en", SAMPLES["june"], "28", "6", "2024")
    assert "No sentence changes." in page.text
    assert "<mark>" not in page.html


def test_a_day_before_what_was_read_is_never_answered_with_the_nearest_text(visitor):
    page = turned(visitor, "en", SAMPLES["june"], "1", "2", "2010")
    assert "This pack has no text of the rule for this day" in page.text


def test_a_day_that_is_none_asks_again_and_keeps_the_answer(visitor):
    page = turned(visitor, "en", SAMPLES["june"], "31", "2", "2024")
    assert "There is no such day in the calendar." in page.text
    assert "12 July 2024" in page.text


def test_who_does_not_know_the_procedure_sees_both_times_the_shorter_first(visitor):
    told = [*SAMPLES["refusal"][:-1], {"procedure": "unknown"}]
    text = visitor.answer("en", told).text
    assert text.index("Fri 25 October 2024") < text.index("Mon 4 November 2024")


def test_who_does_not_know_the_permit_sees_every_effect_with_its_condition(visitor):
    told = [*SAMPLES["july"][:-2], {"permit_kind": "unknown"}, {"cancel_ground": "unknown"}]
    text = visitor.answer("en", told).text
    assert "Only in this case: Which permit: Temporary residence permit" in text
    assert "Threat to state security" in text


def test_who_does_not_know_the_day_is_counted_from_the_paper_and_told_so(visitor):
    unknown = {"day_unknown": "yes", "dated_d": "16", "dated_m": "10", "dated_y": "2024"}
    told = [*SAMPLES["refusal"][:3], unknown, SAMPLES["refusal"][4]]
    text = visitor.answer("en", told).text
    assert "Wed 30 October 2024" in text
    assert "Date on the paper: Wed 16 October 2024" in text


def test_who_knows_no_day_at_all_is_told_to_act_as_if_time_were_running(visitor):
    told = [*SAMPLES["refusal"][:3], {"day_unknown": "yes"}, SAMPLES["refusal"][4]]
    text = visitor.answer("en", told).text
    assert "Act as if the time were already running" in text


def test_a_notice_starts_no_term_and_still_gives_a_safe_day(visitor):
    told = [{"how": "migris_notice"}, *SAMPLES["refusal"][1:]]
    text = visitor.answer("en", told).text
    assert "Thu 31 October 2024" in text
    assert "none yet" in text
    assert "Mon 4 November 2024" not in text.split("How it was counted")[0]


@pytest.mark.parametrize("how", ["call", "message"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_starts_no_term_and_asks_for_no_day(visitor, knowledge, language, how):
    page = visitor.answer(language, [{"how": how}])
    said = next(one for one in knowledge.pack.look_alikes if one["how"] == how)
    assert all_words()[f"{how}_title"][language] in page.text
    assert said["authorities_said"][language] in page.text
    assert said["check"][language] in page.text
    assert "day_d" not in page.html


@pytest.mark.parametrize("name", [*decided(), *waiting()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_matter_is_answered_when_nothing_more_is_known(visitor, name, language):
    how = {"how": "waiting"} if name in waiting() else {"how": "unknown"}
    steps = [] if name in waiting() else [{"steps": "seen"}]
    told = [how, *steps, {"what": name}, {"day_d": "10", "day_m": "10", "day_y": "2024"}]
    told += [{fact: "unknown"} for fact in matter_named(name).ask]
    page = visitor.answer(language, told)
    assert page.status == 200, page.path
    assert "/answer/" in page.path
    assert all_words()["help_title"][language] in page.text


def test_every_matter_names_rules_and_facts_of_the_pack(knowledge):
    for one in (*decided().values(), *waiting().values()):
        rows = [one.rule, *one.others, *one.also, *one.begins, *one.ways, *(s.rule for s in one.instead)]
        rows += [one.then[0]] if one.then else []
        assert all(knowledge.rule(row) for row in rows), one
        assert len(one.ask) <= 2
        assert set(one.ask) <= set(knowledge.pack.facts)
        assert knowledge.rule(one.rule).trigger.event == one.event
        assert one.event in knowledge.pack.facts


def test_everything_that_can_have_been_decided_is_offered(knowledge):
    kinds = set(knowledge.pack.facts["decision_kind"].values)
    assert kinds <= set(decided())
    for kind in kinds:
        subject = knowledge.rule(decided()[kind].rule).more.get("subject", [])
        assert kind in subject, kind


def test_what_was_assumed_can_be_changed(visitor):
    page = visitor.answer("en", SAMPLES["refusal"])
    fields = page.hidden(0) | {"change": "day"}
    asked = visitor.follow(visitor.post("/en/ask/", fields))
    assert "On which day was the decision handed to you?" in asked.text
    again = asked.hidden() | {"day_d": "17", "day_m": "10", "day_y": "2024"}
    assert "Thu 31 October 2024" in visitor.follow(visitor.post("/en/ask/", again)).text


def test_a_calendar_file_gives_nothing_away(visitor):
    page = visitor.answer("ru", SAMPLES["refusal"])
    forms = page.html[page.html.index("<main") :].split("<form")[1:]
    which = next(n for n, one in enumerate(forms) if "/calendar/" in one)
    got = visitor.post("/ru/calendar/", page.hidden(which))
    assert dict(got.headers)["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    assert "DTSTART;VALUE=DATE:20241031" in got.html
    assert not re.search("UTP|138|жалоб|убеж|Migracij|dakaz", got.html, re.IGNORECASE)


def test_the_age_of_what_is_known_stands_with_every_result(visitor):
    for name in SAMPLES:
        html = visitor.answer("en", SAMPLES[name]).html
        sections = html.split('<section class="box ')[1:]
        terms = [one for one in sections if one.startswith("term")]
        said_once = html.index('<div class="band') < html.index('id="help"')
        assert said_once or all('<div class="band' in one.split("</section>")[0] for one in terms)
        assert all('<div class="band' in one for one in sections if not one.startswith("term"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_the_shorter_reading_has_passed_the_longer_leads(visitor, knowledge, language):
    page = visitor.answer(language, [*SAMPLES["refusal"][:-1], {"procedure": "unknown"}])
    lead = Speech(language).say("lead_longer", act=date(2024, 10, 31))
    shorter, longer = (day(language, knowledge, one) for one in ("2024-10-25", "2024-10-31"))
    assert lead in page.text
    assert page.text.index(lead) < page.text.index(shorter)
    listed = page.html[page.html.index('<section class="box term') :]
    assert listed.index(shorter) < listed.index(longer)
    assert "box term brick" not in page.html


def test_what_is_folded_is_on_the_page_all_the_same(visitor):
    page = visitor.answer("en", SAMPLES["refusal"])
    folded = "".join(re.findall(r"<details.*?</details>", page.html, re.DOTALL))
    for words in ("138 str. 1 d.", "Užsienietis skundą", "Once a complaint is filed", "Right to stay"):
        assert words in folded
    assert "open" not in re.findall(r"<details[^>]*>", page.html)


def test_a_notice_is_called_a_notice_among_what_was_said(visitor):
    page = visitor.answer("en", [{"how": "migris_notice"}, *SAMPLES["refusal"][1:]])
    assert "Only a notice was received" in page.html.split('class="told"')[1].split("</dl>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_and_not_needed_is_not_called_assumed(visitor, knowledge, language):
    words = common_words()["fact_not_used"][language].split("{fact}")[0]
    for name in SAMPLES:
        assert words not in visitor.answer(language, SAMPLES[name]).text


def test_an_authority_without_a_known_day_is_not_said_to_have_time(visitor):
    page = visitor.answer("en", SAMPLES["waiting"])
    directive = page.text[page.text.index("Directive 2013/32/EU") :][:200]
    assert "The authority's time is not over yet" not in directive


def test_five_questions_at_most(visitor):
    for told in SAMPLES.values():
        assert sum("steps" not in one for one in told) <= 5


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day_d": "", "day_m": "", "day_y": ""}, "day_needed"),
        ({"day_d": "31", "day_m": "6", "day_y": "2024"}, "day_not_there"),
        ({"day_d": "x", "day_m": "6", "day_y": "2024"}, "day_needed"),
        ({"day_d": "29", "day_m": "10", "day_y": "2024"}, "day_to_come"),
        ({"day_d": "1", "day_m": "1", "day_y": "12"}, "day_not_there"),
    ],
)
def test_a_day_that_cannot_be_used_is_asked_again_with_the_reason(visitor, typed, said):
    page = visitor.answer("en", [*SAMPLES["refusal"][:3], typed])
    assert Speech("en").say(said) in page.text
    assert "what" in page.hidden()


def test_no_choice_is_asked_again(visitor):
    page = visitor.answer("en", [{}])
    assert Speech("en").say("please_choose") in page.text


RETURN = [{"how": "paper"}, {"steps": "seen"}, {"what": "return_decision"}, SAMPLES["refusal"][3]]


@pytest.mark.parametrize("typed", ["31", "400", "-1", "x", ""])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_days_that_no_rule_accepts_is_asked_again_naming_what_is(visitor, language, typed):
    page = visitor.answer(language, [*RETURN, {"days_given": typed}])
    assert Speech(language).say("number_between", least=0, most=30) in page.text
    assert "/answer/" not in page.path


def test_a_short_time_to_leave_is_counted_and_says_for_which_paper(visitor):
    page = visitor.answer("en", [*RETURN, {"days_given": "3"}])
    also = page.text[page.text.index("By which day to leave") :]
    assert "decision with a term shorter than 7 days" in also
    assert "Mon 21 October 2024" in also
