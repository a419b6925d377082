"""Pictures of pages for the screen: pixels only, nothing else of the file goes with them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from dakaz.errors import N_, Unreadable
from dakaz.evidence import pictures
from dakaz.evidence.detection import PDF, detect
from dakaz.evidence.pdf import LOCKED, NO_PDF, init_forms, is_locked, opened

NO_VIEW = N_("Pages of this kind of file cannot be shown as pictures.")
PAGE_DAMAGED = N_("Page %(page)s is damaged and cannot be shown.")
_WIDEST = 6000
_PIXELS = 30_000_000


def render(content: bytes, page: int, *, width: int, turn: int = 0) -> bytes:
    """Return one page as PNG or JPEG.

    Args:
        content: a PDF or a picture.
        page: from 1.
        width: of the result in pixels; pictures are not enlarged.
        turn: degrees clockwise, a multiple of 90, after the turn the camera noted.

    Raises:
        Unreadable: the page cannot be shown; the message says why.
    """
    width = max(16, min(width, _WIDEST))
    image, photograph = page_image(content, page, width=width, turn=turn % 360 // 90 * 90)
    return _encoded(image, photograph=photograph)


def page_image(content: bytes, page: int, *, width: int, turn: int = 0) -> tuple[Image.Image, bool]:
    """Return the pixels of a page, and whether it is a photograph."""
    media_type = detect(content, "")
    if media_type == PDF:
        return _pdf_page(content, page, width=width, turn=turn), False
    if media_type in pictures.MEDIA_TYPES:
        photograph = media_type not in ("image/png", "image/gif", "image/tiff", "image/bmp")
        return _picture(content, page, width=width, turn=turn), photograph
    raise Unreadable(NO_VIEW)


def _pdf_page(content: bytes, page: int, *, width: int, turn: int) -> Image.Image:
    try:
        document = opened(content)
    except pdfium.PdfiumError as fault:
        raise Unreadable(LOCKED if is_locked(fault) else NO_PDF) from fault
    try:
        if not 1 <= page <= len(document):
            raise Unreadable(pictures.NO_SUCH_PAGE, page=page)
        init_forms(document)
        return _drawn(document[page - 1], width=width, turn=turn)
    except (pdfium.PdfiumError, ValueError, OverflowError) as fault:
        raise Unreadable(PAGE_DAMAGED, page=page) from fault
    finally:
        document.close()


def _drawn(page: Any, *, width: int, turn: int) -> Image.Image:
    across, down = page.get_size()
    if turn in (90, 270):
        across, down = down, across
    if across < 1 or down < 1:
        raise ValueError("a page without extent")
    scale = min(width / across, (_PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=scale, rotation=turn)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    page.close()
    return image


def _picture(content: bytes, page: int, *, width: int, turn: int) -> Image.Image:
    image = pictures.opened(content, page=page)
    try:
        with pictures.lenient(), pictures.quiet():
            image.draft("RGB", (2 * width, 2 * width))
            flat = _flat(pictures.upright(image))
    except (*pictures.FAULTS, Image.DecompressionBombError) as fault:
        raise Unreadable(PAGE_DAMAGED, page=page) from fault
    if turn:
        flat = flat.rotate(-turn, expand=True)
    flat.thumbnail((width, max(1, _PIXELS // width)))
    return flat


def _flat(image: Image.Image) -> Image.Image:
    """Letters on nothing become letters on white; every mode becomes grey or red-green-blue."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def _encoded(image: Image.Image, *, photograph: bool) -> bytes:
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)  # pixels alone: comments, places and profiles stay behind
    out = BytesIO()
    if photograph:
        fresh.save(out, "JPEG", quality=85)
    else:
        fresh.save(out, "PNG", compress_level=4)
    return out.getvalue()
