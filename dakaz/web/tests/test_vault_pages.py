"""Set-up, recovery, passphrase, colleagues, backup and restore, as pages."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records import database
from dakaz.records.actions.acting import Acting
from dakaz.records.actions.resealing import reseal
from dakaz.records.actions.uploads import Arrived, receive
from dakaz.vault import Vault
from dakaz.vault.keyring import parse, render
from dakaz.web.store import Records
from dakaz.web.tests.visitor import Visitor
from dakaz.web.views.backup import StillSealed

STRONG = "rumor hesitate grownup impact worthy advocate harvest"
OTHER = "relate scared fortune retailer genuine diet elbow"


@pytest.fixture
def shares(new_vault):
    return (new_vault.parent / "shares.txt").read_text().splitlines()


def words_on(page):
    """The shares shown on a page."""
    lists = re.findall(r'<ol class="words".*?</ol>', page.text, re.DOTALL)
    return [" ".join(re.findall(r"<li>(\w+)</li>", one)) for one in lists]


def test_set_up_makes_a_vault_and_shows_three_shares_once(visitor, serving, tmp_path):
    serving.folder = tmp_path / "mine"
    fields = {"user_name": "Alena (invented)", "passphrase": STRONG, "again": STRONG}
    page = visitor.follow(visitor.fill_in("/set-up", fields))
    shown = words_on(page)
    assert [len(share.split()) for share in shown] == [20, 20, 20]
    assert "not confirmed" in page.text
    inside = "/" + page.path.split("/")[1]
    typed = {"share_1": shown[2].upper(), "share_2": shown[0]}
    done = visitor.follow(visitor.fill_in(inside + "/settings/recovery", typed))
    assert "Recovery is confirmed" in done.text
    assert words_on(done) == []
    assert Vault.open(serving.folder).recovery_confirmed
    assert "not confirmed" not in visitor.get(inside + "/settings/").text


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [("letmein", "letmein", "too easy to guess"), (STRONG, OTHER, "differ"), ("", "", "required")],
)
def test_set_up_makes_nothing_with_a_weak_or_mistyped_passphrase(
    visitor, serving, tmp_path, passphrase, again, said
):
    serving.folder = tmp_path / "mine"
    answer = visitor.fill_in("/set-up", {"user_name": "Alena", "passphrase": passphrase, "again": again})
    assert answer.status == 422
    assert said in answer.text
    assert passphrase not in answer.text or not passphrase
    assert not serving.folder.exists()


def test_nobody_sets_up_over_an_existing_vault(visitor):
    assert visitor.get("/set-up").to == "/sign-in"
    page = visitor.get("/sign-in")
    fields = {"csrfmiddlewaretoken": page.form_token, "user_name": "x", "passphrase": STRONG, "again": STRONG}
    assert visitor.post("/set-up", fields).to == "/sign-in"


def test_strength_is_told_while_typing(visitor):
    token = visitor.get("/sign-in").form_token
    assert "0 of 4" in visitor.post("/strength", {"csrfmiddlewaretoken": token, "passphrase": "dog"}).text
    assert "strong" in visitor.post("/strength", {"csrfmiddlewaretoken": token, "passphrase": STRONG}).text


def test_wrong_shares_do_not_confirm_and_say_which_is_mistyped(signed_in, shares):
    typed = {"share_1": shares[0], "share_2": shares[1] + " extra"}
    answer = signed_in.fill_in(signed_in.inside + "/settings/recovery", typed)
    assert answer.status == 422
    assert "Share 2 has a mistyped or missing word (21 words typed" in answer.text


def test_new_shares_replace_the_old_ones(signed_in, shares):
    page = signed_in.follow(signed_in.fill_in(signed_in.inside + "/settings/recovery", {"new": "1"}))
    fresh = words_on(page)
    assert len(fresh) == 3
    old = {"share_1": shares[0], "share_2": shares[1]}
    assert signed_in.fill_in(signed_in.inside + "/settings/recovery", old).status == 422
    new = {"share_1": fresh[0], "share_2": fresh[1]}
    assert signed_in.fill_in(signed_in.inside + "/settings/recovery", new).status == 303


def test_two_shares_open_the_vault_and_set_a_new_passphrase(visitor, shares):
    fields = {
        "share_1": shares[0],
        "share_2": shares[2],
        "user_name": USER,
        "passphrase": OTHER,
        "again": OTHER,
    }
    assert visitor.follow(visitor.fill_in("/recover", fields)).status == 200
    again = Visitor(visitor.app)
    assert again.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE}).status == 403
    assert again.fill_in("/sign-in", {"user_name": USER, "passphrase": OTHER}).status == 303


def test_a_lock_while_shares_are_tried_wins(visitor, serving, shares):
    class LockedMeanwhile(Records):
        def enter(self, vault, keys):
            seen_by = super().enter(vault, keys)
            serving.sessions.lock_all()
            return seen_by

    serving.store = LockedMeanwhile()
    fields = {"share_1": shares[0], "share_2": shares[2], "user_name": USER}
    answer = visitor.fill_in("/recover", {**fields, "passphrase": OTHER, "again": OTHER})
    assert answer.status != 303 or answer.to.startswith("/sign-in")
    assert len(serving.sessions) == 0
    assert not database.is_open()


def test_one_share_twice_opens_nothing(visitor, shares):
    fields = {
        "share_1": shares[0],
        "share_2": shares[0],
        "user_name": USER,
        "passphrase": OTHER,
        "again": OTHER,
    }
    answer = visitor.fill_in("/recover", fields)
    assert answer.status == 422
    assert "2 different shares are needed" in answer.text
    assert not database.is_open()


def test_a_name_nobody_has_is_not_recovered(visitor, shares):
    fields = {
        "share_1": shares[0],
        "share_2": shares[1],
        "user_name": "X",
        "passphrase": OTHER,
        "again": OTHER,
    }
    answer = visitor.fill_in("/recover", fields)
    assert answer.status == 422
    assert USER in answer.text
    assert not database.is_open()


def test_ones_own_passphrase_is_changed_with_the_present_one(signed_in):
    path = signed_in.inside + "/settings/passphrase"
    wrong = signed_in.fill_in(path, {"present": "wrong", "passphrase": OTHER, "again": OTHER})
    assert wrong.status == 422
    assert "not your present passphrase" in wrong.text
    changed = signed_in.fill_in(path, {"present": PASSPHRASE, "passphrase": OTHER, "again": OTHER})
    assert "Passphrase changed" in changed.text
    assert Visitor(signed_in.app).fill_in("/sign-in", {"user_name": USER, "passphrase": OTHER}).status == 303


def colleague(signed_in, name="Barys (invented)", **fields):
    given = {"user_name": name, "passphrase": STRONG, "again": STRONG, "roles": "caseworker", **fields}
    return signed_in.fill_in(signed_in.inside + "/settings/users/", given)


def test_a_colleague_is_added_signs_in_and_may_not_add_others(signed_in):
    assert "Added." in signed_in.follow(colleague(signed_in)).text
    other = Visitor(signed_in.app)
    answer = other.fill_in("/sign-in", {"user_name": "Barys (invented)", "passphrase": STRONG})
    other.inside = "/" + answer.to.split("/")[1]
    page = other.get(other.inside + "/settings/users/")
    assert "Add a colleague" not in page.text
    token = {"csrfmiddlewaretoken": page.form_token}
    users = other.inside + "/settings/users/"
    assert other.post(users, {**token, "user_name": "y", "passphrase": OTHER, "again": OTHER}).status == 403
    mine = re.search(r"users/(\w+)/remove", signed_in.get(signed_in.inside + "/settings/users/").text)[1]
    assert other.post(f"{users}{mine}/remove", token).status == 403


def test_a_name_is_given_once(signed_in):
    colleague(signed_in)
    assert colleague(signed_in).status == 422


def test_a_removed_colleague_cannot_sign_in_and_everyone_else_signs_in_again(signed_in, serving):
    colleague(signed_in)
    other = Visitor(signed_in.app)
    answer = other.fill_in("/sign-in", {"user_name": "Barys (invented)", "passphrase": STRONG})
    page = signed_in.get(signed_in.inside + "/settings/users/")
    path = re.search(r'href="([^"]+/remove)"', page.text)[1]
    assert "Removed." in signed_in.follow(signed_in.fill_in(path, {})).text
    assert other.get(answer.to).to.startswith("/sign-in")
    assert other.fill_in("/sign-in", {"user_name": "Barys (invented)", "passphrase": STRONG}).status == 403
    assert "Barys" not in signed_in.get(signed_in.inside + "/settings/users/").text


def test_after_a_removal_the_page_says_how_many_files_are_sealed_anew(signed_in, serving):
    session = next(iter(serving.sessions._open.values()))
    opened = Vault.open(serving.folder)
    acting = Acting(session.user, opened, session.keys, serving.clock)
    stored = opened.objects.put(io.BytesIO(b"waits"), acting.keys_of(session.user.office))
    receive(acting, [Arrived("waits.txt", stored)])
    colleague(signed_in)
    users = signed_in.inside + "/settings/users/"
    assert "re-sealed" not in signed_in.get(users).text
    path = re.search(r'href="([^"]+/remove)"', signed_in.get(users).text)[1]
    page = signed_in.follow(signed_in.fill_in(path, {})).text
    assert "0 of 1 files re-sealed" in page
    reseal(Acting(session.user, opened, session.keys, serving.clock))
    assert "re-sealed" not in signed_in.get(users).text


def test_one_cannot_remove_oneself(signed_in, serving):
    session = next(iter(serving.sessions._open.values()))
    path = f"{signed_in.inside}/settings/users/{session.user.user_id}/remove"
    answer = signed_in.fill_in(path, {})
    assert answer.status == 400
    assert "cannot remove yourself" in answer.text
    assert signed_in.get(signed_in.inside + "/settings/users/").status == 200


def test_a_backup_is_restored_with_two_shares(signed_in, serving, shares, tmp_path):
    answer = signed_in.fill_in(signed_in.inside + "/settings/backup", {})
    assert answer.body.startswith(b"age-encryption.org/v1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dakaz-2024-10-28.age"'
    serving.sessions.lock_all()
    serving.folder = tmp_path / "new" / "vault"
    stranger = Visitor(signed_in.app)
    page = stranger.get("/restore")
    fields = {"csrfmiddlewaretoken": page.form_token, "share_1": shares[0], "share_2": shares[1]}
    restored = stranger.send("/restore", fields, {"backup": ("any name.age", answer.body)})
    assert restored.to == "/sign-in?restored=1"
    assert serving.restored
    assert stranger.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE}).status == 303
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["vault"]


@pytest.mark.parametrize("spoil", [lambda backup: backup[:-100], lambda backup: b"not a backup"])
def test_a_cut_backup_restores_nothing_and_leaves_nothing(signed_in, serving, shares, tmp_path, spoil):
    backup = signed_in.fill_in(signed_in.inside + "/settings/backup", {}).body
    serving.folder = tmp_path / "new" / "vault"
    stranger = Visitor(signed_in.app)
    fields = {
        "csrfmiddlewaretoken": stranger.get("/restore").form_token,
        "share_1": shares[0],
        "share_2": shares[1],
    }
    answer = stranger.send("/restore", fields, {"backup": ("b.age", spoil(backup))})
    assert answer.status == 422
    assert "Nothing was written" in answer.text
    assert list((tmp_path / "new").iterdir()) == []


def restoring(signed_in, serving, tmp_path, shares):
    """Someone with a backup and two shares, on the page of a vault that is not there yet."""
    backup = signed_in.fill_in(signed_in.inside + "/settings/backup", {}).body
    serving.sessions.lock_all()
    serving.folder = tmp_path / "new" / "vault"
    (tmp_path / "new").mkdir()
    stranger = Visitor(signed_in.app)
    token = stranger.get("/restore").form_token
    return stranger, backup, {"csrfmiddlewaretoken": token, "share_1": shares[0], "share_2": shares[1]}


def test_a_link_put_in_the_way_of_an_arriving_backup_is_not_followed(signed_in, serving, shares, tmp_path):
    stranger, backup, fields = restoring(signed_in, serving, tmp_path, shares)
    precious = tmp_path / "precious"
    precious.write_bytes(b"untouched")
    link = tmp_path / "new" / "vault.backup.part"
    link.symlink_to(precious)
    assert stranger.send("/restore", fields, {"backup": ("b.age", backup)}).status == 303
    assert precious.read_bytes() == b"untouched"
    assert link.is_symlink()


def test_an_arriving_backup_has_no_name_that_others_could_open(
    signed_in, serving, shares, tmp_path, monkeypatch
):
    stranger, backup, fields = restoring(signed_in, serving, tmp_path, shares)
    seen, real = [], StillSealed.write

    def looked(sink, data):
        seen.extend(path.name for path in (tmp_path / "new").iterdir())
        return real(sink, data)

    monkeypatch.setattr(StillSealed, "write", looked)
    assert stranger.send("/restore", fields, {"backup": ("b.age", backup)}).status == 303
    if os.name == "posix":
        assert seen == []
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["vault"]


def test_what_an_earlier_version_left_half_received_is_cleared_away(signed_in, serving, shares, tmp_path):
    stranger, backup, fields = restoring(signed_in, serving, tmp_path, shares)
    (tmp_path / "new" / "vault.backup.part").write_bytes(b"age-encryption.org/v1 cut")
    assert stranger.send("/restore", fields, {"backup": ("b.age", backup)}).status == 303
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["vault"]


def test_two_backups_at_once_and_a_wrong_form_leave_nothing(signed_in, serving, shares, tmp_path):
    stranger, backup, fields = restoring(signed_in, serving, tmp_path, shares)
    files = {"backup": ("b.age", b"not one"), "other": ("c.age", backup)}
    assert stranger.send("/restore", fields, files).status == 422
    assert stranger.send("/restore", fields | {"csrfmiddlewaretoken": "guessed"}, files).status == 403
    assert list((tmp_path / "new").iterdir()) == []


def test_nothing_is_restored_over_an_existing_vault(visitor, shares):
    token = visitor.get("/sign-in").form_token
    answer = visitor.send("/restore", {"csrfmiddlewaretoken": token}, {"backup": ("b.age", b"x")})
    assert answer.to == "/sign-in"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Type a name and its passphrase, or two shares"),
        ({"user_name": USER}, "Type the passphrase that goes with this name"),
        ({"passphrase": PASSPHRASE}, "Type the name that goes with this passphrase"),
        ({"share_2": "one share"}, "Type a second share"),
    ],
)
def test_a_backup_given_with_half_of_what_opens_it_says_what_is_missing(
    visitor, serving, tmp_path, typed, said
):
    serving.folder = tmp_path / "new" / "vault"
    token = visitor.get("/restore").form_token
    answer = visitor.send("/restore", {"csrfmiddlewaretoken": token, **typed}, {"backup": ("b.age", b"x")})
    assert answer.status == 422
    assert said in answer.text
    assert PASSPHRASE not in answer.text


def logged(serving):
    """What the log says was done, oldest first; asked while someone is signed in."""
    from dakaz.records.models import LogEntry

    return list(LogEntry.objects.order_by("seq").values_list("action", flat=True))


def test_the_log_says_when_keys_changed_hands(signed_in, serving, shares):
    path = signed_in.inside + "/settings/recovery"
    signed_in.fill_in(path, {"share_1": shares[0], "share_2": shares[1]})
    signed_in.fill_in(path, {"new": "1"})
    fields = {"present": PASSPHRASE, "passphrase": OTHER, "again": OTHER}
    signed_in.fill_in(signed_in.inside + "/settings/passphrase", fields)
    wrong = {"present": PASSPHRASE, "passphrase": STRONG, "again": STRONG}
    signed_in.fill_in(signed_in.inside + "/settings/passphrase", wrong)
    colleague(signed_in)
    assert logged(serving) == [
        "vault.created",
        "recovery.confirmed",
        "recovery.shares_made",
        "user.passphrase_changed",
        "user.added",
    ]


def test_the_log_says_that_shares_opened_the_vault_and_for_whom(visitor, serving, shares):
    from dakaz.records.queries import log

    fields = {"share_1": shares[0], "share_2": shares[2], "user_name": USER, "passphrase": OTHER}
    visitor.fill_in("/recover", {**fields, "user_name": "X", "again": OTHER})
    visitor.fill_in("/recover", {**fields, "again": OTHER})
    (session,) = serving.sessions._open.values()
    last, *_ = log.lines(session.user)
    assert (last.action, last.details["user"]) == ("vault.recovered", session.user.user_id)
    assert last.who == ""
    assert logged(serving) == ["vault.created", "vault.recovered"]


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("spoil", [cut, lambda path: path.unlink()])
def test_a_damaged_keyring_is_mended_from_its_second_copy_by_a_button(visitor, serving, spoil):
    keyring = serving.folder / "keyring.json"
    whole = keyring.read_bytes()
    spoil(keyring)
    assert visitor.get("/").to == "/sign-in"
    page = visitor.get("/sign-in")
    assert (page.status, page.title) == (500, "The keyring is damaged · Dakaz")
    done = visitor.fill_in("/mend", {}, at="/sign-in")
    assert keyring.read_bytes() == whole
    assert "whole again" in visitor.get(done.to).text
    assert visitor.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE}).status == 303


def test_nothing_is_mended_when_both_are_damaged_or_nothing_is(visitor, serving):
    keyring, copy = (serving.folder / name for name in ("keyring.json", "keyring.copy.json"))
    token = {"csrfmiddlewaretoken": visitor.get("/sign-in").form_token}
    whole = keyring.read_bytes()
    cut(copy)
    assert visitor.post("/mend", token).to == "/sign-in"
    assert keyring.read_bytes() == whole
    cut(keyring)
    assert visitor.post("/mend", token).to == "/sign-in"
    assert "Put the second copy" not in visitor.get("/sign-in").text


def test_a_forged_copy_put_in_place_lets_nobody_in(visitor, serving):
    keyring, copy = (serving.folder / name for name in ("keyring.json", "keyring.copy.json"))
    ring = parse(copy.read_bytes())
    copy.write_bytes(render(replace(ring, recovery=replace(ring.recovery, confirmed=True))))
    cut(keyring)
    visitor.fill_in("/mend", {}, at="/sign-in")
    answer = visitor.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
    assert answer.status == 500
    assert "changed by something other than Dakaz" in answer.text
    assert not database.is_open()
