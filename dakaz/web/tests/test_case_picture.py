"""The picture of a case: everything once, the same each time, told without colour, nothing hidden."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dakaz.records.actions.case_ties import save_case_tie
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_tie
from dakaz.records.actions.sealing import seal
from dakaz.records.guard import SeenBy
from dakaz.records.queries import casebook
from dakaz.records.queries.case_picture import web_of
from dakaz.web.tests.casebook_people import dossier, inside
from dakaz.web.views.people.case_drawing import drawing_of

__all__ = ["dossier", "inside"]  # fixtures


def person(acting, name):
    return save_party(acting, kind="person", names=[{"text": name}])


@pytest.fixture
def filled(dossier, acting):
    """A wife, her tie, an event of both, a related case."""
    wife = person(acting, "Hanna Uzorava")
    save_tie(acting, party_id=wife.pk, other_id=dossier.person.pk, kind="spouse")
    save_case(
        acting,
        identifier=dossier.case.pk,
        involvements=[
            {"party_id": dossier.person.pk, "role": "client"},
            {"party_id": wife.pk, "role": "family"},
        ],
    )
    both = [{"party_id": one.pk, "role": "victim"} for one in (dossier.person, wife)]
    save_event(acting, case_id=dossier.case.pk, kind="threat", title="Call at night", involvements=both)
    other = save_case(acting, code="K-2")
    save_case_tie(acting, case_id=dossier.case.pk, other_id=other.pk, kind="follows")
    return other


def web(acting, dossier, seen_by=None):
    seen_by = seen_by or acting.seen_by
    return web_of(seen_by, casebook.case(seen_by, dossier.case.pk), was_told="was told")


def told(found):
    name = {"party": "label", "event": "title", "case": "code"}
    said = lambda one: getattr(one, name[one._meta.model_name])  # noqa: E731
    return {(said(bond.start), bond.says, said(bond.end)) for bond in found.bonds}


def test_everything_that_hangs_together_stands_there_once(acting, dossier, filled):
    man = dossier.person.label
    found = web(acting, dossier)
    assert told(found) == {
        (man, "the person it is about", "C-2024-001"),
        ("Hanna Uzorava", "family", "C-2024-001"),
        ("Sample Migration Service", "asylum refused", "C-2024-001"),
        ("Sample Migration Service", "authority", "Letter of support, 12 signatures"),
        (man, "victim", "Call at night"),
        ("Hanna Uzorava", "victim", "Call at night"),
        ("Hanna Uzorava", "husband or wife of", man),
        ("K-2", "led to", "C-2024-001"),
    }
    assert len(found.parties) == 3 and len(found.events) == 2


def test_the_same_case_gives_the_same_picture_in_which_no_box_covers_another(acting, dossier, filled):
    drawn = drawing_of(web(acting, dossier))
    assert drawn == drawing_of(web(acting, dossier))
    for box in drawn.boxes:
        others = [one for one in drawn.boxes if one is not box and one.x == box.x]
        assert all(one.bottom < box.y or one.y > box.bottom for one in others)
        assert all(box.y < y < box.bottom for y, _ in box.lines)
        assert 0 < box.x < box.right < drawn.width and box.bottom < drawn.height
    assert len(drawn.strokes) == 8 and {one.style for one in drawn.strokes} == {
        "part",
        "event",
        "tie",
        "cases",
    }


def test_a_crowd_stands_in_the_table_and_the_picture_says_so(inside, acting, dossier):
    crowd = [{"party_id": person(acting, f"Sample {number}").pk, "role": "other"} for number in range(20)]
    save_case(acting, identifier=dossier.case.pk, involvements=crowd)
    shown = inside.get(f"/people/cases/{dossier.case.pk}/picture").text
    assert "6 more stand only in the table" in shown
    assert len(re.findall(r'class="box person"', shown)) == 14
    assert all(f"Sample {number}</a>" in shown for number in range(20))


def test_the_page_has_a_link_for_each_box_words_for_each_line_and_the_table(inside, acting, dossier, filled):
    shown = inside.get(f"/people/cases/{dossier.case.pk}/picture").text
    drawn, table = shown.split("<h2>As a table</h2>")
    for one, page in ((dossier.person, "parties"), (dossier.case, "cases"), (filled, "cases")):
        assert re.search(rf'<a class="box [a-z]+" href="[^"]*/people/{page}/{one.pk}/"', drawn)
        assert f"/people/{page}/{one.pk}/" in table
    assert f"husband or wife of → {dossier.person.label}"[:29] in drawn and "husband or wife of" in table
    assert "style=" not in drawn and "part in an event" in drawn
    assert f"/people/cases/{dossier.case.pk}/picture" in inside.get(f"/people/cases/{dossier.case.pk}/").text


def test_what_is_sealed_from_somebody_is_not_in_their_picture(acting, dossier, filled):
    office = acting.seen_by
    acting = seal(acting, filled.pk).acting
    without = SeenBy(office.user_id, office.name, office.compartments)
    assert "K-2" not in {start for start, _, _ in told(web(acting, dossier, without))}
    assert "K-2" in {start for start, _, _ in told(web(acting, dossier))}


def test_of_a_case_one_may_not_see_there_is_no_picture(inside, dossier, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    assert inside.get(f"/people/cases/{dossier.case.pk}/picture").status == 404
