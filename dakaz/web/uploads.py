"""Files a browser sends go straight into a sealed object: never into memory whole, never plain to disk.

A view says where its files go::

    @accepts_files(sink_for)
    def add(request): ...   # request.FILES.getlist("files") are SealedFile values

``sink_for(request, file_name)`` is called once per file, before its first byte.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from dakaz.errors import N_, BadInput

SINK = "upload_sink"
CHUNK = 256 * 1024


class Sink(Protocol):
    """Takes one file's bytes in and seals them as they come."""

    def write(self, data: bytes, /) -> object:
        """Seal the next bytes."""

    def close(self) -> Any:
        """Finish, and return what now stands for the file."""

    def discard(self) -> None:
        """Forget the file, also after ``close``: the browser went away, or the form was not ours."""


SinkFor = Callable[[HttpRequest, str], Sink]


if TYPE_CHECKING:
    Uploaded = UploadedFile[bytes]
else:  # the class takes no brackets when running
    Uploaded = UploadedFile


class SealedFile(Uploaded):
    """What is left of an uploaded file in the request: its name, its size and its sealed place.

    Args:
        name: as the browser said it; may be hostile, so it is shown and never used as a path.
        size: bytes.
        stored: what the sink's ``close`` returned.
    """

    def __init__(self, *, name: str, size: int, stored: Any) -> None:
        super().__init__(file=None, name=name, size=size)
        self.stored = stored
        self.original_name = name

    def close(self) -> None:
        """Nothing is open here; Django closes every file at the end of a request."""


class NoFiles(FileUploadHandler):
    """Refuses files: the page did not ask for any."""

    def new_file(self, *_args: Any, **_kwargs: Any) -> None:
        """Refuse at the first file, before its first byte."""
        raise BadInput(N_("This page takes no files. Nothing was kept. Add them under Archive."))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Not reached: ``new_file`` refuses."""
        return None

    def file_complete(self, file_size: int) -> Uploaded | None:
        """Not reached: ``new_file`` refuses."""
        return None


class Sealing(FileUploadHandler):
    """Hands each chunk to the view's sink."""

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest, *, sink_for: SinkFor) -> None:
        super().__init__(request)
        self._sink_for = sink_for
        self._sink: Sink | None = None
        self._begun: list[Sink] = []
        self._name = ""

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Open a sink for the file that begins."""
        super().new_file(field_name, file_name, *args, **kwargs)
        self._name = file_name
        assert self.request is not None
        self._sink = self._sink_for(self.request, file_name)
        self._begun.append(self._sink)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Seal the next bytes and pass nothing on."""
        if self._sink is not None:
            self._sink.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> SealedFile | None:
        """Finish the file."""
        sink, self._sink = self._sink, None
        if sink is None:
            return None
        return SealedFile(name=self._name, size=file_size, stored=sink.close())

    def upload_interrupted(self) -> None:
        """Forget the half file: the browser went away in the middle."""
        sink, self._sink = self._sink, None
        if sink is not None:
            self._begun.remove(sink)
            sink.discard()

    def forget(self) -> None:
        """Take back every file of this request, finished or not: the request is refused."""
        while self._begun:
            self._begun.pop().discard()


def accepts_files(sink_for: SinkFor) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view as one that takes files, and say where they are sealed."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        setattr(view, SINK, sink_for)
        return view

    return mark


def prepare(request: HttpRequest, view: Callable[..., Any]) -> None:
    """Give ``request`` the handler its view asked for, before the body is read."""
    sink_for = getattr(view, SINK, None)
    if sink_for is not None:
        request.upload_handlers = [Sealing(request, sink_for=sink_for)]


def forget(request: HttpRequest) -> None:
    """Take back the files of a request that is refused."""
    for handler in request.upload_handlers:
        if isinstance(handler, Sealing):
            handler.forget()
