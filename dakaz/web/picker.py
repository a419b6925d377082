"""Choosing one of those found by words: what stands in the form and what comes back, without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Picked:
    """What came back from a picker.

    Args:
        chosen: id of a party, ``new:<kind>``, or empty.
        typed: words of a name.
        shown_for: the words for which choices stood on the page; when they differ from ``typed``,
            the choice was made before these words were typed.
    """

    chosen: str = ""
    typed: str = ""
    shown_for: str = ""

    @property
    def undecided(self) -> bool:
        """Whether something was typed for which nothing has been chosen yet."""
        return bool(self.typed) and (self.typed != self.shown_for or not self.chosen)


@dataclass(frozen=True, slots=True)
class Option:
    """One line to choose."""

    value: str
    words: str
    more: str = ""
    checked: bool = False


class Picker(forms.Widget):
    """Radio buttons for those found, and a field to find others."""

    template_name = "people/picker.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Picked:
        """Read the three fields."""
        return Picked(
            chosen=str(data.get(name, "")),
            typed=" ".join(str(data.get(f"{name}-find", "")).split())[:LONGEST],
            shown_for=str(data.get(f"{name}-shown", "")),
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        """Say whether the form held no such picker."""
        return name not in data and f"{name}-find" not in data
