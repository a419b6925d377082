"""Waitress, with sealed bodies, and large ones only from those who may send them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

from .prefix import token_in
from .requests import cookies_in
from .sealed_body import IN_MEMORY, SealedBody
from .serving import Serving


def channel_for(serving: Serving) -> type[HTTPChannel]:
    """Return waitress's channel class with our parser for this vault."""

    def parser(adjustments: Any) -> HTTPRequestParser:
        return _Parser(adjustments, folder=_disk_of(serving.folder), may_be_large=_may_be_large(serving))

    return type("SealedChannel", (HTTPChannel,), {"parser_class": staticmethod(parser)})


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no type hints
    """Puts a sealed body in the place of waitress's plain one as soon as the headers are read."""

    def __init__(
        self, adjustments: Any, *, folder: Path, may_be_large: Callable[[dict[str, str], str], bool]
    ) -> None:
        super().__init__(adjustments)
        self._folder = folder
        self._may_be_large = may_be_large

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        self.body_rcv.buf = SealedBody(folder=self._folder)
        if not self._may_be_large(self.headers, self.path):
            self._limit()

    def _limit(self) -> None:
        """Refuse a body beyond what is kept in memory, before any of it is taken in."""
        if self.chunked or self.content_length > IN_MEMORY:
            self.error = RequestEntityTooLarge("sign in first")
            self.completed = True
            self.connection_close = True


def _may_be_large(serving: Serving) -> Callable[[dict[str, str], str], bool]:
    def may(headers: dict[str, str], path: str) -> bool:
        if not (serving.folder / "keyring.json").exists():
            return True  # a backup to restore
        token, cookies = token_in(path), cookies_in(headers.get("COOKIE", ""))
        known = serving.sessions.find(token, cookies) is not None
        return known or serving.sessions.drafts.expects(token=token, cookies=cookies)

    return may


def _disk_of(folder: Path) -> Path:
    return folder if folder.is_dir() else folder.parent
