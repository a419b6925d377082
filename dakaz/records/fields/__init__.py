"""The register of fields: every column of every table; of the personal ones why, on what ground, how long.

It is the one place that says so. The page for people, a person's own data, the needles of the leak check
and the reference in ``docs`` are read from it; a column that is missing here fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping

from .archive import ARCHIVE
from .casework import CASEWORK
from .office import OFFICE
from .people import PEOPLE
from .retention import DAYS, days_of_months, months_of, over
from .values import Basis, Category, Erased, Field, Fields, Kept, Needle, Use

REGISTER: Mapping[str, Fields] = {**PEOPLE, **CASEWORK, **ARCHIVE, **OFFICE}
"""By name of the model, by name of the column; None for a column that says nothing about anybody."""

__all__ = [
    "DAYS",
    "REGISTER",
    "Basis",
    "Category",
    "Erased",
    "Field",
    "Fields",
    "Kept",
    "Needle",
    "Use",
    "days_of_months",
    "months_of",
    "over",
]
