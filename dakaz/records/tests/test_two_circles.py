"""Whoever lacks a compartment's key learns nothing of it, along whatever link, by whatever question."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection

from dakaz.errors import BadInput, NotFound
from dakaz.records import guard
from dakaz.records.actions.casebook import save_case, save_decision, save_due_date, save_event, save_testimony
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.imports import start
from dakaz.records.actions.observatory import save_statement
from dakaz.records.actions.people import save_party
from dakaz.records.models import Case, Decision, Item, Party, Source, Statement
from dakaz.records.models.link import Link
from dakaz.records.queries import archive, casebook_pages, observatory

from .everything_asked import asked, questions, things_to_ask, told
from .two_circles import kinds, link_everything, links, plant, rows_of, sealed

SECRET = "Zylkanary"


@pytest.fixture
def elsewhere(acting):
    """A compartment whose key this person does not hold."""
    return sealed()


@pytest.fixture
def insider(acting, elsewhere):
    """Someone who holds both keys."""
    mine = acting.seen_by.compartments
    return replace(acting, seen_by=replace(acting.seen_by, compartments=(*mine, elsewhere)))


def test_every_foreign_key_to_somebodys_rows_is_a_link_that_knows_its_reader():
    assert [f"{kind.__name__}.{one.name}" for kind, one in links() if not isinstance(one, Link)] == []
    assert len(links()) > 25


def test_what_leads_away_must_is_not_there_and_what_leads_away_may_is_empty(acting, elsewhere):
    planted = link_everything(acting.seen_by.office, elsewhere, SECRET)
    for row, field in planted:
        seen = guard.visible(type(row)._default_manager.filter(pk=row.pk), acting.seen_by).first()
        if field.null:
            assert getattr(seen, field.name) is None, field
            assert getattr(seen, field.attname) is None, field
        else:
            assert seen is None, field


def test_the_way_back_along_a_link_finds_only_what_the_reader_may_see(acting, elsewhere):
    for kind, field in links():
        target = plant(field.related_model, acting.seen_by.office, "open")
        plant(kind, elsewhere, SECRET, **{field.attname: target.pk})
        seen = guard.visible(type(target)._default_manager.filter(pk=target.pk), acting.seen_by).get()
        name = field.remote_field.get_accessor_name()
        back = getattr(seen, name)
        assert back.count() == (1 if _owner_is(kind, field) else 0), field
        prefetched = guard.visible(
            type(target)._default_manager.filter(pk=target.pk).prefetch_related(name), acting.seen_by
        ).get()
        assert len(getattr(prefetched, name).all()) == back.count(), field


def _owner_is(kind, field):
    """Whether nothing but this link says whose such a row is."""
    others = [one for one in kind._meta.concrete_fields if one.many_to_one and one != field and not one.null]
    return not hasattr(kind, "compartment") and not others


@pytest.mark.parametrize(
    "few", [pytest.param(1, id="few"), pytest.param(16, id="many", marks=pytest.mark.soak)]
)
def test_no_question_tells_more_than_if_the_other_compartment_were_not_there(acting, few):
    office, seen_by, everything = acting.seen_by.office, acting.seen_by, dict(questions())
    for kind in _somebodys():
        plant(kind, office, "open")
    mine = [uuid.UUID(one) for one in sorted(rows_of(office)) if len(one) == 36]
    ask = things_to_ask([*mine, uuid.UUID(int=7), uuid.UUID(int=8)], SECRET)
    before = {name: asked(question, seen_by, ask, few=few) for name, question in everything.items()}

    elsewhere = sealed()
    theirs = [plant(kind, elsewhere, SECRET) for kind in _somebodys()]
    _lead_from(office, elsewhere)
    hidden = [row.pk for row in theirs if isinstance(row, Party | Source)]
    ask = things_to_ask([*mine, *hidden], SECRET)
    after = {name: asked(question, seen_by, ask, few=few) for name, question in everything.items()}
    assert [name for name in everything if after[name] != before[name]] == []
    ids = rows_of(elsewhere)
    assert [name for name, said in after.items() if any(one in str(said) for one in ids)] == []
    assert SECRET in told(Party.objects.filter(compartment=elsewhere))  # what the net would hold


def _somebodys():
    return [kind for kind in kinds() if hasattr(kind, "compartment")]


def _lead_from(office, elsewhere):
    """Let every row of the office that can lead away do so, past the actions; and some that must."""
    for kind, field in links():
        target = kind and field.related_model._default_manager.filter(compartment=elsewhere).first()
        if field.null and target:
            rows = kind._default_manager.filter(**{f"{field.attname}__isnull": True})
            mine = rows.filter(compartment=office) if hasattr(kind, "compartment") else rows.none()
            mine.update(**{field.attname: target.pk})
        elif target:
            given = {field.attname: target.pk}
            plant_leading(kind, office, given)


def plant_leading(kind, office, given):
    """Write a row of the office that must lead away, its other links to rows that are there already."""
    for other in kind._meta.concrete_fields:
        if other.many_to_one and not other.null and other.attname not in given:
            rows = other.related_model._default_manager.all()
            rows = rows.filter(compartment=office) if hasattr(other.related_model, "compartment") else rows
            given[other.attname] = rows.first().pk
    plant(kind, office, "open", **given)


def test_a_list_is_in_the_order_and_of_the_length_it_had_without_the_others(acting, elsewhere, insider):
    office = acting.seen_by.office
    one, two = (plant(Source, office, "open", title=title) for title in ("b", "c"))
    theirs = plant(Source, elsewhere, SECRET, title="a")
    items = [plant(Item, office, "open", source=source) for source in (one, theirs, two)]
    order = [item.pk for item in archive.items(acting.seen_by, sort="source").rows]
    assert order == [items[1].pk, items[0].pk, items[2].pk]  # as one without a source: first
    assert archive.items(insider.seen_by, sort="source").rows[0] == items[1]
    assert archive.items(acting.seen_by, filters={"source": str(theirs.pk)}).total == 0
    assert archive.items(insider.seen_by, filters={"source": str(theirs.pk)}).total == 1

    busy = plant(Party, office, "open", label="authority")
    for _ in range(3):
        plant(Decision, elsewhere, SECRET, authority=busy)
    assert casebook_pages.usual_authorities(acting.seen_by) == []
    assert [party.made for party in casebook_pages.usual_authorities(insider.seen_by)] == [3]
    assert observatory.statements(acting.seen_by).total == 0


def test_following_links_in_a_guarded_row_costs_no_question_when_they_came_with_it(acting, django_questions):
    office = acting.seen_by.office
    plant(Item, office, "open", source=plant(Source, office, "open"), case=plant(Case, office, "open"))
    (item,) = guard.visible(Item.objects.select_related("source", "case"), acting.seen_by)
    with django_questions() as asked_for:
        assert item.source.title
        assert item.case.code
        assert item.source_id
        assert item.case_id
    assert asked_for == []


@pytest.fixture
def django_questions():
    """Collects the statements that reach the database."""

    @contextmanager
    def collecting():
        seen = []

        def note(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield seen

    return collecting


WRITTEN = (
    lambda someone, party, case: save_testimony(someone, speaker_id=party, text="Said."),
    lambda someone, party, case: save_statement(someone, speaker_id=party, words="Said."),
    lambda someone, party, case: save_case(someone, involvements=[{"party_id": party, "role": "client"}]),
    lambda someone, party, case: save_event(
        someone, kind="threat", title="Call", involvements=[{"party_id": party, "role": "victim"}]
    ),
    lambda someone, party, case: save_due_date(someone, case_id=case, on="2024-11-01", what="Appeal"),
    lambda someone, party, case: save_event(someone, kind="threat", title="Call", case_id=case),
    lambda someone, party, case: start(someone, how="files", case=case),
    lambda someone, party, case: save_decision(
        someone, authority_id=party, case_id=save_case(someone).pk, kind="other"
    ),
)


@pytest.mark.parametrize("write", WRITTEN)
def test_a_writer_can_point_only_to_what_they_see_and_the_rest_is_as_if_it_were_not(acting, elsewhere, write):
    party, case = plant(Party, elsewhere, SECRET).pk, plant(Case, elsewhere, SECRET).pk
    with pytest.raises(NotFound) as hidden:
        write(acting, party, case)
    with pytest.raises(NotFound) as absent:
        write(acting, uuid.UUID(int=7), uuid.UUID(int=7))
    assert str(hidden.value) == str(absent.value)


@pytest.mark.parametrize("write", [one for number, one in enumerate(WRITTEN) if number not in (4, 5, 6)])
def test_who_sees_both_cannot_lead_the_office_into_the_sealed_case(insider, elsewhere, write):
    party, case = plant(Party, elsewhere, SECRET).pk, plant(Case, elsewhere, SECRET).pk
    with pytest.raises(BadInput, match="another circle"):
        write(insider, party, case)
    assert Statement.objects.count() == 0


def test_a_sealed_case_may_name_an_authority_of_the_office(insider, elsewhere):
    case = plant(Case, elsewhere, SECRET)
    authority = save_party(insider, kind="organisation", names=[{"text": "Sample Service"}])
    decision = save_decision(insider, case_id=case.pk, authority_id=authority.pk, kind="other")
    assert decision.compartment == elsewhere
    assert guard.visible(authority.decisions_made.all(), insider.seen_by).count() == 1


def test_a_record_cannot_rest_on_what_its_readers_do_not_see(insider, elsewhere):
    record, item = save_case(insider), plant(Item, elsewhere, SECRET)
    with pytest.raises(BadInput, match="another circle"):
        rest_on(insider, record, item=item)


def test_what_somebody_was_not_shown_they_do_not_empty(acting, insider, elsewhere):
    first = plant(Statement, elsewhere, SECRET)
    speaker = save_party(acting, kind="person", names=[{"text": "Speaker"}])
    answer = save_statement(acting, speaker_id=speaker.pk, words="No.")
    Statement.objects.filter(pk=answer.pk).update(answers=first)
    shown = guard.one(Statement.objects.all(), acting.seen_by, answer.pk)
    assert shown.answers_id is None
    save_statement(
        acting, identifier=answer.pk, words="No!", answers_id=shown.answers_id, speaker_id=speaker.pk
    )
    assert Statement.objects.get(pk=answer.pk).answers_id == first.pk
    assert guard.one(Statement.objects.all(), insider.seen_by, answer.pk).answers == first


def test_words_of_another_compartment_never_enter_the_shared_index(insider, elsewhere):
    from dakaz import evidence
    from dakaz.records.actions.archive import describe
    from dakaz.records.actions.reading import keep_reading
    from dakaz.records.actions.reindexing import reindex

    theirs, ours = plant(Item, elsewhere, "title"), plant(Item, insider.seen_by.office, "title")
    for item in (theirs, ours):
        keep_reading(insider, item, evidence.Reading("text/plain", text=SECRET, extractor="typed"))
        describe(insider, item.pk, title=f"About {SECRET}")
    list(reindex(insider))
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM records_fulltext")
        assert [row for (row,) in cursor.fetchall()] == [ours.row]
