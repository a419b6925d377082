import io
import os
import zipfile

import pytest
from django.db import connection

from dakaz.records.actions.archive import describe, undo_import
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.uploads import Arrived, receive
from dakaz.records.actions.uploads import waiting as waiting_files
from dakaz.records.queries import archive, search
from dakaz.records.queries.verify import verify

LETTER = "Ліст у падтрымку.\n\nСпадар Лукашэнка тут ні пры чым.\n".encode()


def incoming(name, content):
    return Incoming(name, len(content), lambda: io.BytesIO(content))


def taken_in(acting, readers, *files, how="files"):
    run = start(acting, how=how)
    taken = list(take_in(acting, readers, run, [incoming(*file) for file in files]))
    finish(run)
    return run, taken


def test_a_file_becomes_an_item_that_is_found_in_any_script(acting, readers):
    _, (taken,) = taken_in(acting, readers, ("letter.txt", LETTER))
    item = archive.item(acting.seen_by, taken.item)
    assert (item.name, item.size, item.media_type) == ("letter.txt", len(LETTER), "text/plain")
    for query in ("Lukashenka", "Лукашенко", "Lukašenka"):
        (hit,) = search.search(acting.seen_by, query).hits
        (snippet,) = hit.snippets
        assert [archive.text_of(item).content[slice(*mark)] for mark in snippet.marks] == ["Лукашэнка"]
    assert verify(acting.vault, acting.keys).clean


def test_the_same_bytes_twice_are_one_item_with_two_origins(acting, readers):
    _, (first,) = taken_in(acting, readers, ("letter.txt", LETTER))
    _, (second,) = taken_in(acting, readers, ("other name.txt", LETTER))
    assert (first.state, second.state, first.item) == ("added", "known", second.item)
    origins = archive.custody_of(archive.item(acting.seen_by, first.item)).origins
    assert [origin.name for origin in origins] == ["letter.txt", "other name.txt"]
    assert verify(acting.vault, acting.keys).clean


def test_the_same_bytes_twice_in_one_batch_are_one_item(acting, readers):
    _, taken = taken_in(acting, readers, ("a.txt", LETTER), ("b.txt", LETTER))
    assert [one.state for one in taken] == ["added", "known"]
    assert archive.items(acting.seen_by).total == 1


def test_what_is_packed_inside_becomes_items_of_its_own(acting, readers):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive_file:
        archive_file.writestr("inner/letter.txt", LETTER)
        archive_file.writestr("../../escape.txt", b"still only a name")
    _, (outer,) = taken_in(acting, readers, ("bundle.zip", packed.getvalue()))
    assert len(outer.inside) == 2
    parts = archive.parts_of(acting.seen_by, archive.item(acting.seen_by, outer.item))
    assert {part.within_as for part in parts} == {"member"}
    assert all(".." not in part.name and "/" not in part.name for part in parts)


def test_bytes_no_program_can_read_are_kept_as_they_came(acting, readers):
    noise = bytes(range(256)) * 40
    _, (taken,) = taken_in(acting, readers, ("strange.bin", noise))
    item = archive.item(acting.seen_by, taken.item)
    assert acting.vault.objects.read(item.object_name, acting.keys_of(item.compartment)) == noise


def test_a_file_that_cannot_be_opened_fails_alone(acting, readers):
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    run = start(acting, how="files")
    files = [Incoming("gone.txt", 3, gone), incoming("letter.txt", LETTER)]
    states = {one.name: one.state for one in take_in(acting, readers, run, files)}
    assert states == {"gone.txt": "failed", "letter.txt": "added"}


def test_an_import_can_be_undone_but_not_what_something_rests_on(acting, readers):
    run, taken = taken_in(acting, readers, ("letter.txt", LETTER), ("wrong.txt", b"added by mistake"))
    mark_words(acting, taken[0].item, words="Ліст у падтрымку")
    assert undo_import(acting, run.id) == (1, 1)
    assert archive.items(acting.seen_by).total == 1
    assert not search.search(acting.seen_by, "mistake").hits
    assert verify(acting.vault, acting.keys).clean


@pytest.mark.parametrize("damage", ["flip", "truncate", "remove"])
def test_damage_to_an_object_is_found_and_named(acting, readers, damage):
    _, (taken,) = taken_in(acting, readers, ("letter.txt", LETTER))
    item = archive.item(acting.seen_by, taken.item)
    path = acting.vault.objects.path(item.object_name)
    content = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(
            content[:-5] if damage == "truncate" else content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
        )
    verified = verify(acting.vault, acting.keys)
    assert [str(item.pk) in str(problem) for problem in verified.problems] == [True]


def test_undoing_an_import_leaves_the_bytes_another_import_waits_to_take_in(acting, readers):
    run, (taken,) = taken_in(acting, readers, ("letter.txt", LETTER))
    name = archive.item(acting.seen_by, taken.item).object_name
    stored = acting.vault.objects.put(io.BytesIO(LETTER), acting.keys_of(acting.seen_by.office))
    assert stored.name == name
    waiting = receive(acting, [Arrived("letter.txt", stored)])
    assert undo_import(acting, run.id) == (1, 0)
    list(take_in(acting, readers, waiting, waiting_files(acting, waiting)))
    assert [item.name for item in archive.items(acting.seen_by).rows] == ["letter.txt"]
    assert verify(acting.vault, acting.keys).clean


def test_undoing_an_import_leaves_what_came_again_in_another(acting, readers):
    run, _ = taken_in(acting, readers, ("letter.txt", LETTER))
    taken_in(acting, readers, ("the same.txt", LETTER))
    assert undo_import(acting, run.id) == (0, 1)
    assert verify(acting.vault, acting.keys).clean


def test_bytes_sealed_again_while_an_import_is_undone_stay(acting, readers):
    run, (taken,) = taken_in(acting, readers, ("letter.txt", LETTER))
    name = archive.item(acting.seen_by, taken.item).object_name

    def sealed_again(execute, sql, params, many, context):
        if "staged" in sql and sql.startswith("SELECT"):  # it has just asked who needs the bytes
            acting.vault.objects.put(io.BytesIO(LETTER), acting.keys_of(acting.seen_by.office))
        return execute(sql, params, many, context)

    made_old(acting, name)
    with connection.execute_wrapper(sealed_again):
        undo_import(acting, run.id)
    assert acting.vault.objects.path(name).is_file()


def made_old(acting, name):
    os.utime(acting.vault.objects.path(name), (1_700_000_000, 1_700_000_000))


def test_who_needs_an_object_is_found_by_its_name(acting):
    for table, column in (("item", "object_name"), ("importfile", "staged")):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM records_{table} WHERE {column} IN ('a', 'b')")
            assert "SEARCH" in cursor.fetchone()[3]


@pytest.mark.parametrize("tag", ["a", "дата", 'quo"te', "50%", "a, b", "back\\slash", "A"])
def test_a_tag_is_found_whole_and_only_whole(acting, readers, tag):
    near = ["data", "датам", 'x"a', 'quo"te"s', "500", "a, b, c", "back\\slashes"]
    _, (one, other) = taken_in(acting, readers, ("a.txt", b"one"), ("b.txt", b"two"))
    describe(acting, one.item, tags=[tag, "more"])
    describe(acting, other.item, tags=near)
    assert [item.pk for item in archive.items(acting.seen_by, filters={"tag": tag}).rows] == [one.item]
    assert archive.items(acting.seen_by, filters={"tag": tag[:-1] or "b"}).total == 0
