"""Pages for what went wrong outside our own errors. They say so calmly and repeat nothing asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from dakaz.web import requests
from dakaz.web.answers import calm_page
from dakaz.web.middleware.signed_in import to_sign_in

PLAIN = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not done · Dakaz</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/static/shared/tokens.css">'
    '<link rel="stylesheet" href="/static/dakaz/base.css">'
    '<link rel="stylesheet" href="/static/dakaz/frame.css"></head><body class="outside"><main>'
    "<h1>Dakaz made a mistake</h1><p>What was saved before is untouched. What you sent just now was not "
    'saved.</p><p>Go back and try it another way, or go <a href="/">to the first page</a>.</p>'
    "</main></body></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    text = gettext("What the browser sent could not be read. Nothing was changed. Go back and send it again.")
    return calm_page(request, title=gettext("Not done"), text=text, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django refused."""
    return calm_page(request, title=gettext("Not done"), text=gettext("Nothing was changed."), status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address; to someone without a session no address exists but sign-in."""
    if requests.session_of(request) is None:
        return to_sign_in(request)
    text = gettext("There is nothing here by that address, or it is not yours to see.")
    return calm_page(request, title=gettext("Nothing here"), text=text, status=404)


def our_mistake(request: HttpRequest) -> HttpResponse:
    """A fault in the program. Drawn without templates: they may be what broke."""
    return HttpResponse(PLAIN, status=500)
