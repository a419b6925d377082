"""Claims and checks live with the text they stand in: sealed with its case, unseen by others, in the log."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dakaz.errors import BadInput, NotFound
from dakaz.figures import extract
from dakaz.records.actions import archive, casebook, observatory
from dakaz.records.actions.checks import recompute, save_check
from dakaz.records.actions.claims import accept, columns_of, save_claim, sentence_of
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.sealing import seal
from dakaz.records.models import Check, Claim
from dakaz.records.queries import checks, claims
from dakaz.records.queries.verify import verify
from dakaz.web.tests import observatory_material as material

TEXT = "SAMPLE. The invented office refused 300 applications in 2023. It was 5.3 million EUR.\n"
ABOUT = "refusals (invented)"


@pytest.fixture
def item(acting, readers):
    return material.taken(acting, readers, "first.txt", TEXT, cite="first")


def first_claim(acting, item):
    figure = next(extract(item.text.content))
    return accept(acting, item.pk, figure, changed={"about": ABOUT})


def test_an_accepted_figure_keeps_its_sentence_and_its_numbers(acting, item):
    claim = first_claim(acting, item)
    assert claim.passage.exact == "The invented office refused 300 applications in 2023."
    assert (claim.value, claim.period, claim.kind) == (300, "2023", "count")
    assert verify(acting.vault, acting.keys).clean


def test_two_figures_of_one_sentence_share_its_passage(acting, item):
    figures = list(extract(item.text.content))
    assert accept(acting, item.pk, figures[0]).passage == accept(acting, item.pk, figures[0]).passage


def test_a_sentence_is_found_without_the_blanks_around_it():
    text = "One.  Two has 7 of them.\n\nThree."
    at = text.index("7")
    assert text[slice(*sentence_of(text, at, at + 1))] == "Two has 7 of them."


def test_a_number_beyond_measure_is_refused_and_words_are_cut_to_their_columns():
    figure = next(extract("SAMPLE. There were 300 of them in 2023."))
    huge = type(figure)(**{name: getattr(figure, name) for name in figure.__slots__} | {"value": 1e300})
    with pytest.raises(BadInput, match="too large"):
        columns_of(huge)
    assert len(columns_of(figure)["says"]) <= 200


def test_a_claim_needs_a_number_a_passage_and_a_period_that_is_one(acting, item):
    passage = mark_words(acting, item.pk, words="300")
    given = {"says": "300", "kind": "count"}
    with pytest.raises(BadInput, match="Say where the figure stands"):
        save_claim(acting, value=Decimal(300), **given)
    with pytest.raises(BadInput, match="Write the number"):
        save_claim(acting, passage_id=passage.pk, value=None, **given)
    with pytest.raises(BadInput, match="is not a period"):
        save_claim(acting, passage_id=passage.pk, value=Decimal(300), period="soon", **given)
    assert not Claim.objects.exists()


def test_claims_are_sealed_with_their_case_and_are_not_there_for_others(acting, item):
    case = casebook.save_case(acting)
    archive.describe(acting, item.pk, title="Sealed title", cite="first", case_id=case.pk)
    claim = first_claim(acting, item)
    before = acting.seen_by
    now = seal(acting, case.pk).acting
    assert claims.claims(before).total == 0
    assert claims.matters(before) == []
    assert claims.abouts(before) == []
    assert claims.chosen(before, [str(claim.pk)]) == []
    with pytest.raises(NotFound):
        claims.of_matter(before, claims.code_of(ABOUT))
    with pytest.raises(NotFound):
        claims.claim(before, claim.pk)
    check = save_check(
        now,
        says="300",
        kind="sum",
        given={"value": "300", "parts": ["301"]},
        claim_ids=[str(claim.pk)],
    )
    assert check.compartment == claims.claim(now.seen_by, claim.pk).compartment != before.office
    assert checks.checks(before).total == 0
    with pytest.raises(NotFound):
        checks.check(before, check.pk)


def test_a_check_is_held_against_its_series_as_it_stands_when_it_is_recomputed(acting):
    def series(value, identifier=None):
        cells = [("2023", "refused", Decimal(value), "")]
        return observatory.save_series(
            acting, identifier=identifier, key="s", title="S", unit="decision", cells=cells
        )

    found = series(60)
    given = {"value": "60", "unit": "decision", "period": "2023"}
    code = checks.officials(acting.seen_by)[0].code
    check = save_check(acting, says="60", kind="figure", given=given, official=code)
    assert check.verdict == "holds"
    assert not recompute(acting, check.pk).changed
    series(70, found.pk)
    again = recompute(acting, check.pk)
    assert (again.changed, again.was, again.check.verdict) == (True, "holds", "contradicted")
    assert Check.objects.get().result["was"]["verdict"] == "holds"
    assert verify(acting.vault, acting.keys).clean


def test_a_cell_that_shows_only_its_bounds_answers_too(acting):
    cells = [
        ("2022", "refused", None, "* [1–4]"),
        ("2023", "refused", Decimal(60), ""),
        ("2024", "refused", None, ":"),
    ]
    observatory.save_series(acting, key="s", title="S", unit="decision", cells=cells)
    code = checks.officials(acting.seen_by)[0].code

    def verdict(kind, **given):
        return save_check(acting, says="x", kind=kind, given=given, official=code).verdict

    assert verdict("figure", value="7", unit="decision", period="2022") == "contradicted"
    assert verdict("figure", value="3", unit="decision", period="2022") == "depends"
    assert verdict("figure", value="3", unit="decision", period="2024") == "cannot be recomputed"
    assert verdict("ratio", value="more than 10", from_period="2022", to_period="2023") == "holds"


def test_what_cannot_be_read_is_said_and_nothing_is_kept(acting):
    with pytest.raises(BadInput, match="holds no number"):
        save_check(acting, says="x", kind="sum", given={"value": "many", "parts": ["1"]})
    assert not Check.objects.exists()


def test_what_divides_by_nothing_is_kept_with_what_is_missing(acting):
    found = save_check(acting, says="x", kind="share", given={"value": "5%", "part": "1", "whole": "0"})
    assert found.verdict == "cannot be recomputed"
    assert "a whole above 0" in found.result["missing"][0]["template"]
