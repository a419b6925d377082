"""Nothing a person says stands in an address, a log, a cookie or on a disk; no other site gets in."""

from __future__ import annotations

import logging
import os
import re
import tempfile

import pytest

from dakaz.public_site import door as door_module
from dakaz.public_site.kept import KEPT_FOR, Kept
from dakaz.public_site.tests.visiting import SAMPLES, Visitor
from dakaz.public_site.views import Pages
from dakaz.public_site.words import LANGUAGES, Speech

TOLD = re.compile(r"refus|2024|10-18|asylum|ordinary|paper|permit|employ|waiting", re.IGNORECASE)
ID = re.compile(r"[A-Za-z0-9_-]{22}")


@pytest.mark.parametrize("name", SAMPLES)
def test_addresses_hold_a_language_a_page_and_an_id_of_no_meaning(visitor, name):
    visitor.answer("be", SAMPLES[name])
    for seen in visitor.seen:
        for address in (seen.path, seen.to):
            assert "?" not in address
            assert not TOLD.search(ID.sub("", address)), address
    ids = [found for seen in visitor.seen for found in ID.findall(seen.to)]
    assert len(ids) == len(set(ids)) >= len(SAMPLES[name])


def test_no_cookie_and_no_caching(visitor):
    visitor.answer("lt", SAMPLES["june"])
    for seen in visitor.seen:
        names = {name.lower(): value for name, value in seen.headers}
        assert "set-cookie" not in names
        assert names["cache-control"] == "no-store"
        assert names["referrer-policy"] == "no-referrer"
        assert "unsafe" not in names["content-security-policy"]


def test_no_log_line_and_no_file(visitor, caplog, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = []
    real_open = os.open
    monkeypatch.setattr(os, "open", lambda *a, **k: (opened.append(a[0]), real_open(*a, **k))[1])
    with caplog.at_level(logging.DEBUG):
        visitor.answer("en", SAMPLES["refusal"])
    assert [one.getMessage() for one in caplog.records] == []
    assert opened == []
    assert list(tmp_path.iterdir()) == []


def test_our_own_mistake_is_logged_without_what_was_said(pages, visitor, caplog, monkeypatch):
    def broken(*_args):
        raise ValueError("asylum_refused 2024-10-18")

    monkeypatch.setattr("dakaz.public_site.views.answer_values", broken)
    page = visitor.answer("en", SAMPLES["refusal"])
    assert page.status == 500
    assert "This is our mistake, not yours." in page.text
    logged = " ".join(one.getMessage() for one in caplog.records)
    assert "ValueError" in logged
    assert not TOLD.search(logged)
    assert caplog.records[0].exc_info is None


def test_after_five_minutes_the_answer_is_gone_and_the_page_says_so(knowledge):
    now = [0.0]
    pages = Pages(lambda: knowledge, Kept(ticks=lambda: now[0]))
    visitor = Visitor(door_module.application(pages))
    page = visitor.answer("be", SAMPLES["refusal"])
    now[0] = KEPT_FOR
    gone = visitor.get(page.path)
    assert gone.status == 410
    assert Speech("be").say("gone_text") in gone.text
    # the page itself still holds what was said, so turning the date goes on working for who reads slowly
    again = visitor.follow(visitor.post("/be/ask/", page.hidden(0) | {"change": "procedure"}))
    assert again.status == 200


def test_leaving_forgets_at_once_and_shows_a_page_that_says_nothing(visitor, pages):
    page = visitor.answer("ru", SAMPLES["refusal"])
    kept_id = page.path.rstrip("/").rsplit("/", 1)[1]
    neutral = visitor.follow(visitor.post("/leave/", {"id": kept_id}))
    assert visitor.get(page.path).status == 410
    assert not re.search(r"[а-яё]|law|draft|dakaz", neutral.text, re.IGNORECASE)


def test_the_way_out_stands_on_every_page(visitor):
    for path in ("/", "/be/", "/be/ask/", "/be/today/", "/be/rules/C01/", "/be/nothing/"):
        assert "leave/" in visitor.get(path).html


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "law.example@evil"])
def test_another_name_is_not_answered(visitor, host):
    visitor.host = host
    assert visitor.get("/be/").status == 421


def test_a_name_that_a_proxy_announced_is_answered(pages):
    visitor = Visitor(door_module.application(pages, names=frozenset({"law.example"})), host="law.example")
    assert visitor.get("/be/").status == 200


def test_another_sites_form_is_refused(visitor):
    seen = visitor.post("/be/ask/", {"question": "how", "how": "paper"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert seen.status == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "how", "how": "<script>"},
        {"question": "what", "how": "paper", "steps": "seen", "what": "../../etc"},
        {"question": "day", "how": "paper", "steps": "seen", "what": "other", "day_d": "٣", "day_m": "1"},
        {"change": "nothing"},
        {"question": "__class__"},
        {"how": "waiting", "what": "asylum_refused", "day": "2024-10-18"},
        {
            "how": "paper",
            "steps": "seen",
            "what": "return_decision",
            "day": "2024-10-10",
            "days_given": "9" * 40,
        },
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_nobody_was_asked_for_are_dropped(visitor, fields, language):
    page = visitor.follow(visitor.post(f"/{language}/ask/", fields))
    assert page.status == 200
    assert "<script" not in page.html


@pytest.mark.parametrize(
    "path", ["/xx/", "/be/rules/C99/", "/be/nothing/", "/be/ask/x/y/", "/be/rules/C01/../"]
)
def test_a_page_that_is_not_there_says_so_calmly_and_leads_home(visitor, path):
    page = visitor.get(path)
    assert page.status == 404
    assert "law.css" in page.html


def test_a_form_that_is_too_large_is_not_read(visitor):
    assert visitor.post("/be/ask/", {"how": "x" * 100_000}).status == 413
