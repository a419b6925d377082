"""Reports and the observatory in a real Chromium: every size, by keyboard, with and without a script."""

from __future__ import annotations

import hashlib
import zipfile

import pytest
from playwright.sync_api import expect

from dakaz.web.tests import observatory_material as material
from dakaz.web.tests.browsing import PICTURES, filled, follow, looked_at, sign_in

pytestmark = pytest.mark.browser
TABLE = "Year;granted;refused\n2021;1.644;12*\n2022;<5;\n2023;1 200,5;:"


@pytest.fixture
def written(vault_folder, readers):
    """An invented report, statements and a table."""
    return filled(vault_folder, lambda acting: _written(acting, readers))


def _written(acting, readers):
    material.report(acting, readers)
    material.statements(acting)
    material.taken(acting, readers, "decisions.csv", material.UNHCR, cite="unhcr")
    material.make_sample()


def open_report(page, inside):
    page.goto(f"{inside}/reports/")
    follow(page, page.get_by_role("link", name="Invented report"))


@pytest.mark.parametrize("script", [True, False])
def test_a_changed_digit_is_seen_found_put_back_and_the_report_built(chromium, address, tmp_path, script):
    context = chromium.new_context(java_script_enabled=script, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    elsewhere = []
    page.on("request", lambda request: request.url.startswith(address) or elsewhere.append(request.url))
    open_report(page, sign_in(page, address))
    page.get_by_role("button", name="Change one digit").click()
    page.get_by_text("refused: 1 finding").wait_for()
    follow(page, page.get_by_role("link", name=f"Line {material.QUOTED_LINE} of the outline"))
    number = page.locator(f"#line-{material.QUOTED_LINE}")
    expect(number).to_be_in_viewport()
    assert inside_of(page.get_by_label("Outline, in Markdown").bounding_box(), number.bounding_box())
    follow(page, page.get_by_role("link", name="Leave it"))
    page.get_by_role("button", name="Put it back").click()
    page.get_by_text("can be built").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Build the report").click()
    assert download.value.suggested_filename == "report-2024-10-28.zip"
    download.value.save_as(tmp_path / "report.zip")
    sums_hold(tmp_path / "report.zip")
    follow(page, page.get_by_role("link", name="Preview"))
    expect(page.get_by_role("heading", name="Invented report")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "672px"  # its style sheet is allowed
    assert elsewhere == []
    context.close()


def inside_of(field, number):
    """Whether a line's number stands beside the field, within its height."""
    return field["y"] <= number["y"] and number["y"] + number["height"] <= field["y"] + field["height"]


def sums_hold(path):
    packed = zipfile.ZipFile(path)
    for line in packed.read("report/SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(packed.read(f"report/{name}")).hexdigest() == digest


def test_line_numbers_follow_what_is_typed(chromium, address):
    page = chromium.new_page()
    open_report(page, sign_in(page, address))
    follow(page, page.get_by_role("link", name="Change the outline"))
    field = page.get_by_label("Outline, in Markdown")
    before = page.locator(".numbers > div").count()
    field.press("ControlOrMeta+End")
    field.press_sequentially("\n" + "long " * 60 + "\nlast")
    assert page.locator(".numbers > div").count() == before + 2
    assert (
        field.evaluate("one => one.scrollHeight - one.clientHeight") == 0
    )  # the copy breaks as the field does
    page.close()


def test_every_page_is_seen_in_every_size(chromium, address):
    page = chromium.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    inside = sign_in(page, address)
    for name, path in {
        "observatory": "/observatory/",
        "matters": "/observatory/matters/",
        "statements": "/observatory/statements/",
        "recommendations": "/observatory/recommendations/",
        "unhcr": "/observatory/series/from-unhcr",
        "reports": "/reports/",
        "counting": "/reports/counting",
        "new-report": "/reports/new",
    }.items():
        page.goto(inside + path)
        looked_at(page, f"reports-{name}")
    page.goto(f"{inside}/observatory/matters/")
    follow(page, page.get_by_role("link", name="To the statement").first)
    looked_at(page, "reports-statement")
    page.goto(f"{inside}/observatory/series/new")
    page.get_by_label("The table").fill(TABLE)
    follow(page, page.get_by_role("button", name="Look at the table"))
    looked_at(page, "reports-series-look")
    page.get_by_label("What it counts").fill("Decisions (invented)")
    page.get_by_label("Key", exact=True).fill("invented-1")
    page.get_by_label("Unit").fill("persons")
    page.get_by_label("The numbers are invented").check()
    page.get_by_role("button", name="Add a series").last.click()
    page.get_by_role("heading", name="Decisions (invented)").wait_for()
    looked_at(page, "reports-series")
    open_report(page, inside)
    looked_at(page, "reports-report")
    follow(page, page.get_by_role("button", name="Change one digit"))
    looked_at(page, "reports-refused")
    follow(page, page.get_by_role("link", name="of the outline").first)
    looked_at(page, "reports-outline")
    assert faults == []
    page.close()


def test_a_report_prints_without_frame_and_buttons(chromium, address):
    page = chromium.new_page()
    open_report(page, sign_in(page, address))
    page.emulate_media(media="print")
    page.get_by_role("button", name="Build the report").wait_for(state="hidden")
    page.get_by_role("button", name="Lock").wait_for(state="hidden")
    page.get_by_text("Printed from Dakaz").wait_for()
    if PICTURES:
        page.pdf(path=f"{PICTURES}/reports-report.pdf")
    page.close()
