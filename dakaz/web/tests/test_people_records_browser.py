"""What hangs on a person, in Chromium: seen in every size, suggested while typing, without a script."""

from __future__ import annotations

import pytest

from dakaz.records.actions.people import save_party
from dakaz.web.tests.browsing import filled, follow, looked_at, sign_in
from dakaz.web.tests.casebook_people import fill
from dakaz.web.tests.people_material import hang

pytestmark = pytest.mark.browser


@pytest.fixture
def written(vault_folder, readers):
    return filled(vault_folder, lambda acting: _written(acting, readers))


def _written(acting, readers):
    dossier = fill(acting, readers)
    twin = save_party(acting, kind="person", born="1991", names=[{"text": "Siarhej Uzorov"}])
    return dossier, hang(acting, dossier), twin


def test_every_page_is_seen_in_every_size(chromium, address, written):
    dossier, rows, twin = written
    page = chromium.new_context().new_page()
    inside = sign_in(page, address)
    person = dossier.person.pk
    shown = {
        "person": f"parties/{person}/",
        "person-edit": f"parties/{person}/edit",
        "helper": f"parties/{rows['shelter'].pk}/",
        "twice": f"parties/{person}/twice",
        "same": f"parties/{person}/same/{twin.pk}",
        "documents": "documents/",
        "document": f"documents/{rows['documents'].pk}/",
        "document-new": f"documents/new?party_id={person}",
        "named-tie-new": f"named-ties/new?decision_id={dossier.decision.pk}",
        "need": f"needs/{rows['needs'].pk}/",
        "need-edit": f"needs/{rows['needs'].pk}/edit",
        "consent": f"consents/{rows['consents'].pk}/",
        "consent-new": f"consents/new?party_id={person}",
        "withdraw": f"consents/{rows['consents'].pk}/withdraw",
        "support": "support/",
        "offer-new": "offers/new",
    }
    for name, path in shown.items():
        page.goto(f"{inside}/people/{path}")
        looked_at(page, f"people-{name}")
    page.context.close()


def test_who_may_be_meant_stands_there_while_one_types(chromium, address):
    page = chromium.new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/")
    page.get_by_label("Find a person").press_sequentially("узоров")
    follow(page, page.get_by_role("link", name="Сяргей Узораў"))
    page.get_by_role("heading", name="Сяргей Узораў").wait_for()
    page.goto(f"{inside}/people/ties/new")
    page.get_by_label("Part of a name, in any script").first.press_sequentially("Uzorau")
    page.get_by_label("Jan Uzorau").check()
    page.get_by_label("is", exact=True).select_option("sibling")
    page.get_by_label("Part of a name, in any script").last.press_sequentially("Сергей Узоров")
    page.locator("#id_other_id").get_by_label("Сяргей Узораў").check()
    page.get_by_role("button", name="Add a tie").last.click()
    page.get_by_role("heading", name="Jan Uzorau").wait_for()
    page.get_by_text("brother or sister of").wait_for()
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_person_is_written_down_warned_about_and_helped(chromium, address, script):
    page = chromium.new_context(java_script_enabled=script).new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/parties/new")
    page.get_by_label("Name", exact=True).first.fill("Jan Uzorov")
    page.get_by_label("person", exact=True).check()
    page.get_by_role("button", name="Add a person or organisation").last.click()
    page.get_by_text("This may be someone we know").wait_for()
    if script:  # axe is a script itself
        looked_at(page, "people-warned")
    page.get_by_role("button", name="Add a person or organisation").last.click()
    page.get_by_role("heading", name="Jan Uzorov").wait_for()
    page.get_by_label("housing").check()
    page.get_by_role("button", name="Keep these ticks").click()
    follow(page, page.get_by_role("link", name="housing"))
    follow(page, page.get_by_role("link", name="Ask an organisation"))
    page.get_by_text("no consent yet to tell an organisation").wait_for()
    page.context.close()
