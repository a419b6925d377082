"""Relations of cases: written on one side, read on both, kept where the sealed case is, taken away."""

import pytest

from dakaz.errors import BadInput, Conflict, NotFound
from dakaz.records.actions.case_ties import remove_case_tie, save_case_tie
from dakaz.records.actions.casebook import save_case, save_decision
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.records.guard import SeenBy
from dakaz.records.models import CaseTie, LogEntry
from dakaz.records.queries.case_ties import case_ties, ties_of_case
from dakaz.records.queries.verify import verify


@pytest.fixture
def two(acting):
    return save_case(acting, code="first"), save_case(acting, code="second")


def test_a_relation_reads_turned_round_from_the_other_side(acting, two):
    first, second = two
    save_case_tie(acting, case_id=second.pk, other_id=first.pk, kind="follows", note="the appeal")
    (here,) = ties_of_case(acting.seen_by, second)
    (there,) = ties_of_case(acting.seen_by, first)
    assert (here.other.pk, str(here.is_to_it)) == (first.pk, "follows")
    assert (there.other.pk, str(there.is_to_it)) == (second.pk, "leads_to")
    assert verify(acting.vault, acting.keys).clean


def test_it_is_changed_and_taken_away_and_the_log_tells(acting, two):
    first, second = two
    tie = save_case_tie(acting, case_id=first.pk, other_id=second.pk, kind="family")
    changed = save_case_tie(acting, identifier=tie.pk, seen_entry=tie.entry, kind="same_person")
    assert changed.kind == "same_person"
    with pytest.raises(Conflict):
        remove_case_tie(acting, tie.pk, seen_entry=tie.entry)
    remove_case_tie(acting, tie.pk, seen_entry=changed.entry)
    assert ties_of_case(acting.seen_by, first) == []
    assert LogEntry.objects.filter(action="casetie.removed", subject=tie.pk).exists()
    with pytest.raises(NotFound):
        remove_case_tie(acting, tie.pk)
    assert verify(acting.vault, acting.keys).clean


def test_a_case_is_not_tied_to_itself_nor_twice_the_same_way(acting, two):
    first, second = two
    with pytest.raises(BadInput, match="same case"):
        save_case_tie(acting, case_id=first.pk, other_id=first.pk, kind="family")
    with pytest.raises(BadInput, match="Choose one"):
        save_case_tie(acting, case_id=first.pk, other_id=second.pk, kind="nothing")
    save_case_tie(acting, case_id=first.pk, other_id=second.pk, kind="follows")
    with pytest.raises(BadInput, match="already"):
        save_case_tie(acting, case_id=second.pk, other_id=first.pk, kind="leads_to")
    assert CaseTie.objects.count() == 1


def test_a_relation_to_a_sealed_case_is_kept_with_it_and_unseen_without_its_key(acting, two):
    office, (first, second) = acting.seen_by.compartments, two
    acting = seal(acting, second.pk).acting
    tie = save_case_tie(acting, case_id=first.pk, other_id=second.pk, kind="leads_to")
    assert (tie.case_id, tie.other_id, tie.kind) == (second.pk, first.pk, "follows")
    assert tie.compartment == tie.case.compartment not in office
    assert len(ties_of_case(acting.seen_by, first)) == 1
    without = SeenBy(acting.seen_by.user_id, "x", compartments=office)
    assert ties_of_case(without, first) == [] and case_ties(without).total == 0
    save_case_tie(acting, identifier=tie.pk, seen_entry=tie.entry, note="said by her lawyer")
    remove_case_tie(acting, tie.pk)
    assert verify(acting.vault, acting.keys).clean


def test_a_case_closes_after_it_opened_and_only_as_closed(acting):
    with pytest.raises(BadInput, match="before it was opened"):
        save_case(acting, opened="2024-10", closed="2024-09-30", status="closed")
    with pytest.raises(BadInput, match="does not stand as closed"):
        save_case(acting, closed="2024-09-30", status="open")
    case = save_case(acting, opened="2024-09", closed="2024-09-02", status="closed", risk="urgent")
    assert (case.closed, case.get_risk_display()) == ("2024-09-02", "urgent")


def test_what_a_decision_brings_is_of_the_list_and_a_ban_has_one_length(acting):
    case = save_case(acting)
    authority = save_party(acting, kind="organisation", label="A", names=[{"text": "Authority"}])
    what = {"case_id": case.pk, "authority_id": authority.pk, "kind": "entry_ban"}
    with pytest.raises(BadInput, match="no consequence"):
        save_decision(acting, **what, consequences=["entry_ban", "prison"])
    with pytest.raises(BadInput, match="cannot be both"):
        save_decision(acting, **what, consequences=["entry_ban"], ban_months=60, ban_for_life=True)
    saved = save_decision(
        acting, **what, ground="Art. 133(1)", consequences=["leave", "entry_ban"], ban_months=60
    )
    assert (saved.consequences, saved.ban_months, saved.ground) == (["leave", "entry_ban"], 60, "Art. 133(1)")
    assert verify(acting.vault, acting.keys).clean
