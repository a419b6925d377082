"""The HTML file as people open it: from disk, on a phone, in the dark, with a reader that needs landmarks."""

import pytest

from dakaz.report import build

pytestmark = pytest.mark.browser


@pytest.fixture
def address(outline, material, built_on, tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(build(outline, material, built_on=built_on, version="1").html)
    return path.as_uri()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (390, "light"), (390, "dark"), (320, "light")]
)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(chromium, address, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    # axe itself is a script: only for it is the page's own policy set aside.
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address)
    found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_its_own_policy_lets_its_style_through_and_nothing_else(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert said == []
    assert asked == [address]
    assert page.locator("main").bounding_box()["width"] < 700
    context.close()
