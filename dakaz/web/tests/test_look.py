"""Colours can be read, stand in one file, and mean the same in both dark blocks."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from dakaz.public_site.pages import STATIC

FOLDER = settings.STATIC_FOLDER / "dakaz"
TOKENS = (STATIC / "tokens.css").read_text()
DECLARED = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")


def block(opening):
    return dict(DECLARED.findall(TOKENS.split(opening, 1)[1].split("}", 1)[0]))


LIGHT = block(":root {")
DARK = block(':root[data-theme="dark"] {')
TEXT = [
    ("ink", "ground"), ("ink", "sheet"), ("ink", "hollow"), ("soft", "ground"), ("soft", "sheet"),
    ("soft", "hollow"),
    ("accent", "ground"), ("accent", "sheet"), ("accent", "accent-wash"), ("accent-deep", "accent-wash"),
    ("ink", "accent-wash"), ("soft", "accent-wash"), ("on-accent", "accent"), ("on-accent", "accent-deep"),
    ("amber", "ground"), ("amber", "sheet"), ("amber", "amber-wash"), ("ink", "amber-wash"),
    ("brick", "ground"), ("brick", "sheet"), ("brick", "brick-wash"),
    ("ink", "brick-wash"), ("on-brick", "brick"),
    ("on-found", "found"),
]  # fmt: skip


def luminance(colour):
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2's contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "behind"), TEXT)
def test_text_has_a_contrast_of_seven(theme, text, behind):
    assert contrast(theme[text], theme[behind]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("behind", ["ground", "sheet"])
def test_controls_have_a_contrast_of_four_and_a_half(theme, behind):
    assert contrast(theme["edge"], theme[behind]) >= 4.5


def test_the_devices_dark_and_the_chosen_dark_are_the_same():
    assert block(':root:not([data-theme="light"]) {') == DARK
    assert DARK.keys() == LIGHT.keys()


def test_no_colour_stands_outside_the_tokens():
    for sheet in FOLDER.glob("*.css"):
        if sheet.name in {"print.css"}:  # paper is white and ink is black
            continue
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sheet.read_text()), sheet.name


def test_nothing_is_fetched_from_elsewhere():
    for file in [*FOLDER.rglob("*"), *(settings.STATIC_FOLDER.parent / "templates").rglob("*.html")]:
        if file.is_file():
            text = file.read_text().replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|@import|url\(", text), file.name


def test_no_style_or_script_stands_in_a_page():
    for file in (settings.STATIC_FOLDER.parent / "templates").rglob("*.html"):
        if file.name == "own_data_file.html":  # no page of ours: it leaves as a file and has its style in it
            continue
        html = re.sub(r"\{[%#].*?[%#]\}", "", file.read_text(), flags=re.DOTALL)
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|<script(?! src)", html), file.name


@pytest.mark.parametrize(
    "place",
    ["today/", "people/", "people/cases/", "people/cases/new", "observatory/", "observatory/series/new",
     "reports/", "reports/new", "settings/"],
)  # fmt: skip
def test_style_sheets_stand_in_the_head(signed_in, place):
    page = signed_in.get(f"{signed_in.inside}/{place}")
    assert page.status == 200
    head, _, rest = page.text.partition("</head>")
    assert head.count('rel="stylesheet"') >= 6
    assert 'rel="stylesheet"' not in rest
    assert head.rstrip().rfind("print.css") > head.rfind("reports.css"), "what paper needs comes last"
