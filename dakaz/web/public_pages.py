"""The public pages inside the app: for anybody at this machine, the vault locked or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from dakaz.public_site.knowledge import Knowledge, shipped
from dakaz.public_site.urls import patterns
from dakaz.public_site.views import Pages

from . import serving
from .middleware.same_origin import without_token
from .middleware.signed_in import without_session

__all__ = ["urlpatterns"]


def for_anybody(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view be asked by anybody, with forms that carry no token: they change nothing and know nobody."""

    @wraps(view)
    def open_view(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return without_token(without_session(open_view))


def knowledge() -> Knowledge:
    """Return the shipped pack, by the clock of what is being served."""
    return shipped(serving.current().clock)


urlpatterns = patterns(Pages(knowledge), for_anybody)
