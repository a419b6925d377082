"""The list with its filters, search in any script, sources; nothing asked stands in an address."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from dakaz.web.tests.test_archive.conftest import LETTER


@pytest.fixture
def filled(archivist):
    """An archive with a few items of several kinds."""
    archivist.add(
        ("letter.txt", LETTER),
        ("page.html", "<html><body><p>Pranešimas apie Lukašenką</p></body></html>".encode()),
        ("notes.md", b"# Notes\n\nSomething else entirely\n"),
    )
    return archivist


def search(archivist, words, **fields):
    answer = archivist.post("search", {"words": words, **fields}, on="")
    assert answer.status == 303
    return answer


def titles(page) -> list[str]:
    return re.findall(r"<h2[^>]*><a [^>]*>(.*?)</a></h2>", page.text)


def listed(page: str) -> list[str]:
    return re.findall(r'/archive/items/[^"]+">\s*([^<]*?)\s*</a>', page)


@pytest.mark.parametrize("words", ["Lukashenka", "Лукашэнка", "Lukašenka", "Лукашенко"])
def test_a_name_is_found_in_every_script_and_marked_as_it_is_written(filled, words):
    page = filled.visitor.follow(search(filled, words))
    assert sorted(titles(page)) == ["letter", "page"]
    assert "<mark>Лукашэнка</mark>" in page.text
    assert "<mark>Lukašenką</mark>" in page.text


def test_what_is_searched_stands_neither_in_the_address_nor_in_the_title(filled):
    answer = search(filled, "Лукашэнка")
    page = filled.visitor.follow(answer)
    assert quote("Лукашэнка") not in answer.to
    assert page.title == "Search · Dakaz"
    links = re.findall(r'(?:href|src|action)="([^"]*)"', page.text)
    assert not [link for link in links if "Лукаш" in link or quote("Лукаш") in link]


def test_from_what_was_found_one_gets_to_the_place_in_the_text_and_back(filled):
    page = filled.visitor.follow(search(filled, "Lukashenka"))
    place = re.search(r'class="snippet"[^>]*><a href="([^"#]*)#found"', page.text)[1].replace("&amp;", "&")
    shown = filled.visitor.get(place)
    assert re.search(r'<mark class=" found" id="found">Luka|<mark class=" found" id="found">Лука', shown.text)
    assert "Back to what was found" in shown.text


def test_when_nothing_is_found_the_page_says_what_may_help(filled):
    page = filled.visitor.follow(search(filled, "неіснуючае"))
    assert "Nothing found" in page.text
    assert "Any script will do" in page.text


def test_a_search_can_be_narrowed(filled):
    page = filled.visitor.follow(search(filled, "Lukashenka", kind="text/html"))
    assert titles(page) == ["page"]


def test_the_form_to_narrow_with_is_a_link_away(filled):
    assert 'name="reading"' not in filled.get().text
    assert 'name="reading"' in filled.get("?narrow=1").text
    assert 'name="reading"' in filled.get("search?narrow=1").text


def test_a_forgotten_search_asks_for_the_words_again(filled):
    page = filled.get("found/no-such-name/")
    assert page.status == 200
    assert "no longer remembered" in page.text


@pytest.mark.parametrize(
    "words", ['"', "a" * 600, "NEAR(", "*", "' OR 1=1 --", "\x00", "<script>alert(1)</script>"]
)
def test_anything_may_be_typed(filled, words):
    page = filled.visitor.follow(search(filled, words or "x"))
    assert page.status == 200
    assert "<script>alert" not in page.text


def test_many_results_come_a_page_at_a_time_under_opaque_addresses(archivist):
    archivist.add(*[(f"{number}.txt", f"rare word number {number}".encode()) for number in range(45)])
    page = archivist.visitor.follow(search(archivist, "rare"))
    seen = titles(page)
    while more := re.search(r'<a class="button" href="([^"]+)">More</a>', page.text):
        page = archivist.visitor.get(more[1])
        seen += titles(page)
    assert sorted(seen) == sorted(str(number) for number in range(45))


def test_the_list_is_narrowed_through_an_opaque_name(filled):
    answer = filled.post("filter", {"kind": "text/html"}, on="")
    assert re.search(r"/archive/\?of=[\w-]+$", answer.to)
    page = filled.visitor.get(answer.to).text
    assert listed(page) == ["page"]
    csv = filled.visitor.get(answer.to.replace("?", "as.csv?")).text
    assert "page" in csv
    assert "letter" not in csv


def test_the_list_is_narrowed_by_dates_at_the_precision_typed(filled, acting):
    from dakaz.records.actions.archive import describe
    from dakaz.records.queries import archive

    for item, dated in zip(archive.items(acting.seen_by).rows, ("2024-10-18", "2024-09-12", ""), strict=True):
        describe(acting, item.pk, title=f"dated {dated or 'never'}", dated=dated)
    page = filled.visitor.follow(filled.post("filter", {"since": "2024-10", "until": "2024-10"}, on="")).text
    assert "dated 2024-10-18" in page
    assert "dated 2024-09-12" not in page
    assert "dated never" not in page
    assert filled.post("filter", {"since": "October"}, on="").status == 422


def test_tags_in_any_script_narrow_the_list(filled, acting):
    from dakaz.records.actions.archive import describe
    from dakaz.records.queries import archive

    item = archive.items(acting.seen_by).rows[0]
    describe(acting, item.pk, title="tagged", tags=["падтрымка"])
    page = filled.visitor.follow(filled.post("filter", {"tag": "падтрымка"}, on="")).text
    assert listed(page) == ["tagged"]


def test_the_list_is_sorted_by_links_and_written_to_csv(filled):
    assert listed(filled.get("?sort=title").text) == ["letter", "notes", "page"]
    assert listed(filled.get("?sort=-title").text) == ["page", "notes", "letter"]
    answer = filled.get("as.csv?sort=title")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="archive.csv"'
    assert answer.text.count("\r\n") == 4


def test_a_source_is_written_attached_and_shows_what_came_from_it(filled, acting):
    fields = {"title": "A ministry (invented)", "kind": "authority", "publisher": "Ministry", "public": "on"}
    made = filled.post("sources/new", fields)
    assert made.status == 303
    source = made.to.split("/sources/")[1].strip("/")
    from dakaz.records.queries import archive

    item = archive.items(acting.seen_by).rows[0]
    edited = filled.post(f"items/{item.pk}/edit", {"title": "From the ministry", "source_id": source})
    assert edited.status == 303
    assert "From the ministry" in filled.get(f"sources/{source}/").text
    assert "A ministry (invented)" in filled.get("sources/").text
    assert "Ministry" in filled.get(f"items/{item.pk}/").text
