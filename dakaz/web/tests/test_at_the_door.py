"""The sign-in page does not wait for the rooms behind it."""

from __future__ import annotations

import subprocess
import sys

import pytest

FIRST_PAGE = """
import sys
from pathlib import Path
from dakaz.web.serving import Serving
from dakaz.web.session import Sessions
from dakaz.web.tests.visitor import Visitor
from dakaz.web.wsgi import application

visitor = Visitor(application(Serving(Path(sys.argv[1]), Sessions())))
answer = visitor.get(sys.argv[2])
print(answer.status, *(name for name in ("numpy", "dakaz.figures", "dakaz.web.urls") if name in sys.modules))
"""


@pytest.mark.parametrize("page", ["/sign-in", "/recover", "/set-up"])
def test_a_page_of_the_door_loads_nothing_of_what_lies_behind_it(vault_folder, tmp_path, page):
    folder = tmp_path / "none" if page == "/set-up" else vault_folder
    said = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, str(folder), page], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["200"]


def test_who_is_outside_is_still_led_to_sign_in_from_every_room_and_back(visitor):
    for page in ("/people/", "/settings/", "/archive/"):
        answer = visitor.get(page)
        assert answer.status == 303
        assert "/sign-in?to=" in answer.to
