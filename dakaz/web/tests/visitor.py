"""A browser as far as the door can tell: cookies by path, forms with their token, no pictures."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

BOUNDARY = "visitor-boundary"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    path: str

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def to(self) -> str:
        return self.headers.get("Location", "")

    @property
    def title(self) -> str:
        return re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)[1]

    @property
    def form_token(self) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)[1]


@dataclass
class Visitor:
    """Someone at a browser, speaking to the whole application.

    Args:
        app: the WSGI application.
        host: the name in the address bar.
        peer: where the visitor's machine is.
    """

    app: Any
    host: str = "127.0.0.1:8000"
    peer: str = "127.0.0.1"
    scheme: str = "http"
    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> Answer:
        body = urlencode(fields or {}, doseq=True).encode()
        return self.ask("POST", path, body, {"CONTENT_TYPE": "application/x-www-form-urlencoded"} | headers)

    def send(self, path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Answer:
        lines = [part(f'name="{name}"', value.encode()) for name, value in fields.items()]
        lines += [
            part(f'name="{name}"; filename="{file_name}"', content)
            for name, (file_name, content) in files.items()
        ]
        body = b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()
        return self.ask("POST", path, body, {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}"})

    def fill_in(self, path: str, fields: dict[str, Any], *, at: str = "") -> Answer:
        """Open the page and send its form."""
        page = self.get(at or path)
        return self.post(path, {"csrfmiddlewaretoken": page.form_token, **fields})

    def follow(self, answer: Answer) -> Answer:
        while answer.status == 303:
            answer = self.get(answer.to)
        return answer

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(path)
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_HOST": self.host,
            "REMOTE_ADDR": self.peer,
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": self._cookies_for(parts.path),
            **headers,
        }
        seen: dict[str, Any] = {}

        def start(status: str, given: list[tuple[str, str]], exc_info: Any = None) -> None:
            seen.update(status=int(status[:3]), headers=given)

        result = self.app(environ, start)
        try:
            content = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        self._keep(seen["headers"])
        return Answer(seen["status"], dict(seen["headers"]), content, path)

    def _cookies_for(self, path: str) -> str:
        sent = [f"{name}={value}" for name, (value, under) in self.cookies.items() if path.startswith(under)]
        return "; ".join(sent)

    def _keep(self, headers: list[tuple[str, str]]) -> None:
        for name, value in headers:
            if name == "Set-Cookie":
                for morsel in SimpleCookie(value).values():
                    self.cookies[morsel.key] = (morsel.value, morsel["path"])


def part(disposition: str, content: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n"
    kind = "Content-Type: application/octet-stream\r\n" if "filename" in disposition else ""
    return head.encode() + kind.encode() + b"\r\n" + content + b"\r\n"
