"""Somebody at a browser without scripts and without cookies, as far as the door can tell."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin
from wsgiref.util import setup_testing_defaults

SAMPLES: dict[str, list[dict[str, str]]] = {
    "refusal": [
        {"how": "paper"},
        {"steps": "seen"},
        {"what": "asylum_refused"},
        {"day_d": "18", "day_m": "10", "day_y": "2024"},
        {"procedure": "ordinary"},
    ],
    "waiting": [
        {"how": "waiting"},
        {"what": "waiting_asylum"},
        {"day_d": "27", "day_m": "11", "day_y": "2023"},
    ],
    "june": [
        {"how": "paper"},
        {"steps": "seen"},
        {"what": "permit_cancelled"},
        {"day_d": "28", "day_m": "6", "day_y": "2024"},
        {"permit_kind": "temporary"},
        {"cancel_ground": "employment"},
    ],
    "july": [
        {"how": "paper"},
        {"steps": "seen"},
        {"what": "permit_cancelled"},
        {"day_d": "3", "day_m": "7", "day_y": "2024"},
        {"permit_kind": "temporary"},
        {"cancel_ground": "employment"},
    ],
}
"""The four samples of the demonstration, question by question."""


@dataclass
class Seen:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    path: str

    @property
    def html(self) -> str:
        return self.body.decode()

    @property
    def text(self) -> str:
        """What a person reads, tags gone."""
        plain = re.sub(r"<(br|/p|/li|/h\d|/dt|/dd|/div|/option)[^>]*>", "\n", self.html)
        return unescape(re.sub(r"<[^>]+>", "", plain))

    @property
    def to(self) -> str:
        return dict(self.headers).get("Location", "")

    def hidden(self, form: int = 0) -> dict[str, str]:
        """The hidden fields of the nth form of the page's content."""
        forms = self.html[self.html.index("<main") :].split("<form")[1:]
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', forms[form])
        return {name: unescape(value) for name, value in found}


@dataclass
class Visitor:
    """Asks the application.

    Args:
        app: the WSGI application.
    """

    app: Any
    host: str = "127.0.0.1:8010"
    seen: list[Seen] = field(default_factory=list)

    def get(self, path: str, **more: str) -> Seen:
        return self._ask("GET", path, b"", more)

    def post(self, path: str, fields: dict[str, str], **more: str) -> Seen:
        return self._ask("POST", path, urlencode(fields).encode(), more)

    def follow(self, seen: Seen) -> Seen:
        while seen.status == 303:
            seen = self.get(urljoin(seen.path, seen.to).split("#")[0])
        return seen

    def answer(self, language: str, told: list[dict[str, str]]) -> Seen:
        """Answer question after question; return the last page."""
        page = self.get(f"/{language}/ask/")
        for one in told:
            assert page.status == 200, page.text
            page = self.follow(self.post(f"/{language}/ask/", page.hidden() | one))
        return page

    def _ask(self, method: str, path: str, body: bytes, more: dict[str, str]) -> Seen:
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_HOST": self.host,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **more,
        }
        given: dict[str, Any] = {}
        content = self.app(environ, lambda status, headers: given.update(status=status, headers=headers))
        seen = Seen(int(given["status"][:3]), given["headers"], b"".join(content), path)
        self.seen.append(seen)
        return seen
