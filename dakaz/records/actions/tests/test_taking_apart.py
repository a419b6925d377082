"""A paper put together from photos can be taken apart, unless something rests on it."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial

import pytest
from PIL import Image

from dakaz import evidence
from dakaz.errors import BadInput, NotFound
from dakaz.records.actions.archive import describe, undo_import
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.publications import save_report
from dakaz.records.actions.reading import Page, join_photos, keep_reading
from dakaz.records.actions.rereading import join_now_read_later
from dakaz.records.actions.taking_apart import take_apart, why_not
from dakaz.records.models import Ground, LogEntry
from dakaz.records.queries import archive, archive_pages, search
from dakaz.records.queries.verify import verify
from dakaz.records.tests.two_circles import plant, sealed

COLOURS = ("red", "green", "blue")


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def photos(acting, readers):
    """Three photos of one import."""
    run = start(acting, how="photos")
    contents = [(f"{colour}.png", picture(colour)) for colour in COLOURS]
    files = [Incoming(name, len(content), partial(io.BytesIO, content)) for name, content in contents]
    taken = list(take_in(acting, readers, run, files))
    finish(run)
    return run, [one.item for one in taken]


@pytest.fixture
def paper(acting, photos):
    """A paper of the three, described and with a text."""
    run, ids = photos
    made = join_now_read_later(acting, run, pages=[Page(one, 90) for one in ids], title="A paper (invented)")
    item = archive.item(acting.seen_by, made)
    keep_reading(acting, item, read_as(item, "The court decided."))
    said = {"dated": "2024-10-16", "tags": ["court"], "cite": "paper-1", "note": "Seen."}
    return describe(acting, made, case_id=save_case(acting).pk, **said)


def read_as(item, text):
    return evidence.Reading(item.media_type, text=text, extractor="typed", pages=3)


def bytes_of(acting, item):
    return acting.vault.objects.read(item.object_name, acting.keys_of(item.compartment))


def test_the_photos_stand_by_themselves_as_they_came(acting, photos, paper):
    _, ids = photos
    assert take_apart(acting, paper.pk) == ids
    items = [archive.item(acting.seen_by, one) for one in ids]
    assert [(one.within_id, one.within_as, one.turn) for one in items] == [(None, "", 90)] * 3
    assert [bytes_of(acting, one) for one in items] == [picture(colour) for colour in COLOURS]
    assert {(one.dated, one.note, str(one.tags), one.case_id) for one in items} == {
        ("2024-10-16", "Seen.", "['court']", paper.case_id)
    }
    assert archive.items(acting.seen_by).total == 3
    assert verify(acting.vault, acting.keys).clean


def test_the_paper_is_gone_with_its_bytes_and_words_and_the_log_knows_of_it(acting, paper):
    take_apart(acting, paper.pk)
    with pytest.raises(NotFound):
        archive.item(acting.seen_by, paper.pk)
    assert not search.search(acting.seen_by, "court").hits
    assert not acting.vault.objects.path(paper.object_name).exists()
    acts = LogEntry.objects.filter(subject=paper.pk).order_by("seq").values_list("action", flat=True)
    assert (acts[0], list(acts)[-1]) == ("item.added", "item.erased")


def test_each_photo_keeps_how_it_came_and_says_what_was_done(acting, photos, paper):
    _, ids = photos
    take_apart(acting, paper.pk)
    custody = archive.custody_of(archive.item(acting.seen_by, ids[0]))
    assert [one.name for one in custody.origins] == ["red.png"]
    assert [one.action for one in custody.acts] == ["item.added", "item.joined", "item.parted"]


def test_what_a_photo_says_itself_stays(acting, photos, paper):
    _, ids = photos
    describe(acting, ids[1], dated="2023", note="Mine.", tags=["own"])
    take_apart(acting, paper.pk)
    photo = archive.item(acting.seen_by, ids[1])
    assert (photo.dated, photo.note, photo.tags) == ("2023", "Mine.", ["own", "court"])


def test_afterwards_the_same_photos_can_become_the_same_paper_or_the_import_be_undone(acting, photos, paper):
    run, ids = photos
    take_apart(acting, paper.pk)
    assert len(archive_pages.photos_of(acting.seen_by, run)) == 3
    again = join_now_read_later(acting, run, pages=[Page(one, 90) for one in ids], title="Again")
    assert archive.item(acting.seen_by, again).sha256 == paper.sha256
    take_apart(acting, again)
    assert undo_import(acting, run.pk) == (3, 0)
    assert verify(acting.vault, acting.keys).clean


def passage(acting, paper):
    mark_words(acting, paper.pk, words="court decided")


def ground(acting, paper):
    rest_on(acting, save_event(acting, kind="law", title="Ruling"), item=paper)


def cited(acting, paper):
    outline = "---\ntitle: R\nlanguage: en\n---\n\nSo it was decided [@paper-1].\n"
    save_report(acting, key="r", title="R", outline=outline)


@pytest.mark.parametrize("rests", [passage, ground, cited])
def test_what_something_rests_on_stays_and_it_is_said_why(acting, photos, paper, rests):
    rests(acting, paper)
    assert "rests on this paper" in str(why_not(paper))
    before = LogEntry.objects.count()
    with pytest.raises(BadInput, match="rests on this paper"):
        take_apart(acting, paper.pk)
    assert LogEntry.objects.count() == before
    assert len(archive.parts_of(acting.seen_by, archive.item(acting.seen_by, paper.pk))) == 3
    assert verify(acting.vault, acting.keys).clean


def test_what_others_keep_to_themselves_and_rests_on_it_is_not_torn(acting, photos, paper):
    plant(Ground, sealed(), "theirs", item=paper)
    assert archive.item(acting.seen_by, paper.pk).grounds.count() == 0
    with pytest.raises(BadInput, match="rests on this paper"):
        take_apart(acting, paper.pk)


def test_only_a_paper_can_be_taken_apart(acting, photos):
    _, ids = photos
    with pytest.raises(BadInput, match="not put together"):
        take_apart(acting, ids[0])


def test_a_paper_of_another_circle_is_not_there(acting, paper):
    stranger = replace(acting, seen_by=replace(acting.seen_by, compartments=("another",)))
    with pytest.raises(NotFound):
        take_apart(stranger, paper.pk)


def test_a_photo_is_a_page_of_one_paper_at_most(acting, readers, photos, paper):
    run, ids = photos
    with pytest.raises(BadInput, match="page of a paper already"):
        join_photos(acting, readers, run, pages=[Page(ids[0])], title="Twice")
    take_apart(acting, paper.pk)
    with pytest.raises(BadInput, match="page of a paper already"):
        join_photos(acting, readers, run, pages=[Page(ids[0]), Page(ids[0])], title="Twice")


def test_a_reading_that_ends_after_the_paper_is_gone_does_not_bring_it_back(acting, paper):
    stale = archive.item(acting.seen_by, paper.pk)
    take_apart(acting, paper.pk)
    with pytest.raises(NotFound):
        keep_reading(acting, stale, read_as(stale, "Late."))
    assert verify(acting.vault, acting.keys).clean


def test_a_reading_takes_back_nothing_people_wrote_meanwhile(acting, paper):
    stale = archive.item(acting.seen_by, paper.pk)
    describe(acting, paper.pk, title="Written meanwhile")
    keep_reading(acting, stale, read_as(stale, "Late."))
    assert archive.item(acting.seen_by, paper.pk).title == "Written meanwhile"
