"""Giving an original out: after a warning, as a download that no browser opens by itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from dakaz.records.actions import uploads
from dakaz.records.queries import archive
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.requests import Request
from dakaz.web.session import Session

from . import words

CHUNK = 256 * 1024
NAMED_BY = 16


def original(request: Request, item_id: uuid.UUID) -> HttpResponseBase:
    """Say what saving an original means, then send it."""
    item = archive.item(request.user, item_id)
    name = item.sha256[:NAMED_BY] + words.ending(item.media_type)
    if request.method != "POST":
        context = {"item": item, "kind": words.kind(item.media_type), "file_name": name}
        return render(request, "archive/original.html", context)
    at_work = acting(request)
    with ExitStack() as opened:
        stream = at_work.vault.objects.open(item.object_name, at_work.keys_of(item.compartment))
        opened.callback(stream.close)
        uploads.given_out(at_work, item_id)
        opened.pop_all()
    answer = StreamingHttpResponse(_pieces(stream, request.session), content_type="application/octet-stream")
    answer.headers["Content-Length"] = str(item.size)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _pieces(stream: BinaryIO, session: Session) -> Iterator[bytes]:
    """A fault or a lock in the middle breaks the download off: nobody takes half a file for a whole one."""
    sessions = serving.current().sessions
    with stream:
        while piece := stream.read(CHUNK):
            sessions.still_open(session)
            yield piece
