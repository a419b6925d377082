"""A paper is chosen among a few at hand or found by words; an archive of any size makes no longer list."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.observatory import save_source
from dakaz.records.queries import archive, papers
from dakaz.web.tests.casebook_people import dossier, inside, paper

__all__ = ["dossier", "inside"]  # fixtures

NEW = "/people/decisions/new"


def offered(answer):
    """Titles of the papers that stand there to choose from, in their order."""
    rows = re.findall(r'name="item_id" value="([^"]*)"[^>]*><label[^>]*>([^<]*)', answer.text)
    return [words.strip() for value, words in rows if value]


def looked_for(inside, words, **fields):
    return inside.fill_in(NEW, {"item_id-find": words, "again": "item_id", **fields})


@pytest.fixture
def many(acting, readers, dossier):
    """Papers of another case, and more papers of no case than are offered at once."""
    other = save_case(acting, code="C-2024-900")
    return [
        paper(
            acting,
            readers,
            name=f"letter-{number}.txt",
            content=f"Invented letter {number}. Лукашэнка.".encode(),
            title=f"Letter {number}",
            case_id=other.pk if number < 3 else None,
        )
        for number in range(12)
    ]


def test_papers_of_the_case_stand_first_and_only_a_few_others(inside, dossier, many):
    titles = offered(inside.get(f"{NEW}?case={dossier.case.pk}"))
    assert titles == [dossier.paper.title, "Letter 11", "Letter 10", "Letter 9", "Letter 8", "Letter 7"]


def test_a_paper_is_found_by_its_title_its_words_in_any_script_and_its_key(inside, dossier, many):
    assert offered(looked_for(inside, "letter 5")) == ["Letter 5"]
    assert len(offered(looked_for(inside, "Lukashenka"))) == 10
    assert offered(looked_for(inside, "refusal-1")) == [dossier.paper.title]
    assert offered(looked_for(inside, "refus")) == [dossier.paper.title]  # a beginning will do


def test_what_was_typed_elsewhere_stays_while_one_looks_for_a_paper(inside, dossier):
    page = looked_for(inside, "refusal", outcome="an outcome half typed").text
    assert "an outcome half typed" in page


def test_nothing_found_is_said_and_what_was_chosen_stays(inside, dossier):
    answer = looked_for(inside, "zzz nowhere", item_id=str(dossier.paper.pk))
    assert offered(answer) == [dossier.paper.title]
    assert re.search(rf'value="{dossier.paper.pk}"[^>]* checked', answer.text)
    assert "No paper was found by these words" in looked_for(inside, "zzz nowhere").text


def test_words_without_a_choice_are_not_saved_over(inside, dossier):
    fields = {
        "case_id": dossier.case.code,
        "authority_id": str(dossier.authority.pk),
        "kind": "return",
        "served_how": "unknown",
        "item_id": "",
        "item_id-find": "refusal",
        "item_id-shown": "refusal",
    }
    answer = inside.fill_in(NEW, fields)
    assert answer.status == 422
    assert "Choose which paper is meant by “refusal”" in answer.text
    assert inside.fill_in(NEW, fields | {"item_id": str(dossier.paper.pk)}).status == 303


@pytest.mark.parametrize("chosen", ["no id at all", "0192d25a-0000-7000-8000-000000000000"])
def test_a_paper_that_is_not_there_is_refused_in_words(inside, dossier, chosen):
    fields = {
        "case_id": dossier.case.code,
        "authority_id": str(dossier.authority.pk),
        "kind": "return",
        "served_how": "unknown",
        "item_id": chosen,
    }
    answer = inside.fill_in(NEW, fields)
    assert answer.status == 422
    assert "The paper you chose is not here" in answer.text


def test_an_item_finds_its_source_by_words_in_any_case_and_keeps_what_was_typed(inside, dossier, acting):
    source = save_source(acting, kind="media", title="Наша Ніва (выдумана)", publisher="An invented paper")
    path = f"/archive/items/{dossier.paper.pk}/edit"
    shown = inside.fill_in(path, {"title": "Half typed", "source_id-find": "наша", "again": "source_id"})
    assert "Half typed" in shown.text
    assert f'value="{source.pk}"' in shown.text
    assert "No source was found" in inside.fill_in(path, {"source_id-find": "zzz", "again": "source_id"}).text
    fields = {"title": "Refusal", "source_id": str(source.pk), "case_id": dossier.case.code.lower()}
    assert inside.fill_in(path, fields | {"entry": str(dossier.paper.entry)}).status == 303
    item = archive.item(acting.seen_by, dossier.paper.pk)
    assert (item.source, item.case) == (source, dossier.case)


def test_what_one_may_not_see_is_neither_offered_nor_found(dossier, acting):
    elsewhere = replace(acting.seen_by, compartments=("another-compartment",))
    for eyes, seen in ((acting.seen_by, True), (elsewhere, False)):
        assert bool(papers.at_hand(eyes, case_code=dossier.case.code)) is seen
        assert bool(papers.sought(eyes, "refusal-1")) is seen
        assert bool(papers.sought(eyes, "refusal")) is seen
        assert bool(papers.by_ids(eyes, [str(dossier.paper.pk)])) is seen
        assert bool(papers.newest_sources(eyes)) is seen
        assert bool(papers.sources_by_ids(eyes, [str(dossier.paper.source_id)])) is seen
