"""What search promises: across scripts, in the person's own words, and silent about what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dakaz.records.queries import fulltext
from dakaz.records.queries.found import Position, merge
from dakaz.records.queries.fulltext import Visible, VisibleRows
from dakaz.records.queries.memory_index import MemoryIndex
from dakaz.records.queries.snippets import highlight

TEXTS = [
    (1, "Прэзідэнт Аляксандр Лукашэнка падпісаў указ 278 аб пашпартах.", "be"),
    (2, "Президент Александр Лукашенко подписал указ № 278 о паспортах.", "ru"),
    (3, "President Alexander Lukashenko signed decree 278 on passports.", "en"),
    (4, "Prezidento Aleksandro Lukašenkos įsakas dėl pasų.", "lt"),
    (5, "Prezydent Alaksandr Łukaszenka podpisał dekret.", "pl"),
    (6, "Decision A-1234/24 of 18.10.2024 was handed over on Friday.", "en"),
    (7, "Decision A-4321/24 of 1234 pages.", "en"),
    (8, "Суд в Гродно отказал в жалобе.", "ru"),
    (9, "Hrodna: суд адхіліў скаргу на рашэнне.", "be"),
]
EVERY_SPELLING = [
    "Lukashenka",
    "Лукашэнка",
    "Лукашенко",
    "Lukašenka",
    "Łukaszenka",
    "Lukašenkos",
    "Lukasenka",
]


@pytest.fixture
def cursor(tmp_path: Path) -> Iterator[Any]:
    connection = sqlcipher3.connect(str(tmp_path / "dakaz.db"))
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    cursor = connection.cursor()
    cursor.execute(fulltext.CREATE_SQL)
    fulltext.add(cursor, TEXTS)
    yield cursor
    connection.close()


def found(cursor: Any, query: str, **more: Any) -> set[int]:
    return {row for row, _ in fulltext.search(cursor, query, limit=100, **more).rows}


@pytest.mark.parametrize("spelling", EVERY_SPELLING)
def test_every_spelling_finds_every_other(cursor: Any, spelling: str) -> None:
    assert found(cursor, spelling) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("name", ["Мікалай", "Николай", "Mikalojus"])
def test_a_given_name_finds_and_marks_its_forms_in_other_languages_but_not_in_quotes(
    cursor: Any, name: str
) -> None:
    texts = [(20, "Мікалай прыйшоў.", "be"), (21, "Николай пришёл.", "ru"), (22, "Mikalojus atėjo.", "lt")]
    fulltext.add(cursor, texts)
    assert found(cursor, name) == {20, 21, 22}
    assert found(cursor, f'"{name}"') < {20, 21, 22}
    assert all(highlight(text, name, language=language) for _, text, language in texts)


@pytest.mark.parametrize(
    "phrase", ['"Александр Лукашенко"', '"Аляксандр Лукашэнка"', "«Александра Лукашенко»"]
)
def test_phrases_are_found_across_scripts(cursor: Any, phrase: str) -> None:
    assert {1, 2} <= found(cursor, phrase)


def test_all_words_must_stand(cursor: Any) -> None:
    assert found(cursor, "Лукашенко указ") == {1, 2}
    assert found(cursor, "Лукашенко decree") == {3}


def test_forms_of_a_word_find_one_another(cursor: Any) -> None:
    assert 2 in found(cursor, "паспорт")
    assert 8 in found(cursor, "жалоба")


def test_a_phrase_keeps_its_order(cursor: Any) -> None:
    assert found(cursor, '"handed over"') == {6}
    assert found(cursor, '"over handed"') == set()


def test_document_numbers_and_dates_are_found_as_phrases(cursor: Any) -> None:
    assert found(cursor, "A-1234/24") == {6}
    assert found(cursor, "18.10.2024") == {6}
    assert found(cursor, "1234") == {6, 7}


def test_a_word_after_minus_is_left_out(cursor: Any) -> None:
    assert found(cursor, "Лукашенко -decree -декрет") == {1, 2, 4, 5} - found(cursor, "dekret")
    assert found(cursor, 'суд -"в Гродно"') == {9}


def test_a_beginning_finds_what_begins_so(cursor: Any) -> None:
    assert found(cursor, "Лукаш*") == {1, 2, 3, 4, 5}
    assert found(cursor, "Hrod*") == {8, 9}
    assert found(cursor, '"President Alex*"') <= {3}
    assert found(cursor, "паспор*") == {2, 3}


def test_only_exclusions_ask_for_a_word(cursor: Any) -> None:
    answer = fulltext.search(cursor, "-суд", limit=10)
    assert (answer.rows, answer.total) == ((), 0)
    assert "Add a word" in str(answer.notes[0])


@pytest.mark.parametrize(
    "typed",
    [
        "",
        '"',
        "-",
        "*",
        "NEAR(a b)",
        "tokens:суд",
        "суд OR decree",
        "{tokens} : суд",
        "суд) OR (суд",
        'суд" OR "decree',
        "^суд",
        "'; DROP TABLE records_fulltext; --",
        "%s ? :a",
        "a AND NOT b",
        "\x00",
        "-" * 500,
        "слово " * 500,
    ],
)
def test_syntax_of_the_index_is_only_words(cursor: Any, typed: str) -> None:
    fulltext.search(cursor, typed, limit=10)
    assert found(cursor, "суд") == {8, 9}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text() | st.text(alphabet="аЛs\"-*() :^+'AND ORT?%", max_size=30))
def test_nothing_typed_is_an_error(cursor: Any, typed: str) -> None:
    answer = fulltext.search(cursor, typed, limit=10)
    assert len(answer.rows) <= answer.total or answer.total_is_at_least
    for row, text, language in TEXTS:
        snippets = highlight(text, typed, language=language)
        if row in {found_row for found_row, _ in answer.rows}:
            assert snippets


def test_too_many_words_are_cut_and_it_is_said(cursor: Any) -> None:
    many_words = " ".join(f"word{number}" for number in range(100))
    for typed in (many_words, f'"{many_words}"', f"{many_words}*"):
        answer = fulltext.search(cursor, typed, limit=10)
        assert "first 60" in str(answer.notes[0])


def test_a_run_of_letters_without_end_is_found_and_marked(cursor: Any) -> None:
    run = "абв" * 100_000
    fulltext.add(cursor, [(7000, f"конец {run} конец", "ru")])
    assert found(cursor, run) == {7000}
    ((mark,),) = [snippet.marks for snippet in highlight(f"x {run} x", run, language="ru")]
    assert mark == (2, 2 + len(run))


def many(connection_cursor: Any, number: int, *, first: int = 100) -> None:
    """The word *common* in every text, *middling* in every twentieth, more often in later ones."""
    fulltext.add(
        connection_cursor,
        (
            (row, "common " + "middling " * ((row % 20 == 0) * (row // 20)) + "filler " * 50, "en")
            for row in range(first, first + number)
        ),
    )


def test_common_words_alone_list_newest_first_and_say_so(cursor: Any) -> None:
    many(cursor, 200)
    answer = fulltext.search(cursor, "common", limit=5)
    assert [row for row, _ in answer.rows] == [299, 298, 297, 296, 295]
    assert answer.total_is_at_least
    assert "“common”" in str(answer.notes[0])


def test_beside_rarer_words_common_words_only_filter(cursor: Any) -> None:
    many(cursor, 200)
    with_common = fulltext.search(cursor, "common middling", limit=50)
    alone = fulltext.search(cursor, "middling", limit=50)
    assert with_common.rows == alone.rows
    assert (with_common.total, with_common.notes) == (10, ())


@pytest.mark.parametrize("query", ["common", "middling", "common middling", "common -middling"])
def test_pages_follow_one_another_without_gap_or_repetition(cursor: Any, query: str) -> None:
    many(cursor, 120)
    whole = fulltext.search(cursor, query, limit=1000).rows
    paged: list[tuple[int, float]] = []
    after: Position | None = None
    while page := fulltext.search(cursor, query, limit=7, after=after):
        if not page.rows:
            break
        paged += page.rows
        after = page.end
    assert tuple(paged) == whole


VISIBLE_BELOW_200 = [
    Visible("{row} NOT IN (SELECT value FROM json_each(?))", (str(list(range(200, 400))),)),
    VisibleRows("SELECT value FROM json_each(%s)", (str(list(range(200))),)),
]


@pytest.mark.parametrize("visible", VISIBLE_BELOW_200)
@pytest.mark.parametrize("query", ["common", "middling", "common middling", "midd*", '"common middling"'])
def test_hidden_rows_change_nothing_a_person_sees(
    cursor: Any, query: str, visible: Visible | VisibleRows
) -> None:
    many(cursor, 100)
    before = fulltext.search(cursor, query, visible=visible, limit=1000)
    many(cursor, 200, first=200)
    after = fulltext.search(cursor, query, visible=visible, limit=1000)
    assert [row for row, _ in before.rows] and all(row < 200 for row, _ in after.rows)
    assert {row for row, _ in before.rows} == {row for row, _ in after.rows}
    assert (before.total, before.total_is_at_least, before.notes) == (
        after.total,
        after.total_is_at_least,
        after.notes,
    )


def test_a_word_only_in_hidden_texts_is_as_if_it_were_nowhere(cursor: Any) -> None:
    many(cursor, 100)
    visible = Visible("{row} < ?", (100,))
    assert fulltext.search(cursor, "common", visible=visible, limit=10) == fulltext.search(
        cursor, "nowhere", visible=visible, limit=10
    )


def data_blocks(cursor: Any) -> bytes:
    cursor.connection.commit()  # until then new words wait in memory
    cursor.execute("SELECT block FROM records_fulltext_data")
    return b"".join(bytes(block) for (block,) in cursor.fetchall())


@pytest.mark.parametrize("others", [0, 3, 300])
def test_deleted_words_are_gone_from_the_data_blocks_after_optimize(cursor: Any, others: int) -> None:
    many(cursor, others)
    fulltext.add(cursor, [(5000, "9secretword9", "en")])
    if others:
        fulltext.optimize(cursor)  # the worst case: the word lies in the only segment
    assert b"secretword9" in data_blocks(cursor)
    fulltext.remove(cursor, [5000])
    assert found(cursor, "9secretword9") == set()
    fulltext.optimize(cursor)
    assert b"cretword" not in data_blocks(cursor)
    assert found(cursor, "суд") == {8, 9}


def test_the_size_of_the_index_is_the_sum_of_its_blocks(cursor: Any) -> None:
    blocks = data_blocks(cursor)
    assert fulltext.index_bytes(cursor) == len(blocks)


def test_marks_point_at_the_original_spelling() -> None:
    text = "Учора прэзідэнт Аляксандр Лукашэнка быў у Гродне."
    (snippet,) = highlight(text, "Lukashenko Grodno", language="be", around=10)
    assert [text[start:end] for start, end in snippet.marks] == ["Лукашэнка", "Гродне"]
    assert snippet.text == text[snippet.start : snippet.end]


def test_a_phrase_is_marked_as_one_and_only_where_it_stands() -> None:
    text = "over; handed. It was handed over. " + "x " * 200 + "Handed over again"
    snippets = highlight(text, '"handed over"', language="en", around=20)
    marked = [text[start:end] for snippet in snippets for start, end in snippet.marks]
    assert marked == ["handed over", "Handed over"]
    assert len(snippets) == 2
    assert len(highlight(text, '"handed over"', language="en", around=20, most=1)) == 1


def test_what_does_not_match_has_no_snippet() -> None:
    assert highlight("Суд в Гродно.", "Минск", language="ru") == []
    assert highlight("", "Минск") == []


def test_a_sealed_compartment_answers_the_same_questions_from_memory(cursor: Any) -> None:
    sealed = MemoryIndex()
    sealed.add([(50, "Тайный пратакол пра Лукашэнку", "be"), (51, "Нічога", "be")])
    assert [row for row, _ in sealed.search("Lukashenko", limit=10).rows] == [50]
    sealed.add([(51, "Цяпер таксама Лукашэнка", "be")])
    shared = fulltext.search(cursor, "Lukashenko", limit=10)
    both = merge([shared, sealed.search("Lukashenko", limit=10)], limit=10)
    assert {row for row, _ in both.rows} == {1, 2, 3, 4, 5, 50, 51}
    assert both.total == 7
    sealed.remove([50])
    assert [row for row, _ in sealed.search("Лукашэнка", limit=10).rows] == [51]
    sealed.close()


def test_merged_pages_follow_one_another(cursor: Any) -> None:
    many(cursor, 60)
    sealed = MemoryIndex()
    many(sealed._connection.cursor(), 60, first=1000)
    rows: list[int] = []
    after: Position | None = None
    while True:
        answers = [
            fulltext.search(cursor, "common", limit=7, after=after),
            sealed.search("common", limit=7, after=after),
        ]
        page = merge(answers, limit=7)
        if not page.rows:
            break
        rows += [row for row, _ in page.rows]
        after = page.end
    assert sorted(rows) == [*range(100, 160), *range(1000, 1060)]
    sealed.close()


GROUPINGS = ["9543", "9 543", "9,543", "9.543", "9\u00a0543", "9\u202f543"]


@pytest.mark.parametrize("asked", GROUPINGS)
def test_a_number_is_found_however_its_digits_are_grouped(cursor: Any, asked: str) -> None:
    fulltext.add(cursor, [(20 + n, f"In 2023 {one} asked", "en") for n, one in enumerate(GROUPINGS)])
    everyone = set(range(20, 20 + len(GROUPINGS)))
    assert found(cursor, asked) == found(cursor, f'"2023 {asked} asked"') == everyone
    for written in GROUPINGS:
        (snippet,) = highlight(f"In 2023 {written} asked", asked, language="en")
        assert [snippet.text[start:end] for start, end in snippet.marks] == [written]


def test_two_cells_of_a_table_are_found_apart_and_as_one_number(cursor: Any) -> None:
    fulltext.add(cursor, [(30, "123 456", "en"), (31, "2023 1345", "en")])
    for asked in ("123", "456", "123456", "123 456", '"123" 456'):
        assert found(cursor, asked) == {30}
    assert found(cursor, "1345") == found(cursor, "2023 1345") == {31}
    assert found(cursor, "20231345") == set()


def test_whole_words_come_before_longer_words_with_that_beginning(cursor: Any) -> None:
    rare = "ministries of justice and other words that make this text a long one"
    entries = [(40, "justiceship justiceship", "cs"), (41, rare, "cs"), (42, "justicer", "cs")]
    fulltext.add(cursor, [*entries, *((row, "filling", "en") for row in range(50, 80))])
    rows = [row for row, _ in fulltext.search(cursor, "justice*", limit=9).rows]
    assert rows[0] == 41
    assert set(rows) == {40, 41, 42}
    first = fulltext.search(cursor, "justice*", limit=1)
    then = fulltext.search(cursor, "justice*", limit=9, after=first.end)
    assert [row for row, _ in (*first.rows, *then.rows)] == rows


@pytest.mark.parametrize("beginning", ["refuse*", "justice*", "Лукашэнка*", '"decree of justice*"'])
def test_a_beginning_that_is_a_whole_word_finds_and_marks_that_word(cursor: Any, beginning: str) -> None:
    text = "They refuse a decree of justice. Лукашэнка"
    fulltext.add(cursor, [(90, text, "en")])
    assert 90 in found(cursor, beginning)
    (snippet,) = highlight(text, beginning, language="en")
    (mark,) = snippet.marks
    assert text[slice(*mark)] == beginning.strip('"*')
