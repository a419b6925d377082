"""Who may open what: every address, every role, one's own, granted, others' and sealed things."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import URLPattern, get_resolver

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_decision, save_event
from dakaz.records.actions.granting import grant
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.records.models import LogEntry, Role
from dakaz.web.capabilities import PAGES, PLACES, ROLES, May, needed
from dakaz.web.middleware.signed_in import OPEN
from dakaz.web.tests.visitor import Visitor

CANARY = "Zylkanary"
SECOND = "orchid-lantern-gravel-moss-twelve-umbrella"
FILLED = {"uuid": str(uuid.UUID(int=7)), "int": "1", "slug": "nothing", "str": "nothing"}


def addresses(resolver=None, place="", before=""):
    """Yield the name, address and view of every page."""
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{place}{one.name}", "/" + path, one.callback
        else:
            yield from addresses(one, f"{place}{one.namespace}:" if one.namespace else place, path)


def closed():
    """The pages one has to be signed in for."""
    return [(name, path) for name, path, view in addresses() if not getattr(view, OPEN, False)]


def filled(path):
    """An address with something in its places that is not there."""
    return re.sub(r"<(\w+):\w+>", lambda place: FILLED[place[1]], path)


def test_every_page_has_a_rule_and_every_rule_a_role_that_may():
    without = [name for name, _ in closed() if needed(name, "GET") is None or needed(name, "POST") is None]
    assert without == []
    assert {*ROLES} == {role.value for role in Role}
    used = {what for rule in (*PAGES.values(), *PLACES.values()) for what in rule}
    assert used == {what for may in ROLES.values() for what in may} == set(May)
    assert needed("nobodys:page", "GET") is needed("new-page", "GET") is None


def test_an_administrator_has_no_way_to_cases_by_that_role():
    assert {*ROLES["administrator"]} == {May.OWN, May.COLLEAGUES, May.KEEPING}


@pytest.fixture(autouse=True)
def at_work(worker):
    """Pages of the archive wake it."""
    return worker


def signed_in_as(app, name, passphrase):
    visitor = Visitor(app)
    answer = visitor.fill_in("/sign-in", {"user_name": name, "passphrase": passphrase})
    assert answer.status == 303
    visitor.inside = "/" + answer.to.split("/")[1]
    return visitor


def first_at_work(folder):
    """The office's first user, signed in without a door."""
    from dakaz.vault import Vault

    vault = Vault.open(folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    return acting_for(vault, keys, clock=Clock())


@pytest.fixture
def office(vault_folder):
    """An office: a case everybody sees, a sealed one, one whose key was given to the second."""
    acting = first_at_work(vault_folder)
    second = add_user(acting, name="second", passphrase=SECOND, roles=["caseworker"])
    authority = save_party(acting, kind="organisation", label="A", names=[{"text": "Authority"}])
    found = {}
    for name in ("open", "granted", "sealed"):
        words = "open words" if name == "open" else f"{CANARY} {name}"
        person = save_party(acting, kind="person", label=words, names=[{"text": words}])
        case = save_case(
            acting, code=f"K-{name}", title=words, involvements=[{"party_id": person.pk, "role": "client"}]
        )
        decision = save_decision(
            acting, case_id=case.pk, authority_id=authority.pk, kind="other", outcome=words
        )
        event = save_event(acting, case_id=case.pk, kind="threat", title=words)
        found[name] = {"case": case.pk, "party": person.pk, "decision": decision.pk, "event": event.pk}
    for name in ("granted", "sealed"):
        acting = seal(acting, found[name]["case"]).acting
    grant(acting, found["granted"]["case"], second.pk)
    database.lock()
    return found


KINDS = {"case": "cases", "party": "parties", "decision": "decisions", "event": "events"}


def test_no_address_answers_a_role_that_may_not_and_each_answers_one_that_may(app, serving, office):
    first = signed_in_as(app, USER, PASSPHRASE)
    (session,) = serving.sessions._open.values()
    unexpected = []
    for role in ROLES:
        session.user = type(session.user)(
            session.user.user_id, session.user.name, session.user.compartments, roles=frozenset([role])
        )
        for name, path in closed():
            if name in ("lock", "still-open", "kept"):  # they end the session, or answer a script
                continue
            may = needed(name, "GET") in ROLES[role]
            answer = first.get(first.inside + filled(path))
            refused = answer.status == 403 and "does not include this page" in answer.text
            if refused == may or answer.status >= 500:
                unexpected.append((role, name, answer.status))
    assert unexpected == []


def test_own_granted_and_sealed_things_answer_as_they_should_and_the_last_as_what_never_was(app, office):
    second = signed_in_as(app, "second", SECOND)
    never = str(uuid.UUID(int=7))
    for kind, path in KINDS.items():
        for page in ("", "edit"):
            address = f"{second.inside}/people/{path}/%s/{page}"
            for name in ("open", "granted"):
                assert second.get(address % office[name][kind]).status == 200, (name, kind)
            hidden, absent = (second.get(address % key) for key in (office["sealed"][kind], never))
            assert hidden.status == absent.status == 404
            assert shape(hidden) == shape(absent)
    for page in ("seal", "grant", "revoke", "unseal"):
        token = second.get(f"{second.inside}/settings/").form_token
        sent = {"csrfmiddlewaretoken": token, "user": "x"}
        hidden, absent = (
            second.post(f"{second.inside}/people/cases/{key}/{page}", sent)
            for key in (office["sealed"]["case"], never)
        )
        assert hidden.status == absent.status == 404
    for page in ("people/", "people/cases/", "people/parties/", "people/events/", "today/", "settings/log"):
        text = second.get(f"{second.inside}/{page}").text
        assert f"{CANARY} sealed" not in text and "K-sealed" not in text, page


def shape(answer):
    return re.sub(r"[0-9a-f-]{36}|value=\"[^\"]+\"", "", answer.text)


def test_a_role_taken_away_counts_at_once_and_says_so_calmly(app, serving, office):
    first, second = signed_in_as(app, USER, PASSPHRASE), signed_in_as(app, "second", SECOND)
    user = next(one for one in serving.sessions._open.values() if one.user.name == "second").user.user_id
    assert second.get(f"{second.inside}/people/cases/").status == 200
    answer = first.fill_in(f"{first.inside}/settings/users/{user}/roles", {"roles": "analyst"})
    assert answer.status == 303
    assert second.get(f"{second.inside}/people/cases/").status == 403
    assert "People and cases" not in second.get(f"{second.inside}/settings/").text
    assert second.follow(second.get(f"{second.inside}/")).status == 200
    assert second.get(f"{second.inside}/settings/users/{user}/roles").status == 403


def test_sealing_giving_and_taking_keys_on_the_cases_page(app, serving, office):
    first, second = signed_in_as(app, USER, PASSPHRASE), signed_in_as(app, "second", SECOND)
    user = next(one for one in serving.sessions._open.values() if one.user.name == "second").user.user_id
    case = office["open"]["case"]
    page = f"/people/cases/{case}/"
    assert "Seal this case" in first.get(first.inside + page).text
    assert first.fill_in(first.inside + page + "seal", {}).status == 303
    assert second.get(second.inside + page).status == 404
    shown = first.get(first.inside + page)
    assert "Sealed: only those" in shown.text and "open words" in shown.text
    sent = {"user": user}
    assert first.fill_in(first.inside + page + "grant", sent, at=first.inside + page + "seal").status == 303
    assert second.get(second.inside + page).status == 200
    assert first.fill_in(first.inside + page + "revoke", sent, at=first.inside + page + "seal").status == 303
    assert second.get(second.inside + page).status == 303  # to sign in again
    again = signed_in_as(app, "second", SECOND)
    assert again.get(again.inside + page).status == 404
    assert first.fill_in(first.inside + page + "unseal", {}, at=first.inside + page + "seal").status == 303
    assert again.get(again.inside + page).status == 200


def test_each_reading_of_something_sealed_is_in_its_own_log_and_nobody_elses(app, serving, office):
    second = signed_in_as(app, "second", SECOND)
    assert second.get(f"{second.inside}/people/cases/{office['granted']['case']}/").status == 200
    assert second.get(f"{second.inside}/people/cases/{office['open']['case']}/").status == 200
    session = next(iter(serving.sessions._open.values()))
    database.look_with(session.keys)
    entries = [bytes(one.payload) for one in LogEntry.objects.filter(action="sealed.read")]
    assert any(str(office["granted"]["case"]).encode() in one and b"people:case" in one for one in entries)
    assert not any(str(office["open"]["case"]).encode() in one for one in entries)
    database.look_with(None)
    leaves = LogEntry.objects.filter(action="sealed.read")
    assert leaves.exists() and not leaves.exclude(payload=None).exists()


def test_a_list_that_names_people_is_saved_only_by_who_knows_how_many(app, office):
    second = signed_in_as(app, "second", SECOND)
    path = f"{second.inside}/people/cases/as.csv"
    assert "How many people" in second.get(path).text
    wrong = second.fill_in(path, {"people": 3})
    assert wrong.status == 422 and "K-open" not in wrong.text and "another number" in wrong.text
    right = second.fill_in(path, {"people": 2})  # of the office's case and the one granted
    assert right.status == 200 and "K-granted" in right.text and "K-sealed" not in right.text
    assert "List saved outside the vault" in second.get(f"{second.inside}/settings/log").text
