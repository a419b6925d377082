"""``{% say "key" %}`` and ``{% way "rules" rule.row %}`` in templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template import Context

from .addresses import Place
from .quotes import Quote, quote_values

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, /, **values: Any) -> str:
    """Return a sentence in the page's language."""
    return str(context["speech"].say(key, **values))


@register.simple_tag(takes_context=True)
def way(context: Context, name: str = "", key: str = "") -> str:
    """Return the way to a page in the same language."""
    page = context["page"]
    return str(page.way(Place(page.here.language, name, key)))


@register.simple_tag(takes_context=True)
def common_way(context: Context, name: str = "") -> str:
    """Return the way to a page that is there once, for all languages."""
    return str(context["page"].way(Place(name=name)))


@register.simple_tag(takes_context=True)
def day(context: Context, when: date | None) -> str:
    """Write a day out."""
    return str(context["speech"].day(when))


@register.simple_tag(takes_context=True)
def words(context: Context, of: Mapping[str, str] | str | None) -> str:
    """Return a pack's text in the page's language."""
    return str(context["speech"].of(of))


@register.simple_tag(takes_context=True)
def quoted(context: Context, quote: Quote) -> dict[str, str]:
    """Return an article with how it was read."""
    return quote_values(quote, context["speech"])
