"""The reports place: the check, approving, the outline, the refusal in place, the ZIP, one digit."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from urllib.parse import urljoin

import pyrage
import pytest

from dakaz import VERSION
from dakaz.records.actions.publications import preview_report
from dakaz.records.queries import publications
from dakaz.report import style_hash
from dakaz.web.tests import observatory_material as material


@pytest.fixture
def report(acting, readers):
    return material.report(acting, readers)


@pytest.fixture
def at(report, signed_in):
    return f"{signed_in.inside}/reports/{report.pk}/"


def change_outline(signed_in, at, old, new):
    """Change the outline as someone does in the editor."""
    page = signed_in.get(at + "outline")
    entry = re.search(r'name="entry" value="(\d+)"', page.text)[1]
    outline = material.OUTLINE.replace(old, new)
    fields = {
        "csrfmiddlewaretoken": page.form_token,
        "entry": entry,
        "outline": outline.replace("\n", "\r\n"),
    }
    return signed_in.post(at + "outline", fields)


def test_the_list_leads_to_the_report_and_its_titles_name_no_document(signed_in, at):
    page = signed_in.get(signed_in.inside + "/reports/")
    assert page.title == "Reports · Dakaz"
    assert "Invented report" in page.text
    assert at in page.text
    assert signed_in.get(at).title == "Report · Dakaz"


def test_a_report_without_findings_can_be_built_and_its_naked_numbers_stand_apart(signed_in, at):
    page = signed_in.get(at)
    assert page.status == 200
    assert "can be built" in page.text
    assert "“7” stands in a sentence without a source or a count" in page.text
    assert "stands in the way" not in page.text


def test_the_list_is_a_csv_too(signed_in, at):
    answer = signed_in.get(signed_in.inside + "/reports/as.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="reports.csv"'
    assert "Invented report,invented" in answer.text


def test_a_changed_quotation_is_refused_with_line_words_and_ways_to_both(signed_in, at, acting):
    assert change_outline(signed_in, at, "3 times", "8 times").status == 303
    page = signed_in.get(at)
    assert "refused: 1 finding" in page.text
    assert f"Line {material.QUOTED_LINE}: the quotation is not in “Source of paper” [paper]" in page.text
    assert "<ins>3</ins>" in page.text
    assert "<del>8</del>" in page.text
    assert f'{at}outline#line-{material.QUOTED_LINE}"' in page.text
    item = publications.cited_items(acting.seen_by, frozenset({"paper"}))[0]
    assert f'/archive/items/{item.pk}/#passage-q1"' in page.text


def test_the_outline_marks_the_lines_of_findings(signed_in, at):
    change_outline(signed_in, at, "3 times", "8 times")
    page = signed_in.get(at + "outline")
    assert f'id="line-{material.QUOTED_LINE}" class="marked"' in page.text
    assert page.text.count('class="marked"') == 1


def test_a_refused_report_is_not_built_and_says_why_in_place(signed_in, at, acting, report):
    change_outline(signed_in, at, "3 times", "8 times")
    answer = signed_in.fill_in(at + "build", {"recipients": ""}, at=at)
    assert answer.status == 422
    assert "The report was not built." in answer.text
    assert "<del>8</del>" in answer.text
    assert publications.releases(acting.seen_by, report) == []


def test_a_count_that_moved_is_refused_until_someone_approves_it(signed_in, at, acting):
    material.decision(acting, material.party(acting, "Another sample service (invented)"))
    page = signed_in.get(at)
    assert "decisions in 2024: 1 when approved, 2 now." in page.text
    assert f'<a href="{at}counted/1/">The records counted</a>' in page.text
    assert "Approve: decisions in 2024 from 1 to 2</button>" in page.text
    answer = signed_in.fill_in(at + "approve", shown_in(page), at=at)
    page = signed_in.follow(answer)
    assert "1 count approved." in page.text
    assert "can be built" in page.text
    assert "office, Mon 28 October 2024" in page.text
    assert "Approve" not in page.text.replace("Approved", "")


def test_a_count_that_moves_while_the_page_is_open_is_not_approved_unseen(signed_in, at, acting):
    authority = material.party(acting, "Another sample service (invented)")
    material.decision(acting, authority)
    seen = shown_in(signed_in.get(at))
    material.decision(acting, authority)
    page = signed_in.follow(signed_in.fill_in(at + "approve", seen, at=at))
    assert "Nothing was approved." in page.text
    assert "Approve: decisions in 2024 from 1 to 3</button>" in page.text


def test_a_count_on_several_lines_is_one_thing_in_the_way(signed_in, at, acting):
    again = "There were 7 more.\n\nOf {{ count(decisions, year=2024) }} and {{ count(decisions) }} [@note]."
    change_outline(signed_in, at, "There were 7 more.", again)
    material.decision(acting, material.party(acting, "Another sample service (invented)"))
    page = signed_in.get(at)
    assert "refused: 2 findings" in page.text
    assert "Lines 10, 16: decisions in 2024: 1 when approved, 2 now." in page.text
    assert "Line 16: decisions: 2 now, and nobody has approved it." in page.text
    assert "<li>decisions in 2024 from 1 to 2</li><li>decisions: 2</li>" in page.text
    assert signed_in.get(at + "outline").text.count('class="marked"') == 2


def shown_in(page):
    return {"shown": re.search(r'name="shown" value="([^"]*)"', page.text)[1]}


def test_a_count_leads_to_the_records_it_counts(signed_in, at):
    page = signed_in.get(at + "counted/1/")
    assert "count(decisions, year=2024)" in page.text
    assert "asylum refused · Sample Service (invented)" in page.text
    assert signed_in.get(at + "counted/2/").status == 404


def test_the_zip_is_checked_with_its_own_sums_and_built_twice_is_the_same(signed_in, at):
    answers = [signed_in.fill_in(at + "build", {"recipients": ""}, at=at) for _ in range(2)]
    assert answers[0].headers["Content-Disposition"] == 'attachment; filename="report-2024-10-28.zip"'
    assert answers[0].body == answers[1].body
    packed = zipfile.ZipFile(io.BytesIO(answers[0].body))
    assert packed.testzip() is None
    names = packed.namelist()
    assert names[:4] == ["report/report.html", "report/report.pdf", "report/CHECK.txt", "report/sources.csv"]
    for line in packed.read("report/SHA256SUMS").decode().splitlines():
        digest, path = line.split("  ")
        assert hashlib.sha256(packed.read(f"report/{path}")).hexdigest() == digest
    page = signed_in.get(at)
    digest = hashlib.sha256(packed.read("report/report.pdf")).hexdigest()
    assert page.text.count(digest) == 2
    assert "of the outline as it stands" in page.text


def test_a_recipient_opens_the_sources_that_are_not_public(signed_in, at):
    reader = pyrage.x25519.Identity.generate()
    answer = signed_in.fill_in(at + "build", {"recipients": str(reader.to_public())}, at=at)
    packed = zipfile.ZipFile(io.BytesIO(answer.body))
    (sealed,) = [name for name in packed.namelist() if name.endswith(".age")]
    assert pyrage.decrypt(packed.read(sealed), [reader]).decode() == material.PAPER


def test_a_wrong_recipient_is_named_and_nothing_is_built(signed_in, at, acting, report):
    answer = signed_in.fill_in(at + "build", {"recipients": "age1nobody"}, at=at)
    assert answer.status == 422
    assert "“age1nobody” is no age recipient" in answer.text
    assert publications.releases(acting.seen_by, report) == []


def test_the_preview_is_the_finished_page_byte_for_byte_and_runs_nothing(signed_in, at, acting, report):
    page = signed_in.get(at + "preview")
    built = preview_report(acting, report.pk, today=material.TODAY, version=VERSION)
    assert page.body == built
    assert "<script" not in page.text
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert policy == [
        "default-src 'none'", f"style-src {style_hash()}", "form-action 'none'", "frame-ancestors 'none'",
        "base-uri 'none'", "sandbox",
    ]  # fmt: skip
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_a_refused_report_has_no_preview(signed_in, at):
    change_outline(signed_in, at, "3 times", "8 times")
    assert signed_in.get(at + "preview").status == 422


def test_two_who_write_one_outline_notice_each_other(signed_in, at, acting, report):
    page = signed_in.get(at + "outline")
    entry = re.search(r'name="entry" value="(\d+)"', page.text)[1]
    change_outline(signed_in, at, "There were 7 more.", "Hers.")
    ours = material.OUTLINE.replace("There were 7 more.", "His.")
    fields = {"csrfmiddlewaretoken": page.form_token, "entry": entry, "outline": ours}
    answer = signed_in.post(at + "outline", fields)
    assert answer.status == 409
    assert "<pre>Hers.</pre>" in answer.text
    assert "<pre>His.</pre>" in answer.text
    assert "Hers." in publications.report(acting.seen_by, report.pk).outline
    newer = re.search(r'name="entry" value="(\d+)"', answer.text)[1]
    assert signed_in.post(at + "outline", {**fields, "entry": newer}).status == 303
    assert "His." in publications.report(acting.seen_by, report.pk).outline


def test_an_outline_without_front_matter_is_not_saved_and_not_lost(signed_in, at, acting, report):
    answer = change_outline(signed_in, at, '---\ntitle: "Invented report"', "no front matter <b>")
    assert answer.status == 422
    assert "Line 1: an outline begins with a line" in answer.text
    assert "no front matter &lt;b&gt;" in answer.text
    assert publications.report(acting.seen_by, report.pk).outline == material.OUTLINE


def test_a_new_report_begins_with_an_outline_that_can_be_read(signed_in):
    path = signed_in.inside + "/reports/new"
    page = signed_in.get(path)
    outline = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)[1]
    outline = outline.replace("&quot;", '"')
    answer = signed_in.fill_in(path, {"key": "first", "outline": outline})
    page = signed_in.follow(answer)
    assert "no item has the citation key “key”" in page.text


@pytest.mark.parametrize("key", ["Has Space", "", "invented"])
def test_a_key_is_plain_and_given_once(signed_in, at, key):
    answer = signed_in.fill_in(signed_in.inside + "/reports/new", {"key": key, "outline": material.OUTLINE})
    assert answer.status == 422


def test_in_a_sample_one_digit_is_changed_refused_and_put_back(signed_in, at, acting, report):
    assert "Change one digit" not in signed_in.get(at).text
    material.make_sample()
    page = signed_in.follow(signed_in.fill_in(at + "digit", {"change": "1"}, at=at))
    assert f"in line {material.QUOTED_LINE} was changed" in page.text
    assert "refused: 1 finding" in page.text
    assert "<ins>3</ins>" in page.text
    assert "<del>4</del>" in page.text
    page = signed_in.follow(signed_in.fill_in(at + "digit", {"back": "1"}, at=at))
    assert "can be built" in page.text
    assert publications.report(acting.seen_by, report.pk).outline == material.OUTLINE


def test_outside_a_sample_no_button_changes_a_quotation(signed_in, at, acting, report):
    answer = signed_in.fill_in(at + "digit", {"change": "1"}, at=at)
    assert answer.status == 403
    assert publications.report(acting.seen_by, report.pk).outline == material.OUTLINE


def test_what_can_be_counted_is_listed_with_its_codes(signed_in):
    page = signed_in.get(signed_in.inside + "/reports/counting")
    for said in ("asylum_refusal", "safe_to_return", "false_call", "made_by"):
        assert said in page.text


@pytest.mark.parametrize(
    ("path", "words"),
    [("", "Reports"), ("outline", "The report"), ("counted/1/", "The report"), ("../new", "Reports"),
     ("../counting", "Reports"), ("../../people/forgetting/", "People and cases"),
     ("../../people/kept-of-people/", "Settings")],
)  # fmt: skip
def test_every_page_has_a_way_back(signed_in, at, path, words):
    page = signed_in.get(urljoin(at, path)).text
    assert f">{words}</a>" in page.partition('<nav class="way-back')[2].partition("</nav>")[0]


def test_a_report_of_nobody_looks_like_one_that_never_was(signed_in):
    answer = signed_in.get(signed_in.inside + "/reports/00000000-0000-7000-8000-000000000000/")
    assert answer.status == 404
