"""Letters out of bytes, when nobody says which charset they are in."""

from __future__ import annotations

import codecs
import re
from functools import cache

from charset_normalizer import from_bytes

from dakaz.errors import N_
from dakaz.evidence.values import Note

DOUBTFUL = N_("Some letters could not be read: the file is not all in one charset (%(charset)s).")
OLD_CHARSET = N_("Read in the charset %(charset)s, which the file itself does not name.")

_SAMPLE = 20_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATE_CAPITAL = re.compile("[a-zà-žа-яё-ў][A-ZÀ-ÖØ-ÞА-ЯЁ-Ў]")

_RU, _BE, _UK = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "аінеыраслвткудмопзяьцгбжйчэёюхшўф'",
    "оанитвіеірсклудмпяьзгбчйхжшюцїщєфґ",
)
_LT, _LV, _ET, _PL, _DE = "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "ąćęłńóśźż", "äöüßéèàç"
# Old charsets in the order in which they are likely, each with the letters of the languages written in it.
_OLD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1251", (_RU, _BE, _UK)),
    ("cp1257", (_LT, _LV, _ET)),
    ("cp1250", (_PL,)),
    ("cp1252", (_DE, _ET)),
    ("koi8-r", (_RU,)),
    ("koi8-u", (_UK,)),
    ("cp866", (_RU, _BE)),
    ("iso8859-2", (_PL,)),
    ("iso8859-5", (_RU, _BE, _UK)),
    ("iso8859-13", (_LT, _LV)),
)
_QUOTES = frozenset("„“”«»–—’‘…№§€°")


def decode(content: bytes, declared: str | None = None) -> tuple[str, str, bool]:
    """Return the text of ``content``, the charset it was read in, and whether that is sure.

    Args:
        content: the bytes of a text.
        declared: what a header says; used where it fits the bytes, for headers are often wrong.
    """
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return content.decode(charset, "replace"), charset.removesuffix("-sig"), True
    wide = _wide(content)
    if wide:
        return content.decode(wide, "replace"), wide, True
    try:
        return content.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError as fault:
        return _not_utf8(content, declared, fault)


def decoded(content: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """Decode ``content`` and note what is doubtful about it."""
    text, charset, sure = decode(content, declared)
    if not sure:
        return text, (Note(DOUBTFUL, {"charset": charset}),)
    if charset.startswith("utf") or (declared or "").lower() == charset or content.isascii():
        return text, ()
    return text, (Note(OLD_CHARSET, {"charset": charset}),)


def _not_utf8(content: bytes, declared: str | None, fault: UnicodeDecodeError) -> tuple[str, str, bool]:
    if declared and _known(declared):
        try:
            return content.decode(declared), declared.lower(), True
        except (UnicodeDecodeError, ValueError):
            pass  # the header is wrong: the bytes decide
    if _nearly_utf8(content, fault):
        return content.decode("utf-8", "replace"), "utf-8", False
    charset = _old_charset(content[:_SAMPLE]) or _other_charset(content[:_SAMPLE])
    return content.decode(charset, "replace"), charset, True


@cache
def _known(charset: str) -> bool:
    try:
        return codecs.lookup(charset)._is_text_encoding and codecs.lookup(charset).name not in (
            "idna",
            "punycode",
        )
    except (LookupError, ValueError):
        return False


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin text is NUL, of Cyrillic text 04."""
    head = content[:2000]
    if len(head) < 4 or 0 not in head:
        return None
    for charset, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if sum(byte in (0, 1, 4) for byte in high) > 0.9 * len(high):
            return charset
    return None


def _nearly_utf8(content: bytes, fault: UnicodeDecodeError) -> bool:
    if fault.start >= len(content) - 3 and fault.start > 3:
        return True  # cut in the middle of a letter
    sample = content[:_SAMPLE].decode("utf-8", "replace")
    wrong = sample.count("\ufffd")
    return wrong * 20 < sum(not char.isascii() for char in sample)


def _old_charset(sample: bytes) -> str | None:
    best, best_score = None, 0.0
    for charset, alphabets in _OLD:
        score = _score(sample.decode(charset, "replace"), alphabets)
        if score > best_score:
            best, best_score = charset, score
    return best


def _score(text: str, alphabets: tuple[str, ...]) -> float:
    """How well the letters beyond ASCII fit one of the alphabets; frequent letters weigh more."""
    strange = [char for char in text if not char.isascii() and char not in _QUOTES and not char.isspace()]
    if not strange:
        return 0.0
    late = 2.0 * len(_LATE_CAPITAL.findall(text))
    return max(sum(_weight(char, alphabet) for char in strange) for alphabet in alphabets) - late


def _weight(char: str, alphabet: str) -> float:
    place = alphabet.find(char.lower())
    if place < 0:
        return -3.0
    return (2.0 if place < 10 else 1.0) * (1.0 if char.islower() else 0.6)


def _other_charset(sample: bytes) -> str:
    found = from_bytes(sample).best()
    return found.encoding if found else "cp1252"
