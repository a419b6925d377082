"""Names of a sealed case are found in any spelling by holders of its key and are in nobody else's memory."""

from __future__ import annotations

import pytest

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.access import acting_for
from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal, unseal
from dakaz.records.queries import duplicates, people, people_names

TYPED = "Анна Прикладович"


@pytest.fixture
def sealed(acting):
    """The acting person with the key of a sealed case, and who is in it; nobody else is called so."""
    hanna = save_party(acting, kind="person", names=[{"text": "Hanna Prykladovič"}, {"text": "Hanna P."}])
    save_party(acting, kind="person", names=[{"text": "Siarhei Uzorau"}])
    case = save_case(acting, involvements=[{"party_id": hanna.pk, "role": "client"}])
    assert people.suggest(acting.seen_by, TYPED) == [hanna]
    done = seal(acting, case.pk)
    assert people_names.closest(done.acting.seen_by, TYPED)
    return done.acting, hanna, case


def of_nobody(acting):
    """The same person as if they had no key but the office's."""
    database.look_with(None)
    return acting.seen_by


def test_who_holds_the_key_finds_them_in_any_spelling_and_others_do_not(acting, sealed):
    holder, hanna, _ = sealed
    for typed in (TYPED, "Prykladovic", "Приклад", "Hanna"):
        assert people.suggest(holder.seen_by, typed) == [hanna], typed
    (known,) = duplicates.someone_we_know(holder.seen_by, [TYPED])
    assert known.party == hanna and known.why
    seen_by = of_nobody(acting)
    for typed in (TYPED, "Prykladovic", "Приклад"):
        assert people.suggest(seen_by, typed) == []
    assert duplicates.someone_we_know(seen_by, [TYPED]) == []


def test_the_memory_of_the_office_lets_go_of_names_that_were_sealed(acting, sealed):
    people.suggest(of_nobody(acting), "Siarhei")
    assert people_names._KEPT._names.names._texts == ["Siarhei Uzorau"]


def test_a_name_written_later_is_found_and_one_renamed_is_not(sealed):
    holder, hanna, _ = sealed
    save_party(holder, identifier=hanna.pk, kind="person", names=[{"text": "Maryja Uzornaja"}])
    assert people_names.closest(holder.seen_by, TYPED) == []
    assert people.suggest(holder.seen_by, "Мария Узорная") == [hanna]


def test_unsealed_they_are_everybodys_again(sealed):
    holder, hanna, case = sealed
    unsealed = unseal(holder, case.pk)
    database.look_with(None)
    assert people.suggest(unsealed.seen_by, TYPED) == [hanna]


def test_when_the_last_session_ends_the_names_are_gone(acting, sealed):
    holder, hanna, _ = sealed
    kept = people_names._sealed_names()
    database.let_go(holder.seen_by.user_id)
    assert kept._names is None and kept._closed
    assert people.suggest(of_nobody(acting), TYPED) == []
    keys = acting.vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.look_with(keys)
    again = acting_for(acting.vault, keys, clock=Clock())
    assert people.suggest(again.seen_by, TYPED) == [hanna]
