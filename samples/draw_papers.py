"""Draw the sample's papers as photographs of sheets on a desk: invented people, an invented authority.

    python samples/draw_papers.py            writes *.jpg and *.txt into samples/files/papers and walk
    python samples/draw_papers.py OTHER_DIR  writes them there

The same input gives the same pixels: no clock, no random state, the shading is computed from the
paper's number. Fonts are DejaVu from the system and are needed for drawing only; the results are
committed. Beside each picture lies its text as typed here, for machines without Tesseract.
"""

from __future__ import annotations

import math
import sys
import textwrap
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")
SHEET = (1240, 1754)  # A4 at 150 dots per inch
PHOTO = (1400, 1900)
BANNER = ("SAMPLE – invented person", "PAVYZDYS · ПАВЕДАМЛЕННЕ-УЗОР")
MARGIN = 120
ORIENTATION = 0x0112  # the EXIF tag
STORED = {1: None, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270, 3: Image.Transpose.ROTATE_180}
QUALITY = 80


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Load a DejaVu face without text shaping, so that every machine sets the same line."""
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


def papers() -> list[dict[str, Any]]:
    """Read the words of all papers."""
    loaded: list[dict[str, Any]] = yaml.safe_load((HERE / "papers.yaml").read_text("utf-8"))
    return loaded


def transcript(paper: dict[str, Any]) -> str:
    """Return the paper's text as typed, in reading order, a blank line between parts."""
    parts = [BANNER[0], *paper["letterhead"], paper["title"], *paper["lines"], *paper["paragraphs"]]
    return "\n\n".join([*parts, *paper["closing"], BANNER[1]]) + "\n"


def sheet(paper: dict[str, Any]) -> Image.Image:
    """Set the words on a white sheet: an invented layout, no emblem, no signature, no seal."""
    page = Image.new("L", SHEET, 255)
    pen = ImageDraw.Draw(page)
    y = _banner(pen, BANNER[0], 70)
    y = _letterhead(pen, paper["letterhead"], y + 50)
    y = _lines(pen, [paper["title"]], y + 55, font("DejaVuSerif-Bold", 31))
    y = _lines(pen, paper["lines"], y + 16, font("DejaVuSerif", 27))
    for paragraph in paper["paragraphs"]:
        y = _lines(pen, _folded(paragraph, font("DejaVuSerif", 27)), y + 22, font("DejaVuSerif", 27))
    y = _lines(pen, paper["closing"], y + 60, font("DejaVuSerif", 25))
    if y > SHEET[1] - 150:
        raise SystemExit(f"{paper['file']}: too many words for one sheet")
    _banner(pen, BANNER[1], SHEET[1] - 120)
    return page


def _folded(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """Break a paragraph at blanks only: a broken word would be read as two."""
    width = SHEET[0] - 2 * MARGIN
    for columns in range(90, 20, -1):
        lines = textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False)
        if all(face.getlength(line) <= width for line in lines):
            return lines
    raise SystemExit(f"no line of this paragraph fits: {text}")


def _lines(pen: ImageDraw.ImageDraw, lines: list[str], y: int, face: ImageFont.FreeTypeFont) -> int:
    for line in lines:
        pen.text((MARGIN, y), line, fill=25, font=face)
        y += math.ceil(face.size * 1.6)
    return y


def _letterhead(pen: ImageDraw.ImageDraw, words: list[str], y: int) -> int:
    big, small = font("DejaVuSans-Bold", 30), font("DejaVuSans", 24)
    pen.text((MARGIN, y), words[0], fill=40, font=big)
    pen.text((MARGIN, y + 48), words[1], fill=70, font=small)
    pen.line((MARGIN, y + 100, SHEET[0] - MARGIN, y + 100), fill=205, width=2)
    return y + 105


def _banner(pen: ImageDraw.ImageDraw, words: str, y: int) -> int:
    """The stripe that says on the sheet itself what this is."""
    face = font("DejaVuSans-Bold", 28)
    left = (SHEET[0] - face.getlength(words)) / 2
    pen.rectangle((MARGIN - 30, y - 12, SHEET[0] - MARGIN + 30, y + 50), outline=110, width=3)
    pen.text((left, y), words, fill=50, font=face)
    return y + 50


def photograph(paper: dict[str, Any]) -> Image.Image:
    """Lay the sheet on a desk, tilted, seen a little from the side, lit from one corner."""
    seed = int(paper["seed"])
    corners = _corners(seed, float(paper["tilt"]))
    flat = _seen(sheet(paper), corners, 0)
    mask = _seen(Image.new("L", SHEET, 255), corners, 0)
    shadow = ImageChops.offset(mask, 14, 18).filter(ImageFilter.GaussianBlur(18))
    desk = Image.composite(Image.new("L", PHOTO, 70), _desk(seed), shadow)
    picture = ImageChops.multiply(Image.composite(flat, desk, mask), _light(seed))
    picture = picture.filter(ImageFilter.GaussianBlur(0.5))
    return Image.merge("RGB", [picture.point(_tint(gain)) for gain in (1.0, 0.985, 0.945)])


def _tint(gain: float) -> list[int]:
    return [round(level * gain) for level in range(256)]


def _corners(seed: int, tilt: float) -> list[tuple[float, float]]:
    """Where the sheet's corners lie in the photograph: turned by ``tilt`` degrees, the far side smaller."""
    angle, far = math.radians(tilt), 0.975 + 0.004 * (seed % 3)
    half_x, half_y = SHEET[0] / 2, SHEET[1] / 2
    places = []
    for x, y in ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)):
        near = far if y < 0 else 1.0
        turned = (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        places.append((PHOTO[0] / 2 + near * turned[0], PHOTO[1] / 2 + turned[1]))
    return places


def _seen(picture: Image.Image, corners: list[tuple[float, float]], ground: int) -> Image.Image:
    flat = [(0.0, 0.0), (SHEET[0], 0.0), (float(SHEET[0]), float(SHEET[1])), (0.0, float(SHEET[1]))]
    way = _perspective(corners, flat)
    return picture.transform(
        PHOTO, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC, fillcolor=ground
    )


def _perspective(seen: list[tuple[float, float]], flat: list[tuple[float, float]]) -> list[float]:
    """Solve for the eight numbers that map a place in the photograph to one on the sheet."""
    rows = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        best = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                share = rows[other][at]
                rows[other] = [a - share * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[8] for row in rows]


def _desk(seed: int) -> Image.Image:
    """Wood, roughly: slow waves across, computed and the same each time."""
    strip = Image.new("L", (PHOTO[0] // 10, 1))
    for x in range(strip.width):
        wave = 9 * math.sin(x / 5 + seed) + 5 * math.sin(x / 1.7 + 2 * seed)
        strip.putpixel((x, 0), 128 + round(wave))
    return strip.resize(PHOTO, Image.Resampling.BICUBIC)


def _light(seed: int) -> Image.Image:
    """Brighter near the lamp's corner, darker away from it."""
    small = Image.new("L", (14, 19))
    lamp = ((seed * 5) % 14, (seed * 3) % 7)
    for y in range(small.height):
        for x in range(small.width):
            away = math.hypot(x - lamp[0], y - lamp[1]) / 24
            small.putpixel((x, y), round(252 - 58 * min(1.0, away)))
    return small.resize(PHOTO, Image.Resampling.BICUBIC)


def save(paper: dict[str, Any], folder: Path) -> Path:
    """Write one photograph and its typed text under ``folder``; return the picture's path."""
    turn = int(paper.get("turn", 1))
    picture = photograph(paper)
    stored = STORED[turn]
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    path = folder / f"{paper['file']}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    held = picture.transpose(stored) if stored is not None else picture
    held.save(path, quality=QUALITY, optimize=True, dpi=(150, 150), exif=exif)
    path.with_suffix(".txt").write_text(transcript(paper), "utf-8", newline="\n")
    return path


def main(folder: Path) -> None:
    """Draw every paper under ``folder``."""
    for paper in papers():
        path = save(paper, folder)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "files")
