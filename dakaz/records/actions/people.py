"""Writing parties and the names they are known by."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.names.fold import fold_text
from dakaz.records.models import Party

from .acting import Acting
from .saving import save

Rows = Sequence[Mapping[str, Any]]
STATELESS = "XXA"  # ICAO 9303, part 3, section 5
_COUNTRY = re.compile(r"[A-Z]{2}|XXA")


def save_party(
    acting: Acting,
    *,
    identifier: uuid.UUID | None = None,
    seen_entry: int | None = None,
    names: Sequence[Mapping[str, str]],
    contacts: Rows | None = None,
    risks: Rows | None = None,
    lives_in: str = "",
    **values: Any,
) -> Party:
    """Write a party.

    Args:
        names: each with ``text`` and, where known, ``language``, ``script`` and ``kind``; the first
            is the one shown in lists.
        contacts: ways to reach them: ``kind``, ``value``, ``safety``, ``safe_when``; None leaves them.
        risks: why they are at risk at home: ``kind``, ``words``; None leaves them.
        lives_in: compartment of a new party: of the sealed case on whose form it is written down, so that
            its name does not stand in the office. Empty: the office.
        values: ``kind``, ``description``, ``protection``, ``country``, ``born`` (EDTF), ``citizenships``.

    Raises:
        BadInput: no name was given, or a citizenship is no country.
    """
    written = [dict(name, text=" ".join(name["text"].split())) for name in names if name["text"].strip()]
    if not written:
        raise BadInput(N_("A name is missing. Write at least one; a pseudonym is a name too."))
    _are_countries(values.get("citizenships", ()))
    owned: dict[str, Rows] = {"names": [_name_row(name) for name in written]}
    owned |= {name: rows for name, rows in (("contacts", contacts), ("risks", risks)) if rows is not None}
    return save(
        acting,
        Party,
        identifier=identifier,
        seen_entry=seen_entry,
        values={**values, "label": written[0]["text"][:200]},
        owned=owned,
        lives_in=lives_in,
    )


def _name_row(name: Mapping[str, str]) -> dict[str, str]:
    return {
        **name,
        "script": name.get("script") or _script(name["text"]),
        "fold": fold_text(name["text"], name.get("language") or None)[:300],
    }


def _are_countries(codes: Sequence[str]) -> None:
    for code in codes:
        if not _COUNTRY.fullmatch(code):
            raise BadInput(
                N_(
                    "“%(code)s” is no country. Write two capital letters, such as BY, or %(nobody)s for none."
                ),
                code=code,
                nobody=STATELESS,
            )


def _script(text: str) -> str:
    """Return the ISO 15924 code of the script most letters of ``text`` are in, Latn or Cyrl; else empty."""
    scripts = [unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()]
    for name, code in (("CYRILLIC", "Cyrl"), ("LATIN", "Latn")):
        if scripts.count(name) * 2 > len(scripts):
            return code
    return ""
