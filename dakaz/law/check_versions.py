"""Versions of a rule join without a gap or an overlap, and each is cited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .checking import Finding, Places
from .folder import Folder
from .model import Pack, Rule, Version

__all__ = ["check_versions"]


def check_versions(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Check every rule's versions."""
    for rule in pack.rules.values():
        yield from _joined(rule, places)
        yield from _numbered(rule, places)
        for version in rule.versions:
            yield from _whole(rule, version, places)


def _joined(rule: Rule, places: Places) -> Iterator[Finding]:
    for earlier, later in zip(rule.versions, rule.versions[1:], strict=False):
        if earlier.end is None:
            yield places.finding(
                later.line, f"{rule.id}: version {earlier.v} never ends, yet version {later.v} follows it"
            )
        elif later.start <= earlier.end:
            yield places.finding(
                later.line, f"{rule.id}: versions {earlier.v} and {later.v} overlap on {later.start}"
            )
        elif not _known_gap(rule, earlier.end + timedelta(days=1), later.start - timedelta(days=1)):
            yield places.finding(
                later.line,
                f"{rule.id}: gap between versions {earlier.v} and {later.v}, {earlier.end} to {later.start}; "
                "if the law had one, write it under “gaps” with its citation",
            )
    for gap in rule.gaps:
        if not gap.cites:
            yield places.finding(rule.place, f"{rule.id}: the gap from {gap.start} has no citation")


def _known_gap(rule: Rule, start: date, end: date) -> bool:
    return start > end or any(gap.start <= start and end <= gap.end for gap in rule.gaps)


def _numbered(rule: Rule, places: Places) -> Iterator[Finding]:
    numbers = [version.v for version in rule.versions]
    if sorted(set(numbers)) != numbers:
        yield places.finding(rule.place, f"{rule.id}: version numbers must rise: {numbers}")
    if rule.unknown_before is not None and rule.unknown_before != rule.versions[0].start:
        yield places.finding(
            rule.place,
            f"{rule.id}: unknown_before is {rule.unknown_before}, "
            f"but its first version begins on {rule.versions[0].start}",
        )


def _whole(rule: Rule, version: Version, places: Places) -> Iterator[Finding]:
    name = f"{rule.id} version {version.v}"
    if version.end is not None and version.end < version.start:
        yield places.finding(
            version.line, f"{name}: ends on {version.end} before it begins on {version.start}"
        )
    if not version.cites:
        yield places.finding(version.line, f"{name}: no citation")
    if any(case.when for case in version.cases[:-1]) is False and len(version.cases) > 1:
        yield places.finding(
            version.line, f"{name}: a case without conditions stands before others, which never hold"
        )
