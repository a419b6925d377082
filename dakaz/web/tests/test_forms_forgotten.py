"""Browsers keep what is typed into forms unless they are told not to; a seized profile would tell it."""

import re
from pathlib import Path

import pytest

import dakaz.web

TEMPLATES = sorted((Path(dakaz.web.__file__).parent / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_form_lets_the_browser_remember_what_was_typed(template):
    for form in re.findall(r"<form\b[^>]*>", template.read_text()):
        asks_a_page_number = 'class="go"' in form
        assert 'autocomplete="off"' in form or asks_a_page_number, form
