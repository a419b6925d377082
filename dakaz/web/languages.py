"""The languages offered, each called as it calls itself."""

from __future__ import annotations

from django.conf import settings


def offered() -> list[tuple[str, str]]:
    """Return code and own name of each language, in the order they are shown."""
    return list(settings.LANGUAGES)


def is_spoken(code: str) -> bool:
    """Say whether pages can be shown in the language with this code."""
    return code in dict(settings.LANGUAGES)
