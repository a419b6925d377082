"""The words forms about cases and decisions offer: codes with their names in the reader's language."""

from __future__ import annotations

from dakaz.records.models import (
    AFTERMATH as AFTERMATH_KINDS,
)
from dakaz.records.models import (
    STEPS as STEP_KINDS,
)
from dakaz.records.models import (
    SUPPORT as SUPPORT_KINDS,
)
from dakaz.records.models import (
    CaseRisk,
    CaseTieKind,
    Consequence,
    Retention,
)

from .vocabulary import Choices

CASE_RISKS: Choices = CaseRisk.choices
RETENTIONS: Choices = Retention.choices
CASE_TIES: Choices = CaseTieKind.choices
CONSEQUENCES: Choices = Consequence.choices
AFTERMATH: Choices = [(kind.value, kind.label) for kind in AFTERMATH_KINDS]
STEPS: Choices = [(kind.value, kind.label) for kind in STEP_KINDS]
SUPPORT: Choices = [(kind.value, kind.label) for kind in SUPPORT_KINDS]
