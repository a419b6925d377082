"""Testimonies, and two people writing into one, seen in a real Chromium in every size."""

from __future__ import annotations

import pytest

from dakaz.web.tests.browsing import looked_at, sign_in

pytestmark = pytest.mark.browser


def test_a_testimony_its_form_and_what_two_wrote_are_seen_in_every_size(chromium, address, written):
    context = chromium.new_context()
    page, other = context.new_page(), context.new_page()
    inside = sign_in(page, address)
    edit = f"{inside}/people/testimonies/{written.testimony.pk}/edit"
    page.goto(edit)
    page.get_by_label("the journey").check()
    other.goto(edit)
    other.get_by_label("What they told").fill("Hers.")
    other.get_by_label("detention", exact=True).check()
    other.get_by_role("button", name="Save the change").last.click()
    other.get_by_role("heading", name="May be used").wait_for()
    page.get_by_role("button", name="Save the change").last.click()
    page.get_by_role("heading", name="Where the two differ").wait_for()
    looked_at(page, "testimony-two-wrote")
    for name, path in {
        "testimony-page": f"/people/testimonies/{written.testimony.pk}/",
        "testimony-form": f"/people/testimonies/new?case={written.case.pk}&speaker_id={written.person.pk}",
        "testimony-list": "/people/testimonies/",
    }.items():
        page.goto(inside + path)
        looked_at(page, name)
    context.close()
