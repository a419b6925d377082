"""The drawn papers can be read by machine word for word, and can be drawn again."""

from __future__ import annotations

import difflib
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

Dossier = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def drawing(samples: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_papers", samples / "draw_papers.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not (module.FONTS / "DejaVuSerif.ttf").exists():
        pytest.skip("DejaVu fonts are not where the drawing looks for them")
    return module


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.copy()


def turn_of(path: Path) -> int | None:
    with Image.open(path) as picture:
        return picture.getexif().get(0x0112)


def test_every_passage_of_a_paper_is_read_word_for_word(
    dossier: Dossier, photo_texts: dict[str, str]
) -> None:
    photos = {one["key"]: one["photos"] for one in dossier["papers"]}
    passages = [one for one in dossier["passages"] if one["item"] in photos]
    assert len(passages) > 10
    for one in passages:
        assert one["exact"] in " ".join(photo_texts[photo] for photo in photos[one["item"]]), one["key"]


def test_a_whole_paper_is_read_to_99_in_100(samples: Path, photo_texts: dict[str, str]) -> None:
    for name, read in photo_texts.items():
        typed = " ".join((samples / "files" / name).with_suffix(".txt").read_text("utf-8").split())
        alike = difflib.SequenceMatcher(None, typed, read, autojunk=False).ratio()
        assert alike >= 0.99, f"{name}: {alike:.4f}"


def test_every_picture_is_small_and_two_were_held_sideways(samples: Path) -> None:
    pictures = [*samples.glob("files/papers/*.jpg"), *samples.glob("files/walk/*.jpg")]
    assert all(path.stat().st_size < 400_000 for path in pictures)
    turns = [turn_of(path) for path in pictures]
    assert sorted(turns) == [1] * (len(turns) - 2) + [6, 8]


def test_drawing_again_gives_the_same_picture(drawing: ModuleType, samples: Path, tmp_path: Path) -> None:
    drawing.main(tmp_path)
    for paper in drawing.papers():
        name = f"{paper['file']}.jpg"
        apart = ImageChops.difference(opened(samples / "files" / name), opened(tmp_path / name))
        # Another release of the font library or of the compiler's sine may move a level by one, not a letter.
        assert max(ImageStat.Stat(apart).mean) < 0.5, name
        typed = Path(name).with_suffix(".txt")
        assert (tmp_path / typed).read_text("utf-8") == (samples / "files" / typed).read_text("utf-8")


def test_drawing_twice_gives_the_same_bytes(drawing: ModuleType, tmp_path: Path) -> None:
    paper = drawing.papers()[0]
    first, second = (drawing.save(paper, tmp_path / name).read_bytes() for name in ("one", "two"))
    assert first == second


def test_the_words_the_walk_speaks_of_stand_in_the_paper_it_adds(samples: Path) -> None:
    walk = " ".join((samples / "walk.md").read_text("utf-8").split())
    pages = sorted(samples.glob("files/walk/*.txt"))
    typed = " ".join(" ".join(page.read_text("utf-8").split()) for page in pages)
    spoken = re.findall(r"[*“](The service [^*”]+)[*”]", walk)
    assert len(spoken) == 3
    assert all(words in typed for words in spoken)
