"""A language once chosen is spoken at the next sign-in, also in another browser."""

from __future__ import annotations

from dakaz.conftest import PASSPHRASE, USER
from dakaz.web.tests.visitor import Visitor


def sign_in(app, *, at="/sign-in", browser="en"):
    someone = Visitor(app)
    token = someone.get(at).form_token
    fields = {"csrfmiddlewaretoken": token, "user_name": USER, "passphrase": PASSPHRASE}
    answer = someone.post(at, fields, HTTP_ACCEPT_LANGUAGE=browser)
    assert answer.status == 303
    someone.inside = "/" + answer.to.split("/")[1]
    return someone


def language_of(someone):
    return someone.get(someone.inside + "/settings/", HTTP_ACCEPT_LANGUAGE="en").headers["Content-Language"]


def choose(someone, code):
    path = someone.inside + "/settings/"
    return someone.fill_in(someone.inside + "/language", {"language": code, "back": "/settings/"}, at=path)


def test_a_chosen_language_is_spoken_at_the_next_sign_in(app, serving):
    first = sign_in(app)
    assert choose(first, "be").status == 303
    assert language_of(first) == "be"
    serving.sessions.lock_all()
    assert language_of(sign_in(app, browser="lt")) == "be"


def test_until_one_is_chosen_the_browsers_is_spoken(app, serving):
    assert language_of(sign_in(app, browser="lt")) == "lt"
    serving.sessions.lock_all()
    assert language_of(sign_in(app, browser="ru")) == "ru"


def test_the_sign_in_pages_own_choice_is_kept_when_the_form_is_sent(app, serving):
    first = sign_in(app)
    choose(first, "be")
    assert 'action="/sign-in?language=ru"' in Visitor(app).get("/sign-in?language=ru").text
    assert language_of(sign_in(app, at="/sign-in?language=ru")) == "ru"


def test_a_language_we_do_not_speak_changes_nothing(app, serving):
    someone = sign_in(app)
    choose(someone, 'xx"><b>')
    assert language_of(someone) == "en"
    assert "xx" not in Visitor(app).get("/sign-in?language=xx").text
    serving.sessions.lock_all()
    assert language_of(sign_in(app)) == "en"
