"""What a search over a whole vault promises beside the index: an index folded earlier is said to be one."""

from __future__ import annotations

import io
from typing import Any

from django.db import connection

from dakaz.names.fold import FOLD_VERSION
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.reindexing import reindex
from dakaz.records.models import VaultState
from dakaz.records.queries import fulltext, search


def add(acting: Any, readers: Any, *files: tuple[str, str]) -> list[Any]:
    run = start(acting, how="files")
    given = [
        Incoming(name, len(text.encode()), lambda text=text: io.BytesIO(text.encode()))
        for name, text in files
    ]  # type: ignore[misc]
    taken = list(take_in(acting, readers, run, given))
    finish(run)
    return taken


def test_an_index_folded_by_an_earlier_version_is_said_to_be_one_until_it_is_folded_again(
    acting: Any, readers: Any
) -> None:
    add(acting, readers, ("numbers.txt", "In 2023 there were 9,543 persons."))
    state = VaultState.objects.get(pk=1)
    state.fold_version = FOLD_VERSION - 1
    state.save()
    with connection.cursor() as cursor:  # as version 1 left it: 9 and 543 were two tokens
        row = next(iter(search.search(acting.seen_by, "persons").hits)).item.row
        fulltext.remove(cursor, [row])
        fulltext.add_folded(cursor, [(row, "in 2023 there were 9 543 person")])
    assert search.FOLDED_EARLIER in search.search(acting.seen_by, "persons").notes
    assert list(reindex(acting)) == [1]
    answer = search.search(acting.seen_by, "543")
    assert (answer.hits, answer.notes) == ([], ())
    (hit,) = search.search(acting.seen_by, "9 543").hits
    assert [hit.snippets[0].text[slice(*mark)] for mark in hit.snippets[0].marks] == ["9,543"]
