"""Series read from official files of the archive: recognised or mapped, with marks, bounds and findings."""

from __future__ import annotations

import html
import re

import pytest
from django.db import transaction

from dakaz.figures import Mapping
from dakaz.records.actions.archive import describe
from dakaz.records.actions.logged import writing
from dakaz.records.actions.rereading import read_again
from dakaz.records.models import Item, Series
from dakaz.records.queries.series_mappings import READ_SO, mapping_of
from dakaz.records.queries.series_numbers import drawable
from dakaz.records.queries.verify import verify
from dakaz.web.tests import observatory_material as material

EUROSTAT = (
    "freq,unit,citizen,sex,age,decision,geo\\TIME_PERIOD\t2023-Q1 \t2023-Q2 \t2023-Q3 \n"
    "Q,PER,BY,T,TOTAL,TOTAL,LT\t60 \t140 b\t: c\n"
    "Q,PER,BY,T,TOTAL,TOTAL_POS,LT\t20 \t35 \t0n\n"
)
SDMX = (
    "DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,age,decision,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
    "ESTAT:MIGR_ASYDCFSTQ(1.0),16/09/26 23:00:00,Q,PER,BY,T,TOTAL,TOTAL,LT,2023-Q1,60,,\n"
    "ESTAT:MIGR_ASYDCFSTQ(1.0),16/09/26 23:00:00,Q,PER,BY,T,TOTAL,TOTAL,LT,2023-Q2,140,b,\n"
)
EXPLORER = (
    '"TIME","GEO","CITIZEN","UNIT","Value","Flag and Footnotes"\n'
    '"2012","Lithuania","Belarus","Person","2,190","d"\n'
    '"2013","Lithuania","Belarus","Person","15",""\n'
)
OWN = (
    "Invented office, invented table\t\t\n"
    "Mėnuo\tSuteikta\tAtsisakyta\n"
    "2023 m. sausio mėn.\t1 204\t5\n"
    "2023 m. vasario mėn.\t12\t-\n"
)

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
def path(signed_in):
    return signed_in.inside + "/observatory/series/from-file"


def ask(signed_in, path, **fields):
    answer = signed_in.fill_in(path, fields)
    return answer.status, html.unescape(answer.text)


def table_of(page):
    return re.search(r'<textarea name="table"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)[1]


def saved(signed_in, path, page, item, **changed):
    fields = {"title": "A title", "key": "a-key", "unit": "person", "item_id": str(item.pk), **changed}
    answer = signed_in.fill_in(path, {"table": table_of(page), **fields})
    assert answer.status == 303, answer.text
    return Series.objects.get()


def test_unhcrs_table_is_recognised_its_findings_are_shown_and_nothing_is_added_up(
    signed_in, path, acting, readers
):
    item = material.taken(acting, readers, "decisions.csv", material.UNHCR, cite="unhcr")
    _, page = ask(signed_in, path, item_id=item.pk)
    assert "5 rows were read, 2022 – 2023" in page
    assert item.sha256 in page
    part = {"item_id": item.pk, "part": 1, "measures": "dec_rejected"}
    status, page = ask(signed_in, path, **part)
    assert status == 422
    assert "2023 has several rows" in page
    assert "Nothing was added up." in page
    codes = {"code-coo_iso": "BLR", "code-dec_level": "FI", "code-procedure_type": "G"}
    status, page = ask(signed_in, path, **part, **codes)
    assert status == 200
    assert table_of(page) == "\tdec_rejected\n2022\t18\n2023\t60"
    assert saved(signed_in, path, page, item).observations.count() == 2


def test_eurostats_marks_rounding_and_gaps_are_kept_as_bounds(signed_in, path, acting, readers):
    item = material.taken(acting, readers, "migr.tsv", EUROSTAT, cite="migr")
    fields = {"item_id": item.pk, "part": 1, "measures": "OBS_VALUE", "across": "decision"}
    status, page = ask(signed_in, path, item_id=item.pk)
    measure = re.search(r'name="measures" value="([^"]+)"', page)[1]
    status, page = ask(signed_in, path, **fields | {"measures": measure})
    assert status == 200, page
    lines = table_of(page).split("\n")
    assert lines[0] == "\tTOTAL\tTOTAL_POS"
    assert lines[2] == "2023-04/2023-06\t140 b [138–142]\t35 [33–37]"
    assert "the true one lies between them" in page
    found = saved(signed_in, path, page, item)
    cells = {one.period.edtf: one.cell for one in drawable(found, "TOTAL")}
    first = next(iter(cells.values()))
    assert (first.value, first.low, first.high) == (60, 58, 62)
    shown = signed_in.get(f"{path.removesuffix('from-file')}{found.pk}/").text
    assert '140 <span class="flag">b [138–142]</span>' in shown
    edit = html.unescape(signed_in.get(f"{path.removesuffix('from-file')}{found.pk}/edit").text)
    assert table_of(edit) == "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "text", "layout"), [("a.csv", SDMX, "sdmx"), ("b.csv", EXPLORER, "explorer")]
)
def test_other_layouts_of_eurostat_are_recognised(signed_in, path, acting, readers, name, text, layout):
    item = material.taken(acting, readers, name, text, cite="file")
    status, page = ask(signed_in, path, item_id=item.pk)
    assert status == 200
    assert re.search(rf"<code>[a-z-]*{layout}", page), page


def test_a_layout_of_its_own_is_read_by_saying_which_column_holds_what_and_the_next_file_like_it(
    signed_in, path, acting, readers
):
    item = material.taken(acting, readers, "own.tsv", OWN, cite="own")
    _, page = ask(signed_in, path, item_id=item.pk)
    assert "Which column holds what?" in page
    assert "Suteikta" in page
    said = {"item_id": item.pk, "map": 1, "head": 2, "period": "Mėnuo", "measures": "Suteikta\nAtsisakyta"}
    status, wrong = ask(signed_in, path, **said | {"period": "Month"})
    assert status == 422
    assert "has no column Month" in wrong
    _, page = ask(signed_in, path, **said)
    assert "2 rows were read, 2023-01 – 2023-02" in page
    fields = {"item_id": item.pk, "part": 1, "measures": "Suteikta"}
    status, page = ask(signed_in, path, **fields)
    assert table_of(page) == "\tSuteikta\n2023-01\t1204\n2023-02\t12"
    later = OWN.replace("1 204", "1 300").replace("2023", "2024")
    another = material.taken(acting, readers, "later.tsv", later, cite="later")
    _, page = ask(signed_in, path, item_id=another.pk)
    assert '<option value="Title of own">' in page
    _, page = ask(signed_in, path, item_id=another.pk, map=1, like="Title of own")
    assert "2 rows were read, 2024-01 – 2024-02" in page
    assert Item.objects.get(pk=another.pk).mapping_name == "Title of own"
    assert verify(acting.vault, acting.keys).clean


def test_a_mapping_with_a_name_is_chosen_when_the_next_file_is_taken_and_a_new_reading_keeps_it(
    signed_in, path, acting, readers
):
    item = material.taken(acting, readers, "own.tsv", OWN, cite="own")
    said = {"item_id": item.pk, "map": 1, "head": 2, "period": "Mėnuo", "measures": "Suteikta\nAtsisakyta"}
    ask(signed_in, path, **said, name_it="Invented office, monthly")
    later = material.taken(acting, readers, "later.tsv", OWN.replace("2023", "2024"), cite="later")
    _, page = ask(signed_in, path, item_id=later.pk, mapping="Invented office, monthly")
    assert "2 rows were read, 2024-01 – 2024-02" in page
    read_again(acting, readers, later.pk)
    found = Item.objects.get(pk=later.pk)
    assert (found.mapping_name, found.mapping["period"]) == ("Invented office, monthly", "Mėnuo")
    _, page = ask(signed_in, path, item_id=later.pk)
    assert "2 rows were read, 2024-01 – 2024-02" in page
    assert verify(acting.vault, acting.keys).clean


def test_the_next_file_of_the_same_publisher_offers_its_mapping_first(signed_in, path, acting, readers):
    item = material.taken(acting, readers, "own.tsv", OWN, cite="own")
    said = {"item_id": item.pk, "map": 1, "head": 2, "period": "Mėnuo", "measures": "Suteikta\nAtsisakyta"}
    ask(signed_in, path, **said, name_it="Monthly")
    later = material.taken(acting, readers, "later.tsv", OWN.replace("2023", "2024"), cite="later")
    _, page = ask(signed_in, path, item_id=later.pk)
    assert '<option value="Monthly">' in page
    describe(acting, later.pk, source_id=Item.objects.get(pk=item.pk).source_id)
    _, page = ask(signed_in, path, item_id=later.pk)
    assert '<option value="Monthly" selected>' in page


def test_a_mapping_that_an_older_release_kept_among_the_notes_is_read_and_outlives_a_new_reading(
    signed_in, path, acting, readers
):
    item = material.taken(acting, readers, "own.tsv", OWN, cite="own")
    mapping = Mapping(measures=("Suteikta", "Atsisakyta"), period="Mėnuo", head=2)
    found = Item.objects.get(pk=item.pk)
    found.reading_notes = [{"message": READ_SO, "values": {"mapping": mapping.to_json()}}]
    with transaction.atomic(), writing(acting, "item.changed", found):
        found.save()
    _, page = ask(signed_in, path, item_id=item.pk)
    assert "2 rows were read, 2023-01 – 2023-02" in page
    read_again(acting, readers, item.pk)
    found = Item.objects.get(pk=item.pk)
    assert (found.reading_notes, mapping_of(found)) == ([], mapping)
    assert verify(acting.vault, acting.keys).clean


def test_a_text_that_is_no_table_is_asked_about_and_refused_calmly(signed_in, path, acting, readers):
    item = material.taken(acting, readers, "odd.csv", "a,b\n1,2,3\n<script>,x\n", cite="odd")
    status, page = ask(signed_in, path, item_id=item.pk)
    assert status == 200
    assert "Line 2 of odd.csv has 3 cells" in page
    raw = signed_in.fill_in(path, {"item_id": item.pk}).text
    assert "<script>,x" not in raw
    assert "<td><script>" not in raw
    assert Item.objects.count() == 1


def test_unhcrs_own_page_goes_on_to_the_series_too(signed_in, acting, readers):
    item = material.taken(acting, readers, "decisions.csv", material.UNHCR, cite="unhcr")
    path = signed_in.inside + "/observatory/series/from-unhcr"
    asked = {"item_id": str(item.pk), "origin": "blr", "asylum": "LTU", "level": "FI"}
    _, page = ask(signed_in, path, **asked)
    saved(signed_in, path, page, item)
