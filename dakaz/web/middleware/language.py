"""Which language a page speaks: the session's choice, else the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from dakaz.web import requests
from dakaz.web.languages import is_spoken

ASKED = "language"


class Language:
    """Speaks one language while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self._get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response


def _language(request: HttpRequest) -> str:
    session = requests.session_of(request)
    if session is not None and session.language:
        return session.language
    # before sign-in nothing is remembered: the page's own address carries the choice
    asked = request.GET.get(ASKED, "")
    return asked if session is None and is_spoken(asked) else translation.get_language_from_request(request)
