"""Official files are read as published: flags, rounding, suppression, codes named NA, aggregates."""

from __future__ import annotations

import csv
import gzip
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput, NotFound, Refused
from dakaz.figures.readers import Mapping, read_cells, read_grid, read_mapped, read_table
from dakaz.figures.readers.cells import EUROSTAT_ASYLUM, loose_number
from dakaz.figures.readers.json_stat import read_json_stat
from dakaz.figures.readers.mapped import period_in
from dakaz.figures.values import Status

REAL = Path(__file__).with_name("real")
API_HEAD = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,dec_level,dec_pc,"
API_HEAD += "dec_recognized,dec_other,dec_rejected,dec_closed,dec_total\n"
HDX = """Year,ISO3CoO,ISO3CoA,ProcedureType,DecisionType,DecisionDataType,\
Recognized,RecognizedOther,OtherwiseClosed,Rejected,TotalDecided
#date+year,#country+origin,#country+asylum,#a,#b,#c,#d,#e,#f,#g,#h
2031,BLR,LTU,G,FI,P,30,0,7,6,43
"""
TSV = (
    "freq,unit,citizen,sex,age,decision,geo\\TIME_PERIOD\t2031-Q1 \t2031-Q2 \t2031-Q3 \n"
    "Q,PER,BY,T,TOTAL,TOTAL,LT\t60 \t140 bp\t: c\n"
    "Q,PER,NA,T,TOTAL,TOTAL,LT\t0n\t:z\t: \n"
)
SDMX_1 = """DATAFLOW,LAST UPDATE,freq,citizen,decision,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:MIGR_ASYDCFSTQ(1.0),16/09/31 23:00:00,Q,BY,POS,LT,2031-Q1,20,b,
ESTAT:MIGR_ASYDCFSTQ(1.0),16/09/31 23:00:00,Q,NA,POS,LT,2031-Q1,,,C
"""
SDMX_2 = """STRUCTURE,STRUCTURE_ID,ACTION,freq,citizen,decision,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
dataflow,ESTAT:MIGR_ASYDCFSTQ(1.0),I,Q,BY,POS,LT,2031-Q1,20,p
"""


def stat(**changes):
    """A JSON-stat data set with two decisions and two quarters, two of four values missing."""
    body = {
        "version": "2.0",
        "class": "dataset",
        "source": "ESTAT",
        "value": {"0": 20, "2": 10},
        "status": {"0": "dp", "3": "c"},
        "id": ["decision", "time"],
        "size": [2, 2],
        "dimension": {
            "decision": {"category": {"index": {"TOTAL": 0, "POS": 1}, "label": {"POS": "Positive"}}},
            "time": {"category": {"index": ["2031-Q1", "2031-Q2"]}},
        },
        "extension": {"id": "MIGR_ASYDCFSTQ"},
    }
    return json.dumps(body | changes).encode()


def cells(table):
    return [cell for row in table.rows for cell in row.cells]


def test_the_csv_of_the_api_keeps_na_as_a_code_and_five_as_one_to_five():
    table = read_table(
        (API_HEAD + "2031,Namibia,NAM,NAM,Austria,AUS,AUT,G,NA,P,0,6,5,,11\n").encode(), "d.csv"
    )
    assert table.vintage.layout == "unhcr-api"
    assert table.values("dec_level") == ("NA",)
    assert table.values("coa_iso") == ("AUT",)
    zero, six, five, missing, _ = cells(table)
    assert (zero.low, zero.high, six.exact) == (0, 0, True)
    assert (five.value, five.low, five.high) == (5, 1, 5)
    assert (missing.value, missing.status) == (None, Status.MISSING)


def test_a_copy_from_hdx_is_read_by_the_names_of_its_columns_and_its_tag_row_is_no_data():
    table = read_table(HDX.encode(), "hdx.csv")
    assert len(table.rows) == 1
    row = dict(zip(table.measures, (cell.value for cell in cells(table)), strict=True))
    assert (row["dec_rejected"], row["dec_closed"]) == (6, 7)


def test_a_table_in_cells_already_is_read_as_its_file_is():
    content = (REAL / "unhcr_decisions_lithuania.csv").read_bytes()
    whole = read_table(content, "lithuania.csv")
    head, *lines = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert read_cells(head, iter(lines), "lithuania.csv", digest=whole.vintage.sha256) == whole
    assert read_cells(["Month", "Refusals"], iter([["2023-01", "3"]]), "own.csv", digest="") is None


def test_the_old_export_has_stars_for_one_to_four():
    head = "Country / territory of asylum/residence,Origin,RSD procedure type / level,Year,"
    head += "Recognized,Rejected,Total decisions"
    text = f"Extracted from the database\n\n{head}\nLithuania,Belarus,G / FI,2014,*,6,8\n"
    star, six, _ = cells(read_table(text.encode(), "old.csv"))
    assert (star.value, star.low, star.high, star.status) == (None, 1, 4, Status.SUPPRESSED)
    assert six.exact


def test_eurostat_tsv_keeps_flags_and_rounding():
    table = read_table(TSV.encode(), "estat_migr_asydcfstq.tsv")
    first, second, third, zero, not_applicable, missing = cells(table)
    assert (first.value, first.low, first.high) == (60, 58, 62)
    assert (second.flags, third.status) == ("bp", Status.CONFIDENTIAL)
    assert (zero.low, zero.high, zero.flags) == (0, 2, "n")
    assert (not_applicable.status, missing.status) == (Status.NOT_APPLICABLE, Status.MISSING)
    assert "NA" in table.values("citizen")


@pytest.mark.parametrize(
    ("text", "layout", "flags"), [(SDMX_1, "sdmx-csv-1", "b"), (SDMX_2, "sdmx-csv-2", "p")]
)
def test_both_sdmx_csv_layouts_are_read(text, layout, flags):
    table = read_table(text.encode(), "x.csv")
    assert (table.vintage.layout, table.vintage.dataset) == (layout, "MIGR_ASYDCFSTQ")
    assert (cells(table)[0].flags, cells(table)[0].low) == (flags, 18)


def test_an_empty_confidential_value_is_confidential():
    assert cells(read_table(SDMX_1.encode(), "x.csv"))[1].status == Status.CONFIDENTIAL


def test_sdmx_csv_with_labels_keeps_codes_and_labels():
    text = SDMX_1.replace("citizen,", "citizen: Country of citizenship,").replace(",BY,", ",BY: Belarus,")
    table = read_table(text.encode(), "x.csv")
    assert table.labels["citizen"] == {"BY": "Belarus"}
    assert "BY" in table.values("citizen")


def test_json_stat_keeps_status_and_tells_missing_from_zero():
    table = read_table(stat(), "x.json")
    found = {(row.codes[0], row.period): row.cells[0] for row in table.rows}
    assert found["TOTAL", "2031-Q1"].flags == "dp"
    assert found["POS", "2031-Q2"].status == Status.CONFIDENTIAL
    assert ("TOTAL", "2031-Q2") not in found
    assert table.labels["decision"] == {"POS": "Positive"}


def test_json_stat_of_another_data_set_or_with_an_empty_dimension_is_refused():
    with pytest.raises(BadInput, match="not MIGR_RESVALID"):
        read_json_stat(stat(), "x.json", dataset="MIGR_RESVALID")
    empty = {"decision": {"category": {"index": {}}}, "time": {"category": {"index": ["2031-Q1"]}}}
    with pytest.raises(BadInput, match="“decision” is empty"):
        read_json_stat(stat(size=[0, 1], dimension=empty, value={}), "x.json")


def test_the_old_explorer_has_thousands_marks_and_labels():
    table = read_table((REAL / "migr_asyappctza_old_explorer.csv").read_bytes(), "migr_asyappctza.csv")
    assert table.vintage.layout == "eurostat-explorer"
    assert max(cell.value for cell in cells(table) if cell.value) > 10_000
    assert all(cell.value % 5 == 0 for cell in cells(table) if cell.value is not None)


def test_a_packed_file_is_opened_and_a_cut_one_refused():
    packed = gzip.compress((REAL / "unhcr_decisions_lithuania.csv").read_bytes())
    assert len(read_table(packed, "d.csv.gz").rows) > 50
    with pytest.raises(BadInput, match="cut off"):
        read_table(packed[:-20], "d.csv.gz")


def test_one_series_is_found_and_codes_that_name_several_rows_are_refused():
    table = read_table((REAL / "unhcr_decisions_lithuania.csv").read_bytes(), "d.csv")
    series = table.series("dec_rejected", coo_iso="BLR", dec_level="FI", dec_pc="P")
    assert {one.period.edtf: one.cell.value for one in series}["2023"] == 60
    with pytest.raises(Refused, match="Nothing was added up"):
        table.series("dec_rejected", coa_iso="LTU")
    with pytest.raises(NotFound, match="it has"):
        table.series("dec_refused", coo_iso="BLR")


def test_a_saved_mapping_reads_lithuanian_months_and_blank_thousands():
    mapping = Mapping(("Suteikta", "Atsisakyta"), "Mėnuo", publisher="Migracijos departamentas", head=2)
    text = "Ataskaita;;\nMėnuo;Suteikta;Atsisakyta\n2031 m. liepos mėn.;1 234;*\n2031 m. rugpjūtis;-;5,5\n"
    table = read_mapped(text.encode(), "lt.csv", Mapping.from_json(mapping.to_json()))
    assert [row.period for row in table.rows] == ["2031-07", "2031-08"]
    assert [cell.value for cell in cells(table)] == [1234, None, None, 5.5]


def test_months_across_are_one_row_a_month():
    text = "Jahr,Land,Jänner,Februar,Mai,Summe\n2031,Syrien,900,672,,1572\n"
    mapping = Mapping(("applications",), "Jahr", dimensions=("Land",), months_across=True)
    table = read_mapped(text.encode(), "at.csv", mapping)
    assert [(row.period, row.cells[0].value) for row in table.rows] == [
        ("2031-01", 900),
        ("2031-02", 672),
        ("2031-05", None),
    ]


def test_a_workbook_is_read_through_the_same_mapping():
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Расклад")
    for at, row in enumerate([["Месяц", "Решений"], ["Июль 2031", 1234], ["Август 2031", "2 345"]]):
        sheet.write_row(at, 0, row)
    book.close()
    table = read_mapped(stream.getvalue(), "ru.xlsx", Mapping(("Решений",), "Месяц", sheet="Расклад"))
    assert [(row.period, row.cells[0].value) for row in table.rows] == [("2031-07", 1234), ("2031-08", 2345)]
    with pytest.raises(BadInput, match="no sheet"):
        read_mapped(stream.getvalue(), "ru.xlsx", Mapping(("Решений",), "Месяц", sheet="x"))


def test_a_grid_that_was_pasted_can_be_marked_invented():
    table = read_grid(
        "month\tyes\tno\n2031-07\t3\t<5\n", "grid", Mapping(("yes", "no"), "month"), invented=True
    )
    assert table.vintage.invented
    assert (cells(table)[1].low, cells(table)[1].high) == (1, 4)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2031 m. liepos mėn.", "2031-07"),
        ("Lipiec 2031", "2031-07"),
        ("чэрвень 2031", "2031-06"),
        ("III ketv. 2031", "2031-Q3"),
        ("07.2031", "2031-07"),
        ("2031-07-01", "2031-07-01"),
        ("kovas 2031", "2031-03"),
        ("май 2031 г.", "2031-05"),
        ("total", None),
    ],
)
def test_periods_are_read_in_every_language(text, period):
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234", 1234),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("12,5", 12.5),
        ("x", None),
    ],
)
def test_numbers_are_read_as_people_type_them(text, number):
    assert loose_number(text) == number


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_an_interval_contains_every_number_that_rounds_to_it(true):
    low, high = EUROSTAT_ASYLUM.bounds(5 * round(true / 5))
    assert low <= true <= high


@settings(deadline=None)
@given(st.permutations(range(20)))
def test_the_order_of_rows_changes_no_series(order):
    lines = [f"20{10 + at},Belarus,BLR,BLR,Lithuania,LTU,LTU,G,FI,P,{at},0,0,0,{at}\n" for at in range(20)]
    table = read_table((API_HEAD + "".join(lines[at] for at in order)).encode(), "d.csv")
    values = [one.cell.value for one in table.series("dec_total", coo_iso="BLR")]
    assert values == list(range(20))


def test_refusals_say_what_to_do():
    with pytest.raises(BadInput, match="column mapping"):
        read_table(b"a,b\n1,2\n", "x.csv")
    with pytest.raises(BadInput, match=r"Line 2 of d\.csv has 2 cells"):
        read_table((API_HEAD + "2031,x\n").encode(), "d.csv")
    with pytest.raises(BadInput, match="UTF-8"):
        read_mapped("Месяц;x\n".encode("cp1251"), "ru.csv", Mapping(("x",), "Месяц"))
    with pytest.raises(BadInput, match=r"Line 2 of x\.csv: “many” is not a number"):
        read_mapped(b"m;n\n2031-01;many\n", "x.csv", Mapping(("n",), "m"))
    with pytest.raises(BadInput, match="knows only"):
        Mapping.from_json('{"period": "x", "measures": [], "colour": 1}')
