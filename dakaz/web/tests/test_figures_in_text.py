"""Figures in an item's text: read, answered by one key each, kept as claims with their sentence."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from dakaz.records.models import Claim
from dakaz.records.queries.verify import verify
from dakaz.web.tests import observatory_material as material

NEWS = (
    "SAMPLE. On 3 May 2024 the invented office <b>spoke</b>.\n\n"
    "The invented office refused 300 applications in 2023. "
    "An invented newspaper says that 397 applications were refused in 2023, about 12 % of all.\n"
)

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
def item(acting, readers):
    return material.taken(acting, readers, "news.txt", NEWS, cite="news")


@pytest.fixture
def path(signed_in, item):
    return f"{signed_in.inside}/archive/items/{item.pk}/figures"


def asked(page):
    """The figure the page asks about, as its form names it."""
    return re.search(r'name="at" value="(\d+)"', page.text)[1]


def answer(signed_in, path, answer, at="", **fields):
    page = signed_in.get(path)
    fields = {"csrfmiddlewaretoken": page.form_token, "at": at or asked(page), "answer": answer, **fields}
    return signed_in.post(path, fields)


def test_the_items_page_leads_to_every_figure_marked_with_words(signed_in, item, path):
    assert f"/archive/items/{item.pk}/figures" in signed_in.get(path.removesuffix("figures")).text
    page = signed_in.get(path)
    assert page.title == "Figures in a text · Dakaz"
    assert len(re.findall(r'<mark class="figure waiting', page.text)) == 3
    assert 'title="number · waiting for an answer"' in page.text
    assert "&lt;b&gt;spoke&lt;/b&gt;" in page.text
    assert "Figure 1 of 3" in page.text


def test_an_accepted_figure_becomes_a_claim_with_the_sentence_it_stands_in(signed_in, path, acting, item):
    done = answer(signed_in, path, "accept", about="refusals in 2023")
    assert done.status == 303
    page = signed_in.get(done.to)
    assert "Figure 2 of 3" in page.text
    claim = Claim.objects.get()
    assert (claim.value, claim.unit, claim.period, claim.about) == (
        300,
        "application",
        "2023",
        "refusals in 2023",
    )
    assert claim.passage.exact == "The invented office refused 300 applications in 2023."
    assert claim.compartment == item.compartment
    assert len(re.findall(r'<mark class="figure accepted', page.text)) == 1
    assert verify(acting.vault, acting.keys).clean


def test_two_figures_of_one_sentence_share_its_passage_and_what_counts_the_same_is_about_the_same(
    signed_in, path
):
    answer(signed_in, path, "accept", about="refusals in 2023")
    assert 'value="refusals in 2023"' in signed_in.get(path).text
    answer(signed_in, path, "accept")
    answer(signed_in, path, "accept")
    passages = Claim.objects.order_by("entry").values_list("passage__label", flat=True)
    assert list(passages) == ["q1", "q2", "q2"]


def test_a_figure_is_corrected_before_it_is_kept(signed_in, path):
    page = answer(signed_in, path, "correct")
    assert page.status == 200
    assert 'name="value" value="300"' in page.text
    fields = {"kind": "count", "value": "301", "unit": "person", "period": "2023-05", "place": "lt"}
    assert answer(signed_in, path, "corrected", **fields).status == 303
    claim = Claim.objects.get()
    assert (claim.value, claim.unit, claim.period, claim.place, claim.says) == (
        301,
        "person",
        "2023-05",
        "LT",
        "300",
    )


def test_a_correction_without_a_number_or_with_a_period_that_is_none_is_said(signed_in, path):
    page = answer(signed_in, path, "corrected", kind="count", value="", period="soon")
    assert page.status == 422
    assert "Write one number, or both ends of a range, or of a change." in page.text
    assert "is not a period" in page.text
    assert Claim.objects.count() == 0


def test_what_was_typed_before_pressing_correct_is_kept(signed_in, path):
    page = answer(signed_in, path, "correct", about="refusals (invented)")
    assert re.search(r'name="about" value="refusals \(invented\)"', page.text)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("−1.2", "-1.2"), ("– 1.2", "-1.2"), ("1,644", "1644"), ("62\u00a0474", "62474"), ("44,5", "44.5")],
)
def test_a_number_is_understood_as_texts_and_pages_write_it(signed_in, path, typed, value):
    assert answer(signed_in, path, "corrected", kind="change", value=typed).status == 303
    assert Claim.objects.get().value == Decimal(value)


def test_a_number_that_cannot_be_read_is_said_once_and_stays_in_its_field(signed_in, path):
    page = answer(signed_in, path, "corrected", kind="count", value="minus abc")
    assert page.status == 422
    assert 'name="value" value="minus abc"' in page.text
    assert "Enter a number." in page.text
    assert "Write one number, or both ends" not in page.text


def test_a_dropped_figure_is_no_claim_and_can_be_asked_again(signed_in, path):
    at = asked(signed_in.get(path))
    answer(signed_in, path, "drop")
    page = signed_in.get(f"{path}?at={at}")
    assert "number · dropped" in page.text
    assert Claim.objects.count() == 0
    answer(signed_in, path, "back", at=at)
    assert "number · dropped" not in signed_in.get(path).text


def test_an_answer_about_no_figure_changes_nothing(signed_in, path):
    assert answer(signed_in, path, "accept", at="1").status == 303
    assert answer(signed_in, path, "erase").status == 303
    assert Claim.objects.count() == 0


def test_a_figure_is_accepted_once(signed_in, path):
    at = asked(signed_in.get(path))
    answer(signed_in, path, "accept")
    answer(signed_in, path, "accept", at=at)
    assert Claim.objects.count() == 1


def as_role(serving, role):
    (session,) = serving.sessions._open.values()
    user = session.user
    session.user = type(user)(user.user_id, user.name, user.compartments, roles=frozenset([role]))


@pytest.mark.parametrize("role", ["analyst", "documentalist"])
def test_whoever_writes_figures_accepts_them_in_a_text(signed_in, serving, path, role):
    as_role(serving, role)
    page = signed_in.get(path)
    assert 'value="accept"' in page.text
    assert answer(signed_in, path, "accept").status == 303
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("role", ["caseworker", "lawyer", "publisher"])
def test_whoever_only_reads_figures_sees_them_without_buttons(signed_in, serving, path, role):
    as_role(serving, role)
    page = signed_in.get(path)
    assert 'class="figure waiting' in page.text
    assert 'value="accept"' not in page.text and 'name="at"' not in page.text
    assert "when somebody who writes figures accepts it" in page.text
    sent = {"csrfmiddlewaretoken": signed_in.get(f"{signed_in.inside}/settings/").form_token, "at": "1"}
    assert signed_in.post(path, {**sent, "answer": "accept"}).status == 403
    assert not Claim.objects.exists()
