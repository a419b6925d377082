"""In a real Chromium nothing of a list, a filter or a result is cut, on a desk and on a phone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dakaz.records.actions import casebook, observatory
from dakaz.records.actions.checks import save_check
from dakaz.records.actions.claims import save_claim
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party
from dakaz.web.tests import observatory_material as material
from dakaz.web.tests.browsing import filled, sign_in

pytestmark = pytest.mark.browser
TEXT = "SAMPLE, invented. The invented office counted 988 permits, a change of −1.2 % against 2022.\n"
LONG = "An invented office whose name is longer than its column in a list is wide"
PLACE = "Exampleton near Sampleville in the invented district"
# What is drawn narrower than its words: a cell with its end hidden, or a choice whose words do not fit.
CUT = """() => {
  const cut = [];
  for (const one of document.querySelectorAll("td, th, dd, p, h1, h2, a, span")) {
    const style = getComputedStyle(one);
    if (one.closest(".unseen") || style.overflowX === "visible" || style.display === "inline") continue;
    if (one.scrollWidth > one.clientWidth + 1) cut.push(one.innerText);
  }
  const measured = document.createElement("canvas").getContext("2d");
  for (const one of document.querySelectorAll(".filters select")) {
    measured.font = getComputedStyle(one).font;
    for (const choice of one.options)
      if (choice.text.length < 24 && measured.measureText(choice.text).width > one.clientWidth - 34)
        cut.push(choice.text);
  }
  for (const one of document.querySelectorAll(".scroll"))
    if (innerWidth >= 1280 && one.scrollWidth > one.clientWidth + 1) cut.push(one.ariaLabel + " moves");
  if (document.documentElement.scrollWidth > innerWidth) cut.push("the page is wider than the window");
  return cut;
}"""


@pytest.fixture
def written(vault_folder, readers):
    """An item of a long source, an event at a long place, a statement, a claim, a check."""
    return filled(vault_folder, lambda acting: _written(acting, readers))


def _written(acting, readers):
    item = material.taken(acting, readers, "moved.txt", TEXT, cite="moved")
    observatory.save_source(acting, identifier=item.source_id, kind="organisation", title=LONG)
    case = casebook.save_case(acting)
    casebook.save_event(
        acting,
        kind="relatives",
        status="possible",
        title="Invented",
        date="2024-05",
        place=PLACE,
        country="BY",
    )
    casebook.save_event(
        acting, kind="application", asked_for="asylum", title="Asked", date="2024-02-01", case_id=case.pk
    )
    speaker = save_party(acting, kind="organisation", names=[{"text": LONG}])
    passage = mark_words(acting, item.pk, words="a change of −1.2 % against 2022")
    observatory.save_statement(acting, speaker_id=speaker.pk, date="2024-10-01", words=passage.exact)
    save_claim(
        acting, passage_id=passage.pk, says="−1.2 %", kind="change", value=Decimal("-1.2"), unit="%",
        period="2023", about="permits of an invented office", place="LT", attributed_to=LONG,
    )  # fmt: skip
    given = {"from": "1,000", "to": "988", "value": "−1.2 %"}
    check = save_check(acting, says=TEXT.strip(), kind="change", given=given)
    return {"item": str(item.pk), "check": str(check.pk), "case": str(case.pk)}


@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (320, 640)], ids=["desk", "phone", "old-phone"])
def test_nothing_is_cut(chromium, address, written, size):
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
    inside = sign_in(page, address)
    places = ["archive/", "people/events/", "observatory/statements/", "observatory/claims/"]
    places += [f"people/cases/{written['case']}/picture", "people/clocks/"]
    for place in [*places, f"observatory/checks/{written['check']}/", "people/cases/new"]:
        page.goto(f"{inside}/{place}")
        assert page.evaluate(CUT) == [], place
    page.close()


def test_a_phone_shows_how_sure_an_event_is_when_words_were_said_and_the_sentence_of_a_figure(
    chromium, address, written
):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/events/")
    assert page.locator("td[data-label='How sure']").first.is_visible()
    page.goto(f"{inside}/observatory/statements/")
    assert page.locator("td[data-label='When']").first.inner_text() == "Tue 1 Oct 2024"
    page.goto(f"{inside}/archive/items/{written['item']}/figures")
    sentence = page.locator(".figure-now blockquote")
    assert sentence.is_visible() and sentence.inner_text() == TEXT.partition(". ")[2].strip()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not sentence.is_visible(), "there the text itself stands beside it"
    page.close()


def test_a_day_shows_that_it_is_the_field_one_types_in(chromium, address, written):
    page = chromium.new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/cases/{written['case']}/")
    day = page.locator("input[type=date]").first
    day.focus()
    for _ in ("month", "day", "year", "calendar"):
        assert day.evaluate("one => one === document.activeElement")
        assert day.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        page.keyboard.press("Tab")
    page.close()


# A heading and a value of one row of a card, in pixels, must not lie on each other.
OVER = """() => [...document.querySelectorAll(".cards td[data-label]")].filter((one) => {
  if (!one.offsetWidth || getComputedStyle(one).display !== "grid") return false;
  const room = getComputedStyle(one).gridTemplateColumns.split(" ").map(parseFloat)[0];
  const measured = document.createElement("canvas").getContext("2d");
  const head = getComputedStyle(one, "::before");
  measured.font = head.font;
  return head.whiteSpace === "nowrap" && measured.measureText(one.dataset.label).width > room;
}).map((one) => one.dataset.label)"""


def test_on_a_phone_the_heading_of_a_number_does_not_lie_on_it(chromium, address, written):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/clocks/")
    assert page.locator("td[data-label='Undecided, over the term']").count() == 1
    assert page.evaluate(OVER) == []
    page.close()


def test_the_words_of_a_choice_stay_beside_it_on_a_phone(chromium, address, written):
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/cases/new")
    choice = page.locator("label").filter(has=page.locator("input[name=sealed], input[type=radio]")).last
    box, mark = choice.bounding_box(), choice.locator("input").bounding_box()
    lines = choice.evaluate(
        "one => { const range = document.createRange(); range.selectNodeContents(one);"
        " return [...range.getClientRects()].map(each => each.left) }"
    )
    assert box is not None and mark is not None
    assert all(left >= mark["x"] for left in lines)
    assert sum(left < mark["x"] + mark["width"] for left in lines) <= 1, "only the mark itself"
    page.close()
