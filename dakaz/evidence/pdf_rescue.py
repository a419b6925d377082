"""A PDF that breaks off has lost the table at its end; it gets a new end, so that its pages can be found."""

from __future__ import annotations

import re

_CATALOG = re.compile(rb"(\d{1,7}) \d{1,5} obj\s*<<(?:[^>]|>(?!>)){0,2000}?/Type\s*/Catalog\b")
_TREE = re.compile(rb"\d{1,7} \d{1,5} obj\s*<<(?:[^>]|>(?!>)){0,2000}?/Type\s*/Pages\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7}) (\d{1,5}) obj\b")
_IS_PAGE = re.compile(rb"/Type\s*/Page\b")
_END = b"\nstartxref\n0\n%%EOF\n"


def with_new_end(content: bytes) -> bytes:
    """Return the bytes with a new end that names the catalog, or with a new catalog of all pages found."""
    catalog = _CATALOG.search(content)
    if catalog and _TREE.search(content):
        return content + b"\ntrailer\n<< /Root " + catalog[1] + b" 0 R >>" + _END
    return content + _new_tree(content) + _END


def _new_tree(content: bytes) -> bytes:
    found = list(_OBJECT.finditer(content))
    pages = [each for each in found if _is_page(content, each.end())]
    free = max((int(each[1]) for each in found), default=0) + 1
    kids = b" ".join(b"%s %s R" % (each[1], each[2]) for each in pages)
    return (
        b"\n%d 0 obj\n<< /Type /Pages /Count %d /MediaBox [0 0 595 842] /Kids [%s] >>\nendobj\n"
        % (free, len(pages), kids)
        + b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (free + 1, free)
        + b"trailer\n<< /Root %d 0 R >>" % (free + 1)
    )


def _is_page(content: bytes, start: int) -> bool:
    """Whether the object whose body starts there is a page; its kind stands near its start."""
    body = content[start : start + 4000].partition(b"endobj")[0]
    return _IS_PAGE.search(body) is not None
