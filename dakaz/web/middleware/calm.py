"""Errors people can act on become a page that says what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from dakaz.errors import DakazError, Locked
from dakaz.web.answers import error_page

from .signed_in import to_sign_in


class CalmErrors:
    """Answers ``DakazError`` with its sentence and the right status; ``Locked`` with the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return a page for what we know; leave the rest to the page for our own mistakes."""
        if isinstance(exception, Locked):
            return to_sign_in(request)
        if isinstance(exception, DakazError):
            return error_page(request, exception)
        return None
