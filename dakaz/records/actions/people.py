"""Writing parties and the names they are known by."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.names.fold import fold_text
from dakaz.records.models import Party

from .acting import Acting
from .saving import save


def save_party(
    acting: Acting,
    *,
    identifier: uuid.UUID | None = None,
    seen_entry: int | None = None,
    names: Sequence[Mapping[str, str]],
    **values: Any,
) -> Party:
    """Write a party.

    Args:
        names: each with ``text`` and, where known, ``language``, ``script`` and ``kind``; the first
            is the one shown in lists.
        values: ``kind``, ``description``, ``protection``, ``country``.

    Raises:
        BadInput: no name was given.
    """
    written = [dict(name, text=" ".join(name["text"].split())) for name in names if name["text"].strip()]
    if not written:
        raise BadInput(N_("A name is missing. Write at least one; a pseudonym is a name too."))
    rows = [
        {
            **name,
            "script": name.get("script") or _script(name["text"]),
            "fold": fold_text(name["text"], name.get("language") or None)[:300],
        }
        for name in written
    ]
    return save(
        acting,
        Party,
        identifier=identifier,
        seen_entry=seen_entry,
        values={**values, "label": written[0]["text"][:200]},
        owned={"names": rows},
    )


def _script(text: str) -> str:
    """Return the ISO 15924 code of the script most letters of ``text`` are in, Latn or Cyrl; else empty."""
    scripts = [unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()]
    for name, code in (("CYRILLIC", "Cyrl"), ("LATIN", "Latn")):
        if scripts.count(name) * 2 > len(scripts):
            return code
    return ""
