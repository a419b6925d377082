"""A table goes in and records go out in a real Chromium: every size, light and dark, without a script too."""

from __future__ import annotations

import pytest

from dakaz.web.tests.browsing import follow, looked_at, sign_in
from dakaz.web.tests.running import running
from dakaz.worker import Worker, put_to_work

pytestmark = pytest.mark.browser

TABLE = (
    "Case;Name;Born;Phone;Case status;Case opened;Deadline\n"
    "C-1;Jan Uzor;28.10.1990;+370 600 00000;open;10/2024;13/11/2024\n"
    "C-2;Hanna Uzor;yesterday;;closed;2023;\n"
    "C-3;Aleś Uzor;1991;+370 600 00001;waiting;3/4/2024;\n"
)


@pytest.fixture
def address(serving, readers):
    worker = Worker(readers)
    put_to_work(worker)
    with running(serving) as port:
        yield f"http://127.0.0.1:{port}"
    worker.close()


def walk(page, inside, see):
    page.goto(f"{inside}/people/")
    follow(page, page.get_by_role("link", name="Take a table in"))
    see("tables")
    page.get_by_label("File").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_role("button", name="Look at the table").click()
    page.get_by_role("heading", name="Columns").wait_for()
    see("table-columns")
    follow(page, page.get_by_role("button", name="Check every row"))
    if page.get_by_text("can be read two ways").is_visible():
        page.get_by_label("In dates such as 3/4/2024").first.select_option("dmy")
        follow(page, page.get_by_role("button", name="Check every row"))
    looked_again(page, "What would become of it")
    see("table-checked")
    follow(page, page.get_by_role("button", name="Take it in"))
    looked_again(page, "What came of it")
    see("table-done")
    page.get_by_text("2 rows brought something new.").wait_for()
    page.goto(f"{inside}/people/give-out")
    see("give-out")
    page.get_by_label("How many people does it name?").fill("2")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the records").click()
    assert saved.value.suggested_filename == "records.zip"


def looked_again(page, heading):
    for _ in range(100):
        if page.get_by_role("heading", name=heading).is_visible():
            return
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(page.content())


@pytest.mark.parametrize("script", [True, False])
def test_a_table_goes_in_and_records_go_out(chromium, address, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    inside = sign_in(page, address)
    walk(page, inside, (lambda name: looked_at(page, name)) if script else (lambda _: None))
    context.close()
