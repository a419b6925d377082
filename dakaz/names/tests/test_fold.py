"""What the fold promises: one token a word, shared by the spellings of a name and the forms of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.names.fold import (
    fold_text,
    fold_word,
    forget,
    joined_numbers,
    phrase_readings,
    prefix_readings,
    readings,
    words,
)

LANGUAGES = st.sampled_from([None, "be", "ru", "uk", "lt", "en", "pl", "de", "fr", "lv", "ka"])

# Office-holders and towns only: how documents of each language write them.
SPELLINGS = [
    [
        ("Лукашэнка", "be"),
        ("Лукашенко", "ru"),
        ("Lukashenka", "en"),
        ("Lukašenka", "lt"),
        ("Łukaszenka", "pl"),
    ],
    [
        ("Лукашэнкі", "be"),
        ("Лукашенко", "uk"),
        ("Lukashenko", "en"),
        ("Lukašenkos", "lt"),
        ("Łukaszenki", "pl"),
    ],
    [("Lukaschenko", "de"), ("Loukachenko", "fr"), ("Łukašenka", "be"), ("ЛУКАШЕНКО", "ru")],
    [("Гродна", "be"), ("Гродно", "ru"), ("Hrodna", "en"), ("Grodno", "en"), ("Grodno", "pl")],
    [("Ціханоўская", "be"), ("Тихановская", "ru"), ("Tsikhanouskaya", "en"), ("Cichanouska", "pl")],
    [("Макей", "ru"), ("Макея", "ru"), ("Makei", "en"), ("Makiej", "pl"), ("Makey", None)],
    [("Королёв", "ru"), ("Каралёў", "be"), ("Karaliou", "en"), ("Korolev", "en"), ("Karalyou", "en")],
    [("Путин", "ru"), ("Путін", "uk"), ("Putin", "en"), ("Putinas", "lt"), ("Путину", "ru")],
    [("Харьков", "ru"), ("Kharkov", "en"), ("Charków", "pl"), ("Charkow", "de")],
    [("Жуков", "ru"), ("Zhukov", "en"), ("Žukov", "lt"), ("Żukow", "pl"), ("Joukov", "fr")],
    [
        ("Щербаков", "ru"),
        ("Шчарбакоў", "be"),
        ("Shcherbakov", "en"),
        ("Szczerbakow", "pl"),
        ("Sherbakov", "en"),
    ],
    [("Беларусь", "ru"), ("Беларуси", "ru"), ("Беларусі", "be"), ("Belarus", "en"), ("Biełaruś", "pl")],
    [("Станислав", "ru"), ("Станислава", "ru"), ("Stanisław", "pl"), ("Stanislav", "en")],
    [("Уладзімір", "be"), ("Владимир", "ru"), ("Vladimir", "en"), ("Uladzimir", "en")],
    [("задержанный", "ru"), ("задержанные", "ru"), ("задержанных", "ru")],
    [("беларускі", "be"), ("беларускага", "be"), ("беларускай", "be")],
    [("prieglobstis", "lt"), ("prieglobsčio", "lt"), ("prieglobstį", "lt")],
    [("refugee", "en"), ("Refugees", "en"), ("refugee's", "en")],
    [("uchodźcy", "pl"), ("uchodźców", "pl")],
]
PAIRS = [(one, other) for group in SPELLINGS for one in group for other in group]


@pytest.mark.parametrize(("asked", "written"), PAIRS)
def test_spellings_and_forms_find_one_another(asked: tuple[str, str], written: tuple[str, str]) -> None:
    assert fold_word(*written) in readings(asked[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("год", "ход"), ("суд", "сад"), ("нас", "наш"), ("там", "том"), ("чин", "цин"), ("Минск", "Пинск")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_word(other, "ru") not in readings(one)


def test_a_word_typed_without_its_marks_finds_the_marked_one() -> None:
    assert fold_word("Lukašenka", "lt") in readings("Lukasenka")
    assert fold_word("Žukauskas", "lt") in readings("Zukauskas")


def test_letters_of_another_script_in_disguise_change_nothing() -> None:
    assert fold_word("Лукaшeнкo", "ru") == fold_word("Лукашенко", "ru")  # Latin a, e, o inside
    assert fold_text("МР1234567", "ru") == fold_text("MP1234567", "en") == "mp1234567"


def test_numbers_dates_and_document_numbers_stay_as_they_are() -> None:
    assert fold_text("A-1234/24 от 18.10.2024", "ru") == "a 1234 24 ot 18 10 2024"


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("9,543", "9543"),
        ("9.543", "9543"),
        ("9\u00a0543", "9543"),
        ("9\u202f543", "9543"),
        ("9’543", "9543"),
        ("12\u202f345\u202f678", "12345678"),
    ],
)
def test_a_number_in_groups_is_one_word_and_one_token(written: str, token: str) -> None:
    assert [word for _, _, word in words(f"({written}), {written}.")] == [written, written]
    assert fold_text(written, "en") == token


@pytest.mark.parametrize(
    "written",
    [
        "28.10.2024",
        "5,3",
        "0,543",
        "1.2.345",
        "1.234.5",
        "9543,210",
        "2023 1345",
        "2023\u00a01345",
        "2023\t345",
        "123 456",
        "1, 234",
        "+370\u00a0612\u00a0345",
        "8-029,123",
        "029-123-456",
        "A1,234",
        "1,234A",
        "10.1234/567",
    ],
)
def test_dates_decimals_telephones_and_neighbours_stay_apart(written: str) -> None:
    digits = "".join(one if one.isalnum() else " " for one in written).split()
    assert fold_text(written, "en").split() == [one.casefold() for one in digits]


@pytest.mark.parametrize("asked", ["9543", "9 543", "9,543", "9.543", "9\u00a0543", "9\u202f543"])
@pytest.mark.parametrize("written", ["9543", "9 543", "9,543", "9.543", "9\u00a0543", "9\u202f543"])
def test_every_grouping_of_a_number_finds_every_other(asked: str, written: str) -> None:
    spoken = [word for _, _, word in words(joined_numbers(asked))]
    assert tuple(fold_text(written, "en").split()) in phrase_readings(spoken)


def test_a_number_grouped_by_spaces_is_asked_as_one_and_neighbours_as_two() -> None:
    assert joined_numbers("9 543 persons in 2023 1345") == "9543 persons in 2023 1345"
    assert joined_numbers("+375 29 123 456") == "+375 29 123 456"
    assert joined_numbers('"9" 543') == '"9" 543'


def test_a_year_has_no_other_token() -> None:
    assert readings("2024") == {"2024"}


def test_stress_marks_apostrophes_and_soft_hyphens_belong_to_the_word() -> None:
    assert (
        fold_text("Лукаше\u0301нко", "ru")
        == fold_text("Лука\u00adшенко", "ru")
        == fold_text("Лукашенко", "ru")
    )
    assert len(fold_text("сям’я", "be").split()) == 1


def test_words_point_at_the_original() -> None:
    text = "«Łukaszenka» – Лукашэнка, 2024."
    assert [text[start:end] for start, end, _ in words(text)] == ["Łukaszenka", "Лукашэнка", "2024"]


def test_a_phrase_has_one_reading_for_each_way_to_write_it_not_for_each_word() -> None:
    spoken = ["Аляксандр", "Рыгоравіч", "Лукашэнка", "прыехаў", "у", "Гродна"]
    assert len(phrase_readings(spoken)) < 60
    assert tuple(fold_text(" ".join(spoken), "be").split()) in phrase_readings(spoken)


def test_a_beginning_finds_its_words_across_scripts() -> None:
    token = fold_word("Лукашенко", "ru")
    assert any(token.startswith(start) for start in prefix_readings("Lukas"))
    assert any(token.startswith(start) for start in prefix_readings("Лука"))


def test_forgetting_changes_no_answer() -> None:
    before = fold_text("слова, якія помняцца", "be")
    forget()
    assert fold_text("слова, якія помняцца", "be") == before


@given(st.text(), LANGUAGES)
def test_there_is_one_token_per_word_in_the_same_order(text: str, language: str | None) -> None:
    spoken = [word for _, _, word in words(text)]
    tokens = fold_text(text, language).split(" ") if spoken else []
    assert tokens == [fold_word(word, language) for word in spoken]
    assert all(token.isalnum() for token in tokens)


@given(st.text(alphabet="абвгджзеёўішчцьэяюabcdhkšzžčłwxy'’ABЖШ19", min_size=1, max_size=12), LANGUAGES)
def test_a_word_always_finds_itself(text: str, language: str | None) -> None:
    for _, _, word in words(text):
        assert fold_word(word, language) in readings(word)
