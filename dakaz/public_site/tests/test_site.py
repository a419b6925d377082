"""The site as files: works anywhere, says that it is a draft, never overwrites what it did not make."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from datetime import date
from html import unescape
from posixpath import dirname, join, normpath

import pytest

from dakaz.errors import BadInput, Refused
from dakaz.law import SHIPPED, load
from dakaz.public_site.folder import MARK, check_names
from dakaz.public_site.knowledge import Knowledge
from dakaz.public_site.site import Span, site_files, write_site
from dakaz.public_site.tables import rules_with_days, tables_of
from dakaz.public_site.tests.test_library import links_of
from dakaz.public_site.words import LANGUAGES, Speech, all_words

SHORT = Span(back=3, ahead=3)


@pytest.fixture(scope="module")
def files(knowledge):
    return dict(site_files(knowledge, span=SHORT, sheets=False))


def pages(files):
    return {name: content.decode() for name, content in files.items() if name.endswith(".html")}


def test_every_link_is_relative_and_leads_to_a_file(files):
    for name, html in pages(files).items():
        for href in links_of(html):
            assert not href.startswith("/")
            target = normpath(join(dirname(name), href.split("#")[0]))
            assert href.startswith("#") or target in files, (name, href)
        assert "<form" not in html
        assert "<script" not in html


def test_every_page_says_in_its_language_that_no_lawyer_checked_it(files):
    for name, html in pages(files).items():
        language = name.split("/")[0]
        if language in LANGUAGES:
            assert all_words()["draft"][language] in html, name


def test_the_same_pack_and_day_give_the_same_bytes(knowledge, files):
    assert dict(site_files(knowledge, span=SHORT, sheets=False)) == files


def test_tables_hold_the_days_that_the_rule_gives(knowledge):
    rule = knowledge.rule("C01")
    table = tables_of(knowledge, rule, Speech("en"), first=date(2026, 12, 10), last=date(2026, 12, 10))[0]
    assert [(row.first, row.last) for row in table.rows] == [(date(2026, 12, 23), date(2026, 12, 28))]


def test_a_table_of_notices_names_no_last_day(knowledge, files):
    html = files["en/tables/C17.html"].decode()
    assert "none yet" in html
    assert all_words()["table_notice"]["en"] in html


def test_every_table_covers_every_day(knowledge):
    for rule in rules_with_days(knowledge):
        tables = tables_of(knowledge, rule, Speech("en"), first=date(2024, 10, 1), last=date(2024, 10, 10))
        for table in tables:
            assert len(table.rows) == 10, rule.id


def test_the_host_table_is_narrowed_down_by_pages(knowledge, files):
    for host in knowledge.pack.hosts:
        html = files[f"be/countries/{host['country']}.html"].decode()
        assert host["label"]["be"] in unescape(html)
        assert html.count("<dt>") == len(host["cells"])
    column = files["en/countries/hand_overs.html"].decode()
    assert column.count("<dt>") == len(knowledge.pack.hosts)


def test_names_of_files_suit_any_phone(files):
    for name in files:
        assert len(name) < 60, name
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), name
        assert ".." not in name
    assert len({name.lower() for name in files}) == len(files)
    assert not any("?" in href for html in pages(files).values() for href in links_of(html))


def test_one_file_for_a_messenger_holds_the_same_pages_and_the_same_bytes_again(knowledge, tmp_path):
    first, again, folder = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "site"
    for file in (first, again):
        write_site(knowledge, None, draft=True, span=SHORT, sheets=False, zipped=file)
    number = write_site(knowledge, folder, draft=True, span=SHORT, sheets=False)
    assert first.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert len(archive.namelist()) == number
        for name in archive.namelist():
            assert archive.read(name) == (folder / name.removeprefix("pages/")).read_bytes()


def test_a_file_that_exists_is_never_written_over(knowledge, tmp_path):
    mine = tmp_path / "mine.zip"
    mine.write_text("mine")
    with pytest.raises(BadInput, match=r"mine\.zip exists"):
        write_site(knowledge, None, draft=True, span=SHORT, sheets=False, zipped=mine)
    assert mine.read_text() == "mine"


def test_a_pack_that_no_lawyer_reviewed_is_not_published(knowledge, tmp_path):
    with pytest.raises(Refused, match="No named lawyer"):
        write_site(knowledge, tmp_path / "site", draft=False, span=SHORT, sheets=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_we_made_is_written_again(knowledge, tmp_path):
    folder = tmp_path / "site"
    number = write_site(knowledge, folder, draft=True, span=SHORT, sheets=False)
    assert number == sum(1 for one in folder.rglob("*") if one.is_file())
    assert json.loads((folder / MARK).read_text())["day"] == "2024-10-28"
    assert write_site(knowledge, folder, draft=True, span=SHORT, sheets=False) == number
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["letter.txt", MARK])
def test_a_folder_of_somebody_else_is_never_touched(knowledge, tmp_path, name):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / name).write_text("mine")
    with pytest.raises(BadInput, match="was not made by this command"):
        write_site(knowledge, folder, draft=True, span=SHORT, sheets=False)
    assert [(one.name, one.read_text()) for one in folder.iterdir()] == [(name, "mine")]


@pytest.mark.parametrize("name", ["be/index.html", "be/notes.txt"])
def test_a_file_that_was_added_or_changed_stops_it(knowledge, tmp_path, name):
    folder = tmp_path / "site"
    write_site(knowledge, folder, draft=True, span=SHORT, sheets=False)
    (folder / name).write_text("changed by hand")
    with pytest.raises(BadInput, match=name):
        write_site(knowledge, folder, draft=True, span=SHORT, sheets=False)
    assert (folder / name).read_text() == "changed by hand"


def reviewed_pack(folder):
    """The shipped pack with a lawyer's name put to it (invented, for this test)."""
    shutil.copytree(SHIPPED, folder)
    pack = folder / "pack.yaml"
    text = pack.read_text("utf-8").replace("  draft: true", "  draft: false", 1)
    pack.write_text(
        text.replace("lawyer_review: none", 'lawyer_review: {by: "Invented Lawyer", on: "2024-10-20"}')
    )
    return folder


def test_a_reviewed_pack_is_published_with_the_lawyers_name_and_no_stamp(knowledge, tmp_path):
    reviewed = Knowledge(load(reviewed_pack(tmp_path / "pack")), knowledge.clock)
    write_site(reviewed, tmp_path / "site", draft=False, span=SHORT, sheets=False)
    html = (tmp_path / "site" / "en" / "rules" / "C01.html").read_text()
    assert "Checked by Invented Lawyer, Sun 20 October 2024" in html
    assert all_words()["draft"]["en"] not in html


def test_a_pack_without_the_first_questions_says_so():
    sample = SHIPPED.parent.parent / "tests" / "packs" / "sample"
    with pytest.raises(BadInput, match="decision_kind"):
        Knowledge(load(sample), lambda: None).check_can_ask()


@pytest.mark.parametrize(
    "name", ["be/rules/../../../x.html", "/etc/x.html", "be/rules/a b.html", "be//x", "be/.x"]
)
def test_an_id_of_a_pack_never_leads_out_of_the_folder(name):
    with pytest.raises(BadInput, match="cannot be the name of a page"):
        check_names([name])


def test_a_link_in_the_place_of_the_folder_is_not_followed(knowledge, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadInput, match="was not made by this command"):
        write_site(knowledge, tmp_path / "site", draft=True, span=SHORT, sheets=False)
    assert list((tmp_path / "elsewhere").iterdir()) == []
