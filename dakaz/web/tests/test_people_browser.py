"""People, cases and Today in a real Chromium: seen in every size, by keyboard, with and without a script."""

from __future__ import annotations

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.web.tests.casebook_people import REASON, fill
from dakaz.web.tests.running import running
from dakaz.web.tests.test_browser import CHROMIUM, chromium, looked_at

__all__ = ["chromium"]  # a fixture of the browser walk, used here too

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture
def dossier(acting, readers):
    return fill(acting, readers)


@pytest.fixture
def address(dossier, serving):
    with running(serving) as port:
        yield f"http://127.0.0.1:{port}"


def sign_in(page, address):
    """Open the vault and return the beginning of all addresses inside."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Your name here").fill(USER)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("button", name="Lock").wait_for()
    return page.url.split("/today/")[0]


def test_every_page_is_seen_in_every_size(chromium, address, dossier):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    shown = {
        "today": "/today/",
        "people": "/people/",
        "parties": "/people/parties/",
        "decisions": "/people/decisions/",
        "due-dates": "/people/due-dates/",
        "case": f"/people/cases/{dossier.case.pk}/",
        "case-edit": f"/people/cases/{dossier.case.pk}/edit",
        "party": f"/people/parties/{dossier.person.pk}/",
        "party-new": "/people/parties/new",
        "decision": f"/people/decisions/{dossier.decision.pk}/",
        "decision-edit": f"/people/decisions/{dossier.decision.pk}/edit",
        "decision-new": f"/people/decisions/new?passage={dossier.passage.pk}",
        "testimony": f"/people/testimonies/{dossier.testimony.pk}/",
        "testimony-new": f"/people/testimonies/new?case={dossier.case.pk}",
        "event": f"/people/events/{dossier.event.pk}/",
        "event-new": "/people/events/new",
        "due-date-new": f"/people/due-dates/new?decision={dossier.decision.pk}",
        "due-date": f"/people/due-dates/{dossier.due.pk}/",
    }
    for name, path in shown.items():
        page.goto(inside + path)
        looked_at(page, f"casebook-{name}")
        for personal in ("Uzor", "Узор", "PVZ", "Complaint"):
            assert personal not in page.title()
    context.close()
