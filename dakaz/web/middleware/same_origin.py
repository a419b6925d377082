"""A form counts only when our own page sent it.

Two proofs, both needed: what the browser says about the sender (before the body is read), and a
token only our page knows. Because of ``Referrer-Policy: no-referrer`` browsers send
``Origin: null`` with our own forms too, so that value alone says nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext

from dakaz.errors import DakazError
from dakaz.web import requests, serving
from dakaz.web.answers import calm_page, error_page
from dakaz.web.uploads import forget, prepare

Answer = Callable[[HttpRequest], HttpResponseBase]
READING = frozenset({"GET", "HEAD"})
WRITING = "POST"
NO_TOKEN = "needs_no_form_token"  # noqa: S105 - the name of a mark, not a secret


def without_token(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose forms change nothing and belong to nobody, so that they carry no token."""
    setattr(view, NO_TOKEN, True)
    return view


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether the browser tells that another site's page sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return True
    origin = request.headers.get("Origin", "null")
    return origin not in {"null", f"{request.scheme}://{request.get_host()}"}


class SameOrigin:
    """Refuses writing requests of other sites before a byte of their body is read."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READING:
            return self._get_response(request)
        if request.method != WRITING:
            return _refuse(
                request,
                gettext("This page cannot be asked for in that way. Nothing was changed."),
                status=405,
            )
        if came_from_elsewhere(request):
            return _refuse(request, gettext("Another page tried to act in your name. Nothing was changed."))
        return self._get_response(request)


class FormToken:
    """Compares the form's token with the session's, and opens the sealed way for its files."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let a form pass that carries the right token."""
        if request.method != WRITING or getattr(view, NO_TOKEN, False):
            return None
        prepare(request, view)
        try:
            sent = requests.form_token_sent(request)
        except DakazError as error:  # files were sent where none are taken, or the disk is full
            forget(request)
            return error_page(request, error)
        except BadRequest:
            forget(request)
            return _refuse(request, gettext("The form did not arrive whole. Send it again."), status=400)
        session = requests.session_of(request)
        expected = session.form_token if session else serving.current().visitor_token
        if hmac.compare_digest(sent.encode(), expected.encode()):
            return None
        forget(request)
        return _refuse(
            request,
            gettext(
                "This form is from an earlier start. Nothing was changed. Go back, reload, send it again."
            ),
        )


def _refuse(request: HttpRequest, text: str, *, status: int = 403) -> HttpResponse:
    return calm_page(request, title=gettext("Not done"), text=text, status=status)
