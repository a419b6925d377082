"""Letters out of pictures, by Tesseract through pipes: no temporary file, no network.

Runs in the children of ``dakaz.outside.parsing`` only, for pictures are hostile bytes as well.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageOps

from dakaz.errors import N_, Unavailable, Unreadable
from dakaz.evidence.rendering import page_image
from dakaz.evidence.transcript import clean_text, trim
from dakaz.outside.layout import Word, page_text
from dakaz.outside.programs import find
from dakaz.outside.recognised import Recognised

NO_PROGRAM = N_("Tesseract is not installed, so letters in pictures are not read.")
NO_LANGUAGE = N_("Tesseract has none of the languages it needs here (%(languages)s).")
FAILED = N_("Tesseract could not read this picture.")
LANGUAGES = ("bel", "rus", "lit", "eng", "pol")
SECONDS = 150
# Whole pages; a threshold for each place (Sauvola), because a photographed paper is darker at one side:
# one threshold for all lost half of such a page, and said that it was sure.
_OPTIONS = ("--psm", "3", "-c", "thresholding_method=2")
_PAGE_WIDTH = 2480  # A4 at 300 dots per inch
_SMALL, _LARGE = 1600, 3600
_POOR, _WORDS_ENOUGH = 65.0, 5


def recognise(content: bytes, page: int, *, turn: int = 0, languages: Sequence[str] = ()) -> Recognised:
    """Read the letters of one page of a picture or PDF.

    Args:
        content: its bytes.
        page: from 1.
        turn: degrees clockwise that are known to be needed.
        languages: of Tesseract; those of ours that are installed when empty.

    Raises:
        Unavailable: there is no Tesseract, or no language for it.
        Unreadable: the page cannot be shown, or not be read.
    """
    program = find("tesseract")
    if program is None:
        raise Unavailable(NO_PROGRAM)
    chosen = _chosen(program, tuple(languages) or LANGUAGES)
    image = prepared(content, page, turn=turn)
    best = _attempt(program, image, chosen, turn)
    for more in (180, 90, 270) if _is_poor(best) else ():
        other = _attempt(program, image.rotate(-more, expand=True), chosen, (turn + more) % 360)
        best = max(best, other, key=_quality)
    return best


def missing() -> str | None:
    """Return the line to say when there is no Tesseract here, else None."""
    return NO_PROGRAM if find("tesseract") is None else None


def _is_poor(found: Recognised) -> bool:
    return found.words < _WORDS_ENOUGH or found.confidence < _POOR


def _quality(found: Recognised) -> float:
    return (found.words - found.doubtful) * found.confidence


@cache
def installed_languages(program: str) -> tuple[str, ...]:
    """Return the languages that Tesseract has here."""
    listed = _run([program, "--list-langs"], b"").decode("utf-8", "replace").splitlines()
    return tuple(line.strip() for line in listed[1:] if line.strip())


def _chosen(program: str, wanted: tuple[str, ...]) -> str:
    here = installed_languages(program)
    chosen = [language for language in wanted if language in here]
    if not chosen:
        raise Unavailable(NO_LANGUAGE, languages=", ".join(wanted))
    return "+".join(chosen)


def prepared(content: bytes, page: int, *, turn: int) -> Image.Image:
    """Return a page upright, grey, with full contrast, and at a size at which letters are read best."""
    image, _ = page_image(
        content, page, width=_PAGE_WIDTH if content.startswith(b"%PDF") else _LARGE, turn=turn
    )
    grey = ImageOps.autocontrast(ImageOps.grayscale(image), cutoff=1)
    shorter = min(grey.size)
    if shorter < _SMALL:
        factor = min(3.0, _SMALL / max(shorter, 1), _LARGE * 1.4 / max(grey.size))
        if factor > 1.2:
            grey = grey.resize(
                (round(grey.width * factor), round(grey.height * factor)), Image.Resampling.LANCZOS
            )
    return grey


def _attempt(program: str, image: Image.Image, languages: str, turned: int) -> Recognised:
    out = BytesIO()
    image.save(out, "PNG", compress_level=1, dpi=(300, 300))
    table = _run([program, "stdin", "stdout", "-l", languages, *_OPTIONS, "tsv"], out.getvalue())
    words = [word for word in _words(table.decode("utf-8", "replace")) if word.text]
    lean = _lean(words)
    text = trim(clean_text(page_text(words, joined=lean == 0)))
    sure = [word.confidence for word in words]
    mean = round(sum(sure) / len(sure)) if sure else 0
    return Recognised(
        text, len(words), sum(each < 60 for each in sure), mean, (turned + lean) % 360, languages
    )


def _run(command: list[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as fault:
        raise Unreadable(FAILED) from fault
    return done.stdout


def _words(table: str) -> Iterator[Word]:
    """Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    for line in table.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == "5":
            left, top, width, height, confidence = map(float, cells[6:11])
            yield Word(cells[2], cells[3], cells[4], left, top, width, height, confidence, cells[11].strip())


def _lean(words: Sequence[Word]) -> int:
    """Degrees clockwise by which a page must be turned to stand upright: lying lines are read as well."""
    across = down = 0.0
    for one, other in pairwise(words):
        if (one.block, one.paragraph, one.line) == (other.block, other.paragraph, other.line):
            across += other.middle[0] - one.middle[0]
            down += other.middle[1] - one.middle[1]
    if abs(down) > abs(across):
        return 270 if down > 0 else 90
    return 180 if across < 0 else 0
