"""``check``: everything that must hold before a pack may be used, each finding with file and line."""

from __future__ import annotations

from pathlib import Path

from .build import load
from .check_references import check_references
from .check_schema import check_schema
from .check_sources import check_quotes, check_release
from .check_tests import check_tests
from .check_versions import check_versions
from .check_words import check_words
from .checking import Check, Finding, Places
from .folder import read_folder
from .refusals import PackFault

__all__ = ["check"]

ALWAYS: tuple[Check, ...] = (
    check_schema,
    check_versions,
    check_references,
    check_words,
    check_quotes,
    check_tests,
)
RELEASE: tuple[Check, ...] = (check_release,)


def check(folder: Path, *, release: bool = False) -> list[Finding]:
    """Check a pack; an empty list means that nothing was found.

    Args:
        folder: a pack's folder, or a pack of one file.
        release: hold it to the rules of a release too: a named lawyer, nothing from memory or hearsay.

    Raises:
        NotFound: there is no pack there.
    """
    try:
        files = read_folder(folder)
        pack = load(folder)
    except PackFault as problem:
        text = str(problem).partition(": ")[2] or str(problem)
        return [Finding(problem.file, problem.line, text)]
    places = Places(files)
    checks = ALWAYS + (RELEASE if release else ())
    return sorted({finding for one in checks for finding in one(files, pack, places)})
