"""Dates, sizes and values in the words people use."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from dakaz.web.edtf_words import When, day_form
from dakaz.web.look import Link, State

register = template.Library()
KIB = 1024
UNITS = ("KB", "MB", "GB", "TB")


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date as *Mon 28 October 2024*; of a moment, the day where the office is."""
    return _day(value, brief=False)


@register.filter
def brief_day(value: date | datetime | None) -> str:
    """Return a date as it stands in a row of a list: *Mon 28 Oct 2024*."""
    return _day(value, brief=True)


def _day(value: date | datetime | None, *, brief: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return date_format(value, day_form(brief=brief))


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as *Mon 28 October 2024, 14:05*, where the office is."""
    return "" if value is None else f"{day(value)}, {timezone.localtime(value):%H:%M}"


@register.filter
def brief_moment(value: datetime | None) -> str:
    """Return a moment as it stands in a row of a list: *Mon 28 Oct 2024, 14:05*."""
    return "" if value is None else f"{brief_day(value)}, {timezone.localtime(value):%H:%M}"


@register.filter
def days_before(value: date | datetime, today: date) -> str:
    """Return how long ago a day was: *today*, *yesterday*, *9 days ago*."""
    then = timezone.localtime(value).date() if isinstance(value, datetime) else value
    days = (today - then).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


@register.filter
def size(count: int) -> str:
    """Return bytes as *812 bytes*, *3.4 MB*."""
    if count < KIB:
        return ngettext("%(count)d byte", "%(count)d bytes", count) % {"count": count}
    power = min(int(math.log(count, KIB)), len(UNITS))
    amount = count / KIB**power
    return f"{number_format(amount, decimal_pos=0 if amount >= 100 else 1)} {UNITS[power - 1]}"


@register.filter
def unlocalize_number(value: int) -> str:
    """Return a number as HTML attributes want it, without the reader's grouping."""
    return str(value)


@register.filter
def drawn_as(value: Any) -> str:
    """Return which way ``parts/value.html`` draws a value."""
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (State, "state"),
        (Link, "link"),
        (When, "when"),
        (datetime, "moment"),
        (date, "day"),
        (str, "text"),
        (Sequence, "many"),
    )
    if value is None or (isinstance(value, Sequence) and not value):
        return "nothing"
    return next((kind for types, kind in kinds if isinstance(value, types)), "text")
