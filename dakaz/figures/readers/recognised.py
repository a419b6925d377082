"""Which layout a file is in, told from its first lines and never from its name."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import chain

from dakaz.errors import N_, BadInput
from dakaz.figures.readers import eurostat_text, json_stat, unhcr
from dakaz.figures.readers.cells import Disclosure
from dakaz.figures.values import Table

_MOST = 1_000_000_000


def read_table(
    content: bytes, name: str, *, rounding: Disclosure | None = None, invented: bool = False
) -> Table:
    """Read an official file as published: UNHCR, Eurostat TSV, SDMX-CSV, JSON-stat 2.0, old explorer CSV.

    Args:
        content: the bytes; a gzip file is opened.
        name: the file's name.
        rounding: overrides what is known of the publisher's rounding.
        invented: the numbers are no statistics; pictures of them say so.

    Raises:
        BadInput: the layout is none of these, or something in it does not fit; read it with a mapping.
    """
    if content[:2] == b"\x1f\x8b":
        content, name = _unpacked(content, name), name.removesuffix(".gz")
    text = content[:200_000].decode("utf-8", "replace").lstrip("﻿")
    if json_stat.is_json_stat(text):
        return json_stat.read_json_stat(content, name, rounding=rounding, invented=invented)
    layout = unhcr.layout_of(text)
    if layout:
        return unhcr.read_unhcr(content, name, layout=layout, invented=invented)
    layout = eurostat_text.layout_of(text)
    if layout == "eurostat-tsv":
        return eurostat_text.read_tsv(content, name, rounding=rounding, invented=invented)
    if layout == "eurostat-explorer":
        return eurostat_text.read_explorer(content, name, rounding=rounding, invented=invented)
    if layout:
        return eurostat_text.read_sdmx_csv(content, name, layout=layout, rounding=rounding, invented=invented)
    raise BadInput(
        N_("%(file)s is in no layout known here. Say which column holds what: make a column mapping."),
        file=name,
    )


def read_cells(
    head: Sequence[str], lines: Iterator[list[str]], name: str, *, digest: str, invented: bool = False
) -> Table | None:
    """Read a table whose lines are parted into cells already; None when it is in no such layout.

    Args:
        head: the cells of the first line.
        lines: those of the others.
        name: the file's name.
        digest: SHA-256 of the file, hexadecimal.
        invented: the numbers are no statistics; pictures of them say so.

    Raises:
        BadInput: something in the table does not fit.
    """
    layout = unhcr.layout_of_names(head)
    if layout is None:
        return None
    return unhcr.read_unhcr_rows(
        chain([list(head)], lines), name, layout=layout, digest=digest, invented=invented
    )


def _unpacked(content: bytes, name: str) -> bytes:
    opened = zlib.decompressobj(wbits=31)
    try:
        found = opened.decompress(content, _MOST)
    except zlib.error:
        raise BadInput(N_("%(file)s is damaged: it does not unpack."), file=name) from None
    if opened.unconsumed_tail:
        raise BadInput(N_("%(file)s unpacks to more than a gigabyte."), file=name)
    if not opened.eof:
        raise BadInput(N_("%(file)s is cut off."), file=name)
    return found
