"""What a decision rests on follows its paper and reasons; a case's timeline asks once for all its rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dakaz.records.actions.casebook import save_case, save_decision, save_testimony
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.observatory import save_source
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party
from dakaz.records.queries.grounds import grounds_of
from dakaz.records.queries.verify import verify
from dakaz.web.tests.casebook_people import paper
from dakaz.web.views.people.timeline import of_case


@pytest.fixture
def authority(acting):
    return save_party(acting, names=[{"text": "Sample Service"}], kind="organisation", protection="named")


def grounds(acting, decision):
    found = grounds_of(acting.seen_by, decision)
    return sorted((one.field, one.item.name, one.passage.exact if one.passage else "") for one in found)


def test_a_decision_rests_on_its_present_paper_and_reasons_and_on_what_was_said_by_hand(
    acting, authority, readers
):
    papers = [paper(acting, readers, name=name, content=name.encode() * 9) for name in ("a.txt", "b.txt")]
    first, second = (mark_words(acting, one.pk, words=one.name) for one in papers)
    given = {"case_id": save_case(acting).id, "authority_id": authority.id, "kind": "asylum_refusal"}
    reasons = [{"kind": "other", "passage_id": first.pk}, {"kind": "other", "passage_id": second.pk}]
    decision = save_decision(acting, **given, item_id=papers[0].pk, reasons=reasons)
    rest_on(acting, decision, item=papers[0])
    save_decision(acting, identifier=decision.pk, item_id=papers[1].pk, reasons=reasons[1:])
    assert grounds(acting, decision) == [
        ("", "a.txt", ""),
        ("item", "b.txt", ""),
        ("reasons", "b.txt", "b.txt"),
    ]
    save_decision(acting, identifier=decision.pk, item_id=None)
    assert grounds(acting, decision) == [("", "a.txt", ""), ("reasons", "b.txt", "b.txt")]
    assert verify(acting.vault, acting.keys).clean


def test_a_timeline_asks_no_more_for_more_rows(acting, authority, readers):
    case = save_case(acting)

    def one_more():
        source = save_source(acting, kind="handed_over", title="Post")
        item = paper(
            acting,
            readers,
            name=f"{source.pk}.txt",
            content=source.pk.bytes * 9,
            case_id=case.pk,
            source_id=source.pk,
        )
        save_decision(
            acting,
            case_id=case.pk,
            authority_id=authority.pk,
            kind="asylum_refusal",
            dated="2024-10-16",
            item_id=item.pk,
            reasons=[{"kind": "other", "words": "So."}],
        )
        save_testimony(acting, case_id=case.pk, speaker_id=authority.pk, date="2024-10", text="It was so.")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            lines = of_case(acting.seen_by, case, today=date(2024, 10, 28)).steps
        return len(queries), len(lines)

    one_more()
    queries, lines = asked()
    for _ in range(3):
        one_more()
    assert asked() == (queries, lines + 9)
