"""A sealed case's picture, dossier, annex and relations: to others as if they never were."""

from __future__ import annotations

import uuid

import pytest

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.access import acting_for
from dakaz.records.actions.case_ties import save_case_tie
from dakaz.records.models import LogEntry
from dakaz.vault import Vault
from dakaz.web.tests.test_who_may_see import CANARY, SECOND, at_work, office, shape, signed_in_as

__all__ = ["at_work", "office"]  # fixtures

PAGES = (
    ("case", "cases/%s/picture"),
    ("case", "cases/%s/dossier"),
    ("case", "cases/%s/dossier?audience=court"),
    ("decision", "decisions/%s/return-risk"),
)


@pytest.fixture
def tied(vault_folder, office):
    """The open case is tied to the one whose key the second was given, and to the sealed one."""
    vault = Vault.open(vault_folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    acting = acting_for(vault, keys, clock=Clock())
    for name in ("granted", "sealed"):
        case_id, other_id = office["open"]["case"], office[name]["case"]
        office[name]["tie"] = save_case_tie(acting, case_id=case_id, other_id=other_id, kind="family").pk
    database.lock()
    return office


def test_to_others_these_pages_answer_as_for_what_never_was(app, tied):
    second, never = signed_in_as(app, "second", SECOND), uuid.UUID(int=7)
    for kind, path in (*PAGES, ("tie", "case-ties/%s/"), ("tie", "case-ties/%s/edit")):
        address = f"{second.inside}/people/{path}"
        assert second.get(address % tied["granted"][kind]).status == 200, path
        hidden, absent = (second.get(address % key) for key in (tied["sealed"][kind], never))
        assert hidden.status == absent.status == 404
        assert shape(hidden) == shape(absent)
    for page in (f"cases/{tied['open']['case']}/", f"cases/{tied['open']['case']}/picture", "case-ties/"):
        text = second.get(f"{second.inside}/people/{page}").text
        assert "K-granted" in text and "K-sealed" not in text and f"{CANARY} sealed" not in text, page


def test_a_dossier_of_a_sealed_case_is_logged_with_that_case(app, serving, tied):
    second = signed_in_as(app, "second", SECOND)
    at = f"{second.inside}/people/cases/{tied['granted']['case']}/dossier"
    answer = second.fill_in(at, {"audience": "court", "people": 0}, at=f"{at}?audience=court")
    assert answer.status == 200 and answer.body.startswith(b"%PDF-")
    session = next(iter(serving.sessions._open.values()))
    database.look_with(session.keys)
    saved = [bytes(one.payload) for one in LogEntry.objects.filter(action="list.saved")]
    assert len(saved) == 1 and b'"list":"dossier"' in saved[0]
    database.look_with(None)
    assert [one.payload for one in LogEntry.objects.filter(action="list.saved")] == [None]
