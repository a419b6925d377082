"""What somebody's role lets them do holds at the command line as on the pages."""

from __future__ import annotations

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records import database
from dakaz.records.models import User
from dakaz.vault import Vault

REFUSED = "does not include this page"


def play(folder, *roles):
    """Give the vault's user these roles and no others."""
    vault = Vault.open(folder)
    database.unlock(vault, vault.unlock(user_name=USER, passphrase=PASSPHRASE))
    User.objects.filter(name=USER).update(roles=list(roles))
    database.lock()


@pytest.mark.parametrize(
    ("role", "words", "may"),
    [
        ("administrator", ("search", "door"), False),
        ("administrator", ("show", "refusal-1"), False),
        ("analyst", ("search", "door"), True),
        ("administrator", ("report", "check", "r"), False),
        ("caseworker", ("report", "approve", "r"), False),
    ],
)
def test_a_command_is_for_those_whose_role_has_its_page(program, vault_folder, role, words, may):
    play(vault_folder, role)
    ran = program(*words)
    assert (REFUSED not in ran.err) == may, ran.err
