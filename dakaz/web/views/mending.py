"""A damaged keyring, and its sound second copy: offered where someone comes to sign in."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dakaz import vault
from dakaz.errors import DakazError
from dakaz.web import serving
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.middleware.signed_in import without_session
from dakaz.web.prefix import outside


@without_session
def mend(request: HttpRequest) -> HttpResponse:
    """Put the second copy in place of keyring.json, but only while that one is damaged or gone."""
    folder = serving.current().folder
    if request.method != "POST" or not vault.Vault.can_be_mended(folder):
        return SeeOther(outside("sign-in"))
    try:
        vault.Vault.mend_keyring(folder)
    except DakazError as error:
        return offer(request, problem=error)
    return SeeOther(outside("sign-in") + "?mended=1")


def offer(request: HttpRequest, *, problem: DakazError | None = None) -> HttpResponse:
    """Show that keyring.json is damaged and what can be done about it."""
    notice = Notice("", sentence(problem), "brick") if problem else None
    return render(request, "vault/mend.html", {"notice": notice}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
