"""A sealed case: found nowhere without its key, whole with it, in the office again when that is wished."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.errors import BadInput, Conflict, NotFound
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_event, sealed_code
from dakaz.records.actions.granting import grant, holders, revoke
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.imports import finish, take_in
from dakaz.records.actions.merging import merge, unmerge
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealed_new import sealed_from_the_start
from dakaz.records.actions.sealing import seal, unseal
from dakaz.records.actions.sweeping import sweep
from dakaz.records.actions.tests.canaries import CANARY, canary_case
from dakaz.records.actions.uploads import Arrived, receive, waiting
from dakaz.records.models import (
    Case,
    CaseParty,
    Decision,
    Event,
    Ground,
    ImportRun,
    Item,
    ItemText,
    LogEntry,
    Name,
    Party,
    Passage,
    Reason,
    SealedRow,
)
from dakaz.records.models import Testimony as Told
from dakaz.records.queries import casebook
from dakaz.records.queries.casebook_pages import case_called
from dakaz.records.queries.search import search
from dakaz.records.queries.verify import verify
from dakaz.vault import Vault, keyring_file

OTHER = "orchid-lantern-gravel-moss-twelve-umbrella"
KINDS = (Case, CaseParty, Decision, Event, Reason, Told, Party, Name, Item, ItemText, Passage, Ground)


@pytest.fixture
def case(acting, readers):
    """A case of one person, with what belongs to it; the authority is everybody's."""
    authority = save_party(acting, kind="organisation", label="Authority", names=[{"text": "Authority"}])
    person = save_party(acting, kind="person", label=f"{CANARY} name", names=[{"text": f"{CANARY} name"}])
    return canary_case(acting, readers, person=person, authority=authority)


@pytest.fixture
def colleague(acting):
    """A second person of the office, who works with cases."""
    return add_user(acting, name="second", passphrase=OTHER)


def signed_in(acting, name=USER, passphrase=PASSPHRASE):
    """Someone who signs in anew, at another machine as it were: this thread looks with their keys."""
    vault = Vault.open(acting.vault.folder)
    keys = vault.unlock(user_name=name, passphrase=passphrase)
    database.look_with(keys)
    return acting_for(vault, keys, clock=Clock())


def everything(kinds=KINDS):
    """Every row of some tables, as this thread sees it."""
    return {kind.__name__: sorted(map(str, kind.objects.values_list())) for kind in kinds}


def test_who_has_not_heard_that_a_case_was_unsealed_writes_nothing_where_nobody_would_find_it(acting, case):
    done = seal(acting, case.pk)
    home = done.acting.seen_by.compartments[-1]
    unseal(done.acting, case.pk)
    with pytest.raises(NotFound):
        save_party(done.acting, kind="person", names=[{"text": f"{CANARY} late"}], lives_in=home)
    assert not Party.objects.filter(compartment=home).exists()


def test_whoever_sealed_a_case_reads_it_as_before(acting, case):
    before = {kind: kind.objects.count() for kind in KINDS}
    sealed = seal(acting, case.pk)
    assert {kind: kind.objects.count() for kind in KINDS} == before
    found = casebook.case(sealed.acting.seen_by, sealed.case)
    assert (found.code, found.title) == ("K-1", f"{CANARY} title")
    assert [party.party.label for party in found.involvements.all()] == [f"{CANARY} name"]
    assert found.decisions.get().authority.label == "Authority"
    assert verify(acting.vault, sealed.acting.keys).problems == []


def test_to_others_a_sealed_case_is_not_there(acting, case, colleague):
    nothing = save_case(acting, code="K-0", title="left")
    seal(acting, case.pk)
    second = signed_in(acting, "second", OTHER)
    assert [one.code for one in Case.objects.all()] == ["K-0"]
    assert (Decision.objects.count(), Told.objects.count(), Name.objects.count()) == (0, 0, 1)
    with pytest.raises(NotFound) as refused:
        casebook.case(second.seen_by, case.pk)
    with pytest.raises(NotFound) as never_was:
        casebook.case(second.seen_by, "01900000-0000-7000-8000-000000000000")
    assert str(refused.value) == str(never_was.value)
    assert casebook.case(second.seen_by, nothing.pk).title == "left"
    assert save_case(second, code="K-1", title="another").code == "K-1"  # the code is free to them
    assert verify(second.vault, second.keys).problems == []


def test_numbers_of_cases_sealed_from_the_start_are_drawn_so_that_those_of_colleagues_differ(
    acting, colleague
):
    second = replace(acting, seen_by=replace(acting.seen_by, user_id=colleague.pk))
    assert sealed_code(acting, f"{17:016x}") != sealed_code(second, f"{18:016x}")
    made = sealed_from_the_start(
        acting, lambda now, home: save_case(now, lives_in=home, title="first")
    ).acting
    code, home = Case.objects.values_list("code", "compartment").get()
    assert code == sealed_code(acting, home) and code.startswith("S-2024-")
    assert sealed_code(made, home) == f"S-2024-{int(code[-4:]) + 1:04d}"
    assert save_case(made, title="of the office").code == "C-2024-001"


def test_a_code_that_a_sealed_case_and_one_of_the_office_share_names_neither(acting, case):
    now = seal(acting, case.pk).acting
    assert case_called(now.seen_by, "K-1").pk == case.pk
    other = save_case(acting, code="K-1", title="another")
    with pytest.raises(BadInput, match="two cases"):
        case_called(now.seen_by, "K-1")
    assert case_called(acting.seen_by, "K-1") == other
    with pytest.raises(NotFound, match="no case"):
        case_called(acting.seen_by, "K-2")


def test_the_database_opened_with_its_key_holds_no_word_of_a_sealed_case(acting, case, tmp_path):
    assert CANARY.encode() in raw_pages(acting)
    seal(acting, case.pk)
    found = raw_pages(acting)
    assert CANARY.encode() not in found
    assert case.pk.hex.encode() not in found
    assert str(case.pk).encode() not in found


def raw_pages(acting):
    """Decrypt the file page by page, as SQLCipher 4 lays it out: free pages and slack included."""
    key, data = acting.keys.db_key, (acting.vault.folder / "dakaz.db").read_bytes()
    wal = acting.vault.folder / "dakaz.db-wal"
    log = wal.read_bytes() if wal.exists() else b""
    pages = [(data[at : at + 4096], 16 if at == 0 else 0) for at in range(0, len(data), 4096)]
    frames = [log[at + 24 : at + 24 + 4096] for at in range(32, len(log), 4096 + 24)]
    pages += [(frame, 0) for frame in frames]
    found = b""
    for page, skip in pages:
        iv = page[-80:-64]
        opener = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        found += opener.update(page[skip:-80])
    return found


def test_a_key_is_granted_and_taken_back_person_by_person(acting, case, colleague):
    now = seal(acting, case.pk).acting
    assert [user.name for user in holders(now, case.pk)] == [USER]
    grant(now, case.pk, colleague.pk)
    second = signed_in(acting, "second", OTHER)
    assert casebook.case(second.seen_by, case.pk).title == f"{CANARY} title"
    save_event(second, case_id=case.pk, kind="threat", title="by the second")

    database.look_with(now.keys)
    assert Event.objects.filter(title="by the second").exists()
    now = revoke(now, case.pk, colleague.pk)
    generations = {int.from_bytes(bytes(row.content)[:4], "big") for row in SealedRow.objects.all()}
    assert generations == {2}
    assert casebook.case(now.seen_by, case.pk).title == f"{CANARY} title"
    second = signed_in(acting, "second", OTHER)
    assert Case.objects.count() == 0
    with pytest.raises(NotFound):
        casebook.case(second.seen_by, case.pk)
    database.look_with(now.keys)
    with pytest.raises(BadInput, match="Nobody else holds"):
        revoke(now, case.pk, now.seen_by.user_id)


def test_unsealed_it_is_everybodys_again(acting, case, colleague):
    before = everything()
    now = seal(acting, case.pk).acting
    unseal(now, case.pk)
    second = signed_in(acting, "second", OTHER)
    assert casebook.case(second.seen_by, case.pk).title == f"{CANARY} title"
    after = everything()
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert verify(second.vault, second.keys).problems == []
    assert not SealedRow.objects.exists()
    assert LogEntry.objects.filter(payload=None).count() == 0


def test_a_person_of_another_case_too_stays_and_the_sealed_case_gets_a_copy(acting, case, colleague):
    person = Party.objects.get(label=f"{CANARY} name")
    other = save_case(acting, code="K-2", involvements=[{"party_id": person.pk, "role": "client"}])
    now = seal(acting, case.pk).acting
    inside = casebook.case(now.seen_by, case.pk).involvements.get().party
    assert inside.pk != person.pk and inside.label == person.label
    assert [name.text for name in inside.names.all()] == [f"{CANARY} name"]
    second = signed_in(acting, "second", OTHER)
    assert casebook.case(second.seen_by, other.pk).involvements.get().party == person
    assert person.case_involvements.count() == 1 and person.testimonies.count() == 0


@pytest.mark.parametrize("step", ["compartment", "originals", "rows", "leftovers"])
def test_cut_off_anywhere_the_case_is_in_one_place_and_whole(acting, case, step):
    class Killed(BaseException):
        pass

    def kill(at):
        if at == step:
            raise Killed

    before = {kind: kind.objects.count() for kind in KINDS}
    with pytest.raises(Killed):
        seal(acting, case.pk, at=kill)
    again = signed_in(acting)
    assert {kind: kind.objects.count() for kind in KINDS} == before
    assert verify(again.vault, again.keys).problems == []
    assert bool(SealedRow.objects.count()) == (step == "leftovers")
    if step != "leftovers":
        seal(again, case.pk)


def test_a_sealing_refused_half_way_leaves_nothing_and_may_be_tried_again_at_once(acting, case):
    def changed_meanwhile(at):
        if at == "rows":
            raise Conflict("Someone changed this case.")

    keyring, objects = keyring_file.read(acting.vault.folder), list(acting.vault.objects.names())
    with pytest.raises(Conflict):
        seal(acting, case.pk, at=changed_meanwhile)
    assert keyring_file.read(acting.vault.folder).compartments == keyring.compartments
    assert list(acting.vault.objects.names()) == objects
    assert verify(acting.vault, acting.keys).clean
    assert casebook.case(seal(acting, case.pk).acting.seen_by, case.pk).code == "K-1"


def test_a_case_that_something_in_the_office_leads_to_stays_where_it_is(acting, case):
    elsewhere = save_event(acting, kind="threat", title="of no case")
    rest_on(acting, elsewhere, item=Item.objects.get())
    with pytest.raises(BadInput, match="ground"):
        seal(acting, case.pk)
    assert Case.objects.get().compartment == acting.seen_by.office


def test_words_of_a_sealed_paper_are_found_by_whoever_holds_its_key_and_by_nobody_else(
    acting, case, colleague
):
    assert search(acting.seen_by, CANARY).total == 1
    now = seal(acting, case.pk).acting
    (hit,) = search(now.seen_by, f"{CANARY} door").hits
    assert hit.item.object_name == Item.objects.get().object_name
    assert "door" in str(hit.snippets)
    second = signed_in(acting, "second", OTHER)
    assert search(second.seen_by, CANARY).total == search(second.seen_by, "neverwritten").total == 0
    database.look_with(now.keys)
    unseal(now, case.pk)
    assert search(acting.seen_by, CANARY).total == 1


def test_originals_move_under_the_new_key_and_nobody_else_clears_them_away(acting, case, colleague):
    (before,) = acting.vault.objects.names()
    now = seal(acting, case.pk).acting
    (name,) = acting.vault.objects.names()
    assert name != before
    keys = now.keys_of(Case.objects.get().compartment)
    assert acting.vault.objects.read(name, keys).startswith(CANARY.encode())
    assert not acting.vault.objects.opens(name, now.keys_of("office"))
    os.utime(acting.vault.objects.path(name), (0, 0))
    tomorrow = datetime.now(UTC) - timedelta(hours=1)
    assert sweep(now, before=tomorrow).removed == 0
    assert sweep(signed_in(acting, "second", OTHER), before=tomorrow).removed == 0
    assert list(acting.vault.objects.names()) == [name]


def test_papers_sent_to_a_sealed_case_are_sealed_with_it(acting, case, readers, colleague):
    now = seal(acting, case.pk).acting
    stored = now.vault.objects.put(io.BytesIO(f"{CANARY} came later".encode()), now.keys_of("office"))
    run = receive(now, [Arrived(f"{CANARY} later.txt", stored)], case=case.pk)
    assert not now.vault.objects.path(stored.name).exists()  # the office's key opens nothing of it
    list(take_in(now, readers, run, waiting(now, run)))
    finish(run)
    assert Item.objects.filter(case=case.pk).count() == 2
    assert search(now.seen_by, f"{CANARY} later").total == 1
    assert verify(now.vault, now.keys).problems == []
    assert CANARY.encode() not in raw_pages(now)
    signed_in(acting, "second", OTHER)
    assert Item.objects.count() == ImportRun.objects.filter(how="upload").count() == 0


def test_what_was_written_together_with_something_sealed_is_still_covered_by_the_log(acting, colleague):
    people = [save_party(acting, kind="person", names=[{"text": name}]) for name in ("Kept", "Merged")]
    parts = [[{"party_id": one.pk, "role": "client"}] for one in people]
    cases = [save_case(acting, title=name, involvements=part) for name, part in zip("ab", parts, strict=True)]
    merged = merge(acting, kept=people[0].pk, merged=people[1].pk, facts={})
    unmerge(acting, merged.pk)
    seal(acting, cases[0].pk)
    second = signed_in(acting, "second", OTHER)
    assert verify(second.vault, second.keys).problems == []
