"""Pictures: what they say of themselves, and pages drawn for the screen with nothing but pixels."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from dakaz.errors import Unreadable
from dakaz.evidence import read, render
from dakaz.evidence.tests import papers

ORIENTATION, ARTIST = ExifTags.Base.Orientation, ExifTags.Base.Artist


def phone_photo(turn: int = 6) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = turn, "Canary Name"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:10:18 09:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (54.0, 41.0, 13.0)
    return papers.picture("JPEG", (300, 200), exif=exif, comment=b"canary comment")


def drawn(content, page=1, **options):
    return Image.open(BytesIO(render(content, page, **options)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "HEIF", "TIFF", "GIF", "BMP", "AVIF"])
def test_pictures_have_one_page_and_no_text_yet(kind):
    reading = read(papers.picture(kind), "a.bin")
    assert (reading.status, reading.text, reading.pages) == ("no_text", "", 1)
    assert drawn(papers.picture(kind), width=150).size == (150, 100)


def test_photo_tells_date_and_that_it_holds_a_place():
    reading = read(phone_photo(), "a.jpg")
    assert reading.dated == "2024-10-18"
    assert "where it was taken" in str(reading.notes[0])


def test_photo_is_drawn_upright_and_turned_further_when_asked():
    assert drawn(phone_photo(6), width=2000).size == (200, 300)
    assert drawn(phone_photo(6), width=2000, turn=90).size == (300, 200)
    assert drawn(papers.picture(), width=2000, turn=90).getpixel((190, 10)) == (0, 0, 0)


def test_nothing_but_pixels_leaves():
    out = render(phone_photo(), 1, width=300)
    assert b"anary" not in out and b"Exif" not in out
    assert not Image.open(BytesIO(out)).getexif()


def test_clear_ground_becomes_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert drawn(out.getvalue(), width=20).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_scan_of_several_pages_is_drawn_page_by_page():
    out = BytesIO()
    pages = [Image.new("L", (100 + number, 50), 255) for number in range(3)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    assert read(out.getvalue(), "a.tiff").pages == 3
    assert drawn(out.getvalue(), 3, width=1000).size == (102, 50)


def test_pdf_page_is_drawn_as_wide_as_asked():
    content = papers.classic_pdf()
    assert drawn(content, 2, width=595).size == (595, 842)
    assert drawn(content, 2, width=842, turn=90).size == (842, 595)
    assert min(drawn(content, 2, width=595).convert("L").tobytes()) < 100


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (papers.classic_pdf(), 4),
        (papers.classic_pdf(), 0),
        (papers.picture(), 2),
        (b"%PDF-1.4 nothing", 1),
        (b"text", 1),
    ],
)
def test_what_cannot_be_drawn_says_why(content, page):
    with pytest.raises(Unreadable):
        render(content, page, width=100)


def test_scripts_in_pictures_are_kept_and_never_drawn():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>x</text></svg>'
    assert read(svg, "a.svg").status == "kept"
    assert read(svg, "a.png").media_type == "image/svg+xml"
    with pytest.raises(Unreadable):
        render(svg, 1, width=100)


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 10) + b"IDAT" + b"\0" * 14


@pytest.mark.parametrize("size", [(50_000, 50_000), (16_000, 10_000)])
def test_huge_picture_is_refused_before_it_is_decoded(size):
    content = png_claiming(*size)
    assert read(content, "a.png").status == "too_large"
    with pytest.raises(Unreadable, match="too large"):
        render(content, 1, width=100)


def test_cut_picture_says_so_and_shows_what_is_there():
    content = papers.picture("JPEG", (600, 400), quality=95)
    reading = read(content[: len(content) * 2 // 3], "a.jpg")
    assert reading.status == "damaged"
    assert drawn(content[: len(content) * 2 // 3], width=600).size == (600, 400)
