"""One damaged row of a sealed case keeps nobody from the others: it is skipped, named, and not lost."""

from __future__ import annotations

import pytest

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.errors import BadInput
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.granting import grant, revoke
from dakaz.records.actions.sealing import seal, unseal
from dakaz.records.models import Case, Event, LogEntry, SealedRow
from dakaz.records.queries import casebook
from dakaz.records.queries.verify import verify
from dakaz.records.sqlcipher.sealed_rows import row_name
from dakaz.vault import Vault

OTHER = "orchid-lantern-gravel-moss-twelve-umbrella"


def anew(acting):
    """The same person, signed in anew: nothing of before is in memory."""
    database.lock()
    vault = Vault.open(acting.vault.folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    return acting_for(vault, keys, clock=Clock())


@pytest.fixture
def sealed(acting):
    """A sealed case with two events, and the person who holds its key."""
    case = save_case(acting, code="K-1", title="A case")
    events = [save_event(acting, case_id=case.pk, kind="threat", title=one) for one in ("one", "two")]
    now = seal(acting, case.pk).acting
    return now, case, events


def damage(acting, table, key, *, at=40):
    """Flip a bit of the row as it lies in the file."""
    compartment = next(one for one in acting.keys.compartments if one != "office")
    lies = SealedRow.objects.get(name=row_name(acting.keys_of(compartment), table, key))
    content = bytearray(lies.content)
    content[at] ^= 1
    SealedRow.objects.filter(pk=lies.pk).update(content=bytes(content))
    return lies.name


def test_the_others_are_read_and_verify_names_the_damaged_one(sealed):
    acting, case, (one, two) = sealed
    name = damage(acting, "records_event", one.pk.hex)
    now = anew(acting)
    assert casebook.case(now.seen_by, case.pk).title == "A case"
    assert list(Event.objects.values_list("title", flat=True)) == ["two"]
    said = [problem.values for problem in verify(now.vault, now.keys, objects=False).problems]
    assert {"row": name[:16], "case": "K-1"} in said
    save_event(now, case_id=case.pk, kind="threat", title="three")
    assert set(Event.objects.values_list("title", flat=True)) == {"two", "three"}
    del two


def test_a_damaged_entry_of_the_log_leaves_its_leaf_so_the_tree_is_whole(sealed):
    acting, _, _ = sealed
    entry = LogEntry.objects.exclude(compartment="office").order_by("seq").first()
    damage(acting, "records_logentry", entry.seq)
    now = anew(acting)
    assert LogEntry.objects.get(seq=entry.seq).payload is None
    assert not any(
        "missing" in problem.message for problem in verify(now.vault, now.keys, objects=False).problems
    )


def test_a_damaged_row_is_not_lost_by_unsealing_nor_in_the_way_of_a_new_key(sealed):
    acting, case, (one, _) = sealed
    second = add_user(acting, name="second", passphrase=OTHER)
    grant(acting, case.pk, second.pk)
    name = damage(acting, "records_event", one.pk.hex)
    now = anew(acting)
    with pytest.raises(BadInput, match="cannot be opened"):
        unseal(now, case.pk)
    now = revoke(now, case.pk, second.pk)
    assert Case.objects.get().title == "A case" and SealedRow.objects.filter(pk=name).exists()
