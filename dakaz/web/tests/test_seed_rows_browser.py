"""What the system is for, row by row, on the sample dossier: seen in Chromium by somebody signed in.

The day, cases, deadlines, statuses, designations, incidents, law, statements, rights, what people told,
documents, figures that disagree, the support network and risk on return. Every person met on the way is
invented, and the pages say so.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dakaz.web.tests import observatory_material as material
from dakaz.web.tests.browsing import PICTURES, filled, sign_in

pytestmark = pytest.mark.browser
OPENED = "What the status opened: a permit for five years, travel, driving, a firm"
HEALTH = re.compile(r"diagnos|illness|disease|disabilit|kidney|nephro|patient", re.IGNORECASE)


@pytest.fixture
def written(vault_folder, readers):
    """The sample."""
    return filled(vault_folder, lambda acting: material.fill_sample(acting, readers))


class Walk:
    """Somebody at the pages, without a script: what they open and what they read there."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.inside = sign_in(page, address)

    def open(self, path):
        self.page.goto(f"{self.inside}{path}")
        return self.text()

    def follow(self, words, *, exact=True):
        self.page.locator("main, aside").get_by_role("link", name=words, exact=exact).first.click()
        return self.text()

    def case(self, code):
        self.open("/people/cases/")
        return self.follow(code)

    def decision(self, code, words):
        self.case(code)
        return self.follow(words)

    def text(self):
        self.page.locator("h1").first.wait_for()
        return " ".join(self.page.locator("body").inner_text().split())

    def picture(self, name):
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"seed-{name}.png", full_page=True)


def in_order(text, *words):
    """Say that words stand on a page one after the other."""
    place = 0
    for one in words:
        found = text.find(one, place)
        assert found >= 0, f"“{one}” does not come after what should stand before it"
        place = found + len(one)


def test_every_row_of_casework_is_walked_through_on_the_sample(chromium, address):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    walk = Walk(context.new_page(), address)
    for row in ROWS:
        row(walk)
    context.close()


def the_day_with_a_colleague_who_is_away_and_a_second_pair_of_eyes(walk):
    text = walk.open("/today/")
    walk.picture("day")
    in_order(
        text,
        "You stand in for Nina (invented) until Fri 1 November 2024",
        "Passed",
        "Ask the service for the decision itself",
        "Draft of the complaint to Barys",
        "for Nina (invented) until Fri 1 November 2024",
    )
    in_order(text, "Waits for a second pair of eyes", "waits for you", "Barys (invented) has looked")
    assert "Pay slips of 2023" not in text
    assert "Pay slips of 2023" in walk.open("/today/?who=all")
    text = walk.case("C-2024-07")
    in_order(text, "Looked after by", "Barys (invented)")
    in_order(walk.follow("return ordered"), "one of two has confirmed", "confirmed by Barys (invented)")
    walk.page.get_by_role("button", name="I checked it: confirm").first.click()
    in_order(walk.open("/today/?who=all"), "In the next 14 days", "Wed 6 November 2024", "C-2024-07")


def s1_what_people_told_and_what_may_be_done_with_it(walk):
    """Topics, so that nobody is asked twice; each use by itself; read back; a pseudonym."""
    walk.open("/people/testimonies/?topic=activism&use=quote_without_name")
    text = walk.follow("Mon 14 Oct 2024")
    walk.picture("s1-testimony")
    in_order(text, "word for word", "read back and agreed", "only as Klion", "to be quoted without name")
    in_order(text, "I have waited for 11 months", "to be quoted with name: not agreed")
    assert "not read back yet" in walk.open("/people/testimonies/?state=unread")


def s13_two_sources_that_disagree_and_what_recomputing_gave(walk):
    text = walk.open("/observatory/checks/")
    for words in ("contradicted", "holds", "cannot be recomputed"):
        assert words in text, words
    in_order(walk.follow("300 citizens of Russia declared a threat"), "contradicted", "300", "397")
    walk.open("/observatory/figures/")
    text = walk.follow("Citizens of Russia declared a threat")
    walk.picture("s13-figures")
    in_order(text, "November 2022 to November 2023", "Our House”: 300", "Migration Department: 397")


def a_question_that_was_kept(walk):
    walk.open("/people/decisions/")
    text = walk.follow("Refusals of asylum, the newest first")
    in_order(text, "Wed 16 Oct 2024", "Wed 25 Sep 2024", "1–5 of 5")


def s2_a_case_from_application_to_decision_and_what_came_after(walk):
    """Asked, waited almost a year, stood with a poster, was vouched for, gave interviews, was granted."""
    text = walk.case("C-2024-09")
    walk.picture("s2-path")
    in_order(text, "Mon 2 October 2023", "Asked for asylum", "Interview by the service")
    in_order(text, "Two interviews to newspapers", "Picket of one person", "Letter that vouches for him")
    in_order(text, "Letter that vouches for him", "asylum granted", "refugee status", OPENED)
    assert "eleven months of waiting" in text
    assert not HEALTH.search(text)
    text = walk.follow(OPENED)
    in_order(
        text,
        "What the person believes helped",
        "I believe several things helped",
        "nothing here says that it did",
    )
    assert "SAMPLE – invented" in text and "to the passage" in text

    text = walk.case("C-2023-04")
    in_order(
        text,
        "waiting for an authority",
        "Mon 27 November 2023 · 11 months",
        "Asked for asylum",
        "10 months pass",
    )
    in_order(text, "Letter of support signed by twelve people", "Picket of one person")

    text = walk.case("C-2023-03")
    in_order(
        text, "What became of them", "left for another country", "hand-over by a third state", "possible"
    )
    assert "contact lost" in walk.case("C-2024-05")


def s3_two_cancelled_permits_five_days_apart(walk):
    """The same words before and after 1 July 2024: a complaint suspends the one decision, not the other."""
    before = walk.decision("C-2024-06", "residence permit cancelled")
    in_order(before, "Reached the person Fri 28 June 2024", "Safe day Fri 12 July 2024")
    in_order(before, "Does a complaint stop it?", "A complaint filed in time suspends the decision.")
    walk.picture("s3-before")
    after = walk.decision("C-2024-07", "residence permit cancelled")
    in_order(after, "Reached the person Wed 3 July 2024", "Safe day Wed 17 July 2024")
    in_order(after, "Does a complaint stop it?", "Suspended only until the time to complain ends")
    assert "A complaint filed in time suspends the decision." not in after


def s4_what_each_status_allows(walk):
    walk.page.goto(f"{walk.address}/law/en/statuses/")
    text = walk.text()
    for words in ("What each status allows", "Refugee", "work"):
        assert words in text, words
    walk.page.goto(f"{walk.address}/law/en/ways/")
    assert walk.text()


def s5_a_designation_that_says_may_be_with_its_ban(walk):
    text = walk.open("/people/decisions/?kind=designation")
    assert "1–1 of 1" in text
    text = walk.decision("C-2024-02", "declared a threat to security")
    in_order(text, "may be a threat", "The person may be a threat to national security.", "to the passage")
    assert "5 years" in walk.decision("C-2024-02", "entry banned")
    text = walk.open("/reports/counting")
    assert "may_be_a_threat" in text and "designation" in text


def s8_the_incidents_of_2024_and_one_across_the_border(walk):
    text = walk.open("/people/events/?kind=vandalism&year=2024")
    for words in ("Sun 28 Jul 2024", "Wed 4 Sep 2024", "4–5 Sep 2024", "Windows of a church shot at"):
        assert words in text, words
    text = walk.follow("Incidents by month, as a picture and a table")
    walk.picture("s8-months")
    in_order(text, "4 incidents.", "September 2024", "damage to property", "3", "July 2024", "1")
    assert walk.page.locator("svg.incidents circle").count() >= 2
    walk.open("/people/events/?kind=vandalism&year=2024")
    text = walk.follow("Sun 28 Jul 2024")
    in_order(
        text, "Kropka (victim)", "Brought to", "Vilnius County Police", "no answer yet", "to the passage"
    )
    text = walk.open("/people/events/?group=borders")
    assert "Mother asked about her at work" in text
    text = walk.follow("Tue 8 Oct 2024")
    in_order(
        text,
        "pressure on relatives",
        "Sample Bureau (invented) (alleged perpetrator)",
        "asked for protection",
    )
    assert "On 8 October my mother was called out at work" in text


def s9_law_and_policy_in_order_of_time(walk):
    text = walk.open("/people/events/?group=law&sort=date")
    in_order(text, "4 Sep 2023", "Decree 278: no passports abroad", "17 Apr 2024", "Committee supports")
    in_order(text, "25 Apr 2024", "extended by a year", "1 Jul 2024", "Law XIV-2784 in force")
    assert "to the passage" in walk.follow("Mon 1 Jul 2024")


def s10_who_said_what_when_in_which_role(walk):
    text = walk.open("/observatory/statements/")
    assert "Minister of the Interior" in text
    text = walk.follow("We also have 9 cases", exact=False)
    in_order(
        text,
        "We also have 9 cases",
        "Agnė Bilotaitė",
        "Minister of the Interior",
        "2024",
        "tv3.lt",
        "to the passage",
    )
    in_order(text, "On the same matter", "it is safe for them to go back", "Our House")


def s11_rights_mapped_to_articles_in_four_languages(walk):
    text = walk.open("/people/events/?violation=refoulement")
    assert "Handed over by the third country, as a friend heard" in text
    text = walk.follow("May 2024 (uncertain)")
    for words in (
        "Return to danger",
        "Refugee Convention, art. 33(1)",
        "CAT, art. 3",
        "Directive 2011/95/EU, art. 21",
    ):
        assert words in text, words
    assert "no source yet" in text
    walk.open("/people/events/new?kind=relatives")
    walk.page.get_by_label("Find a right").fill("вяртанне у небяспеку")
    walk.page.get_by_role("button", name="Find", exact=True).last.click()
    walk.page.get_by_label("Return to danger").wait_for()


def s17_documents_where_they_are_and_when_they_run_out(walk):
    text = walk.open("/people/documents/")
    in_order(text, "passport", "Wed 20 Nov 2024", "held by an authority")
    assert "alien's passport" in text and "power of attorney" in text
    assert "23 days left" in walk.open("/today/")


def s20_a_need_referred_with_consent_and_its_answer(walk):
    walk.open("/people/needs/")
    text = walk.follow("housing")
    in_order(
        text, "two rooms until the appeal", "Sample House (invented)", "they help later", "by this consent"
    )
    text = walk.follow("by this consent")
    assert "housing and language" in text
    text = walk.open("/people/support/")
    for words in ("Sample House (invented)", "rooms for up to three months", "first consultation"):
        assert words in text, words


def s21_what_a_refusal_says_beside_what_sources_say(walk):
    walk.case("C-2024-11")
    text = walk.follow("Risk on return, annex to “asylum refused”", exact=False)
    walk.picture("s21-risk")
    in_order(
        text,
        "What the decision says",
        "return is safe for the applicant",
        "What dated sources say",
        "returned",
    )
    in_order(text, "including those who participated in the 2020 protests", "Our House", "to the passage")
    in_order(text, "What was not used", "rests on no passage")


ROWS = (
    the_day_with_a_colleague_who_is_away_and_a_second_pair_of_eyes,
    s2_a_case_from_application_to_decision_and_what_came_after,
    s3_two_cancelled_permits_five_days_apart,
    s4_what_each_status_allows,
    s5_a_designation_that_says_may_be_with_its_ban,
    s8_the_incidents_of_2024_and_one_across_the_border,
    s9_law_and_policy_in_order_of_time,
    s10_who_said_what_when_in_which_role,
    s11_rights_mapped_to_articles_in_four_languages,
    s1_what_people_told_and_what_may_be_done_with_it,
    s17_documents_where_they_are_and_when_they_run_out,
    s13_two_sources_that_disagree_and_what_recomputing_gave,
    a_question_that_was_kept,
    s20_a_need_referred_with_consent_and_its_answer,
    s21_what_a_refusal_says_beside_what_sources_say,
)
