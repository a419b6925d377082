"""The first page, the settings, language and look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, get_script_prefix, resolve, reverse

from dakaz import vault
from dakaz.records.actions.access import set_language
from dakaz.web import requests, serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther
from dakaz.web.frame import places
from dakaz.web.languages import is_spoken
from dakaz.web.log_words import last_entry
from dakaz.web.middleware.signed_in import without_session
from dakaz.web.prefix import outside
from dakaz.web.requests import Request

THEMES = ("", "light", "dark")


@without_session
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first place, to sign-in, or to set-up where there is no vault yet."""
    if requests.session_of(request) is not None:
        first, *_ = [place.url for place in places(request)] or [reverse("settings")]
        return SeeOther(first)
    folder = serving.current().folder
    exists = (folder / "keyring.json").exists() or vault.Vault.can_be_mended(folder)
    return SeeOther(outside("sign-in" if exists else "set-up"))


def settings(request: Request) -> HttpResponse:
    """What can be set."""
    return render(request, "settings/settings.html", {"themes": THEMES, "last_entry": last_entry()})


def look(request: Request) -> HttpResponse:
    """Choose light, dark, or as the device; for this session."""
    if request.method == "POST" and request.POST.get("theme") in THEMES:
        request.session.theme = str(request.POST["theme"])
    return SeeOther(reverse("settings"))


def language(request: Request) -> HttpResponse:
    """Choose the language, now and at the next sign-in."""
    asked = str(request.POST.get("language", ""))
    if request.method == "POST" and is_spoken(asked):
        request.session.language = asked
        set_language(acting(request), asked)
    return SeeOther(_ours(str(request.POST.get("back", "/"))))


def _ours(path: str) -> str:
    """Return the address of one of our pages, whatever was sent: never another site's."""
    try:
        resolve(path)
    except Resolver404:
        return reverse("start")
    return get_script_prefix() + path.lstrip("/")
