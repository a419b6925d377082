"""What the log may say: what broke and where in the program, never what was being worked on."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType


class Quiet(logging.Formatter):
    """Writes time, level, logger and, of an exception, its class and the lines it passed.

    Messages of other people's loggers carry addresses and values of requests, so they are left
    out; our own loggers say only what may be read by anyone.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and under it the places an exception passed."""
        moment = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="seconds")
        ours = record.name.split(".")[0] == "dakaz"
        said = record.getMessage() if ours else "(message withheld)"
        lines = [f"{moment} {record.levelname} {record.name} {said}"]
        if record.exc_info and record.exc_info[0]:
            lines += self._places(record.exc_info[0], record.exc_info[2])
        return "\n".join(lines)

    @staticmethod
    def _places(kind: type[BaseException], trace: TracebackType | None) -> list[str]:
        frames = traceback.extract_tb(trace, limit=-12)
        return [f"  {kind.__module__}.{kind.__name__}"] + [
            f"  at {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames
        ]
