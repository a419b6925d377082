"""Keeping and erasing in Chromium: seen in every size, done without a script."""

from __future__ import annotations

import pytest

from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.web.tests.browsing import filled, follow, looked_at, sign_in
from dakaz.web.tests.casebook_people import fill
from dakaz.web.tests.people_material import hang

pytestmark = pytest.mark.browser


@pytest.fixture
def written(vault_folder, readers):
    return filled(vault_folder, lambda acting: _written(acting, readers))


def _written(acting, readers):
    dossier = fill(acting, readers)
    hang(acting, dossier)
    person = save_party(acting, kind="person", names=[{"text": "Invented Somebody"}])
    involved = [{"party_id": person.pk, "role": "client"}]
    closed = {"status": "closed", "closed": "2020-01-31", "involvements": involved}
    save_case(acting, code="K-77", title="long over", **closed)
    seal(acting, save_case(acting, code="K-78", title="sealed: forms ask where things are kept").pk)
    return dossier


def test_every_page_is_seen_in_every_size(chromium, address, written):
    page = chromium.new_context().new_page()
    inside = sign_in(page, address)
    shown = {
        "due": "forgetting/",
        "keeping": f"cases/{written.case.pk}/keeping",
        "erase-person": f"erase/party/{written.person.pk}/",
        "erase-paper-refused": f"erase/item/{written.paper.pk}/",
        "own-data": f"parties/{written.person.pk}/own-data",
        "fields": "kept-of-people/",
        "none-erased": "erasures/",
        "times": "keeping-times",
        "new-person": "parties/new",
        "new-case": "cases/new",
    }
    for name, path in shown.items():
        page.goto(f"{inside}/people/{path}")
        looked_at(page, f"forgetting-{name}")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_case_whose_time_is_over_is_erased_and_a_certificate_is_left(chromium, address, script):
    page = chromium.new_context(java_script_enabled=script).new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/")
    follow(page, page.get_by_role("link", name="Keeping and erasing"))
    follow(page, page.get_by_role("link", name="Look what would go"))
    many = page.locator("p.lead").inner_text().split(" ")[0]
    page.get_by_label("its time to be kept is over").check()
    page.get_by_label("How many rows go?").fill(many)
    page.get_by_role("button", name="Erase for good").click()
    page.get_by_role("heading", name="Certificate of erasure").wait_for()
    assert page.get_by_text("K-77").count() == 0
    if script:
        looked_at(page, "forgetting-certificate")
    follow(page, page.get_by_role("link", name="Certificates of erasure"))
    page.get_by_role("cell", name="its time to be kept is over").wait_for()
    if script:
        looked_at(page, "forgetting-certificates")
    page.context.close()
