"""The folder that travels with a report: anyone can check it with ``sha256sum`` and ``age`` alone."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dakaz.errors import N_, BadInput
from dakaz.exchange.tables import harmless
from dakaz.report.build import Built
from dakaz.report.numbering import Node

Chunks = Callable[[], Iterable[bytes]]
EXTENSION = re.compile(r"[a-z0-9]{1,8}")
COLUMNS = ("number", "key", "title", "publisher", "dated", "address", "captured", "how", "sha256", "file")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one source, as the caller hands them over.

    Args:
        chunks: gives the bytes from the start each time it is called (a source may be 2 GB).
        extension: of the original, without a dot; ignored when sealed.
        sealed: whether the bytes are an age file already.
    """

    chunks: Chunks
    extension: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file to write: its path inside the folder (always with ``/``) and its bytes."""

    path: str
    chunks: Chunks


def bundle(built: Built, files: Mapping[str, SourceFile]) -> list[BundleFile]:
    """Lay out the folder.

    Args:
        files: by SHA-256 of the original, and of each photo of a paper; a source without one is listed
            but not enclosed.

    Returns:
        report.html, report.pdf, CHECK.txt, sources.csv, sources/…, and SHA256SUMS over all of them,
        in that order. Nothing is written.

    Raises:
        BadInput: bytes given in clear for a source that is under key, or bytes that are not that source.
    """
    paths = {
        digest: _path(one, digest, files[digest])
        for one in built.tree["sources"]
        for digest in (one["sha256"], *one["pages"])
        if digest in files
    }
    out = [
        _whole("report.html", built.html),
        _whole("report.pdf", built.pdf),
        _whole("CHECK.txt", _instructions(built.tree)),
        _whole("sources.csv", _table(built.tree["sources"], paths)),
        *(BundleFile(path, files[digest].chunks) for digest, path in sorted(paths.items())),
    ]
    sums = {one.path: _digest(one.chunks) for one in out}
    _same_bytes(paths, files, sums)
    lines = "".join(f"{digest}  {path}\n" for path, digest in sums.items())
    return [*out, _whole("SHA256SUMS", lines.encode())]


def _whole(path: str, data: bytes) -> BundleFile:
    return BundleFile(path, lambda: (data,))


def _path(source: Node, digest: str, file: SourceFile) -> str:
    if file.sealed:
        return f"sources/{digest}.age"
    if not source["public"]:
        raise BadInput(
            N_("Source %(number)d is under key; it goes into the folder sealed or not at all."),
            number=source["n"],
        )
    extension = file.extension.lower().removeprefix(".")
    return f"sources/{digest}.{extension if EXTENSION.fullmatch(extension) else 'bin'}"


def _digest(chunks: Chunks) -> str:
    running = hashlib.sha256()
    for chunk in chunks():
        running.update(chunk)
    return running.hexdigest()


def _same_bytes(paths: Mapping[str, str], files: Mapping[str, SourceFile], sums: Mapping[str, str]) -> None:
    for digest, path in paths.items():
        if not files[digest].sealed and sums[path] != digest:
            raise BadInput(
                N_("The bytes given for %(path)s are not that source; nothing was laid out."), path=path
            )


def _table(sources: list[Node], paths: Mapping[str, str]) -> bytes:
    """The list of sources as CSV. Cells that a spreadsheet would run are led by an apostrophe."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in sources:
        row = [str(one["n"] if name == "number" else one.get(name, "")) for name in COLUMNS[:-1]]
        own = " ".join(paths[digest] for digest in (one["sha256"], *one["pages"]) if digest in paths)
        table.writerow([harmless(cell) for cell in (*row, own)])
    return out.getvalue().encode()


def _instructions(tree: Node) -> bytes:
    """CHECK.txt: what to type, and what each line proves."""
    words, closed = tree["words"], any(not one["public"] for one in tree["sources"])
    title = tree["front"]["title"]
    lines = [title, "=" * len(title), "", words["check"], "", words["check_intro"], ""]
    lines += [words["check_sums"], "", f"    {tree['commands'][0]}", ""]
    lines += [words["check_age"], "", f"    {tree['commands'][1]}", ""] if closed else []
    lines += [words["check_quotes"], ""] if tree["quotes"] else []
    lines += [f"{words['built']}: {tree['built']}. {words['program']}: Dakaz {tree['version']}."]
    return ("\n".join(lines) + "\n").encode()
