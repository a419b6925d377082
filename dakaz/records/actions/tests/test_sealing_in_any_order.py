"""Creating, editing, merging, sealing, granting, erasing in any order: nothing is lost or seen."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.errors import BadInput, NotFound, Refused
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.erasing import erase
from dakaz.records.actions.granting import grant, revoke
from dakaz.records.actions.merging import merge, unmerge
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal, unseal
from dakaz.records.models import Case, CaseParty, Event, Party
from dakaz.records.queries.verify import verify
from dakaz.vault import Vault

SECOND = "orchid-lantern-gravel-moss-twelve-umbrella"
BOTH = frozenset({"first", "second"})
WHO = st.sampled_from(sorted(BOTH))
ANY = st.integers(0, 1_000_000)


def raw_pages(acting):
    """Decrypt the database file and the write-ahead file with their key, free pages and slack too."""
    key, data = acting.keys.db_key, (acting.vault.folder / "dakaz.db").read_bytes()
    wal = acting.vault.folder / "dakaz.db-wal"
    log = wal.read_bytes() if wal.exists() else b""
    pages = [(data[at : at + 4096], 16 if at == 0 else 0) for at in range(0, len(data), 4096)]
    frames = [(log[at + 24 : at + 24 + 4096], 0) for at in range(32, len(log), 4096 + 24)]
    return {"database": _opened(key, pages), "write-ahead": _opened(key, frames)}


def _opened(key, pages):
    return b"".join(
        Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor().update(page[skip:-80])
        for page, skip in pages
    )


class Kept:
    """What one case should hold, as plain values.

    Args:
        title: no other case has it, nor ever had it.
        client: id of the person it is of, as last seen; sealing may make a copy of them.
        label: how that person is called.
    """

    def __init__(self, title, client, label):
        self.title, self.client, self.label = title, client, label
        self.events, self.seen_by, self.sealed = Counter(), BOTH, False


class Office(RuleBasedStateMachine):
    """Two colleagues. What each should see is kept beside, as plain values."""

    made: Path

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        vault = Vault.open(Path(shutil.copytree(self.made, self.folder / "vault")))
        clock = Clock()
        keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
        database.unlock(vault, keys)
        second = vault.unlock(user_name="second", passphrase=SECOND)
        self.people = {
            "first": acting_for(vault, keys, clock=clock),
            "second": acting_for(vault, second, clock=clock),
        }
        self.cases: dict = {}
        self.merges: list = []  # (merge, kept, merged, label of the merged, cases that were moved)
        self.secret: set[str] = set()  # words that must stand nowhere in the file
        self.number = 0

    def teardown(self):
        try:
            self.nothing_secret_is_in_the_file()
            self.everything_verifies()
        finally:
            database.lock()
            shutil.rmtree(self.folder)

    def as_(self, who):
        """Look as one of the two, with the keys they hold by now."""
        someone = self.people[who]
        keys = someone.vault.refresh(someone.keys)
        database.look_with(keys)
        self.people[who] = acting_for(someone.vault, keys, clock=someone.clock)
        return self.people[who]

    def word(self, what):
        self.number += 1
        return f"{what}Zyl{self.number}kanary"

    def some(self, number, **what):
        """One of the cases that are so, or None."""
        fit = [
            key
            for key, kept in self.cases.items()
            if all(getattr(kept, name) == value for name, value in what.items())
        ]
        return fit[number % len(fit)] if fit else None

    def holder(self, case, number):
        who = sorted(self.cases[case].seen_by)
        return self.as_(who[number % len(who)])

    def write_case(self, acting, title, client):
        """Codes are chosen: the office's next number may be that of a sealed case, which it does not see."""
        parts = [{"party_id": client, "role": "client"}]
        return save_case(acting, code=f"K-{self.number}", title=title, involvements=parts)

    # What people do

    @rule(who=WHO)
    def create(self, who):
        acting, label = self.as_(who), self.word("person")
        person = save_party(acting, kind="person", names=[{"text": label}])
        title = self.word("title")
        case = self.write_case(acting, title, person.pk)
        self.cases[case.pk] = Kept(title, person.pk, label)

    @precondition(lambda self: self.cases)
    @rule(number=ANY)
    def a_second_case_of_the_same_person(self, number):
        of = self.some(number, sealed=False)
        if of is None:
            return
        title, client = self.word("title"), self.cases[of].client
        acting = self.as_("second")
        case = self.write_case(acting, title, client)
        self.cases[case.pk] = Kept(title, client, self.cases[of].label)

    @precondition(lambda self: self.cases)
    @rule(number=ANY)
    def edit(self, number):
        case = self.some(number)
        acting, title = self.holder(case, number), self.word("title")
        save_case(acting, identifier=case, title=title)
        if self.cases[case].sealed:
            self.secret.add(title)
        self.cases[case].title = title

    @precondition(lambda self: self.cases)
    @rule(number=ANY)
    def tell_an_event(self, number):
        case = self.some(number)
        acting, title = self.holder(case, number), self.word("event")
        save_event(acting, kind="threat", title=title, case_id=case)
        if self.cases[case].sealed:
            self.secret.add(title)
        self.cases[case].events[title] += 1

    @precondition(lambda self: len(self.cases) > 1)
    @rule(one=ANY, other=ANY)
    def merge(self, one, other):
        a, b = (self.cases[self.some(number)] for number in (one, other))
        if a.sealed or b.sealed or a.client == b.client:
            return
        moved = [key for key, kept in self.cases.items() if kept.client == b.client and not kept.sealed]
        found = merge(self.as_("first"), kept=a.client, merged=b.client, facts={})
        self.merges.append((found.pk, a.client, b.client, b.label, moved))
        for key in moved:
            self.cases[key].client, self.cases[key].label = a.client, a.label

    @precondition(lambda self: self.merges)
    @rule()
    def unmerge(self):
        """Undo the last one; what was sealed or erased meanwhile may stand in the way."""
        found, kept, merged, label, moved = self.merges.pop()
        acting = self.as_("second")
        if any(self.cases[key].sealed for key in moved if key in self.cases):
            return
        try:
            unmerge(acting, found)
        except NotFound:  # it went with the person, when the last case they were in was erased
            assert not any(key in self.cases for key in moved)
            return
        except (BadInput, LookupError):
            return
        for key in moved:
            if key in self.cases and self.cases[key].client == kept:
                self.cases[key].client, self.cases[key].label = merged, label

    @precondition(lambda self: self.some(0, sealed=False))
    @rule(number=ANY, who=WHO)
    def seal(self, number, who):
        case = self.some(number, sealed=False)
        kept = self.cases[case]
        try:
            seal(self.as_(who), case)
        except BadInput:  # something that stays leads to it: it stays open, whole
            return
        kept.seen_by, kept.sealed = frozenset({who}), True
        kept.client = self.client_of(case)
        self.secret |= {kept.title, *kept.events}

    @precondition(lambda self: self.some(0, sealed=True))
    @rule(number=ANY)
    def grant(self, number):
        kept = self.cases[case := self.some(number, sealed=True)]
        if kept.seen_by != BOTH:
            (holder,) = kept.seen_by
            (other,) = BOTH - kept.seen_by
            grant(self.as_(holder), case, self.people[other].seen_by.user_id)
            kept.seen_by = BOTH

    @precondition(lambda self: self.some(0, sealed=True, seen_by=BOTH))
    @rule(number=ANY, stays=WHO)
    def revoke(self, number, stays):
        case = self.some(number, sealed=True, seen_by=BOTH)
        (goes,) = BOTH - {stays}
        revoke(self.as_(stays), case, self.people[goes].seen_by.user_id)
        self.cases[case].seen_by = frozenset({stays})

    @precondition(lambda self: self.some(0, sealed=True))
    @rule(number=ANY)
    def unseal(self, number):
        case = self.some(number, sealed=True)
        kept = self.cases[case]
        unseal(self.holder(case, number), case)
        kept.seen_by, kept.sealed = BOTH, False
        self.secret -= {kept.title, *kept.events}

    @precondition(lambda self: len(self.cases) > 2)
    @rule(number=ANY)
    def erase(self, number):
        case = self.some(number)
        kept = self.cases[case]
        try:
            erased = erase(self.holder(case, number), "case", case, why="asked")
        except Refused:
            return
        del self.cases[case]
        del erased
        self.secret |= {kept.title, *kept.events}

    # What must hold

    def client_of(self, case):
        return CaseParty.objects.get(case=case, role="client").party_id

    @precondition(lambda self: self.cases)
    @invariant()
    def each_sees_what_is_theirs_whole_and_nothing_else(self):
        for who in sorted(BOTH):
            self.as_(who)
            mine = {key: kept for key, kept in self.cases.items() if who in kept.seen_by}
            titles = {key: one.title for key, one in mine.items()}
            assert dict(Case.objects.values_list("pk", "title")) == titles
            told = Counter({(key, title): n for key, one in mine.items() for title, n in one.events.items()})
            assert Counter(Event.objects.values_list("case", "title")) == told
            for key, one in mine.items():
                client = Party.objects.get(pk=self.client_of(key))
                assert (client.pk, client.label) == (one.client, one.label)
        if os.environ.get("DAKAZ_VERIFY_EACH"):
            self.everything_verifies()
        database.look_with(None)
        readable = {key for key, kept in self.cases.items() if not kept.sealed}
        assert set(Case.objects.values_list("pk", flat=True)) == readable

    def everything_verifies(self):
        for who in sorted(BOTH):
            acting = self.as_(who)
            found = verify(acting.vault, acting.keys, objects=False)
            assert [problem.message % problem.values for problem in found.problems] == []

    def nothing_secret_is_in_the_file(self):
        """The database opened with its key: no title of a sealed or erased case, nor of its events."""
        acting = self.as_("first")
        places = raw_pages(acting)
        found = [
            (word, place)
            for word in sorted(self.secret)
            for place in places
            if word.encode() in places[place]
        ]
        assert found == []


@pytest.fixture
def of_two(new_vault, tmp_path):
    """A vault of two colleagues, to be copied for each run."""
    made = Path(shutil.copytree(new_vault, tmp_path / "made"))
    vault = Vault.open(made)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    add_user(acting_for(vault, keys, clock=Clock()), name="second", passphrase=SECOND)
    database.lock()
    return made


@pytest.mark.parametrize(
    ("examples", "steps"), [(3, 14), pytest.param(20, 40, marks=pytest.mark.soak)], ids=["few", "many"]
)
def test_in_any_order_nothing_is_lost_and_nothing_is_seen(of_two, examples, steps):
    machine = type("OfficeOfThisVault", (Office,), {"made": of_two}).TestCase
    machine.settings = settings(
        max_examples=int(os.environ.get("DAKAZ_EXAMPLES", examples)),
        stateful_step_count=steps,
        deadline=None,
        phases=(Phase.generate,),  # a failure names its steps; making them fewer takes many minutes
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()
