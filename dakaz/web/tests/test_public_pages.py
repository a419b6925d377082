"""The public pages inside the app: for anybody at this machine, whether the vault is locked or not there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import pytest


def hidden(html):
    content = html[html.index("<main") :].split("<form")[1]
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', content)
    }


def walk(visitor, prefix=""):
    page = visitor.get(f"{prefix}/law/en/ask/")
    told = [{"how": "waiting"}, {"what": "waiting_asylum"}, {"day_d": "27", "day_m": "11", "day_y": "2023"}]
    for one in told:
        assert page.status == 200, page.text
        answer = visitor.post(f"{prefix}/law/en/ask/", hidden(page.text) | one)
        while answer.status == 303:
            answer = visitor.get(urljoin(answer.path, answer.to))
        page = answer
    return page


def test_they_answer_while_the_vault_is_locked_by_the_served_clock(visitor):
    page = walk(visitor)
    assert "/law/en/answer/" in page.path
    assert "Mon 29 July 2024" in page.text
    assert "Mon 28 October 2024" in page.text
    assert visitor.cookies == {}


def test_the_way_to_them_stands_where_one_signs_in(visitor):
    page = visitor.get("/sign-in")
    (way,) = re.findall(r'href="([^"]+/law/|/law/)"', page.text)
    assert visitor.get(urljoin(page.path, way)).status == 200


def test_they_answer_when_there_is_no_vault(visitor, serving, tmp_path):
    serving.folder = tmp_path / "nothing-there"
    assert walk(visitor).status == 200


def test_they_answer_inside_a_session_and_stay_in_it(signed_in):
    page = walk(signed_in, signed_in.inside)
    assert page.path.startswith(f"{signed_in.inside}/law/en/answer/")


@pytest.mark.parametrize(
    "path", ["/law/", "/law/law.css", "/law/leave/", "/law/lt/rules/C01/", "/law/be/about/"]
)
def test_pages_of_the_library_open_without_signing_in(visitor, path):
    answer = visitor.get(path)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_everything_else_still_asks_who_one_is(visitor):
    assert visitor.get("/people/").to.startswith("/sign-in")


def test_another_sites_form_is_refused(visitor):
    answer = visitor.post(
        "/law/en/ask/", {"question": "how", "how": "paper"}, HTTP_SEC_FETCH_SITE="cross-site"
    )
    assert answer.status == 403
