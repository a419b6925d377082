"""Every kind of check with its form, and what it asks in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from .check_fields import CheckForm
from .check_forms import (
    ChangeCheck,
    FigureCheck,
    FlowCheck,
    PercentagesCheck,
    RatioCheck,
    ShareCheck,
    SumCheck,
)
from .check_row_forms import AbsenceCheck, AgreeCheck, HeadCheck, MixtureCheck

KINDS: Sequence[tuple[type[CheckForm], Any, Any]] = (
    (
        FigureCheck,
        gettext_lazy("A figure against published ones"),
        gettext_lazy("Same unit, same time: do they agree?"),
    ),
    (ChangeCheck, gettext_lazy("A change"), gettext_lazy("From one number to another: by how much?")),
    (RatioCheck, gettext_lazy("So many times"), gettext_lazy("“6 times” as shares, as odds, as counts.")),
    (SumCheck, gettext_lazy("A sum"), gettext_lazy("Do the parts add up?")),
    (ShareCheck, gettext_lazy("A percentage"), gettext_lazy("Part and whole are known.")),
    (
        PercentagesCheck,
        gettext_lazy("Percentages of a small number"),
        gettext_lazy("Which wholes make them possible?"),
    ),
    (FlowCheck, gettext_lazy("A stock and what moved"), gettext_lazy("So many there were, so many came.")),
    (HeadCheck, gettext_lazy("More often, per head"), gettext_lazy("Two groups of different size.")),
    (
        MixtureCheck,
        gettext_lazy("Two shares with a date between"),
        gettext_lazy("Do yearly numbers allow them?"),
    ),
    (
        AgreeCheck,
        gettext_lazy("Several values of one thing"),
        gettext_lazy("Are they one figure of several days?"),
    ),
    (AbsenceCheck, gettext_lazy("None is known"), gettext_lazy("Who searched where, and when?")),
)
FORMS: Mapping[str, type[CheckForm]] = {form.kind: form for form, _, _ in KINDS}
KIND_WORDS: Sequence[tuple[str, Any]] = tuple((form.kind, words) for form, words, _ in KINDS)
