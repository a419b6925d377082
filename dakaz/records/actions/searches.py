"""Keeping a question to a list under a name, for oneself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.records.models import SavedSearch
from dakaz.records.queries.searches import kept, search

from .acting import Acting
from .logged import Act, append
from .saving import save

LONGEST = 80  # letters of a name


def keep(acting: Acting, *, place: str, name: str, terms: Mapping[str, str]) -> SavedSearch:
    """Keep a question; the same name replaces what it stood for.

    Args:
        place: the list, by the name of its page, such as ``people:cases``.
        terms: what the list is narrowed to, by filter, and its order.

    Raises:
        BadInput: it has no name.
    """
    name = _named(name)
    there = next((one for one in kept(acting.seen_by, place=place) if one.name == name), None)
    values = {"user": acting.seen_by.user_id, "place": place, "name": name, "terms": dict(terms)}
    return save(acting, SavedSearch, identifier=there.pk if there else None, values=values)


def rename(acting: Acting, identifier: uuid.UUID, *, name: str) -> SavedSearch:
    """Give a kept question another name.

    Raises:
        BadInput: it has no name, or another question to this list has it.
    """
    found = search(acting.seen_by, identifier)
    return save(acting, SavedSearch, identifier=found.pk, values={"name": _named(name)})


def forget(acting: Acting, identifier: uuid.UUID) -> None:
    """Take a kept question away; what it asked for stays as it is."""
    with transaction.atomic():
        found = search(acting.seen_by, identifier)
        append(acting, [Act("savedsearch.removed", found.compartment, found.pk)])
        found.delete()


def _named(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise BadInput(N_("Give the question a name, so that you find it again."))
    if len(tidy) > LONGEST:
        raise BadInput(N_("That name is too long. A few words are enough."))
    return tidy
