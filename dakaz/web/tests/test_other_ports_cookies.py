"""Another port's app on this machine may set cookies of our name; nobody is thrown out by that."""

from __future__ import annotations

import http.client

import pytest

from dakaz.web.large_bodies import _may_be_large
from dakaz.web.requests import cookies_in
from dakaz.web.sealed_body import IN_MEMORY
from dakaz.web.tests.running import running

FOREIGN = [
    "dakaz=theirs; {ours}",
    "{ours}; dakaz=theirs",
    "dakaz=; {ours}; dakaz=",
    "other=1;dakaz=theirs;{ours};last=2",
    'broken="unclosed; dakaz; =; ;; {ours}',
    "bad[name]=1; $Version=1; {ours}; dakaz=a=b=c",
    "dakaz=theirs, {ours}",
    "{ours}; " + "; ".join(f"dakaz=theirs{number}" for number in range(200)),
]


def ours_of(visitor):
    ((value, _),) = visitor.cookies.values()
    return f"dakaz={value}"


@pytest.mark.parametrize("header", FOREIGN)
def test_a_page_opens_whatever_else_is_called_like_our_cookie(signed_in, header):
    sent = header.format(ours=ours_of(signed_in))
    assert signed_in.get(signed_in.inside + "/settings/", HTTP_COOKIE=sent).status == 200


WITHOUT = ["", "dakaz=theirs", "dakaz=theirs; dakaz=more", "dakazx={value}", "x={value}"]


@pytest.mark.parametrize("header", WITHOUT)
def test_without_ours_among_them_nothing_opens(signed_in, header):
    sent = header.format(value=ours_of(signed_in).partition("=")[2])
    assert signed_in.get(signed_in.inside + "/settings/", HTTP_COOKIE=sent).status == 303


@pytest.mark.parametrize("header", FOREIGN)
def test_a_form_is_taken_and_one_too_late_is_kept(signed_in, serving, header):
    ours = ours_of(signed_in)
    page = signed_in.get(signed_in.inside + "/settings/")
    fields = {"csrfmiddlewaretoken": page.form_token, "theme": "dark"}
    sent = {"HTTP_COOKIE": header.format(ours=ours)}
    look = signed_in.inside + "/settings/look"
    assert signed_in.post(look, fields, **sent).status == 303
    serving.sessions.lock_all()
    assert signed_in.post(look, fields, **sent).to.endswith("?kept=1")
    assert signed_in.post(look, fields, HTTP_COOKIE="dakaz=theirs").to.endswith("?locked=1")


@pytest.mark.parametrize("header", FOREIGN)
def test_a_large_body_is_let_in_before_it_is_read(signed_in, serving, header):
    may = _may_be_large(serving)
    path = signed_in.inside + "/archive/add"
    assert may({"COOKIE": header.format(ours=ours_of(signed_in))}, path)
    assert not may({"COOKIE": header.format(ours="dakaz=guessed")}, path)


def test_over_the_wire_two_cookie_headers_count_as_one(signed_in, serving):
    with running(serving) as port:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        wire.putrequest("POST", signed_in.inside + "/settings/look")
        for cookie in ("dakaz=theirs", ours_of(signed_in), "dakaz=more"):
            wire.putheader("Cookie", cookie)
        wire.putheader("Content-Length", str(IN_MEMORY + 1))
        wire.putheader("Content-Type", "application/x-www-form-urlencoded")
        wire.endheaders(b"x" * (IN_MEMORY + 1))
        assert wire.getresponse().status == 403  # read, and refused for its missing form token
        wire.close()


def test_each_value_is_tried_once_and_other_names_not_at_all():
    assert cookies_in(" dakaz=a ;b=c; dakaz = d;dakaz=a;DAKAZ=e;xdakaz=f") == ("a", "d")
    assert cookies_in("") == ()
