"""What a browser shows, looked at: in every size, light and dark, by axe."""

from __future__ import annotations

import os
from pathlib import Path

PICTURES = os.environ.get("DAKAZ_PICTURES")  # a folder for screenshots to be looked at by people
LOOKS = (
    ("desk", 1440, 900, "light"),
    ("phone", 390, 844, "dark"),
    ("narrow", 320, 640, "light"),
)
IN_PICTURES_TOO = (("desk", 1440, 900, "dark"), ("phone", 390, 844, "light"))


def follow(page, link_or_button):
    """Press what leads to another page, and be there: a click alone does not wait for it."""
    with page.expect_navigation():
        link_or_button.click()


def looked_at(page, name, *, axe=("desk", "phone")):
    """Nothing runs off the side in any size; axe finds nothing at the desk in light, on a phone in the dark.

    Not for a page without JavaScript: axe would never answer there.

    Args:
        axe: in which sizes it looks; where only the language differs from a page it has seen, one will do.
    """
    from axe_playwright_python.sync_playwright import Axe

    for size, width, height, scheme in (*LOOKS, *(IN_PICTURES_TOO if PICTURES else ())):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        here = f"{name}-{size}-{scheme}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, here
        if size in axe:
            found = Axe().run(page)
            assert found.violations_count == 0, f"{here}: {found.generate_report()}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{here}.png", full_page=True)
