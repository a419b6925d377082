"""Files from a browser into the archive, and what came of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from dakaz.records.actions import casebook
from dakaz.records.queries import archive
from dakaz.web.tests.test_archive.conftest import LETTER, until
from dakaz.web.tests.visitor import Visitor


def objects_of(serving):
    return [path for path in (serving.folder / "objects").rglob("*") if path.is_file()]


def test_a_sent_file_stands_in_the_list_and_on_its_own_page(archivist):
    run = archivist.add(("letter.txt", LETTER))
    assert "letter" in archivist.get().text
    page = archivist.get(f"items/{archivist.item_of(run)}/")
    assert page.status == 200
    assert "Спадар Лукашэнка" in page.text
    assert page.title == "Item · Dakaz"  # never a name of a document


def test_several_files_are_one_import_with_an_outcome_each(archivist):
    archivist.add(("letter.txt", LETTER))
    run = archivist.add(("again.txt", LETTER), ("other.txt", b"another text"), ("empty.bin", b""))
    page = archivist.get(f"imports/{run}/").text
    assert "was here already" in page
    assert "2 files were added." in page
    assert "1 was here already; it gained another origin." in page


def test_what_is_packed_is_listed_with_its_outcome(archivist):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as packing:
        packing.writestr("inner/letter.txt", LETTER)
    run = archivist.add(("bundle.zip", packed.getvalue()))
    assert "bundle.zip/letter.txt" in archivist.get(f"imports/{run}/").text


def test_without_a_file_nothing_is_added_and_the_page_says_so(archivist):
    answer = archivist.send([])
    assert answer.status == 422
    assert "No file was chosen" in answer.text
    assert "This form is from" not in answer.text


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "a\x00b.txt", "\u202etxt.exe", "<script>alert(1)</script>.txt"]
)
def test_hostile_names_are_shown_as_text_and_never_used_as_paths(archivist, serving, name):
    run = archivist.add((name, f"words under {name!r}".encode()))
    for page in ("", f"imports/{run}/", f"items/{archivist.item_of(run)}/"):
        text = archivist.get(page).text
        assert "<script>alert" not in text
        assert "\x00" not in text
        assert "\u202e" not in text
    assert not list(serving.folder.parent.rglob("passwd*"))


def test_a_name_that_turns_the_writing_is_shown_with_its_hidden_sign(archivist):
    run = archivist.add(("gpj.txt", b"words"), paths='["box/refusal\\u202egpj.exe"]')
    for page in (f"imports/{run}/", f"imports/{run}/as.csv", f"items/{archivist.item_of(run)}/"):
        text = archivist.get(page).text
        assert "\u202e" not in text, page
        assert "box/refusal[U+202E]gpj.exe" in text, page


def test_a_page_with_scripts_is_shown_as_words_only(archivist):
    page = b"<!doctype html><body onload=alert(1)><script>alert(2)</script><p>Plain <b>words</b></p></body>"
    shown = archivist.get(f"items/{archivist.item_of(archivist.add(('page.html', page)))}/").text
    assert "Plain words" in shown
    assert "alert(" not in shown


def test_paths_of_a_folder_are_kept_as_the_names_files_came_under(archivist, acting):
    run = archivist.add(("a.txt", b"first"), ("b.txt", b"second"), paths='["box/a.txt", "box/deep/b.txt"]')
    files = archive.import_report(acting.seen_by, run).files
    assert [file.name for file in files] == ["box/a.txt", "box/deep/b.txt"]


def test_a_form_that_is_not_ours_leaves_no_object(archivist, serving):
    answer = archivist.send([("letter.txt", LETTER)], csrfmiddlewaretoken="forged")
    assert answer.status == 403
    assert objects_of(serving) == []


def test_a_refused_form_does_not_take_away_what_was_there(archivist, serving):
    archivist.add(("letter.txt", LETTER))
    before = objects_of(serving)
    archivist.send([("letter.txt", LETTER)], csrfmiddlewaretoken="forged")
    assert objects_of(serving) == before


def test_a_case_one_may_not_see_is_refused_and_leaves_no_object(archivist, serving):
    answer = archivist.send([("letter.txt", LETTER)], case="01929e4c-0000-7000-8000-000000000000")
    assert answer.status == 422
    assert objects_of(serving) == []


def test_a_stranger_can_send_nothing(app, worker, serving):
    stranger = Visitor(app)
    answer = stranger.send("/archive/add", {}, {"files": ("letter.txt", LETTER)})
    assert answer.status == 303
    assert objects_of(serving) == []


def test_the_report_as_csv_says_of_each_file_what_came_of_it(archivist):
    run = archivist.add(("letter.txt", LETTER), ("=cmd.txt", b"formula as a name"))
    answer = archivist.get(f"imports/{run}/as.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="import.csv"'
    assert "letter.txt,added" in answer.text
    assert "'=cmd.txt" in answer.text


def test_undoing_says_before_what_goes_and_after_what_went(archivist, serving):
    run = archivist.add(("wrong.txt", b"added by mistake"))
    assert "What stays" in archivist.get(f"imports/{run}/undo").text
    answer = archivist.post(f"imports/{run}/undo", on=f"imports/{run}/undo")
    assert "The import was undone." in archivist.visitor.follow(answer).text
    assert "Nothing is in the archive yet." in archivist.get().text
    assert objects_of(serving) == []


def test_stopping_and_resuming_are_buttons(archivist, worker):
    sent = archivist.send([(f"{number}.txt", f"text {number}".encode()) for number in range(300)])
    report = sent.to.split("/archive/")[1]
    archivist.post(f"{report}stop", on=report)
    stopped = archivist.get(report).text
    if "Stopped" in stopped:  # unless it was done before we could stop it
        archivist.post(f"{report}resume", on=report)
    until(lambda: "300 files were added." in archivist.get(report).text)


def test_adding_is_folded_away_once_something_is_there(archivist):
    def opened(path=""):
        return '<details class="add-files" data-add-files open>' in archivist.get(path).text

    assert opened()  # nothing is here: adding is the next step
    archivist.add(("letter.txt", LETTER))
    assert not opened()
    assert opened("?add=1")  # works without a script


def test_a_paper_can_be_added_to_a_case_by_its_code(archivist, acting):
    case = casebook.save_case(acting, code="C-2024-77", title="An invented case")
    page = archivist.get(f"?case={case.pk}&add=1").text
    assert 'value="C-2024-77"' in page
    item = archivist.item_of(archivist.add(("letter.txt", LETTER), case="c-2024-77"))
    assert archive.item(acting.seen_by, item).case == case


def test_a_case_that_is_not_there_is_named_and_nothing_is_kept(archivist, serving):
    before = objects_of(serving)
    answer = archivist.send([("letter.txt", LETTER)], case="C-1999-1")
    assert answer.status == 422
    assert "No case has the code “C-1999-1”" in answer.text
    assert objects_of(serving) == before
