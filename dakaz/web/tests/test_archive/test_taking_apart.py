"""The page that takes a paper apart, and why it sometimes does not."""

from __future__ import annotations

import io
import re

from PIL import Image

from dakaz import evidence
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.reading import keep_reading
from dakaz.records.queries import archive
from dakaz.records.queries.verify import verify


def photo(colour):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return f"{colour}.png", out.getvalue()


def paper(archivist):
    run = archivist.add(photo("red"), photo("green"), one_paper="on")
    keys = re.findall(r'name="photo" value="([^"]+)"', archivist.get(f"imports/{run}/paper").text)
    fields = [*(("photo", key) for key in keys), ("title", "A paper (invented)"), ("act", "join")]
    return archivist.sheets(run, fields).to.split("/items/")[1].strip("/")


def test_a_paper_is_taken_apart_from_its_page(archivist, acting):
    item = paper(archivist)
    assert f"items/{item}/apart" in archivist.get(f"items/{item}/").text
    asked = archivist.get(f"items/{item}/apart").text
    assert "2 photos, as they came" in asked
    done = archivist.post(f"items/{item}/apart", on=f"items/{item}/apart")
    assert done.status == 303
    page = archivist.visitor.get(done.to).text
    assert "2 photos stand by themselves again" in page
    assert "taken apart" in page
    assert archivist.get(f"items/{item}/").status == 404
    assert verify(acting.vault, acting.keys).clean


def test_what_something_rests_on_says_why_it_stays(archivist, acting):
    item = paper(archivist)
    found = archive.item(acting.seen_by, item)
    read = evidence.Reading(found.media_type, text="The court decided.", extractor="typed")
    keep_reading(acting, found, read)
    token = archivist.get(f"items/{item}/apart").form_token
    mark_words(acting, item, words="court decided")
    page = archivist.get(f"items/{item}/apart").text
    assert "It cannot be taken apart" in page
    assert 'class="danger"' not in page
    refused = archivist.visitor.post(archivist.at(f"items/{item}/apart"), {"csrfmiddlewaretoken": token})
    assert refused.status == 400
    assert "rests on this paper" in refused.text


def test_a_photo_or_file_has_no_such_button(archivist):
    item = archivist.item_of(archivist.add(("letter.txt", b"A letter (invented).")))
    assert "/apart" not in archivist.get(f"items/{item}/").text
    assert "nothing to take apart" in archivist.get(f"items/{item}/apart").text
