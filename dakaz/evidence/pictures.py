"""Photographs and scans: what they say about themselves; their letters are for OCR."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pillow_heif
from PIL import ExifTags, Image, ImageFile, ImageOps

from dakaz.errors import N_, Unreadable
from dakaz.evidence.dates import edtf
from dakaz.evidence.detection import PICTURES
from dakaz.evidence.values import DEFAULT, Limits, Note, Reading

EXTRACTOR = "picture/1"
NO_PICTURE = N_("The picture is damaged; it could not be opened.")
CUT = N_("The picture is damaged; perhaps only a part of it can be seen.")
TOO_LARGE = N_("The picture is too large to be opened: %(width)s × %(height)s pixels.")
TOO_LARGE_UNKNOWN = N_("The picture is too large to be opened.")
HAS_PLACE = N_("The picture tells where it was taken; mind whom you give the original to.")
NO_SUCH_PAGE = N_("There is no page %(page)s.")

MEDIA_TYPES = frozenset(f"image/{kind}" for kind in PICTURES)
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "HEIF", "AVIF", "MPO")
FAULTS = (
    OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, AttributeError, EOFError,
    OverflowError, RuntimeError, NotImplementedError, ZeroDivisionError, struct.error, zlib.error,
)  # fmt: skip

pillow_heif.register_heif_opener(thumbnails=False)


def opened(content: bytes, *, page: int = 1, limits: Limits = DEFAULT) -> Image.Image:
    """Open a picture without decoding it yet.

    Raises:
        Unreadable: it is no picture, or has too many pixels.
    """
    try:
        with quiet():
            image = Image.open(BytesIO(content), formats=_FORMATS)
            _seek(image, page)
    except Image.DecompressionBombError as fault:
        raise Unreadable(TOO_LARGE_UNKNOWN) from fault
    except FAULTS as fault:
        raise Unreadable(NO_PICTURE) from fault
    width, height = image.size
    if width * height > limits.pixels:
        raise Unreadable(TOO_LARGE, width=width, height=height)
    return image


def _seek(image: Image.Image, page: int) -> None:
    if not 1 <= page <= frames(image):
        raise Unreadable(NO_SUCH_PAGE, page=page)
    if page > 1:
        image.seek(page - 1)


def frames(image: Image.Image) -> int:
    """Pages of a scan of several; what moves (GIF, WEBP, PNG) counts as one picture."""
    return min(getattr(image, "n_frames", 1), DEFAULT.pages) if image.format == "TIFF" else 1


@contextmanager
def quiet() -> Iterator[None]:
    """Pillow warns of many sizes and of damaged data; our own limits and notes say what matters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def lenient() -> Iterator[None]:
    """Show what is there of a picture that breaks off."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def upright(image: Image.Image) -> Image.Image:
    """Turn a picture as its camera says it was held; nonsense there changes nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except FAULTS:
        return image


def read_picture(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Tell size, date and damage of a picture; its text stays empty."""
    try:
        image = opened(content, limits=limits)
    except Unreadable as fault:
        too_large = fault.message in (TOO_LARGE, TOO_LARGE_UNKNOWN)
        note = Note(fault.message, fault.values)
        return Reading(
            media_type, status="too_large" if too_large else "damaged", notes=(note,), extractor=EXTRACTOR
        )
    dated, has_place = _told(image)
    pages = frames(image)
    notes = (Note(HAS_PLACE),) if has_place else ()
    if not _decodes(image):
        return Reading(
            media_type, pages=pages, status="damaged", notes=(*notes, Note(CUT)), extractor=EXTRACTOR
        )
    return Reading(media_type, pages=pages, status="no_text", notes=notes, dated=dated, extractor=EXTRACTOR)


def _told(image: Image.Image) -> tuple[str | None, bool]:
    try:
        with quiet():
            return _exif(image)
    except FAULTS:
        return None, False


def _exif(image: Image.Image) -> tuple[str | None, bool]:
    exif = image.getexif()
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    written = taken or exif.get(ExifTags.Base.DateTime)
    return edtf(str(written or "")), ExifTags.GPS.GPSLatitude in place


def _decodes(image: Image.Image) -> bool:
    try:
        with quiet():
            image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))
            image.load()
    except (*FAULTS, Image.DecompressionBombError):
        return False
    return True
