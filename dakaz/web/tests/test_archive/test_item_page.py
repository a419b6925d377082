"""One item: what it is, its text, marking, what rests on it, its original, its custody."""

from __future__ import annotations

import hashlib
import io
import re

import pytest
from PIL import Image

from dakaz.records.actions import casebook, uploads
from dakaz.records.actions.passages import mark_words
from dakaz.records.queries import archive
from dakaz.records.queries.verify import verify
from dakaz.web.tests.test_archive.conftest import LETTER, until

EMOJI = "Перад словам 𝔘 і 👩‍👧 стаіць знак. Спадар Лукашэнка тут.\n".encode()


@pytest.fixture
def letter(archivist) -> str:
    """The address of a letter's page."""
    return f"items/{archivist.item_of(archivist.add(('letter.txt', LETTER)))}/"


def item_id(address: str) -> str:
    return address.split("/")[1]


def jpeg(size=(320, 240), colour="white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=_exif())
    return out.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "a description that must not reach the screen"
    return exif.tobytes()


def test_words_typed_become_a_passage_that_is_shown_where_it_stands(archivist, letter, acting):
    answer = archivist.post(f"{letter}mark", {"words": "Спадар   Лукашэнка", "label": ""}, on=letter)
    page = archivist.visitor.follow(answer).text
    assert "Marked as q1." in page
    assert '<mark class="passage" id="mark-q1" data-labels="q1">Спадар Лукашэнка</mark>' in page
    assert verify(acting.vault, acting.keys).clean


def test_places_counted_by_the_script_are_kept_to_the_character(archivist, acting):
    address = f"items/{archivist.item_of(archivist.add(('signs.txt', EMOJI)))}/"
    text = EMOJI.decode()
    start = text.index("👩")
    fields = {"words": text[start : start + 3], "start": str(start), "end": str(start + 3)}
    archivist.post(f"{address}mark", fields, on=address)
    (passage,) = archive.passages_of(acting.seen_by, archive.item(acting.seen_by, item_id(address)))
    assert (passage.exact, passage.start) == ("👩‍👧", start)


def test_a_wrong_count_is_not_believed_and_the_words_are_looked_for(archivist, letter, acting):
    archivist.post(f"{letter}mark", {"words": "Лукашэнка", "start": "0", "end": "4"}, on=letter)
    (passage,) = archive.passages_of(acting.seen_by, archive.item(acting.seen_by, item_id(letter)))
    assert passage.exact == "Лукашэнка"


@pytest.mark.parametrize(
    "fields",
    [{"words": "words that stand nowhere"}, {"words": ""}, {"words": "Ліст", "label": "no spaces here"}],
)
def test_what_cannot_be_marked_is_said_and_nothing_typed_is_lost(archivist, letter, fields):
    answer = archivist.post(f"{letter}mark", fields, on=letter)
    assert answer.status == 422
    assert fields["words"] in answer.text
    assert 'class="mend"' in answer.text


def test_words_that_cannot_be_marked_leave_one_on_the_page_one_was_on(archivist):
    long = "".join(f"Paragraph {number} of a long invented paper.\n\n" for number in range(4000))
    there = f"items/{archivist.item_of(archivist.add(('long.txt', long.encode())))}/"
    assert "Page 2 of" in archivist.get(f"{there}?page=2").text
    (action,) = set(re.findall(r'action="[^"]*/(mark[^"#]*)#marking"', archivist.get(f"{there}?page=2").text))
    answer = archivist.post(there + action, {"words": "words that stand nowhere"}, on=f"{there}?page=2")
    assert answer.status == 422
    assert "Page 2 of" in answer.text


TWICE = b"The ministry12 said no.\n\nLater the court said no to 9,543 persons.\n\nWe said no too.\n"


@pytest.fixture
def twice(archivist) -> str:
    return f"items/{archivist.item_of(archivist.add(('twice.txt', TWICE)))}/"


def passages_of(acting, address):
    return list(archive.passages_of(acting.seen_by, archive.item(acting.seen_by, item_id(address))))


def test_words_that_stand_several_times_are_marked_where_a_person_chooses(archivist, twice, acting):
    answer = archivist.post(f"{twice}mark", {"words": "said no", "label": "q7"}, on=twice)
    assert answer.status == 422
    assert "These words stand 3 times in the text." in answer.text
    assert "Later the court <mark>said no</mark> to 9,543 persons." in answer.text
    assert passages_of(acting, twice) == []
    second = re.findall(r'name="place" value="([^"]+)"', answer.text)[1]
    archivist.post(f"{twice}mark", {"words": "said no", "label": "q7", "place": second}, on=twice)
    (passage,) = passages_of(acting, twice)
    assert (passage.label, passage.exact, passage.prefix.endswith("the court ")) == ("q7", "said no", True)


def test_words_that_stand_nowhere_are_shown_beside_the_nearest_place(archivist, twice, acting):
    answer = archivist.post(f"{twice}mark", {"words": "The ministry said no."}, on=twice)
    assert answer.status == 422
    assert "These words do not stand in the text." in answer.text
    assert "has “ministry12” where you typed “ministry”: it may be the mark of a footnote" in answer.text
    assert ".." not in answer.text.replace("...", "").partition("<main")[2].partition("</main")[0]
    (place,) = re.findall(r'name="place" value="([^"]+)"', answer.text)
    archivist.post(f"{twice}mark", {"words": "The ministry said no.", "place": place}, on=twice)
    assert passages_of(acting, twice)[0].exact.startswith("The ministry12 said no")


def test_a_changed_digit_is_not_marked_but_shown(archivist, twice, acting):
    answer = archivist.post(f"{twice}mark", {"words": "said no to 9,544 persons"}, on=twice)
    assert "has “9,543” where you typed “9,544”" in answer.text
    assert passages_of(acting, twice) == []


@pytest.mark.parametrize("place", ["5-5", "900000-900009", "7-3"])
def test_a_place_that_is_none_marks_nothing(archivist, twice, acting, place):
    answer = archivist.post(f"{twice}mark", {"words": "said no", "place": place}, on=twice)
    assert answer.status == 422
    assert passages_of(acting, twice) == []


def test_a_passage_with_its_words_gone_from_the_text_is_said_to_be_so(archivist, letter, acting):
    from dakaz.evidence import Reading
    from dakaz.records.actions.reading import keep_reading

    mark_words(acting, item_id(letter), words="Спадар Лукашэнка")
    item = archive.item(acting.seen_by, item_id(letter))
    keep_reading(acting, item, Reading("text/plain", text="Зусім іншыя словы.\n"))
    page = archivist.get(letter)
    assert "its words no longer stand in the text" in page.text
    assert "Спадар Лукашэнка" in page.text


def test_what_rests_on_an_item_alone_stands_first(archivist, letter, acting):
    passage = mark_words(acting, item_id(letter), words="Спадар Лукашэнка")
    event = casebook.save_event(acting, title="An invented event", kind="other", date="2024-07-28")
    from dakaz.records.actions.grounds import rest_on

    rest_on(acting, event, passage=passage)
    page = archivist.get(letter).text
    assert "Only this paper supports" in page
    assert "Other papers support" not in page
    assert "An invented event" in page
    assert "Sun 28 July 2024" in page
    assert "2024-07-28" not in page


def test_what_other_papers_support_too_is_said_apart(archivist, letter, acting):
    from dakaz.records.actions.grounds import rest_on

    other = archivist.item_of(archivist.add(("other.txt", b"Another invented paper.\n")))
    event = casebook.save_event(acting, title="An invented event", kind="other")
    rest_on(acting, event, passage=mark_words(acting, item_id(letter), words="Спадар Лукашэнка"))
    rest_on(acting, event, item=archive.item(acting.seen_by, other))
    page = archivist.get(letter).text
    assert "Other papers support each of these too" in page
    assert "Only this paper supports" not in page


def test_a_picture_is_drawn_anew_and_its_own_bytes_never_go_inline(archivist):
    photo = jpeg()
    address = f"items/{archivist.item_of(archivist.add(('photo.jpg', photo)))}/"
    answer = archivist.get(f"{address}pages/1/page")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"must not reach" not in answer.body
    assert answer.body != photo


def test_a_damaged_picture_says_why_it_is_not_shown(archivist):
    address = f"items/{archivist.item_of(archivist.add(('photo.jpg', jpeg()[:40])))}/"
    answer = archivist.get(f"{address}pages/1/page")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "<script" not in answer.text


def test_the_original_comes_after_a_warning_as_a_download_under_a_neutral_name(archivist, letter):
    warned = archivist.get(f"{letter}original")
    assert "The copy is not locked" in warned.text
    answer = archivist.post(f"{letter}original", on=f"{letter}original")
    assert answer.body == LETTER
    assert answer.headers["Content-Type"] == "application/octet-stream"
    name = hashlib.sha256(LETTER).hexdigest()[:16] + ".txt"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "the original was saved outside the vault" in archivist.get(letter).text


def test_custody_tells_the_whole_story_in_words(archivist, letter):
    archivist.add(("copy of letter.txt", LETTER))
    page = archivist.get(letter).text
    for words in ("taken into the archive, by office", "the same file came again", "copy of letter.txt"):
        assert words in re.sub(r"\s+", " ", page)
    assert hashlib.sha256(LETTER).hexdigest() in page


def test_what_people_say_of_an_item_can_be_changed_and_two_do_not_overwrite_each_other(archivist, letter):
    edit = f"{letter}edit"
    form = archivist.get(edit).text
    entry = re.search(r'name="entry" value="(\d+)"', form)[1]
    changed = {
        "title": "A letter of support",
        "dated": "2024-09-12",
        "cite": "letter-1",
        "tags": "падтрымка, 2024",
    }
    assert archivist.post(edit, {**changed, "entry": entry}).status == 303
    page = archivist.get(letter).text
    for words in ("A letter of support", "Thu 12 September 2024", "@letter-1", "падтрымка, 2024"):
        assert words in page
    late = archivist.post(edit, {**changed, "title": "My title", "entry": entry})
    assert late.status == 409
    assert "My title" in late.text
    assert "A letter of support" in late.text


@pytest.mark.parametrize("wrong", [{"dated": "28 July"}, {"cite": "has spaces"}, {"title": ""}])
def test_a_wrong_value_is_named_at_its_field(archivist, letter, wrong):
    fields = {"title": "A title", **wrong}
    answer = archivist.post(f"{letter}edit", fields)
    assert answer.status == 422
    assert 'class="mend"' in answer.text


def test_a_long_text_is_shown_a_part_at_a_time_and_a_passage_leads_to_its_part(archivist, acting):
    lines = [f"Line number {number} of a long text." for number in range(4000)]
    address = f"items/{archivist.item_of(archivist.add(('long.txt', chr(10).join(lines).encode())))}/"
    first = archivist.get(address)
    assert "Line number 3999" not in first.text
    assert "Next page" in first.text
    mark_words(acting, item_id(address), words="Line number 3999 of a long text.")
    link = re.search(r'href="([^"]*)#mark-q1"', archivist.get(address).text)[1]
    shown = archivist.visitor.get(link)
    assert 'id="mark-q1"' in shown.text


def test_reading_again_is_done_beside_the_pages(archivist, letter, worker):
    answer = archivist.post(f"{letter}read", on=letter)
    assert answer.status == 303
    until(lambda: archivist.get(f"{letter}read-yet").status == 204)
    assert "Спадар Лукашэнка" in archivist.get(letter).text


def test_an_item_that_is_not_there_tells_nothing(archivist):
    answer = archivist.get("items/01929e4c-0000-7000-8000-000000000000/")
    assert answer.status == 404


def test_photos_become_one_paper_in_the_order_and_turn_chosen(archivist, acting):
    files = [(f"{colour}.jpg", jpeg(colour=colour)) for colour in ("red", "green", "blue")]
    run = archivist.add(*files, one_paper="on")
    page = archivist.get(f"imports/{run}/")
    assert "Put 3 photos in order" in page.text
    keys = re.findall(r'name="photo" value="([^"]+)"', archivist.get(f"imports/{run}/paper").text)
    order = [keys[2], keys[0], keys[1]]
    fields = [("photo", key) for key in order] + [(f"turn {order[0]}", "90"), ("out", order[2])]
    moved = archivist.sheets(run, [*fields, ("act", f"turn {order[0]}")])
    assert f'name="turn {order[0]}" value="180"' in moved.text
    missing = archivist.sheets(run, [*fields, ("act", "join")])
    assert missing.status == 422
    made = archivist.sheets(run, [*fields, ("title", "A paper of two pages"), ("act", "join")])
    paper = archive.item(acting.seen_by, made.to.split("/items/")[1].strip("/"))
    parts = archive.parts_of(acting.seen_by, paper)
    assert [(part.name, part.turn) for part in parts] == [("blue.jpg", 90), ("red.jpg", 0)]
    assert archivist.visitor.get(f"{made.to}pages/2/page").headers["Content-Type"] == "image/jpeg"
    assert uploads.goes_on(run) is False
    refused = archivist.get(f"imports/{run}/undo")
    assert refused.status == 400
    assert "2 of its photos are pages of a paper" in refused.text
    assert verify(acting.vault, acting.keys).clean
