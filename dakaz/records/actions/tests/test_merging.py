"""Two parties become one and two again, whatever leads to them, and nothing is lost on the way."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput, Conflict, NotFound
from dakaz.records.actions.casebook import save_case, save_event, save_testimony
from dakaz.records.actions.merging import _links, merge, unmerge
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_tie
from dakaz.records.models import LogEntry, Merge, Party, Record
from dakaz.records.queries import people
from dakaz.records.queries.verify import verify
from dakaz.records.tests.two_circles import plant, sealed


def person(acting, *names, **values):
    return save_party(acting, kind="person", names=[{"text": name} for name in names], **values)


@pytest.fixture
def two(acting):
    one = person(acting, "Hanna Prykladovich", born="1990", description="Came in March.", protection="named")
    other = person(acting, "Анна Примерович", born="1990-05", citizenships=["BY"], description="A teacher.")
    return one, other


def everything():
    """Every row of every table but the log, without the numbers of entries."""
    kinds = [kind for kind in apps.get_app_config("records").get_models() if kind.__name__[:3] != "Log"]
    return {
        (kind.__name__, str(row.pk)): {
            field.attname: getattr(row, field.attname)
            for field in kind._meta.concrete_fields
            if field.attname != "entry"
        }
        for kind in kinds
        if kind is not Merge
        for row in kind._base_manager.all()
    }


def leading_to(party):
    return sum(kind._base_manager.filter(**{field.name: party}).count() for kind, field in _links())


def test_all_that_led_to_two_leads_to_one_under_one_entry_of_the_log(acting, two, vault_folder):
    one, other = two
    case = save_case(acting, involvements=[{"party_id": other.pk, "role": "client"}])
    told = save_testimony(acting, speaker_id=other.pk, text="Said.")
    before = LogEntry.objects.count()
    merge(
        acting, kept=one.pk, merged=other.pk, facts={"born": "merged", "citizenships": "both"}, why="passport"
    )
    assert LogEntry.objects.count() == before + 1
    assert leading_to(other) == 0
    kept = people.party(acting.seen_by, one.pk)
    assert {name.text for name in kept.names.all()} == {"Hanna Prykladovich", "Анна Примерович"}
    assert (kept.born, kept.citizenships, kept.description) == ("1990-05", ["BY"], "Came in March.")
    assert case.involvements.get().party_id == told.__class__.objects.get().speaker_id == one.pk
    assert [row.pk for row in people.parties(acting.seen_by).rows] == [one.pk]
    assert people.suggest(acting.seen_by, "Примерович") == [kept]
    assert verify(acting.vault, acting.keys, objects=False).clean


def test_what_was_not_chosen_is_kept_in_the_merge(acting, two):
    one, other = two
    made = merge(acting, kept=one.pk, merged=other.pk, facts={"description": "both"})
    assert people.party(acting.seen_by, one.pk).description == "Came in March.\n\nA teacher."
    assert made.before["kept"]["born"] == "1990"
    assert made.before["merged"]["born"] == "1990-05"


def test_what_both_had_once_is_put_aside_and_comes_back(acting, two):
    one, other = two
    both = [{"party_id": party.pk, "role": "client"} for party in two]
    case = save_case(acting, involvements=both)
    before = everything()
    made = merge(acting, kept=one.pk, merged=other.pk, facts={})
    assert case.involvements.count() == 1
    unmerge(acting, made.pk)
    assert everything() == before


def test_what_was_written_anew_after_the_merge_still_goes_back_and_what_is_new_stays(acting, two):
    one, other = two
    event = save_event(
        acting, kind="threat", title="Call", involvements=[{"party_id": other.pk, "role": "victim"}]
    )
    made = merge(acting, kept=one.pk, merged=other.pk, facts={"born": "merged"})
    again = {"identifier": event.pk, "kind": "threat", "title": "Two calls"}
    save_event(acting, **again, involvements=[{"party_id": one.pk, "role": "victim"}])
    told = save_testimony(acting, speaker_id=one.pk, text="New.")
    unmerge(acting, made.pk)
    assert event.involvements.get().party_id == other.pk
    assert told.__class__.objects.get().speaker_id == one.pk
    assert people.party(acting.seen_by, one.pk).born == "1990"
    assert verify(acting.vault, acting.keys, objects=False).clean


def test_what_other_circles_wrote_is_neither_moved_nor_betrayed(acting, two):
    one, other = two
    elsewhere = sealed()
    theirs = plant(apps.get_model("records", "Decision"), elsewhere, "hidden", authority=other)
    insider = replace(acting, seen_by=replace(acting.seen_by, compartments=("office", elsewhere)))
    made = merge(acting, kept=one.pk, merged=other.pk, facts={})
    assert str(theirs.pk) not in str(made.moved)
    payload = bytes(LogEntry.objects.get(pk=made.entry).payload).decode()
    assert str(theirs.pk) not in payload
    husk = people.party(insider.seen_by, other.pk)
    assert husk.merged_into == one
    assert people.merged_into(insider.seen_by, one) == [husk]


def test_what_speaks_against_is_refused(acting, two):
    one, other = two
    save_tie(acting, party_id=one.pk, kind="sibling", other_id=other.pk)
    with pytest.raises(BadInput, match="so they are two"):
        merge(acting, kept=one.pk, merged=other.pk, facts={})
    with pytest.raises(BadInput, match="one already"):
        merge(acting, kept=one.pk, merged=one.pk, facts={})
    with pytest.raises(NotFound):
        merge(acting, kept=one.pk, merged=uuid.uuid4(), facts={})
    third = person(acting, "Third")
    with pytest.raises(Conflict):
        merge(acting, kept=one.pk, merged=third.pk, facts={}, seen_entries=[one.entry, third.entry - 1])
    hidden = plant(Party, sealed(), "hidden")
    with pytest.raises(NotFound):
        merge(acting, kept=one.pk, merged=hidden.pk, facts={})


def test_undoing_twice_or_out_of_order_is_refused(acting, two):
    one, other = two
    third = person(acting, "Third")
    first = merge(acting, kept=one.pk, merged=other.pk, facts={})
    second = merge(acting, kept=third.pk, merged=one.pk, facts={})
    with pytest.raises(BadInput, match="third"):
        unmerge(acting, first.pk)
    unmerge(acting, second.pk)
    unmerge(acting, first.pk)
    with pytest.raises(BadInput, match="already"):
        unmerge(acting, first.pk)


LINKS = [pair for pair in _links() if pair[0].__name__ not in ("Tie",)]


class UndoError(Exception):
    """Ends an example without keeping what it wrote."""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    linked=st.lists(st.tuples(st.sampled_from(LINKS), st.booleans()), max_size=12),
    facts=st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(["kept", "merged", "both"])
            for name in ("label", "description", "protection", "born", "citizenships")
        },
    ),
)
def test_any_links_are_moved_and_restored_exactly(acting, two, linked, facts):
    one, other = two
    try:
        with transaction.atomic():
            for (kind, field), mine in linked:
                plant(kind, "office", "open", **{field.attname: (one if mine else other).pk})
            before, led = everything(), leading_to(one) + leading_to(other)
            made = merge(acting, kept=one.pk, merged=other.pk, facts=facts)
            aside = sum("aside" in row for row in made.moved)
            assert leading_to(other) == 0
            assert leading_to(one) == led - aside
            kept = {key: row for key, row in everything().items() if not issubclass(_kind(key), Party)}
            assert all(key in kept for key in before if not issubclass(_kind(key), Party)) or aside
            unmerge(acting, made.pk)
            assert everything() == before
            raise UndoError
    except UndoError:
        assert Merge.objects.count() == 0


def _kind(key):
    return apps.get_model("records", key[0])


def test_every_row_that_leads_to_a_party_has_a_record_that_answers_for_it():
    from dakaz.records.actions.merging import _owned_by

    assert [kind for kind, _ in _links() if not issubclass(kind, Record) and kind not in _owned_by()] == []
