"""A table is sent, looked at, checked, taken in and taken back; everything leaves by its number of people."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest

from dakaz.records.models import Case, LogEntry, Party

pytestmark = pytest.mark.usefixtures("worker")

TABLE = "Дело;ФИО;Дата рождения\nC-1;Ян Узор;28.10.1990\nC-2;Ганна Узор;вчера\n"


@pytest.fixture
def caseworker(signed_in):
    return signed_in


def at(visitor, path):
    return f"{visitor.inside}/people/{path}"


def sent(visitor, content=TABLE, name="people.csv"):
    token = visitor.get(at(visitor, "tables")).form_token
    content = content.encode() if isinstance(content, str) else content
    return visitor.send(at(visitor, "tables/add"), {"csrfmiddlewaretoken": token}, {"table": (name, content)})


def posted(visitor, address, fields=None):
    token = visitor.get(re.sub(r"/(columns|begin|stop|resume|sheet)$", "", address)).form_token
    return visitor.post(address, {"csrfmiddlewaretoken": token, **(fields or {})})


def until(visitor, address, words, seconds=20):
    ending = time.monotonic() + seconds
    while words not in (page := visitor.get(address).text):
        assert time.monotonic() < ending, page
        time.sleep(0.05)
    return page


def checked(visitor, **fields):
    run = sent(visitor).to
    posted(visitor, f"{run}/columns", fields)
    return run, until(visitor, run, "checked, nothing taken in yet")


def test_a_table_shows_its_columns_and_first_rows_before_anything_is_written(caseworker):
    page = caseworker.follow(sent(caseworker)).text
    assert 'value="person.born" selected' in page
    assert "Ян Узор" in page
    assert "“вчера” is not a date" in page
    assert not Party.objects.exists()


def test_it_is_checked_taken_in_and_taken_back(caseworker):
    run, page = checked(caseworker)
    assert "Row 3" in page
    assert not Party.objects.exists()
    posted(caseworker, f"{run}/begin")
    page = until(caseworker, run, "What came of it")
    assert "1 row brought something new." in page
    assert Case.objects.get().code == "C-1"
    again = caseworker.fill_in(f"{run}/undo", {})
    assert "taken back" in caseworker.follow(again).text
    assert not Party.objects.exists()


def test_failed_rows_are_saved_as_a_file_and_that_is_logged(caseworker):
    run, _ = checked(caseworker)
    answer = caseworker.get(f"{run}/failed.csv")
    assert "Ганна Узор" in answer.text
    assert "failed-rows.csv" in answer.headers["Content-Disposition"]
    assert LogEntry.objects.filter(action="list.saved").exists()


def test_a_column_can_be_said_to_be_another(caseworker):
    _, page = checked(caseworker, **{"target-1": "organisation.name", "target-2": "", "list": "partners"})
    assert "Organisation, new" in page
    assert 'value="partners"' in page


def test_dates_that_can_be_two_are_asked_on_the_page(caseworker):
    run = sent(caseworker, "Name;Born\nJan Uzor;3/4/1990\n").to
    answer = posted(caseworker, f"{run}/columns")
    assert answer.status == 422
    assert "can be read two ways" in answer.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04broken", "people.csv is damaged or cut off"),
        (b"\x00\x01\x02\x03" * 50, "is no table we can read"),
        (b"", "no rows under a heading"),
        (("a;" * 3000 + "\n1\n").encode(), "at most 2000 can be read"),
    ],
)
def test_what_is_no_table_is_refused_in_words_and_not_kept(caseworker, serving, content, said):
    before = sorted((serving.folder / "objects").rglob("*"))
    answer = sent(caseworker, content)
    assert answer.status == 422
    assert said in answer.text
    assert [one for one in sorted((serving.folder / "objects").rglob("*")) if one.is_file()] == [
        one for one in before if one.is_file()
    ]


def test_without_a_file_the_page_says_so(caseworker):
    token = caseworker.get(at(caseworker, "tables")).form_token
    answer = caseworker.send(at(caseworker, "tables/add"), {"csrfmiddlewaretoken": token}, {})
    assert answer.status == 422
    assert "No file was chosen" in answer.text


def test_everything_leaves_only_with_the_right_number_of_people(caseworker):
    run, _ = checked(caseworker)
    posted(caseworker, f"{run}/begin")
    until(caseworker, run, "What came of it")
    address = at(caseworker, "give-out")
    asked = {"form": "csv", "kinds": "party", "people": "2"}
    wrong = caseworker.fill_in(address, asked)
    assert wrong.status == 422
    assert "another number of people" in wrong.text
    saved = LogEntry.objects.filter(action="list.saved").count()
    right = caseworker.fill_in(address, {**asked, "people": "1"})
    assert right.headers["Content-Disposition"] == 'attachment; filename="records.zip"'
    table = zipfile.ZipFile(io.BytesIO(right.body)).read("party.csv").decode("utf-8-sig")
    assert "Ян Узор" in table
    assert LogEntry.objects.filter(action="list.saved").count() == saved + 1
    back = sent(caseworker, right.body, "records.zip").to
    posted(caseworker, f"{back}/begin")
    assert "1 row was here already." in until(caseworker, back, "What came of it")


def test_no_address_or_title_names_a_table_or_person(caseworker):
    answer = sent(caseworker, name="Ян Узор.csv")
    page = caseworker.get(answer.to)
    assert re.fullmatch(r".*/tables/[0-9a-f-]{36}", answer.to)
    assert page.title == "A table · Dakaz"


def test_sealed_people_are_neither_told_as_known_nor_given_out(caseworker, serving):
    from dakaz.conftest import PASSPHRASE, USER
    from dakaz.records.actions.access import acting_for
    from dakaz.records.actions.casebook import save_case
    from dakaz.records.actions.people import save_party
    from dakaz.records.actions.sealing import seal
    from dakaz.vault import Vault

    vault = Vault.open(serving.folder)
    acting = acting_for(vault, vault.unlock(user_name=USER, passphrase=PASSPHRASE), clock=serving.clock)
    hidden = save_party(acting, kind="person", names=[{"text": "Zylkanary Uzor"}])
    case = save_case(acting, code="SEALED-1", involvements=[{"party_id": hidden.pk, "role": "client"}])
    seal(acting, case.pk)
    again = caseworker.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
    caseworker.inside = "/" + again.to.split("/")[1]  # with the key: they see the case, tables do not
    run = sent(caseworker, "Name;Case\nZylkanary Uzor;SEALED-1\n").to
    posted(caseworker, f"{run}/columns")
    page = until(caseworker, run, "checked, nothing taken in yet")
    assert "someone we know" not in page
    assert "SEALED-1" in page  # as the file says it; taken in, it is a case of the office
    posted(caseworker, f"{run}/begin")
    until(caseworker, run, "What came of it")
    given = caseworker.fill_in(at(caseworker, "give-out"), {"form": "ftm", "kinds": "party", "people": "1"})
    assert given.text.count("Zylkanary") > 0
    assert str(hidden.pk) not in given.text


def test_a_table_is_no_import_of_papers(caseworker):
    run = sent(caseworker).to.rpartition("/")[2]
    assert run not in caseworker.get(f"{caseworker.inside}/archive/imports").text
    assert caseworker.get(f"{caseworker.inside}/archive/imports/{run}/").status == 404


def test_a_whole_file_of_another_program_says_what_it_holds_and_what_is_left(caseworker):
    lines = (
        '{"id": "p1", "schema": "Person", "properties": {"name": ["Jan Uzor"]}}\n'
        '{"id": "v1", "schema": "Vessel", "properties": {"name": ["Boat"]}}\n'
    )
    run = sent(caseworker, lines, "x.ftm.json").to
    assert "Vessel (1)" in caseworker.get(run).text
    posted(caseworker, f"{run}/begin")
    until(caseworker, run, "What came of it")
    assert Party.objects.get().label == "Jan Uzor"
