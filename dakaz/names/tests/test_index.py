"""A name is found among many, as comparing with every one would find it; an index survives on disk."""

from __future__ import annotations

import random

import pytest

from dakaz.errors import Unreadable
from dakaz.names import Index, compare
from dakaz.names.clusters import candidate_pairs, dedupe
from dakaz.names.lexicon import Lexicon
from dakaz.names.prepared import Prepared
from dakaz.names.weights import THRESHOLD

GIVEN = [
    "Иван",
    "Аляксандр",
    "Piotr",
    "Мария",
    "Волга",
    "Hanna",
    "Сергей",
    "Uladzimir",
    "Kacper",
    "Ягор",
    "Юлія",
    "Dzmitry",
]
SURNAMES = [
    "Мороз",
    "Каваленка",
    "Kowalczyk",
    "Громыка",
    "Шаўчэнка",
    "Petrov",
    "Сідарэнка",
    "Волкаў",
    "Lukša",
    "Бондар",
    "Крук",
    "Navickas",
]
ENDS = ["", "ов", "ski", "чук", "енко", "ич", "ская"]


@pytest.fixture(scope="module")
def names():
    chance = random.Random(1)
    return [f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}{chance.choice(ENDS)}" for _ in range(1500)]


@pytest.fixture(scope="module")
def index(names):
    made = Index()
    made.add(names)
    return made


@pytest.mark.parametrize("asked", ["Ivan Moroz", "Владимир Громыко", "Hanna Шевченко", "В. Петров", "Мария"])
def test_it_finds_what_comparing_with_every_name_finds(index, names, asked):
    every = {n for n, name in enumerate(names) if compare(asked, name).score >= THRESHOLD}
    found = index.search(asked, limit=len(names))
    assert {one.number for one in found} == every
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.score == pytest.approx(compare(asked, one.name).score) for one in found)


def test_limit_and_threshold_are_kept(index):
    assert len(index.search("Ivan Moroz", limit=1)) == 1
    assert all(one.score >= 0.99 for one in index.search("Ivan Moroz", limit=99, threshold=0.99))


def test_a_name_may_be_added_changed_and_removed():
    index = Index()
    first, second = index.add(["Иван Мороз", "Анна Крук"])
    index.update(second, "Ганна Бондар")
    assert not index.search("Анна Крук")
    assert [one.number for one in index.search("Anna Bondar")] == [second]
    index.remove(first)
    assert not index.search("Иван Мороз")
    assert len(index) == 1
    with pytest.raises(KeyError):
        index.update(first, "Пётр")


def test_an_index_is_read_as_it_was_written(index, tmp_path):
    file = tmp_path / "names.index"
    index.save(file)
    again = Index.load(file)
    assert len(again) == len(index)
    assert again.search("Владимир Громыко") == index.search("Владимир Громыко")
    assert [one.name for one in tmp_path.iterdir()] == ["names.index"]


def test_names_with_line_breaks_and_strokes_are_kept(tmp_path):
    index = Index()
    index.add(["Иван\nМороз", "Anna \\n Kruk", ""])
    index.save(tmp_path / "i")
    assert Index.load(tmp_path / "i").search("Ivan Moroz")[0].name == "Иван\nМороз"
    assert Index.load(tmp_path / "i").search("Анна Крук")[0].name == "Anna \\n Kruk"


def test_an_index_of_other_rules_is_read_anew(index, tmp_path, monkeypatch):
    file = tmp_path / "names.index"
    index.save(file)
    monkeypatch.setattr("dakaz.names.indexing.rules_digest", lambda: b"other")
    assert Index.load(file).search("Ivan Moroz") == index.search("Ivan Moroz")


@pytest.mark.parametrize("cut", [0, 10, 500])
def test_half_a_file_is_refused(index, tmp_path, cut):
    file = tmp_path / "names.index"
    index.save(file)
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(Unreadable, match=r"names\.index"):
        Index.load(file)


def test_an_empty_index_finds_nothing(tmp_path):
    index = Index()
    assert index.search("Иван") == []
    index.save(tmp_path / "i")
    assert Index.load(tmp_path / "i").search("Иван") == []


def test_records_of_one_name_make_a_cluster():
    names = [
        "Аляксандр Лукашэнка",
        "Иван Мороз",
        "Alexander Lukashenko",
        "Maroz Ivan",
        "Пётр Крук",
        "I. Moroz",
    ]
    clusters = dedupe(names)
    assert [cluster.rows for cluster in clusters] == [(1, 3, 5), (0, 2)]
    assert all(score >= THRESHOLD for cluster in clusters for _, _, score in cluster.pairs)


def test_candidates_are_pairs_once_each(names):
    one, other = candidate_pairs(Prepared(names, Lexicon()))
    assert (one < other).all()
    assert len(set(zip(one.tolist(), other.tolist(), strict=True))) == len(one)


def test_no_names_make_no_clusters():
    assert dedupe([]) == []
