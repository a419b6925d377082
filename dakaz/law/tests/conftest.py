"""Packs to ask in tests: the shipped one, and a small one whose every line a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dakaz import law

SAMPLE = Path(__file__).parent / "packs" / "sample"


@pytest.fixture(scope="session")
def shipped():
    return law.load(law.SHIPPED)


@pytest.fixture(scope="session")
def sample():
    return law.load(SAMPLE)


@pytest.fixture
def broken(tmp_path):
    """Copy the sample pack with one piece of text replaced, and return its folder."""

    def copy(file: str, old: str, new: str, *, times: int = 1) -> Path:
        folder = tmp_path / "pack"
        if not folder.exists():
            shutil.copytree(SAMPLE, folder)
        path = folder / file
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, times), "utf-8")
        return folder

    return copy
