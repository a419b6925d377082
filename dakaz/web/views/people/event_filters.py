"""What the list of events, and the incidents by month, can be narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from dakaz.records.queries import event_kinds, events, vocabulary
from dakaz.web.list_filters import Filter

if TYPE_CHECKING:
    from dakaz.records.queries.vocabulary import Choices
    from dakaz.web.requests import Request

# What an address, a kept question or a bulk act may ask for, whoever asks: every year, every code.
ANY_YEAR = [str(year) for year in range(1900, 2100)]
ANY_COUNTRY = [first + second for first, second in product(ascii_uppercase, repeat=2)]


def offered_to(request: Request) -> tuple[list[str], list[str]]:
    """Return the years and countries to choose from: those a reader sees, and what the address asks for."""
    years, countries = events.years_and_countries(request.user)
    for there, key, known in ((years, "year", ANY_YEAR), (countries, "country", ANY_COUNTRY)):
        asked = str(request.GET.get(key, ""))
        if asked in known and asked not in there:
            there.append(asked)
    return years, countries


def filters_of(
    years: Sequence[str],
    countries: Sequence[str],
    *,
    groups: Choices = event_kinds.GROUP_CHOICES,
    kinds: Choices = vocabulary.EVENT_KINDS,
) -> list[Filter]:
    """Return the filters, with these years and countries to choose from."""
    return [
        Filter("group", gettext_lazy("Group"), groups),
        Filter("kind", gettext_lazy("Kind"), kinds),
        Filter("status", gettext_lazy("How sure"), vocabulary.EVENT_STATUSES),
        Filter("violation", gettext_lazy("Right"), events.VIOLATIONS),
        Filter("year", gettext_lazy("Year"), [(year, year) for year in years]),
        Filter("country", gettext_lazy("Country"), [(country, country) for country in countries]),
        Filter("follow_up", gettext_lazy("Reported and answered"), events.FOLLOW_UPS),
    ]
