"""Suggestions while one types: the same people a *Find* button finds, sooner. The words stay in the body."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext

from dakaz.records.queries import people
from dakaz.web.answers import SeeOther
from dakaz.web.party_picker import as_option
from dakaz.web.requests import Request

LONGEST = 200
MOST = 8


def suggest(request: Request) -> HttpResponse:
    """Return who may be meant, as values a page draws."""
    if request.method != "POST":
        return SeeOther(reverse("people:home"))
    typed = " ".join(str(request.POST.get("typed", "")).split())[:LONGEST]
    found = people.suggest(request.user, typed, limit=MOST) if typed else []
    options = [as_option(one) for one in found]
    lines = [
        {
            "value": one.value,
            "words": one.words,
            "more": one.more,
            "url": reverse("people:party", args=[one.value]),
        }
        for one in options
    ]
    return JsonResponse({"found": lines, "said": _said(len(lines)) if typed else ""})


def _said(number: int) -> str:
    """Return what a screen reader is told."""
    if not number:
        return gettext("Nobody here has a name like this.")
    return ngettext("%(n)d person or organisation found", "%(n)d people or organisations found", number) % {
        "n": number
    }


def urls() -> list[URLPattern]:
    """Return the address of suggestions."""
    return [path("suggest", suggest, name="suggest")]
