"""Signing in, staying in, being locked out."""

from __future__ import annotations

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records import database
from dakaz.web.serving import Serving
from dakaz.web.session import Sessions
from dakaz.web.tests.visitor import Visitor
from dakaz.web.wsgi import application


def sign_in(visitor, passphrase=PASSPHRASE, name=USER, **fields):
    return visitor.fill_in("/sign-in", {"user_name": name, "passphrase": passphrase, **fields})


def test_a_name_and_a_passphrase_open_the_vault(visitor):
    answer = sign_in(visitor)
    assert answer.status == 303
    assert answer.to.startswith("/~")
    assert visitor.follow(answer).status == 200
    assert database.is_open()


def test_the_cookie_goes_only_to_addresses_that_begin_with_the_token(visitor):
    answer = sign_in(visitor)
    token = answer.to.split("/")[1]
    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/{token}/" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Domain" not in cookie


def test_behind_a_tls_proxy_the_cookie_is_sent_over_tls_only(serving, visitor):
    serving.behind_tls_proxy = True
    assert "Secure" in sign_in(visitor).headers["Set-Cookie"]


def test_the_token_without_the_cookie_opens_nothing(signed_in, app):
    stranger = Visitor(app)
    answer = stranger.get(signed_in.inside + "/settings/")
    assert answer.status == 303
    assert answer.to.startswith("/sign-in")


def test_links_inside_carry_the_session_and_static_files_do_not(signed_in):
    page = signed_in.get(signed_in.inside + "/settings/")
    assert f'href="{signed_in.inside}/settings/passphrase"' in page.text
    assert 'href="/static/shared/tokens.css"' in page.text


def test_after_signing_in_one_gets_where_one_wanted(visitor):
    asked = visitor.get("/settings/passphrase")
    assert asked.status == 303
    assert "passphrase" not in asked.to  # the address says nothing of where one wanted to go
    name = asked.to.partition("to=")[2]
    answer = sign_in(visitor, to=name)
    assert answer.to.endswith("/settings/passphrase")


def test_unknown_addresses_tell_a_stranger_nothing(visitor):
    assert visitor.get("/no/such/page").to.startswith("/sign-in")


def test_a_wrong_passphrase_opens_nothing_and_says_so(visitor):
    answer = sign_in(visitor, "not the passphrase")
    assert answer.status == 403
    assert "do not open this vault" in answer.text
    assert "not the passphrase" not in answer.text
    assert not database.is_open()


def test_after_three_wrong_passphrases_each_try_waits_longer(serving, ticks):
    for _ in range(2):
        serving.attempts.failed("Office")
    assert serving.attempts.wait("office") == 0
    waits = []
    for _ in range(8):
        serving.attempts.failed("office")
        waits.append(serving.attempts.wait(" OFFICE "))
    assert waits == [2, 4, 8, 16, 32, 64, 120, 120]
    assert serving.attempts.wait("a colleague") == 0
    ticks.now += 120
    assert serving.attempts.wait("office") == 0


def test_while_waiting_no_passphrase_is_tried(serving, visitor):
    for _ in range(4):
        serving.attempts.failed(USER)
    answer = sign_in(visitor)
    assert answer.status == 429
    assert "4 seconds" in answer.text
    assert len(serving.sessions) == 0


def test_locking_ends_the_session_and_takes_the_key(signed_in):
    page = signed_in.get(signed_in.inside + "/settings/")
    answer = signed_in.post(signed_in.inside + "/lock", {"csrfmiddlewaretoken": page.form_token})
    assert answer.to == "/sign-in?done=1"
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert not database.is_open()
    assert signed_in.get(signed_in.inside + "/settings/").to.startswith("/sign-in")


def test_a_lock_signs_how_far_the_log_has_come(signed_in, serving, vault_folder):
    before = len(list((vault_folder / "log").iterdir()))
    serving.sessions.lock_all()
    assert len(list((vault_folder / "log").iterdir())) == before + 1


@pytest.mark.parametrize("trouble", [OSError("disk full"), RuntimeError("a fault of ours")])
def test_whatever_happens_a_lock_locks_everyone(signed_in, serving, app, trouble):
    sign_in(Visitor(app))

    def broken(session):
        raise trouble

    serving.sessions.before_lock = broken
    with pytest.raises(type(trouble)):
        serving.sessions.lock_all()
    assert len(serving.sessions) == 0
    assert not database.is_open()


def test_the_key_stays_while_a_colleague_is_signed_in(signed_in, app, serving):
    other = Visitor(app)
    sign_in(other)
    page = signed_in.get(signed_in.inside + "/settings/")
    signed_in.post(signed_in.inside + "/lock", {"csrfmiddlewaretoken": page.form_token})
    assert len(serving.sessions) == 1
    assert database.is_open()


@pytest.mark.parametrize("late", [15 * 60, 12 * 3600])
def test_fifteen_minutes_without_a_person_lock(signed_in, ticks, serving, late):
    ticks.now += late
    serving.sessions.lock_overdue()
    assert len(serving.sessions) == 0
    assert not database.is_open()


def test_a_person_at_work_puts_the_lock_off_but_not_beyond_twelve_hours(signed_in, ticks):
    for _ in range(12 * 6 - 1):
        ticks.now += 600
        assert signed_in.get(signed_in.inside + "/still-open").status == 204
    ticks.now += 600
    assert signed_in.get(signed_in.inside + "/still-open").status == 303


def test_a_page_asking_by_itself_does_not_put_the_lock_off(signed_in, ticks):
    for _ in range(14):
        ticks.now += 60
        signed_in.get(signed_in.inside + "/still-open", HTTP_X_BY_ITSELF="1")
    ticks.now += 60
    assert signed_in.get(signed_in.inside + "/settings/").status == 303


def test_a_restart_is_a_lock(signed_in, vault_folder):
    restarted = Visitor(application(Serving(vault_folder, Sessions())), cookies=signed_in.cookies)
    assert restarted.get(signed_in.inside + "/settings/").to.startswith("/sign-in")


def test_what_was_typed_before_a_lock_is_sealed_and_given_back_to_its_writer(signed_in, serving, app):
    page = signed_in.get(signed_in.inside + "/settings/passphrase")
    serving.sessions.lock_all()
    typed = {"csrfmiddlewaretoken": page.form_token, "note": "typed by hand", "passphrase": "a secret"}
    answer = signed_in.post(signed_in.inside + "/settings/look", typed)
    assert answer.to == "/sign-in?kept=1"
    kept = signed_in.follow(sign_in(signed_in))
    assert "typed by hand" in kept.text
    assert "a secret" not in kept.text
    assert 'action="/~' in kept.text
    assert "/settings/look" in kept.text


def test_what_is_sent_to_a_locked_session_by_someone_else_is_not_kept(signed_in, serving, app):
    page = signed_in.get(signed_in.inside + "/settings/")
    serving.sessions.lock_all()
    typed = {"csrfmiddlewaretoken": page.form_token, "note": "planted"}
    assert Visitor(app).post(signed_in.inside + "/settings/look", typed).to == "/sign-in?locked=1"
    typed["csrfmiddlewaretoken"] = "guessed"
    assert signed_in.post(signed_in.inside + "/settings/look", typed).to == "/sign-in?locked=1"


def test_without_a_vault_there_is_set_up(visitor, serving, tmp_path):
    serving.folder = tmp_path / "none"
    assert visitor.get("/").to == "/set-up"
    assert visitor.get("/sign-in").to == "/set-up"
    assert visitor.get("/set-up").status == 200


def test_a_damaged_vault_says_so_instead_of_asking_for_a_passphrase(visitor, vault_folder):
    ring = vault_folder / "keyring.json"
    ring.write_bytes(ring.read_bytes()[:-20])
    answer = visitor.get("/sign-in")
    assert answer.status == 500
    assert "damaged" in answer.text
