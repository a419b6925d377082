"""The reference of personal fields says what the register says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from django.utils import translation


def test_the_reference_is_what_the_register_says():
    place = Path(__file__).parent / "make_personal_fields.py"
    spec = importlib.util.spec_from_file_location("make_personal_fields", place)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.start()
    with translation.override("en"):
        said = made.reference()
    assert made.TARGET.read_text("utf-8") == said, "run: python docs/make_personal_fields.py"
