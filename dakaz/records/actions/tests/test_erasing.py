"""Erased is erased: nothing of it in the file, the log whole, what others rest on left where it is."""

from __future__ import annotations

import random
from datetime import date

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.db import models

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.errors import Conflict, NotFound, Refused
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_due_date, save_event
from dakaz.records.actions.erasing import erase
from dakaz.records.actions.erasing_rest import finish
from dakaz.records.actions.granting import grant
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.merging import merge, unmerge
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_consent, save_document, save_named_tie, save_tie
from dakaz.records.actions.sealing import seal
from dakaz.records.actions.support import save_need, tick_needs
from dakaz.records.actions.tests.canaries import CANARY, canary_case, paper
from dakaz.records.fields import REGISTER
from dakaz.records.models import (
    Case,
    CaseParty,
    Consent,
    Decision,
    Erasure,
    Event,
    Item,
    LogEntry,
    Name,
    Need,
    Party,
    SealedRow,
    Tie,
)
from dakaz.records.queries.erasing import plan
from dakaz.records.queries.people_names import closest
from dakaz.records.queries.search import search
from dakaz.records.queries.verify import verify
from dakaz.vault import Vault

OTHER = "orchid-lantern-gravel-moss-twelve-umbrella"


class Killed(BaseException):
    """The program was killed."""


def raw_pages(acting):
    """Decrypt the file page by page, as SQLCipher 4 lays it out: free pages and slack included."""
    key, data = acting.keys.db_key, (acting.vault.folder / "dakaz.db").read_bytes()
    wal = acting.vault.folder / "dakaz.db-wal"
    log = wal.read_bytes() if wal.exists() else b""
    pages = [(data[at : at + 4096], 16 if at == 0 else 0) for at in range(0, len(data), 4096)]
    pages += [(log[at + 24 : at + 24 + 4096], 0) for at in range(32, len(log), 4096 + 24)]
    found = b""
    for page, skip in pages:
        opener = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
        found += opener.update(page[skip:-80])
    return found


@pytest.fixture
def authority(acting):
    """Everybody's."""
    return save_party(acting, kind="organisation", protection="named", names=[{"text": "Authority"}])


@pytest.fixture
def person(acting):
    """Somebody whose every word is a canary."""
    one = save_party(
        acting,
        kind="person",
        description=f"{CANARY} description",
        names=[{"text": f"{CANARY} Mikałajevič"}],
        contacts=[{"kind": "phone", "value": "+370 600 00000", "safe_when": f"{CANARY} evenings"}],
        risks=[{"kind": "protest", "words": f"{CANARY} square"}],
    )
    save_document(acting, party_id=one.pk, kind="passport", number=f"{CANARY}99", note=f"{CANARY} note")
    save_consent(acting, party_id=one.pk, purpose="refer", how="spoken", given="2024-10-01", asked=CANARY)
    tick_needs(acting, one.pk, ["housing"], on="2024-10-02")
    return one


@pytest.fixture
def case(acting, readers, person, authority):
    """A case of that person."""
    return canary_case(acting, readers, person=person, authority=authority)


def clean(acting):
    return verify(acting.vault, acting.keys).problems == []


def filler(acting, many=60):
    """Others, so that rows have been moved from page to page."""
    for number in range(many):
        save_party(acting, kind="person", names=[{"text": f"Other {number}"}], description="x" * 300)


def signed_in(acting, name=USER, passphrase=PASSPHRASE):
    """Someone who signs in anew."""
    vault = Vault.open(acting.vault.folder)
    keys = vault.unlock(user_name=name, passphrase=passphrase)
    database.look_with(keys)
    return acting_for(vault, keys, clock=Clock())


def test_nothing_of_a_person_is_left_in_file_folder_or_memory(acting, person, case):
    filler(acting)
    assert CANARY.encode() in raw_pages(acting)
    assert closest(acting.seen_by, CANARY)
    found = plan(acting.seen_by, "party", person.pk)
    assert found.in_the_way == []
    done = erase(acting, "party", person.pk, why="asked", seen=found.seen)
    assert done.finished
    left = raw_pages(acting)
    for word in (CANARY.encode(), b"600 00000", person.pk.hex.encode(), str(person.pk).encode()):
        assert word not in left
    assert list(acting.vault.objects.names()) == []
    assert closest(acting.seen_by, CANARY) == []
    assert search(acting.seen_by, CANARY).total == 0
    assert clean(acting)


def test_the_certificate_says_how_many_and_nothing_of_whom(acting, person, case):
    done = erase(acting, "party", person.pk, why="withdrawn")
    kept = Erasure.objects.get(pk=done.erasure)
    assert kept.why == "withdrawn" and kept.on == acting.clock().date()
    assert kept.what["party"] == 1 and kept.what["name"] == 1 and kept.what["case"] == 1
    assert "left" not in kept.what and kept.what == dict(done.counts)
    assert str(person.pk) not in str(kept.what)


def test_no_personal_column_of_anything_that_goes_survives(acting, readers, person, case, authority):
    other = save_party(acting, kind="person", names=[{"text": "Other"}])
    save_tie(acting, party_id=person.pk, other_id=other.pk, kind="friend")
    need = Need.objects.get()
    save_need(
        acting,
        identifier=need.pk,
        referrals=[{"to_id": authority.pk, "on": "2024-10-03", "consent_id": Consent.objects.get().pk}],
    )
    save_due_date(acting, case_id=case.pk, on=date(2024, 11, 1), what="call")
    save_named_tie(acting, decision_id=Decision.objects.get().pk, kind="travel", words="went")
    found, planted = plan(acting.seen_by, "party", person.pk), set()
    for kind, rows in found.goes.items():
        for column, field in REGISTER[kind._meta.model_name].items():
            one = kind._meta.get_field(column)
            words = isinstance(one, models.CharField | models.TextField) and not one.choices
            if field and words and (one.max_length or 99) >= 20 and not column.endswith(("fold", "sha256")):
                planted.add((kind._meta.model_name, column))
                kind._base_manager.filter(pk__in=list(rows)).update(**{column: f"{CANARY}{len(planted):03}"})
    kinds = {kind for kind, _ in planted}
    assert {"party", "name", "contactway", "document", "consent", "need", "referral", "tie", "case"} <= kinds
    assert {"decision", "reason", "namedtie", "duedate", "testimony", "event", "item", "passage"} <= kinds
    before = raw_pages(acting)
    missing = [n for n in range(1, len(planted) + 1) if f"{CANARY}{n:03}".encode() not in before]
    assert len(planted) > 40 and not missing
    erase(acting, "party", person.pk, why="asked")
    left = raw_pages(acting)
    assert CANARY.encode() not in left
    assert [*acting.vault.objects.names()] == []


@pytest.mark.parametrize("kind", ["case", "testimony", "item"])
def test_a_case_a_testimony_a_paper_go_by_themselves(acting, person, case, kind):
    root = {
        "case": case,
        "testimony": case.testimonies.get(),
        "item": Item.objects.get(),
    }[kind]
    if kind == "item":
        for one in Event.objects.all():
            erase_grounds_of(acting, one)
    before = Party.objects.count()
    assert erase(acting, kind, root.pk, why="time").finished
    assert not type(root).objects.filter(pk=root.pk).exists()
    assert Party.objects.count() == before - (kind == "case")  # the person stood nowhere else
    assert clean(acting)
    word = {"case": CANARY, "testimony": "told", "item": "about a door"}[kind]
    assert word.encode() not in raw_pages(acting)


def erase_grounds_of(acting, event):
    from dakaz.records.actions.grounds import rest_no_longer
    from dakaz.records.models import Ground

    for ground in Ground.objects.filter(subject=event.pk):
        rest_no_longer(acting, ground.pk)


def test_a_paper_that_something_rests_on_is_not_erased_and_one_another_case_rests_on_stays(
    acting, person, case, authority
):
    item = Item.objects.get()
    with pytest.raises(Refused) as refused:
        erase(acting, "item", item.pk, why="asked")
    assert refused.value.findings[0].kind == "event"
    other = save_case(acting, code="K-2")
    elsewhere = save_event(acting, case_id=other.pk, kind="threat", title="of another")
    rest_on(acting, elsewhere, item=item)
    found = plan(acting.seen_by, "case", case.pk)
    assert [(one.kind, one.values["what"]) for one in found.stays] == [("item", "of another")]
    erase(acting, "case", case.pk, why="time", seen=found.seen)
    assert Item.objects.get().case is None
    assert [*Case.objects.all()] == [other]
    assert clean(acting)


def test_somebody_who_stands_in_another_case_stays_and_only_their_part_is_taken_out(acting, person, case):
    client = save_party(acting, kind="person", names=[{"text": "Client"}])
    other = save_case(
        acting,
        code="K-2",
        involvements=[
            {"party_id": person.pk, "role": "family"},
            {"party_id": client.pk, "role": "client"},
        ],
    )
    found = plan(acting.seen_by, "case", case.pk)
    assert (one := next(one for one in found.stays if one.kind == "party")).key == person.pk and one.why
    erase(acting, "case", case.pk, why="time")
    assert Name.objects.filter(party=person.pk).exists()
    found = plan(acting.seen_by, "party", person.pk)
    assert [(one.kind, one.label) for one in found.stays] == [("case", "K-2")]
    erase(acting, "party", person.pk, why="asked")
    assert [part.party_id for part in CaseParty.objects.filter(case=other)] == [client.pk]
    assert clean(acting)
    assert CANARY.encode() not in raw_pages(acting)


def test_what_is_kept_as_evidence_or_for_a_court_is_not_erased(acting, person, case):
    save_case(acting, identifier=case.pk, retention="evidence", kept_why="a complaint to a body")
    for kind, key in (("case", case.pk), ("party", person.pk), ("testimony", case.testimonies.get().pk)):
        with pytest.raises(Refused) as refused:
            erase(acting, kind, key, why="asked")
        assert refused.value.findings[0].values["why"] == "a complaint to a body"
    assert Party.objects.filter(pk=person.pk).exists() and clean(acting)


def test_what_changed_since_somebody_looked_is_not_erased(acting, person, case):
    found = plan(acting.seen_by, "case", case.pk)
    save_event(acting, case_id=case.pk, kind="threat", title="meanwhile")
    with pytest.raises(Conflict):
        erase(acting, "case", case.pk, why="time", seen=found.seen)
    assert Case.objects.filter(pk=case.pk).exists()


def test_the_log_keeps_its_leaves_and_says_nothing_of_whom(acting, person, case):
    leaves = list(LogEntry.objects.order_by("seq").values_list("seq", "day", "action", "commitment"))
    erase(acting, "party", person.pk, why="asked")
    now = LogEntry.objects.order_by("seq")
    assert list(now.values_list("seq", "day", "action", "commitment"))[: len(leaves)] == leaves
    told = b"".join(bytes(one.payload or b"") for one in now)
    assert str(person.pk).encode() not in told
    emptied = now.filter(payload=None)
    assert emptied.exists() and not emptied.exclude(subject=None, salt=None).exists()


def test_a_merge_of_others_forgets_what_it_moved_of_them(acting, person):
    one, two = (save_party(acting, kind="person", names=[{"text": name}]) for name in ("Jan", "Janka"))
    tie = save_tie(acting, party_id=two.pk, kind="friend", other_id=person.pk, note=f"{CANARY} friend")
    made = merge(acting, kept=one.pk, merged=two.pk, facts={})
    assert str(person.pk) in str(made.moved)
    erase(acting, "party", person.pk, why="asked")
    made.refresh_from_db()
    assert str(person.pk) not in str(made.moved) and made.moved
    assert not Tie.objects.filter(pk=tie.pk).exists()
    assert clean(acting) and CANARY.encode() not in raw_pages(acting)


def test_two_that_were_found_to_be_one_are_erased_as_one(acting, person):
    twin = save_party(acting, kind="person", names=[{"text": f"{CANARY} twin"}])
    merge(acting, kept=person.pk, merged=twin.pk, facts={})
    erase(acting, "party", twin.pk, why="asked")
    assert Party.objects.count() == 0
    assert clean(acting) and CANARY.encode() not in raw_pages(acting)


def test_somebody_once_wrongly_taken_for_them_and_found_to_be_another_since_stays(acting, person, case):
    wrongly, truly = (
        save_party(acting, kind="person", names=[{"text": name}]) for name in ("Wrongly", "Truly")
    )
    save_case(acting, code="K-theirs", involvements=[{"party_id": truly.pk, "role": "client"}])
    unmerge(acting, merge(acting, kept=person.pk, merged=wrongly.pk, facts={}).pk)
    found = merge(acting, kept=truly.pk, merged=wrongly.pk, facts={})
    erase(acting, "case", case.pk, why="asked")
    assert not Party.objects.filter(pk=person.pk).exists()
    assert unmerge(acting, found.pk).undone and Party.objects.filter(pk=wrongly.pk).exists()
    assert clean(acting)


@pytest.mark.parametrize("step", ["rows", "commit", "files", "key", "leftovers", "done"])
@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
def test_cut_off_anywhere_it_is_all_there_or_gone_and_the_rest_is_finished(acting, case, step, sealed):
    now = seal(acting, case.pk).acting if sealed else acting

    def kill(at):
        if at == step:
            raise Killed

    with pytest.raises(Killed):
        erase(now, "case", case.pk, why="time", at=kill)
    again = signed_in(acting)
    assert clean(again)
    if step in ("rows", "commit"):
        assert Case.objects.filter(pk=case.pk).exists()
        assert len(list(again.vault.objects.names())) == 1
        return
    assert not Case.objects.filter(pk=case.pk).exists()
    again = finish(again)
    assert list(again.vault.objects.names()) == []
    assert set(again.vault.refresh(again.keys).compartments) == {"office"}
    assert "left" not in Erasure.objects.get().what
    assert clean(again) and CANARY.encode() not in raw_pages(again)


def test_a_sealed_case_goes_with_its_key_for_everybody(acting, person, case):
    colleague = add_user(acting, name="second", passphrase=OTHER)
    now = seal(acting, case.pk).acting
    compartment = Case.objects.get().compartment
    grant(now, case.pk, colleague.pk)
    held = now.vault.refresh(now.keys)
    done = erase(acting_for(now.vault, held, clock=Clock()), "case", case.pk, why="time")
    assert done.finished and compartment not in done.acting.keys.compartments
    assert compartment not in (acting.vault.folder / "keyring.json").read_text()
    assert compartment not in (acting.vault.folder / "keyring.copy.json").read_text()
    assert not SealedRow.objects.exists() and Erasure.objects.get().what == {"sealed": 1}
    for who in ((), ("second", OTHER)):
        assert clean(signed_in(acting, *who))
        assert Case.objects.count() == 0
    assert list(acting.vault.objects.names()) == []


def test_whoever_lacks_a_sealed_cases_key_neither_sees_it_go_nor_breaks_it(acting, person, case, authority):
    helper = save_party(acting, kind="person", protection="public_figure", names=[{"text": "Known Helper"}])
    save_case(
        acting,
        identifier=case.pk,
        involvements=[
            {"party_id": person.pk, "role": "client"},
            {"party_id": helper.pk, "role": "supporter"},
        ],
    )
    add_user(acting, name="second", passphrase=OTHER)
    seal(acting, case.pk)
    second = signed_in(acting, "second", OTHER)
    for kind, key in (("case", case.pk), ("party", person.pk)):
        with pytest.raises(NotFound):
            plan(second.seen_by, kind, key)
    found = plan(second.seen_by, "party", helper.pk)
    assert (found.stays, found.in_the_way) == ([], [])
    erase(second, "party", helper.pk, why="asked")
    assert clean(second)
    first = signed_in(acting)
    finish(first)
    assert Case.objects.get().title == f"{CANARY} title" and clean(first)
    assert [part.party.label for part in CaseParty.objects.all()] == [person.label]


def test_an_entry_that_was_emptied_by_nobodys_erasure_is_noticed(acting, person, case):
    erase(acting, "party", person.pk, why="asked")
    other = save_party(acting, kind="person", names=[{"text": "Other"}])
    erase(acting, "party", other.pk, why="asked")
    assert clean(acting)
    entry = LogEntry.objects.exclude(payload=None).order_by("seq").first()
    LogEntry.objects.filter(pk=entry.pk).update(payload=None, salt=None)
    found = verify(acting.vault, acting.keys).problems
    assert [str(one) for one in found] == [
        f"What log entry {entry.seq} said is gone, and no erasure took it out."
    ]


def walk(acting, readers, draw, steps):
    """Do what an office does, in an order drawn, and erase in between; verify after each erasure."""
    people, cases = [], []

    def write():
        people.append(save_party(acting, kind="person", names=[{"text": f"{CANARY} {len(people)}"}]).pk)
        clients = draw.sample(people, min(len(people), draw.randint(1, 2)))
        involved = [{"party_id": one, "role": "client"} for one in clients]
        cases.append(save_case(acting, involvements=involved).pk)
        event = save_event(
            acting,
            case_id=cases[-1],
            kind="threat",
            title=CANARY,
            involvements=[{"party_id": clients[0], "role": "victim"}],
        )
        item = paper(acting, readers, f"{CANARY} {len(cases)}", case=draw.choice([None, cases[-1]]))
        rest_on(acting, event, item=Item.objects.get(pk=item))

    def join():
        alive = [one.pk for one in Party.objects.filter(merged_into=None)]
        if len(alive) > 1:
            kept, merged = draw.sample(alive, 2)
            merge(acting, kept=kept, merged=merged, facts={})

    def go():
        kind, rows = draw.choice([("party", Party), ("case", Case), ("item", Item)])
        keys = sorted(rows.objects.values_list("pk", flat=True))
        if keys:
            key = draw.choice(keys)
            try:
                erase(acting, kind, key, why="time")
            except Refused:
                assert rows.objects.filter(pk=key).exists()
            else:
                assert str(key).encode() not in raw_pages(acting)
                people[:] = [one for one in people if Party.objects.filter(pk=one).exists()]
            assert clean(acting)

    write()
    for _ in range(steps):
        draw.choice([write, join, go, go])()


@pytest.mark.parametrize("steps", [8, pytest.param(60, marks=pytest.mark.soak)], ids=["few", "many"])
def test_in_any_order_the_log_verifies_and_what_is_erased_is_gone(acting, readers, steps):
    walk(acting, readers, random.Random(20241028), steps)
