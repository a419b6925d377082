"""``dakaz series`` and ``dakaz figures`` work on files alone and answer in JSON."""

from __future__ import annotations

import json
from pathlib import Path

from dakaz.figures import tests

FIGURES = Path(tests.__file__).parent
MONTHS = FIGURES / "real" / "synthetic_26_months.csv"


def mapping(folder):
    path = folder / "map.json"
    path.write_text('{"measures": ["positive", "negative", "decided"], "period": "month"}')
    return path


def test_a_published_table_is_kept_listed_and_shown(program, tmp_path):
    kept = tmp_path / "kept"
    read = program(
        "series", "import", FIGURES / "real" / "unhcr_decisions_lithuania.csv", "--into", kept, "--json"
    )
    assert read.status == 0, read.err
    assert read.answers[0]["counts"]["stale year"] == 1
    assert program("series", "list", kept, "--json").answers[0]["rows"] == read.answers[0]["rows"]
    shown = program(
        "series", "show", kept / "unhcr_decisions_lithuania.csv", "--measure", "dec_rejected",
        "--where", "coo_iso=BLR", "--where", "dec_level=FI", "--where", "dec_pc=P",
        "--svg", tmp_path / "a.svg", "--json",
    )  # fmt: skip
    assert {one["period"]: one["value"] for one in shown.answers}["2024"] == 72
    assert (tmp_path / "a.svg").read_text().startswith("<svg")


def test_a_break_is_told_with_what_may_not_be_said(program, tmp_path):
    kept = tmp_path / "kept"
    program("series", "import", MONTHS, "--mapping", mapping(tmp_path), "--into", kept, "--invented")
    found = program(
        "series", "breaks", kept / MONTHS.name, "--positive", "positive", "--negative", "negative",
        "--before", "2023-06", "--svg", tmp_path / "b.svg", "--json",
    )  # fmt: skip
    (answer,) = found.answers
    assert (answer["last_before"], answer["first_after"]) == ("2023-06", "2023-07")
    assert "caused" in answer["may_not_be_said"]
    assert ">invented<" in (tmp_path / "b.svg").read_text()


def test_a_mapping_kept_by_a_name_reads_the_next_file_and_an_unknown_name_says_which_are_known(
    program, tmp_path
):
    kept, later = tmp_path / "kept", tmp_path / "later.csv"
    later.write_bytes(MONTHS.read_bytes())
    first = program(
        "series", "import", MONTHS, "--mapping", mapping(tmp_path), "--into", kept,
        "--keep-mapping", "Office, monthly", "--json",
    )  # fmt: skip
    assert first.status == 0, first.err
    read = program("series", "import", later, "--mapping", "Office, monthly", "--into", kept, "--json")
    assert read.answers[0]["rows"] == 26
    unknown = program("series", "import", later, "--mapping", "Another", "--into", kept)
    assert unknown.status == 1
    assert "Known: Office, monthly." in unknown.err
    outside = program(
        "series", "import", MONTHS, "--mapping", mapping(tmp_path), "--into", kept, "--keep-mapping", "../x"
    )
    assert outside.status == 1
    assert not (tmp_path / "x.mapping.json").exists()


def test_a_kept_file_that_changed_is_refused(program, tmp_path):
    kept = tmp_path / "kept"
    program("series", "import", MONTHS, "--mapping", mapping(tmp_path), "--into", kept)
    (kept / MONTHS.name).write_text((kept / MONTHS.name).read_text().replace("2022-08,6", "2022-08,7"))
    refused = program("series", "show", kept / MONTHS.name, "--json")
    assert refused.status == 1
    assert json.loads(refused.err)["error"] == "Conflict"


def test_figures_of_a_text_are_one_object_a_line(program, tmp_path):
    text = tmp_path / "report.txt"
    text.write_text("In 2031, 1 204 people in Vilnius were refused, 37% more than before.\n")
    first, second = program("figures", "extract", text, "--json").answers
    assert list(first)[:4] == ["start", "end", "text", "kind"]
    assert (first["value"], first["unit"], first["place"], first["period"]) == (1204, "person", "LT", "2031")
    assert (second["kind"], second["value"], second["unit"]) == ("change", 37, "%")


def test_claims_are_checked_and_what_holds_comes_first(program):
    answers = program("figures", "check", FIGURES / "claims_acceptance.yaml", "--json").answers
    verdicts = [one["verdict"] for one in answers]
    assert verdicts[0] == "holds"
    assert verdicts[-1] == "contradicted"
    assert set(answers[0]) == {"claim", "verdict", "told", "readings", "trace", "missing", "sides"}


def test_a_text_in_another_charset_is_refused(program, tmp_path):
    text = tmp_path / "old.txt"
    text.write_bytes("В 2031 году".encode("cp1251"))
    assert "UTF-8" in program("figures", "extract", text).err
