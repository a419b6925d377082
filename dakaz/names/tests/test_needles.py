"""A protected name, number or address is found in any script, spelling and case form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.names import Needles

PEOPLE = {
    "1": ["Светлана Георгиевна Тихановская"],
    "2": ["Иван Мороз"],
    "3": ["Уладзімір Кавалёў", "Вовчик"],
    "4": ["Piotr Wałęsa"],
    "5": ["Michail Karač"],
}


@pytest.fixture(scope="module")
def needles():
    return Needles(
        PEOPLE,
        numbers={"1": ["+375 29 123-45-67"], "2": ["MP1234567"]},
        addresses={"1": ["г. Минск, ул. Кальварийская, д. 12, кв. 5"]},
    )


@pytest.mark.parametrize(
    ("text", "part", "owner"),
    [
        ("Видели Светлану Тихановскую.", "Светлану Тихановскую", "1"),
        ("са Святланай Ціханоўскай размаўлялі", "Святланай Ціханоўскай", "1"),
        ("Swiatłanę Cichanouską widziano", "Swiatłanę Cichanouską", "1"),
        ("Tsikhanouskaya, Sviatlana", "Tsikhanouskaya, Sviatlana", "1"),
        ("светлана тихановская пришла", "светлана тихановская", "1"),
        ("Тиханов-\nской Светланы не было", "Тиханов-\nской Светланы", "1"),
        ("С. Тихановская", "С. Тихановская", "1"),
        ("Тиxaновская Светлана", "Тиxaновская Светлана", "1"),  # Latin x and a
        ("Владимиру Ковалёву", "Владимиру Ковалёву", "3"),
        ("Позвали Вовчика.", "Вовчика", "3"),
        ("Piotrowi Wałęsie", "Piotrowi Wałęsie", "4"),
        ("su Michailu Karačiumi", "Michailu Karačiumi", "5"),
        ("Michailui Karačiui", "Michailui Karačiui", "5"),
    ],
)
def test_a_full_name_is_found_in_any_form(needles, text, part, owner):
    full = [hit for hit in needles.find(text) if hit.extent == "full"]
    assert [(hit.text, hit.ids) for hit in full] == [(part, (owner,))]
    assert text[full[0].start : full[0].end] == part


def test_short_ordinary_words_are_no_full_name_unless_written_with_capitals():
    short = Needles({"1": ["Лидия Мау"], "2": ["Олег Муса"]})
    assert {hit.extent for hit in short.find("lidé mají rádi; ich muss also")} <= {"part only"}
    assert [hit.extent for hit in short.find("Лидии Мау сказали")] == ["full"]


@pytest.mark.parametrize(
    ("text", "common"), [("Пришла Тихановская.", False), ("Ударил мороз.", True), ("Иван ушёл.", True)]
)
def test_a_part_alone_is_a_hit_of_lower_rank(needles, text, common):
    (hit,) = needles.find(text)
    assert (hit.extent, hit.common) == ("part only", common)


# Endings after the stem, nominative first: Belarusian and Lithuanian, men and women.
DECLINED = {
    "be": [
        ("Іван Пятроў", "а у а ам е", "ава аву ава авым аве"),
        ("Міхась Лынькоў", "я ю я ем і", "ова ову ова овым ове"),
        ("Алесь Шаўчук", "я ю я ем ю", "а у а ом у"),
        ("Сымон Баранскі", "а у а ам е", "ага аму ага ім ім"),
        ("Вольга Лукашэнка", "і е у ай е", "і цы у ай цы"),
        ("Ганна Кавалёва", "ы е у ай е", "ай ай у ай ай"),
        ("Марыя Баранская", "і і ю яй і", "ай ай ую ай ай"),
        ("Уладзімір Карач", "а у а ам у", "а у а ом у"),
    ],
    "lt": [
        ("Jonas Kazlauskas", "o ui ą u e", "o ui ą u e"),
        ("Michailas Karačius", "o ui ą u e", "iaus iui ių iumi iuje"),
        ("Tomas Venclovis", "o ui ą u e", "io iui į iu yje"),
        ("Ona Kazlauskienė", "os ai ą a oje", "ės ei ę e ėje"),
        ("Rasa Petraitytė", "os ai ą a oje", "ės ei ę e ėje"),
        ("Darius Žemaitis", "aus ui ų umi uje", "čio čiui tį čiu tyje"),
    ],
}


def _declined(name, given, surname):
    first, last = name.split()
    stems = [re.sub("(as|us|is|ys|[аяьоўйіыaė]|аў|оў|ая|кі)$", "", word) for word in (first, last)]
    stems[1] = re.sub("(аў|оў|ая|скі|ius|tis|is|as|ė|а|ка)$", "", last) + (
        "ск" if last.endswith("скі") else ""
    )
    stems[1] = stems[1] + "к" * last.endswith("ка") if "цы" not in surname else stems[1]
    for one, other in zip(given.split(), surname.split(), strict=True):
        yield f"{stems[0]}{one} {stems[1]}{'к' * (last.endswith('ка') and other != 'цы')}{other}"


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [row for rows in DECLINED.values() for row in rows],
    ids=lambda cell: cell[:12],
)
def test_every_case_form_is_found(name, given, surname):
    needles = Needles({"1": [name]})
    for form in _declined(name, given, surname):
        assert [hit.extent for hit in needles.find(f"– {form} –")] == ["full"], form


def test_words_of_two_sentences_are_no_full_name(needles):
    assert {hit.extent for hit in needles.find("Пришёл Иван. Мороз крепчал.")} == {"part only"}


@pytest.mark.parametrize("text", ["8 029 123 45 67", "80291234567", "+375 (29) 123-45-67", "№ 375291234567"])
def test_a_telephone_is_found_however_it_is_written(needles, text):
    (hit,) = [hit for hit in needles.find(text) if hit.kind == "number"]
    assert (hit.extent, hit.ids) == ("full", ("1",))


def test_a_paper_is_found_by_its_number(needles):
    (hit,) = needles.find("паспорт МР 1234567")
    assert (hit.text, hit.extent, hit.ids) == ("1234567", "full", ("2",))


def test_a_street_with_its_house_is_full_and_alone_a_part(needles):
    full, part = needles.find("на Кальварийской, 12; потом на Кальварыйскай")
    assert (full.extent, part.extent) == ("full", "part only")


@pytest.mark.parametrize("written", ["Ивье", "Ивьем", "Іўе", "Іўі", "IVYE"])
def test_a_place_with_one_consonant_is_found(written):
    (hit,) = Needles({}, addresses={"1": ["г. Ивье, ул. 1 Мая"]}).find(f"Это {written}, там он.")
    assert (hit.text, hit.ids) == (written, ("1",))


@pytest.mark.parametrize(
    ("written", "extent"),
    [
        ("ул. 1 Мая, д. 5", "full"),
        ("1 Мая 5", "full"),
        ("моей маме 5 лет", "part only"),
        ("мой 5", "part only"),
        ("Моя сестра, ей 5 лет", "part only"),
    ],
)
def test_an_everyday_word_that_sounds_like_a_short_street_is_no_address(written, extent):
    (hit,) = Needles({}, addresses={"1": ["ул. 1 Мая, д. 5"]}).find(written)
    assert hit.extent == extent


def test_a_word_is_judged_anew_wherever_it_stands(needles):
    text = "Иван Мороз. Мороз был. Иваном Моро-\nзом, Мороз Иван; иван"
    assert [(hit.text, hit.extent) for hit in needles.find(text)] == [
        ("Иван Мороз", "full"),
        ("Мороз", "part only"),
        ("Иваном Моро-\nзом", "full"),
        ("Мороз Иван", "full"),
        ("иван", "part only"),
    ]


@pytest.mark.parametrize(
    "text", ["", "Дождь шёл весь день.", "It rained all day in 1999.", "Lijo visą dieną."]
)
def test_ordinary_words_are_no_hits(needles, text):
    assert needles.find(text) == []


def test_whose_a_word_may_be_is_said_as_they_were_given():
    people = {
        str(number): [f"{given} Мороз"] for number, given in enumerate(("Иван", "Анна", "Олег", "Пётр"))
    }
    hits = Needles(people).find("Мороз; Марозу")
    assert [hit.ids for hit in hits] == [("0", "1", "2", "3")] * 2


def test_without_needles_nothing_is_found():
    assert Needles({}).find("Иван Мороз, 80291234567") == []


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_may_be_searched(needles, text):
    for hit in needles.find(text + " Светлане Тихановской " + text):
        assert 0 <= hit.start < hit.end
    hits = needles.find(text + "\n\nСветлане Тихановской\n\n" + text)
    assert any(hit.ids == ("1",) and hit.extent == "full" for hit in hits)


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_address_may_be_protected(address):
    Needles({}, addresses={"1": [address]}).find(f"Адрес: {address}.")
