"""How far the worker is, as pages show it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal

Stage = Literal["taking in", "reading pictures"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the worker does at this moment.

    Args:
        run: the import.
        stage: taking files in, or reading pictures once all files are in.
        done: pictures read so far; the files of an import are counted in the database.
        of: pictures to read in all.
    """

    run: uuid.UUID
    stage: Stage
    done: int = 0
    of: int = 0
