import pytest

from dakaz.errors import BadInput, Conflict, NotFound
from dakaz.records.actions.casebook import save_case, save_decision
from dakaz.records.actions.observatory import save_series
from dakaz.records.actions.people import save_party
from dakaz.records.actions.publications import save_report
from dakaz.records.guard import SeenBy
from dakaz.records.queries import casebook, people
from dakaz.records.queries.verify import verify


@pytest.fixture
def authority(acting):
    return save_party(
        acting, names=[{"text": "Migration Department"}], kind="organisation", protection="public_figure"
    )


def test_a_case_gets_a_neutral_code_and_is_in_the_log(acting):
    case = save_case(acting, opened="2024-10")
    assert case.code == "C-2024-001"
    assert casebook.case(acting.seen_by, case.id).opened == "2024-10"
    assert verify(acting.vault, acting.keys).clean


def test_a_new_code_follows_the_highest_of_the_year_whatever_was_typed_by_hand(acting):
    save_case(acting, code="c-2024-001")
    save_case(acting, code="C-2024-003")
    save_case(acting, code="C-2023-002")
    assert [save_case(acting).code for _ in range(3)] == ["C-2024-004", "C-2024-005", "C-2024-006"]


def test_a_code_that_is_taken_is_refused_in_words_and_nothing_is_written(acting):
    save_case(acting, code="mine", summary="first")
    other = save_case(acting)
    for identifier in (None, other.id):
        with pytest.raises(BadInput, match="“code”: mine is there already"):
            save_case(acting, identifier=identifier, code="mine", summary="second")
    assert [case.code for case in casebook.all_cases(acting.seen_by)] == ["C-2024-001", "mine"]
    assert verify(acting.vault, acting.keys).clean


def test_keys_of_series_and_reports_are_taken_once(acting):
    series = {"key": "unhcr-lt", "title": "Decisions", "unit": "persons"}
    save_series(acting, cells=[], **series)
    with pytest.raises(BadInput, match="“key”: unhcr-lt is there already"):
        save_series(acting, cells=[], **series)
    save_report(acting, key="one", title="One", outline="# One")
    with pytest.raises(BadInput, match="“key”: one is there already"):
        save_report(acting, key="one", title="Two", outline="# Two")


def test_one_role_of_a_party_in_a_case_is_written_once(acting, authority):
    part = {"party_id": authority.id, "role": "authority"}
    with pytest.raises(BadInput, match="“role”: authority is there already"):
        save_case(acting, involvements=[part, part])
    assert casebook.all_cases(acting.seen_by) == []


def test_two_people_who_edit_one_record_notice_each_other(acting):
    case = save_case(acting, summary="first")
    seen = case.entry
    save_case(acting, identifier=case.id, seen_entry=seen, summary="hers")
    with pytest.raises(Conflict):
        save_case(acting, identifier=case.id, seen_entry=seen, summary="his")
    assert casebook.case(acting.seen_by, case.id).summary == "hers"


def test_a_decision_cannot_reach_someone_before_it_is_made(acting, authority):
    case = save_case(acting)
    with pytest.raises(BadInput, match="2024-10-20"):
        save_decision(
            acting,
            case_id=case.id,
            authority_id=authority.id,
            kind="asylum_refusal",
            dated="2024-10-20",
            served="2024-10-18",
        )


@pytest.mark.parametrize("kind", ["", "banished"])
def test_a_kind_outside_the_list_is_refused(acting, authority, kind):
    case = save_case(acting)
    with pytest.raises(BadInput, match="kind"):
        save_decision(acting, case_id=case.id, authority_id=authority.id, kind=kind)


def test_a_record_of_another_compartment_behaves_as_if_it_did_not_exist(acting):
    case = save_case(acting)
    stranger = SeenBy("someone", "Someone", ("another-compartment",))
    with pytest.raises(NotFound) as absent:
        casebook.case(stranger, case.id)
    with pytest.raises(NotFound) as never:
        casebook.case(stranger, "00000000-0000-0000-0000-000000000000")
    assert str(absent.value) == str(never.value)
    assert casebook.cases(stranger).total == 0


def test_a_party_is_found_under_any_spelling(acting):
    party = save_party(
        acting,
        names=[{"text": "Аляксандр Лукашэнка", "language": "be"}],
        kind="person",
        protection="public_figure",
    )
    for typed in ("Lukashenka", "Лукашенко", "Lukašenka", "lukash"):
        assert [one.id for one in people.suggest(acting.seen_by, typed)] == [party.id], typed


def test_a_row_changed_behind_the_programs_back_is_found(acting):
    from dakaz.records.models import Case

    case = save_case(acting, summary="as told")
    Case.objects.filter(pk=case.pk).update(summary="as wished")
    assert not verify(acting.vault, acting.keys).clean
