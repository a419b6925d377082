"""What a table's rows said of somebody goes when they are erased; what they said of others stays."""

from __future__ import annotations

import json

import pytest

from dakaz.records.actions.erasing import erase
from dakaz.records.actions.people import save_party
from dakaz.records.actions.taking_in_undo import undo
from dakaz.records.models import ImportFile, Party
from dakaz.records.queries import taking_in as asked
from dakaz.records.queries.verify import verify

from .test_taking_in import TABLE, checked, taken

TEXT = TABLE.replace("Ян Узор;199099", "Зміцер Выдуманы;199099")


def kept_words():
    """Everything imports keep of rows."""
    return json.dumps(list(ImportFile.objects.values_list("problem", flat=True)), ensure_ascii=False)


def person(label):
    return Party.objects.get(label=label)


def test_a_row_that_failed_goes_with_whom_it_names_in_any_spelling_and_others_stay(acting, readers):
    state = taken(acting, readers, TEXT)
    save_party(acting, kind="person", names=[{"text": "Zmicier Vydumany", "language": "be"}])
    assert "Зміцер Выдуманы" in kept_words()
    erase(acting, "party", person("Ганна Узор").pk, why="asked")
    assert "Зміцер Выдуманы" in kept_words()
    erase(acting, "party", person("Zmicier Vydumany").pk, why="asked")
    assert "Выдуманы" not in kept_words() and "199099" not in kept_words()
    (row,) = asked.failed_rows(asked.state_of(state.run))
    assert row.position == 4 and "erased" in row.problem["wrong"][0][1]
    assert verify(acting.vault, acting.keys).clean


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Фамилия;Дата рождения;Имя", "Выдуманы;31.02.1990;Зміцер"),
        ("Имя;Телефон;Дата рождения;Фамилия", "Зміцер;+370 600 00009;31.02.1990;Выдуманы"),
        ("Фамилия;Дата рождения;А;Б;В;Имя", "Выдуманы;31.02.1990;г. Гродно;да;ул. Мира;Зміцер"),
    ],
)
def test_a_row_whose_parts_of_a_name_stand_apart_goes_too_and_that_of_a_namesake_stays(
    acting, readers, first, last
):
    taken(acting, readers, f"{first}\n{last}\n{last.replace('Зміцер', 'Ганна')}\n")
    one = save_party(acting, kind="person", names=[{"text": "Зміцер Выдуманы"}])
    erase(acting, "party", one.pk, why="asked")
    assert "Зміцер" not in kept_words() and "Ганна" in kept_words()


def test_a_row_told_by_the_same_key_goes_though_it_names_nobody(acting, readers):
    rows = "ID клиента;ФИО;Дата рождения;Телефон\n7;Алесь Выдуманы;1990;+370 600 00009\n"
    taken(acting, readers, rows)
    taken(acting, readers, rows.replace("Алесь Выдуманы;1990", ";199099"))
    assert "199099" in kept_words()
    erase(acting, "party", person("Алесь Выдуманы").pk, why="asked")
    assert "199099" not in kept_words()


def test_what_stood_there_before_and_what_differs_goes_and_that_of_others_stays(acting, readers):
    taken(acting, readers, TEXT)
    one = person("Иван Узоров")
    save_party(acting, identifier=one.pk, names=[{"text": "Иван Узоров"}], born="1991-11-29")
    other = person("Янка Узор")
    save_party(acting, identifier=other.pk, names=[{"text": "Янка Узор"}], born="1985-05-05")
    taken(
        acting,
        readers,
        TEXT.replace("28.10.1990", "30.10.1990")
        .replace("1990;Литва", "1992;Литва")
        .replace(";1991;", ";1993;"),
    )
    words = kept_words()
    assert "1991-11-29" in words and "1985-05-05" in words and '"born": "1990"' in words
    erase(acting, "party", one.pk, why="asked")
    words = kept_words()
    assert "1991-11-29" not in words and "1985-05-05" in words and '"born": "1990"' in words
    erase(acting, "party", person("Ганна Узор").pk, why="asked")
    assert '"born": "1990"' not in kept_words()
    assert str(one.pk) not in kept_words()


def test_a_table_only_looked_at_forgets_them_among_who_may_be_known(acting, readers):
    one = save_party(acting, kind="person", names=[{"text": "Иван Узоров"}], born="1990-10-28")
    checked(acting, readers, TEXT)
    assert str(one.pk) in kept_words()
    erase(acting, "party", one.pk, why="asked")
    assert str(one.pk) not in kept_words() and "Иван Узоров" not in kept_words()


def test_a_table_can_still_be_taken_back_afterwards(acting, readers):
    state = taken(acting, readers, TEXT)
    erase(acting, "party", person("Иван Узоров").pk, why="asked")
    gone, kept = undo(acting, state.run.pk)
    assert gone >= 3 and kept == 0
    assert verify(acting.vault, acting.keys).clean


@pytest.mark.parametrize("left_of", [True, False])
def test_what_differs_in_a_batch_of_an_older_release_goes_as_a_whole(acting, readers, left_of):
    taken(acting, readers, TEXT)
    for label in ("Иван Узоров", "Янка Узор"):
        save_party(acting, identifier=person(label).pk, names=[{"text": label}], born="1985-05-05")
    taken(acting, readers, TEXT.replace("28.10.1990", "30.10.1990").replace(";1991;", ";1993;"))
    for file in ImportFile.objects.exclude(problem=None) if not left_of else ():
        ImportFile.objects.filter(pk=file.pk).update(
            problem={name: value for name, value in file.problem.items() if name != "left_of"}
        )
    erase(acting, "party", person("Иван Узоров").pk, why="asked")
    assert ("1985-05-05" in kept_words()) == left_of
