"""Submissions become tables people can read: labels for codes, repeats tied to what they belong to."""

from __future__ import annotations

import json

import pytest

from dakaz.errors import BadInput
from dakaz.exchange.grid import Book, Sheet
from dakaz.exchange.kobo import form_of, is_form, is_submissions, tables_of

SURVEY = Sheet(
    "survey",
    [
        ["type", "name", "label::English (en)", "label::Русский (ru)"],
        ["begin_group", "who", "", ""],
        ["text", "full_name", "Full name", "ФИО"],
        ["select_one statuses", "status", "Status", "Статус"],
        ["select_multiple needs", "needs", "Needs", "Потребности"],
        ["end_group", "", "", ""],
        ["begin_repeat", "family", "Family", "Семья"],
        ["text", "relative", "Name of relative", "Имя родственника"],
        ["end_repeat", "", "", ""],
    ],
)
CHOICES = Sheet(
    "choices",
    [
        ["list_name", "name", "label::English (en)", "label::Русский (ru)"],
        ["statuses", "1", "open", "открыто"],
        ["needs", "h", "housing", "жильё"],
        ["needs", "w", "work", "работа"],
    ],
)
FORM = Book("form.xlsx", "sheet", (SURVEY, CHOICES))
MAIN = Sheet(
    "intake",
    [
        [
            "who/full_name",
            "who/status",
            "who/needs",
            "_id",
            "_uuid",
            "_submission_time",
            "_index",
            "__version__",
        ],
        ["Jan Uzor", "1", "h w", "17", "aaa", "2024-10-01", "1", "v"],
        ["Hanna Uzor", "", "", "18", "bbb", "2024-10-02", "2", "v"],
    ],
)
REPEAT = Sheet(
    "family",
    [
        ["relative", "_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"],
        ["Ales Uzor", "1", "intake", "1", "17", "aaa"],
        ["Maria Uzor", "2", "intake", "2", "18", "bbb"],
    ],
)
SUBMISSIONS = Book("answers.xlsx", "sheet", (MAIN, REPEAT))


def test_a_form_gives_columns_and_codes_their_labels():
    assert is_form(FORM)
    assert is_submissions(SUBMISSIONS)
    (main, _) = tables_of(SUBMISSIONS, form_of(FORM), language="ru").sheets
    assert main.rows[0][:3] == ["ФИО", "Статус", "Потребности"]
    assert main.rows[1][:3] == ["Jan Uzor", "открыто", "жильё; работа"]
    assert "_uuid" in main.rows[0]
    assert "__version__" not in main.rows[0]


def test_rows_of_a_repeat_carry_what_they_belong_to():
    (_, family) = tables_of(SUBMISSIONS, form_of(FORM), language="en").sheets
    rows = [dict(zip(family.rows[0], row, strict=True)) for row in family.rows[1:]]
    assert [(row["Name of relative"], row["Full name"], row["_uuid"]) for row in rows] == [
        ("Ales Uzor", "Jan Uzor", "aaa"),
        ("Maria Uzor", "Hanna Uzor", "bbb"),
    ]
    assert [row["_row"] for row in rows] == ["aaa/1", "bbb/2"]


def test_the_api_answers_the_same():
    answers = [
        {
            "_id": 17,
            "_uuid": "aaa",
            "who/full_name": "Jan Uzor",
            "who/status": "1",
            "who/needs": "h w",
            "_geolocation": [None, None],
            "family": [{"family/relative": "Ales Uzor"}],
        },
        {"_id": 18, "_uuid": "bbb", "who/full_name": "Hanna Uzor"},
    ]
    book = Book("api.json", "json", (Sheet("", [[json.dumps(one)] for one in answers]),))
    assert is_submissions(book)
    main, family = tables_of(book, form_of(FORM), language="en").sheets
    assert dict(zip(main.rows[0], main.rows[1], strict=True))["Needs"] == "housing; work"
    row = dict(zip(family.rows[0], family.rows[1], strict=True))
    assert (row["Name of relative"], row["Full name"], row["_row"]) == ("Ales Uzor", "Jan Uzor", "aaa/1")


def test_without_a_form_answers_keep_their_codes():
    (main, _) = tables_of(SUBMISSIONS, form_of(Book("f", "sheet", (SURVEY,)))).sheets
    assert main.rows[1][2] == "h w"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: form_of(SUBMISSIONS), "no XLSForm"),
        (lambda: tables_of(Book("x.csv", "csv", (Sheet("", [["name"], ["Jan"]]),)), form_of(FORM)), "_uuid"),
    ],
)
def test_what_is_neither_is_said_so(call, said):
    with pytest.raises(BadInput, match=said):
        call()
