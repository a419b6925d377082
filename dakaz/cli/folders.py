"""Writing a released report into a folder, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dakaz.errors import N_, BadInput, NoRoom
from dakaz.report import BundleFile

MARK = "SHA256SUMS"


def write_folder(folder: Path, files: Sequence[BundleFile]) -> None:
    """Write ``files`` into ``folder``, replacing an earlier report there and nothing else.

    Raises:
        BadInput: the folder holds something that is no report.
        NoRoom: the disk is full; what was there before is untouched.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise BadInput(
            N_("%(folder)s holds something that is no report. Choose an empty or a new folder."),
            folder=str(folder),
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for file in files:
            path = beside / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                for chunk in file.chunks():
                    stream.write(chunk)
        _swap(beside, folder)
    except OSError as problem:
        raise NoRoom(
            N_("The report could not be written to %(folder)s (%(why)s). Nothing there was changed."),
            folder=str(folder),
            why=problem.strerror or "",
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(beside: Path, folder: Path) -> None:
    beside.chmod(0o755)
    old = beside.with_name(beside.name + "-old")
    if folder.exists():
        folder.replace(old)
    beside.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
