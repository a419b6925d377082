"""Who is outside and looks at a page of the door does not wait for the rooms behind it to load."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import is_valid_path

from dakaz.web import requests

DOOR = "dakaz.web.door_urls"
SIGN_IN = "/sign-in"


class AtTheDoor:
    """Looks a page up among those of the door alone, where nobody is signed in and nothing is sent.

    A passphrase may be sent: it is tried while the rooms load, and the page it leads to is another request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        outside = requests.session_of(request) is None
        looks = request.method in {"GET", "HEAD"} or request.path_info == SIGN_IN
        if outside and looks and is_valid_path(request.path_info, DOOR):
            request.urlconf = DOOR
        return self._get_response(request)
