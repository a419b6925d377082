"""Checks that use figures of a case: those of it alone are sealed with it, others are named as in the way."""

from __future__ import annotations

import html

import pytest

from dakaz.records.actions.archive import describe
from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.checks import save_check
from dakaz.records.actions.claims import save_claim
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.sealing import unseal
from dakaz.records.models import Check, CheckPart, SealedRow
from dakaz.records.queries.in_the_way import in_the_way
from dakaz.records.queries.verify import verify
from dakaz.web.tests import observatory_material as material

pytestmark = pytest.mark.usefixtures("worker")

GIVEN = {"value": "397", "parts": ["300", "97"]}


@pytest.fixture
def case(acting):
    return save_case(acting, code="K-7", title="Invented case")


def claim(acting, readers, number, *, cite, case=None):
    item = material.taken(acting, readers, f"{cite}.txt", f"SAMPLE. They counted {number}.\n", cite=cite)
    if case is not None:
        describe(acting, item.pk, case_id=case.pk, cite="")
    passage = mark_words(acting, item.pk, words=f"They counted {number}.")
    return save_claim(acting, passage_id=passage.pk, says=str(number), kind="count", value=number)


def check(acting, *claims):
    return save_check(
        acting, says="Invented sum", kind="sum", given=GIVEN, claim_ids=[str(one.pk) for one in claims]
    )


def test_a_check_of_the_cases_figures_alone_moves_with_it_and_comes_back(signed_in, acting, readers, case):
    figures = [claim(acting, readers, number, cite=f"c{number}", case=case) for number in (397, 300)]
    made = check(acting, *figures)
    assert in_the_way(acting.seen_by, case.pk) == []
    page = f"{signed_in.inside}/people/cases/{case.pk}/seal"
    assert "First these must let go of it" not in signed_in.get(page).text
    assert signed_in.fill_in(page, {}).status == 303
    assert SealedRow.objects.exists()
    found = Check.objects.get(pk=made.pk)
    assert found.compartment != acting.seen_by.office
    assert CheckPart.objects.filter(checked=made.pk).count() == 2
    assert signed_in.get(f"{signed_in.inside}/observatory/checks/{made.pk}/").status == 200


def test_a_check_that_also_uses_other_figures_is_named_with_a_link_until_it_lets_go(
    signed_in, acting, readers, case
):
    own = claim(acting, readers, 397, cite="c397", case=case)
    other = claim(acting, readers, 300, cite="c300")
    made = check(acting, own, other)
    page = f"{signed_in.inside}/people/cases/{case.pk}/seal"
    text = html.unescape(signed_in.get(page).text)
    assert "First these must let go of it" in text
    assert f"/observatory/checks/{made.pk}/" in text
    assert "Check: Invented sum" in text
    answer = signed_in.fill_in(page, {})
    assert answer.status == 422
    assert "Nothing was changed." in answer.text
    save_check(
        acting, identifier=made.pk, says="Invented sum", kind="sum", given=GIVEN, claim_ids=[str(other.pk)]
    )
    assert "First these must let go of it" not in signed_in.get(page).text
    assert signed_in.fill_in(page, {}).status == 303
    assert Check.objects.get(pk=made.pk).compartment == acting.seen_by.office
    assert verify(acting.vault, acting.keys).clean


def test_unsealed_the_check_is_everybodys_again(acting, readers, case):
    from dakaz.records.actions.sealing import seal

    made = check(acting, claim(acting, readers, 397, cite="c397", case=case))
    now = seal(acting, case.pk).acting
    unseal(now, case.pk)
    assert Check.objects.get(pk=made.pk).compartment == acting.seen_by.office
    assert verify(acting.vault, acting.keys).clean
