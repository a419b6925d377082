"""Quiet ways back, the nearest first: from a record to its case and its list, from a list to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from .frame import PLACES, address_or_nothing
from .look import Link

if TYPE_CHECKING:
    from .record_pages import Pages
    from .requests import Request


def from_list(pages: Pages) -> list[Link]:
    """Return the way from a list to the first page of its place."""
    home = address_or_nothing(f"{pages.namespace}:home")
    words = {segment: str(said) for segment, said, _ in PLACES}
    return [Link(words[pages.namespace], home)] if home and pages.namespace in words else []


def from_record(pages: Pages, found: Any) -> list[Link]:
    """Return the ways from a record to the case it belongs to, and to the list it stands in."""
    return [*to_case(getattr(found, "case", None)), _to_list(pages)]


def from_form(request: Request, pages: Pages, found: Any) -> Sequence[Link]:
    """Return where *Leave it* leads: to the record, to the case it was to be added to, or to the list."""
    if found:
        return [Link(str(pages.words["one"]), pages.address(pages.name, found.pk))]
    try:
        return [Link(gettext("The case"), reverse("people:case", args=[request.GET.get("case", "")]))]
    except NoReverseMatch:
        return [_to_list(pages)]


def to_case(case: Any) -> list[Link]:
    """Return the way to a case; none where there is no case."""
    if case is None:
        return []
    return [Link(gettext("Case %(code)s") % {"code": case.code}, reverse("people:case", args=[case.pk]))]


def _to_list(pages: Pages) -> Link:
    return Link(str(pages.words["many"]), pages.address(pages.path))
