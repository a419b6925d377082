"""Claims side by side with their independence, and checks with their verdicts, kept and recomputed."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest

from dakaz.records.actions import observatory
from dakaz.records.actions.claims import save_claim
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party
from dakaz.records.models import Check, Claim
from dakaz.records.queries.claims import code_of
from dakaz.records.queries.verify import verify
from dakaz.web.tests import observatory_material as material

ABOUT = "refusals in 2023 (invented)"
FIRST = (
    "SAMPLE. The invented office of Exampleton refused 300 of 1,644 applications in 2023, said Jan Vzorny. "
    "In Exampleton 1,345 stayed and 850 left Sampleville with Ada Prykladna after 48,804 came.\n"
)

pytestmark = pytest.mark.usefixtures("worker")
COPY = FIRST.replace("refused 300 of", "turned down 300 of").replace("came", "arrived")
OTHER = "SAMPLE. Nobody at the invented newspaper agrees: it counted 397 refusals for 2023.\n"


@pytest.fixture
def inside(signed_in):
    return signed_in.inside + "/observatory/"


def claim(acting, item, words, value, **given):
    passage = mark_words(acting, item.pk, words=words)
    given = {"kind": "count", "unit": "application", "period": "2023", "about": ABOUT, **given}
    return save_claim(acting, passage_id=passage.pk, says=words, value=value, **given)


@pytest.fixture
def three(acting, readers):
    """Two texts that are one source say 300; a third says 397."""
    first, copy, other = (
        material.taken(acting, readers, f"{cite}.txt", text, cite=cite)
        for cite, text in (("first", FIRST), ("copy", COPY), ("other", OTHER))
    )
    return (
        claim(acting, first, "300", 300),
        claim(acting, copy, "300", 300),
        claim(acting, other, "397", 397, attributed_to="the invented newspaper", answer="We stand by it."),
    )


def sent(signed_in, path, **fields):
    page = signed_in.get(path)
    return signed_in.post(path, {"csrfmiddlewaretoken": page.form_token, **fields})


def shown(signed_in, answer):
    assert answer.status == 303, answer.text
    return html.unescape(signed_in.get(answer.to).text)


def test_one_matter_stands_side_by_side_with_answers_and_its_copies_named(signed_in, inside, three):
    page = signed_in.get(f"{inside}figures/{code_of(ABOUT)}/")
    assert page.status == 200
    said = re.search(r'<p class="opposed-said">([^<]*)', page.text)[1]
    assert said == "Source of copy: 300; Source of first: 300; the invented newspaper: 397"
    assert "The figures come from 2 independent sources." in page.text
    assert "These texts are one source, told more than once" in page.text
    assert "1644" in page.text.split("They share, in the same order:")[1][:200]
    assert "We stand by it." in page.text
    assert page.text.count("none recorded") == 2
    assert "<svg" in page.text
    assert "<style" not in page.text  # a page's own policy would refuse it


AGAINST = {
    "against-rows": 1,
    "against-0-value": "397",
    "against-0-unit": "application",
    "against-0-period": "2023",
}


def test_one_party_whose_figure_two_texts_give_is_one_source(signed_in, inside, three, acting):
    office = save_party(acting, kind="organisation", names=[{"text": "The invented office"}])
    for one in (three[0], three[2]):
        save_claim(acting, identifier=one.pk, said_by_id=office.pk)
    page = signed_in.get(f"{inside}figures/{code_of(ABOUT)}/").text
    assert "The figures come from 1 independent source." in page  # the copy's text is the first one's


def test_a_verdict_stands_at_the_claim_it_is_about_not_at_what_it_was_held_against(signed_in, inside, three):
    path = f"{inside}checks/new?kind=figure&claim={three[0].pk}"
    fields = {"says": "300", "value": "300", "unit": "application", "period": "2023"}
    fields["claims"] = [str(three[0].pk), str(three[2].pk)]
    shown(signed_in, sent(signed_in, path, **fields, **AGAINST))
    assert Check.objects.get().verdict == "contradicted"
    sides = signed_in.get(f"{inside}figures/{code_of(ABOUT)}/").text.split('<div class="side">')[1:]
    judged = {re.search("<strong>([^<]*)", one)[1] for one in sides if "contradicted" in one}
    assert judged == {"300"}


def test_what_holds_comes_first(signed_in, inside, three):
    path = f"{inside}checks/new?kind=figure&claim={three[2].pk}"
    fields = {
        "says": "397",
        "value": "397",
        "unit": "application",
        "period": "2023",
        "claims": str(three[2].pk),
    }
    shown(signed_in, sent(signed_in, path, **fields, **AGAINST))
    page = signed_in.get(f"{inside}figures/{code_of(ABOUT)}/")
    said = re.search(r'<p class="opposed-said">([^<]*)', page.text)[1]
    assert said.startswith("the invented newspaper: 397")


def test_a_claims_page_counts_the_independent_sources_of_its_figure(signed_in, inside, three):
    page = signed_in.get(f"{inside}claims/{three[0].pk}/").text
    assert "1 independent source says so." in page
    assert "It was not recomputed yet." in page


def test_claims_are_narrowed_by_codes_that_say_nothing(signed_in, inside, three):
    page = signed_in.get(inside + "claims/").text
    assert 'name="about"' in page
    assert f'value="{code_of("the invented newspaper")}"' in page
    narrowed = signed_in.get(f"{inside}claims/?said={code_of('the invented newspaper')}").text
    assert narrowed.count("/observatory/claims/") < page.count("/observatory/claims/")
    assert "397" in narrowed
    lines = signed_in.get(f"{inside}claims/as.csv?period=2023&kind=count").body.decode("utf-8-sig")
    if not lines.startswith("In the text"):  # it names a source that is a person's record only when asked
        lines = signed_in.fill_in(f"{inside}claims/as.csv", {"people": 0}).body.decode("utf-8-sig")
    assert "397,397," in lines


def test_a_figure_is_typed_with_the_passage_it_stands_in(signed_in, inside, three, acting):
    fields = {"stands": "other#q1", "says": "397", "kind": "count", "value": "397", "about": ABOUT}
    page = shown(signed_in, sent(signed_in, inside + "claims/new", **fields))
    assert "397" in page
    assert Claim.objects.count() == 4
    wrong = sent(signed_in, inside + "claims/new", **fields | {"stands": "nothing#q1"})
    assert wrong.status == 422
    assert "Nothing is cited as" in html.unescape(wrong.text)
    assert verify(acting.vault, acting.keys).clean


def test_the_kind_of_check_is_chosen_and_its_form_is_filled_from_claims(signed_in, inside, three):
    ids = "&".join(f"claim={one.pk}" for one in three)
    page = signed_in.get(f"{inside}checks/new?{ids}")
    assert html.unescape(page.text).count(f"claim={three[2].pk}") == 11
    form = signed_in.get(f"{inside}checks/new?kind=figure&{ids}").text
    assert 'name="value" value="300"' in form
    assert 'name="against-1-value" value="397"' in form
    total = signed_in.get(f"{inside}checks/new?kind=sum&{ids}").text
    assert re.search(r"<textarea[^>]*>\s*300\n397</textarea>", total)


def test_a_check_keeps_verdict_numbers_and_claims_and_says_when_its_result_changes(
    signed_in, inside, three, acting
):
    path = f"{inside}checks/new?kind=sum&claim={three[2].pk}"
    fields = {"says": "397 in all", "value": "397", "parts": "301\n96", "claims": str(three[2].pk)}
    page = shown(signed_in, sent(signed_in, path, **fields))
    assert "With these numbers the claim is right." in page
    assert "301 + 96" in page
    assert "the invented newspaper: 397" in page
    check = Check.objects.get()
    assert [(one.claim_id, one.name) for one in check.parts.all()] == [(three[2].pk, "value")]
    again = f"{inside}checks/{check.pk}/again"
    there = f"{inside}checks/{check.pk}/"
    same = signed_in.fill_in(again, {}, at=there)
    assert "Recomputed: nothing changed." in shown(signed_in, same)
    save_claim(acting, identifier=three[2].pk, value=398)
    page = shown(signed_in, signed_in.fill_in(again, {}, at=there))
    assert "Recomputed: the result has changed." in page
    assert "It was “holds” and is now “inconsistent”." in page
    assert Check.objects.get().given["value"] == "398"
    assert verify(acting.vault, acting.keys).clean


MOVED = "SAMPLE. In 2022 the invented office issued 1,000 permits, in 2023 988: a change of −1.2 %.\n"


@pytest.fixture
def moved(acting, readers):
    """A text that says what was, what became of it, and by how much it fell."""
    item = material.taken(acting, readers, "moved.txt", MOVED, cite="moved")
    return (
        claim(acting, item, "1,000", 1000, period="2022"),
        claim(acting, item, "a change of −1.2 %", Decimal("-1.2"), kind="change", unit="%"),
        claim(acting, item, "988", 988),
    )


def test_of_a_change_the_claim_that_tells_how_far_is_the_one_checked(signed_in, inside, moved):
    ids = "&".join(f"claim={one.pk}" for one in moved)
    form = html.unescape(signed_in.get(f"{inside}checks/new?kind=change&{ids}").text)
    assert 'name="from" value="1000"' in form
    assert 'name="to" value="988"' in form
    assert 'name="value" value="-1.2%"' in form
    assert re.search(r"<textarea[^>]*>\s*a change of −1.2 %</textarea>", form)


def test_a_fall_is_told_with_a_minus_and_found_right(signed_in, inside, moved):
    page = html.unescape(signed_in.get(f"{inside}claims/{moved[1].pk}/").text)
    assert "−1.2 %" in page and "-1.2 %" not in page
    fields = {"says": "it fell by 1.2 %", "from": "1,000", "to": "988", "value": "−1.2 %"}
    page = shown(signed_in, sent(signed_in, inside + "checks/new?kind=change", **fields))
    assert "With these numbers the claim is right." in page
    assert ">−1.20<" in page and "−34.13 to 97.60" in page


def test_a_change_of_which_nothing_is_claimed_says_what_is_missing(signed_in, inside):
    fields = {"says": "permits", "from": "1,000", "to": "1,012"}
    page = shown(signed_in, sent(signed_in, inside + "checks/new?kind=change", **fields))
    assert "With these numbers the claim is right." not in page
    assert "what is claimed of the change: by how much, or which way" in page


def test_a_figure_that_is_too_small_is_said_to_be_below_and_its_time_in_words(signed_in, inside, three):
    path = f"{inside}checks/new?kind=figure&claim={three[0].pk}&claim={three[2].pk}"
    fields = {"says": "300", "value": "300", "unit": "application", "period": "2022-11/2023-11"}
    row_of = {"against-rows": "1", "against-0-value": "397", "against-0-unit": "application"}
    row_of |= {"against-0-period": "2022-11/2023-11"}
    page = shown(signed_in, sent(signed_in, path, **fields, **row_of))
    assert "300 is 24.4 % below 397" in page
    assert "November 2022 to November 2023" in page and "2022-11/2023-11" not in page


def test_so_many_times_is_told_in_every_reading_what_holds_first(signed_in, inside):
    fields = {
        "says": "more than 6 times",
        "value": "more than 6",
        "from": "84%",
        "to": "44%",
        "complement": "on",
    }
    page = shown(signed_in, sent(signed_in, inside + "checks/new?kind=ratio", **fields))
    assert "depends on the reading" in page
    table = page.split("<tbody>")[1]
    assert table.index("odds ratio") < table.index("ratio of shares")


def test_a_claim_is_held_against_an_official_series_as_it_stands_now(signed_in, inside, acting):
    cells = [("2022", "refused", 18, ""), ("2023", "refused", 60, "")]
    observatory.save_series(acting, key="s", title="Decisions (invented)", unit="decision", cells=cells)
    form = signed_in.get(inside + "checks/new?kind=figure").text
    code = re.search(r'<option value="([^"]+)">Decisions \(invented\): refused', form)[1]
    fields = {"says": "60", "value": "60", "unit": "decision", "period": "2023", "official": code}
    page = shown(signed_in, sent(signed_in, inside + "checks/new?kind=figure", **fields))
    assert "With these numbers the claim is right." in page
    assert "Decisions (invented)" in page


def test_what_was_not_found_is_not_found_by_a_day_by_somebody_somewhere(signed_in, inside):
    path = inside + "checks/new?kind=absence"
    fields = {"says": "no case is known", "value": "0", "found": "0"}
    assert "when it was searched" in shown(signed_in, sent(signed_in, path, **fields))
    fields |= {"date": "2024-10-01", "where": "the court register", "by": "the office"}
    page = shown(signed_in, sent(signed_in, path, **fields))
    assert "not found by Tue 1 October 2024" in page
    assert "the office searched the court register on Tue 1 October 2024 and found 0" in page


HEAD = {"name": "all", "count": "30", "stock": "1000", "other_count": "30", "other_stock": "50000"}


def row(name, /, **fields):
    return {f"{name}-rows": 1} | {f"{name}-0-{field}": one for field, one in fields.items()}


@pytest.mark.parametrize(
    ("kind", "fields", "verdict"),
    [
        ("change", {"from": "1345", "to": "850", "value": "-37%"}, "holds"),
        ("share", {"value": "84%", "part": "306", "whole": "366"}, "holds"),
        ("percentages", {"value": "24", "percentages": "70.83\n29.17"}, "holds"),
        ("flow", {"stock": "1042", "flow": "-417", "value": "706"}, "inconsistent"),
        ("per head", {"more_often": "yes", **row("readings", **HEAD, as_of="2023-01-01")}, "holds"),
        (
            "mixture",
            {"before": "84%", "after": "44%", "break": "2023-09-01", "until": "2023-12-31"}
            | row("readings", name="all", years="2023: 306/438"),
            "holds",
        ),
        (
            "agree",
            {"values_": "55000\n58000", **row("against", value="58000", period="2024-01-01")},
            "contradicted",
        ),
    ],
)
def test_every_kind_has_a_form_that_its_check_understands(signed_in, inside, kind, fields, verdict):
    path = f"{inside}checks/new?kind={kind.replace(' ', '+')}"
    page = shown(signed_in, sent(signed_in, path, says="a claim", **fields))
    assert Check.objects.get().verdict == verdict, page
    edit = signed_in.get(f"{inside}checks/{Check.objects.get().pk}/edit")
    assert edit.status == 200


def test_what_is_no_number_is_said_at_its_field(signed_in, inside):
    answer = sent(signed_in, inside + "checks/new?kind=share", says="x", value="many", part="1", whole="2")
    assert answer.status == 422
    assert "holds no number" in html.unescape(answer.text)
    assert Check.objects.count() == 0
