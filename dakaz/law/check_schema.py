"""The shape of pack files, held to the published JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .checking import Finding, Places
from .folder import Folder
from .model import Pack

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

__all__ = ["SCHEMA", "check_schema"]

SCHEMA = Path(__file__).with_name("schema") / "law-pack.schema.json"


def check_schema(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Compare every file with the schema."""
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - slow to import; only maintainers check

    for file in folder.files:
        for error in _validator().iter_errors(file.data):
            cause = best_match([error]) or error
            yield places.finding((file.path, tuple(cause.absolute_path)), _said(cause))


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above

    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def _said(error: ValidationError) -> str:
    where = str(error.absolute_path[-1]) if error.absolute_path else "the file"
    message = error.message if len(error.message) < 200 else f"{error.message[:200]} …"
    return f"{where}: {message}"
