"""``dakaz names`` answers in sentences and in JSON, and refuses what it cannot read."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dakaz.cli.program import main
from dakaz.records import database
from dakaz.records.actions.people import save_party


def run(*words: str):
    return CliRunner().invoke(main, ["names", *words])


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("id,name\n1,Аляксандр Лукашэнка\n2,Иван Мороз\n3,Alexander Lukashenko\n", "utf-8")
    return file


def test_two_names_are_compared_with_reasons():
    done = run("compare", "Вераніка Цапкала", "Veronika Tsepkalo")
    assert done.exit_code == 0
    assert "one given name" in done.output
    answer = json.loads(run("compare", "Иван Мороз", "Пётр Мороз", "--json").output)
    assert answer["score"] < 0.3
    assert "different given names" in answer["reasons"][0]


def test_a_list_is_looked_up_in_another(table, tmp_path):
    asked = tmp_path / "asked.txt"
    asked.write_text("LUKASHENKA Aliaksandr\nПётр Крук\n", "utf-8")
    done = run("screen", str(asked), "--against", str(table), "--column", "name", "--json")
    assert done.exit_code == 1  # a text has no columns
    rows = table.with_suffix(".txt")
    rows.write_text("Аляксандр Лукашэнка\nИван Мороз\n", "utf-8")
    done = run("screen", str(asked), "--against", str(rows), "--json")
    assert [(one["name"], one["row"]) for one in map(json.loads, done.output.splitlines())] == [
        ("LUKASHENKA Aliaksandr", 1)
    ]


def test_rows_of_one_name_are_found(table):
    done = run("dedupe", str(table), "--column", "name", "--json")
    (cluster,) = map(json.loads, done.output.splitlines())
    assert [one["row"] for one in cluster["names"]] == [1, 3]
    assert cluster["pairs"][0]["reasons"]
    assert "row 3: Alexander Lukashenko" in run("dedupe", str(table), "--column", "name").output


def test_protected_names_in_a_text_are_an_error(tmp_path):
    needles, text = tmp_path / "needles.csv", tmp_path / "text.md"
    needles.write_text("id,kind,text\n7,name,Иван Мороз\n7,number,+375 29 1234567\n", "utf-8")
    text.write_text("Начало.\nВидели Ивана Мороза, 8 029 123-45-67.", "utf-8")
    done = run("scan", str(text), "--needles", str(needles), "--json")
    assert done.exit_code == 1
    hits = [json.loads(one) for one in done.output.splitlines()]
    assert [(one["line"], one["extent"], one["kind"], one["ids"]) for one in hits] == [
        (2, "full", "name", ["7"]),
        (2, "full", "number", ["7"]),
    ]
    text.write_text("Ударил мороз.", "utf-8")
    done = run("scan", str(text), "--needles", str(needles))
    assert (done.exit_code, "part only, name, frequent word: мороз" in done.output) == (0, True)


@pytest.mark.parametrize(
    ("name", "content", "words", "said"),
    [
        ("a.csv", b"name\nx\n", ("dedupe", "--column", "who"), "has no column"),
        ("a.csv", "Мороз".encode("cp1251"), ("dedupe",), "not text in UTF-8"),
        ("a.csv", b"id,kind,text\n1,nick,x\n", ("scan", "--needles"), "line 2"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, name, content, words, said):
    file = tmp_path / name
    file.write_bytes(content)
    command, *rest = words
    after = [*rest, str(file)] if rest == ["--needles"] else rest
    done = run(command, str(file), *after)
    assert (done.exit_code, said in done.stderr) == (1, True)


def test_whom_a_vault_protects_is_looked_for_without_a_list_of_them(acting, program, tmp_path):
    save_party(acting, kind="person", names=[{"text": "Сяргей Узораў"}])
    save_party(acting, kind="person", protection="named", names=[{"text": "Alena Prykladnaja"}])
    database.lock()
    text = tmp_path / "report.txt"
    text.write_text("Told by Siarhei Uzorau and Alena Prykladnaja.", "utf-8")
    done = program("names", "scan", text, "--json")
    assert done.status == 1
    assert [(one["text"], one["extent"]) for one in done.answers] == [("Siarhei Uzorau", "full")]
    without = run("scan", str(text))
    assert without.exit_code and "--vault" in without.output
