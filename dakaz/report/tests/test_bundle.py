"""The folder is checked by a stranger with stock tools."""

import csv
import hashlib
import io
import re
import shutil
import subprocess

import pytest

from dakaz.errors import BadInput
from dakaz.report import SourceFile, build, bundle
from dakaz.report.tests.conftest import cited

LAW, SEALED, STATISTICS = b"the law", b"age-encryption.org/v1\n...", b"a;b\n" * 1000


def source(data, extension="html", *, sealed=False):
    return SourceFile(lambda: (data[:5], data[5:]), extension, sealed)


@pytest.fixture
def built(outline, material, built_on):
    digests = {"law": hashlib.sha256(LAW).hexdigest(), "statistics": hashlib.sha256(STATISTICS).hexdigest()}
    material.sources["law"] = cited(2, "Law", sha256=digests["law"])
    material.sources["statistics"] = cited(3, '=HYPERLINK("x")', sha256=digests["statistics"])
    return build(outline, material, built_on=built_on, version="1")


@pytest.fixture
def files(built):
    sealed, law, statistics = (one["sha256"] for one in built.tree["sources"])
    return {sealed: source(SEALED, sealed=True), law: source(LAW), statistics: source(STATISTICS, "../x")}


def write(entries, folder):
    for entry in entries:
        path = folder / entry.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"".join(entry.chunks()))


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not on this machine")
def test_stock_sha256sum_checks_the_folder_and_notices_a_changed_byte(built, files, tmp_path):
    write(bundle(built, files), tmp_path)
    command = re.search(
        r"^    (sha256sum .*)$", (tmp_path / "CHECK.txt").read_text(encoding="utf-8"), re.MULTILINE
    )[1]
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "report.pdf").write_bytes(built.pdf[:-1])
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_folder_holds_all_it_lists_and_names_nobody(built, files):
    paths = [one.path for one in bundle(built, files)]
    assert paths[:4] == ["report.html", "report.pdf", "CHECK.txt", "sources.csv"]
    assert paths[-1] == "SHA256SUMS"
    assert all(re.fullmatch(r"sources/[0-9a-f]{64}\.(age|html|bin)", one) for one in paths[4:-1])


def test_the_list_of_sources_is_a_table_no_spreadsheet_runs(built, files):
    entry = next(one for one in bundle(built, files) if one.path == "sources.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(entry.chunks()).decode(), newline="")))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert rows[2]["title"] == '\'=HYPERLINK("x")'
    assert rows[0]["file"].endswith(".age")


def test_a_source_without_bytes_is_listed_only(built):
    assert not [one.path for one in bundle(built, {}) if one.path.startswith("sources/")]


def test_a_source_under_key_never_goes_out_in_clear(built, files):
    protected = built.tree["sources"][0]["sha256"]
    with pytest.raises(BadInput, match="Source 1 is under key"):
        bundle(built, files | {protected: source(b"secret")})


def test_bytes_that_are_not_the_source_are_refused(built, files):
    law = built.tree["sources"][1]["sha256"]
    with pytest.raises(BadInput, match="not that source"):
        bundle(built, files | {law: source(b"another law")})


def test_sealed_sources_are_opened_with_the_command_that_is_printed(built, files):
    text = b"".join(next(one for one in bundle(built, files) if one.path == "CHECK.txt").chunks()).decode()
    assert "    age -d -i KEY sources/" in text
    assert "| sha256sum" in text
