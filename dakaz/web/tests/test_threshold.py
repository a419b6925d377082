"""Which names are answered, over which wire, and what every answer carries."""

from __future__ import annotations

import pytest

from dakaz.web.headers import CONTENT_SECURITY_POLICY, HEADERS, finished_file, with_headers
from dakaz.web.tests.visitor import Visitor

PATHS = [
    "/", "/sign-in", "/set-up", "/recover", "/restore", "/no/such/page", "/settings/", "/lock",
    "/static/shared/tokens.css", "/static/dakaz/none.css",
    "/~aaaaaaaaaaaaaaaaaaaaaaaaaaaa/settings/", "/~short/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_strict_headers(visitor, path):
    answer = visitor.get(path)
    for name, value in HEADERS:
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


STYLE = "'sha256-" + "A" * 43 + "='"


def sent_with(*policies):
    """The headers that leave for an answer with these policies."""
    seen = []
    start = with_headers(lambda status, headers, exc_info: seen.extend(headers), path="/x")
    start("200 OK", [("content-security-policy", policy) for policy in policies])
    return [value for name, value in seen if name.lower() == "content-security-policy"]


def test_a_finished_file_is_shown_in_a_box_of_its_own():
    assert sent_with(finished_file(STYLE)) == [finished_file(STYLE)]


@pytest.mark.parametrize(
    "weaker",
    [
        "", "default-src *", "sandbox", finished_file("'unsafe-inline'"), finished_file(f"{STYLE} *"),
        finished_file(STYLE) + " allow-scripts", finished_file(STYLE) + "; script-src 'self'",
        finished_file(STYLE).replace("sandbox", "x"), finished_file(STYLE) + ", default-src *",
        finished_file(f"{STYLE}; script-src {STYLE}"),
    ],
)  # fmt: skip
def test_no_answer_weakens_the_policy(weaker):
    assert sent_with(weaker) == [CONTENT_SECURITY_POLICY]
    assert sent_with(weaker, finished_file(STYLE)) == [CONTENT_SECURITY_POLICY]
    assert sent_with() == [CONTENT_SECURITY_POLICY]


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith("/static/")])
def test_nothing_but_static_files_may_be_kept_by_the_browser(visitor, path):
    assert visitor.get(path).headers["Cache-Control"] == "no-store"


def test_pages_inside_carry_them_too(signed_in):
    for path in ("/settings/", "/settings/users/", "/settings/backup", "/nothing"):
        answer = signed_in.get(signed_in.inside + path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST:8000", "[::1]:8000", "dakaz.localhost"]
)
def test_names_of_this_machine_are_answered(app, host):
    assert Visitor(app, host=host).get("/sign-in").status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "evil-localhost",
        "10.0.0.1",
        "[::2]",
    ],
)
def test_other_names_are_refused_with_a_plain_page(app, host):
    for path in ("/sign-in", "/static/shared/tokens.css"):
        answer = Visitor(app, host=host).get(path)
        assert answer.status == 421
        assert "Sign in" not in answer.text


def test_other_machines_are_refused(app):
    assert Visitor(app, peer="192.168.1.7").get("/sign-in").status == 421


def test_a_configured_name_is_answered_over_tls_only(app, serving):
    serving.names = frozenset({"dakaz.office.example"})
    office = Visitor(app, host="dakaz.office.example")
    assert office.get("/sign-in").status == 403
    serving.behind_tls_proxy = True
    assert office.get("/sign-in").status == 403
    office.scheme = "https"  # what waitress makes of X-Forwarded-Proto from the announced proxy
    assert office.get("/sign-in").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9999"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "none"},
    ],
)
def test_forms_of_other_pages_change_nothing(signed_in, serving, headers):
    page = signed_in.get(signed_in.inside + "/settings/")
    answer = signed_in.post(signed_in.inside + "/lock", {"csrfmiddlewaretoken": page.form_token}, **headers)
    assert answer.status == 403
    assert len(serving.sessions) == 1


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_without_the_sessions_token_changes_nothing(signed_in, serving, token):
    answer = signed_in.post(signed_in.inside + "/lock", {"csrfmiddlewaretoken": token})
    assert answer.status == 403
    assert len(serving.sessions) == 1


def test_the_token_of_strangers_pages_is_worth_nothing_inside(signed_in, serving):
    answer = signed_in.post(signed_in.inside + "/lock", {"csrfmiddlewaretoken": serving.visitor_token})
    assert answer.status == 403


def test_our_own_form_passes_though_its_origin_is_hidden(signed_in):
    page = signed_in.get(signed_in.inside + "/settings/")
    fields = {"csrfmiddlewaretoken": page.form_token, "theme": "dark"}
    ours = {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}
    assert signed_in.post(signed_in.inside + "/settings/look", fields, **ours).status == 303
    assert 'data-theme="dark"' in signed_in.get(signed_in.inside + "/settings/").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS"])
def test_only_reading_and_posting_exist(signed_in, method):
    assert signed_in.ask(method, signed_in.inside + "/settings/", b"", {}).status == 405


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/no/such"])
def test_the_language_switch_leads_nowhere_else(signed_in, back):
    fields = {"language": "lt", "back": back}
    answer = signed_in.fill_in(signed_in.inside + "/language", fields, at=signed_in.inside + "/settings/")
    assert answer.to == signed_in.inside + "/"


def test_the_language_switch_leads_back(signed_in):
    fields = {"language": "lt", "back": "/settings/"}
    answer = signed_in.fill_in(signed_in.inside + "/language", fields, at=signed_in.inside + "/settings/")
    assert answer.to == signed_in.inside + "/settings/"
    assert '<html lang="lt"' in signed_in.follow(answer).text
