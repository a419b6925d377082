"""Creating, editing, sealing, giving and taking keys, unsealing, in any order: nothing lost, nothing seen."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.granting import grant, revoke
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal, unseal
from dakaz.records.models import Case, Event, SealedRow
from dakaz.records.queries.verify import verify
from dakaz.vault import Vault

SECOND = "orchid-lantern-gravel-moss-twelve-umbrella"
WORDS = st.sampled_from(["winter", "bridge", "harbour", "kettle"])


class Office(RuleBasedStateMachine):
    """Two colleagues. What each should see is kept beside, as plain values."""

    cases = Bundle("cases")
    made: Path

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        vault = Vault.open(Path(shutil.copytree(self.made, self.folder / "vault")))
        keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
        database.unlock(vault, keys)
        clock = Clock()
        first = acting_for(vault, keys, clock=clock)
        self.second_id = add_user(first, name="second", passphrase=SECOND).pk
        second = vault.unlock(user_name="second", passphrase=SECOND)
        self.people = {"first": first, "second": acting_for(vault, second, clock=clock)}
        # case -> what it is called, how many events it has, who may see it
        self.titles, self.events, self.seen_by, self.held_once = {}, {}, {}, set()

    def teardown(self):
        database.lock()
        shutil.rmtree(self.folder)

    def as_(self, who):
        """Look as one of the two, with the keys they hold by now."""
        someone = self.people[who]
        keys = someone.vault.refresh(someone.keys)
        database.look_with(keys)
        now = acting_for(someone.vault, keys, clock=someone.clock)
        self.people[who] = now
        return now

    @initialize()
    def begin(self):
        """Nothing is there yet."""

    @rule(target=cases, title=WORDS, who=st.sampled_from(["first", "second"]))
    def create(self, title, who):
        acting = self.as_(who)
        person = save_party(acting, kind="person", names=[{"text": f"{title} person"}])
        case = save_case(acting, title=title, involvements=[{"party_id": person.pk, "role": "client"}])
        self.titles[case.pk], self.events[case.pk] = title, 0
        self.seen_by[case.pk] = {"first", "second"}
        return case.pk

    @rule(case=cases, title=WORDS)
    def edit(self, case, title):
        acting = self.as_(sorted(self.seen_by[case])[-1])
        save_case(acting, identifier=case, title=f"{title} anew")
        self.titles[case] = f"{title} anew"

    @rule(case=cases, title=WORDS)
    def tell_an_event(self, case, title):
        acting = self.as_(sorted(self.seen_by[case])[0])
        save_event(acting, kind="threat", title=title, case_id=case)
        self.events[case] += 1

    def is_sealed(self, case):
        self.as_(sorted(self.seen_by[case])[0])
        return Case.objects.get(pk=case).compartment != "office"

    @rule(case=cases, who=st.sampled_from(["first", "second"]))
    def seal(self, case, who):
        if not self.is_sealed(case):
            seal(self.as_(who), case)
            self.seen_by[case] = {who}

    @rule(case=cases)
    def grant(self, case):
        if self.is_sealed(case) and len(self.seen_by[case]) == 1:
            (holder,) = self.seen_by[case]
            other = self.people["second" if holder == "first" else "first"].seen_by.user_id
            grant(self.as_(holder), case, other)
            self.seen_by[case] = {"first", "second"}

    @rule(case=cases, stays=st.sampled_from(["first", "second"]))
    def revoke(self, case, stays):
        if self.is_sealed(case) and len(self.seen_by[case]) == 2:
            goes = self.people["second" if stays == "first" else "first"].seen_by.user_id
            revoke(self.as_(stays), case, goes)
            self.seen_by[case] = {stays}

    @rule(case=cases)
    def unseal(self, case):
        if self.is_sealed(case):
            unseal(self.as_(sorted(self.seen_by[case])[0]), case)
            self.seen_by[case] = {"first", "second"}

    @precondition(lambda self: self.titles)
    @invariant()
    def each_sees_what_is_theirs_whole_and_the_log_verifies(self):
        for who in ("first", "second"):
            acting = self.as_(who)
            mine = {case for case, people in self.seen_by.items() if who in people}
            assert dict(Case.objects.values_list("pk", "title")) == {case: self.titles[case] for case in mine}
            counts = {case: Event.objects.filter(case=case).count() for case in mine}
            assert counts == {case: self.events[case] for case in mine}
            assert Event.objects.count() == sum(counts.values())
            assert verify(acting.vault, acting.keys, objects=False).problems == []
        database.look_with(None)
        readable = {case for case, people in self.seen_by.items() if len(people) == 2}
        assert set(Case.objects.values_list("pk", flat=True)) <= readable
        sealed_words = b"".join(bytes(row.content) for row in SealedRow.objects.all())
        assert not any(title.encode() in sealed_words for title in self.titles.values())


@pytest.mark.parametrize(
    ("examples", "steps"), [(4, 10), pytest.param(15, 25, marks=pytest.mark.soak)], ids=["few", "many"]
)
def test_in_any_order_nothing_is_lost_and_nothing_is_seen(new_vault, examples, steps):
    machine = type("OfficeOfThisVault", (Office,), {"made": new_vault}).TestCase
    machine.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()
