"""The sample dossier and its report, read once."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageOps

from dakaz.evidence.reading import read

SAMPLES = Path(__file__).parent.parent
FILES = SAMPLES / "files"
LANGUAGES = "rus+bel+lit+eng"


def folded(text: str) -> str:
    """Any run of white space is one blank: lines break differently on paper and in a passage."""
    return " ".join(text.split())


@cache
def read_by_tesseract(picture: Path) -> str:
    """What Tesseract reads from ``picture``, turned as its EXIF says, in the office's four languages."""
    upright = io.BytesIO()
    with Image.open(picture) as held:
        ImageOps.exif_transpose(held).save(upright, "PNG")
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", LANGUAGES],
        input=upright.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return folded(done.stdout.decode())


def has_tesseract() -> bool:
    """Whether Tesseract and the four languages are on this machine."""
    if not shutil.which("tesseract"):
        return False
    known = (
        subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=True).stdout.decode().split()
    )
    return set(LANGUAGES.split("+")) <= set(known)


def text_of(path: Path) -> str:
    """The text of a file of the dossier, as the archive reads it."""
    return read(path.read_bytes(), path.name).text


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session")
def dossier() -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((SAMPLES / "dossier.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def typed_texts(dossier: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The text of every item by key: of a file as it stands, of a paper as typed beside its pictures."""
    texts = {one["key"]: folded(text_of(FILES / one["file"])) for one in dossier["sources"]}
    for one in dossier["papers"]:
        pages = [(FILES / photo).with_suffix(".txt").read_text("utf-8") for photo in one["photos"]]
        texts[one["key"]] = folded(" ".join(pages))
    return texts


@pytest.fixture(scope="session")
def photo_texts() -> dict[str, str]:
    """What Tesseract reads from every drawn picture, by its path under files/."""
    if not has_tesseract():
        pytest.skip("Tesseract with rus, bel, lit and eng is not on this machine")
    pictures = sorted([*FILES.glob("papers/*.jpg"), *FILES.glob("walk/*.jpg")])
    return {str(one.relative_to(FILES).as_posix()): read_by_tesseract(one) for one in pictures}
