"""The room of law: until when, by which article, in force on which day. Knows no person and no clock.

A pack is a folder of data (`docs/law-packs.md`); ``evaluate`` asks one of its rules. Pure Python; imports
nothing of ours but ``errors``, so that other projects can use it.
"""

from __future__ import annotations

from pathlib import Path

from .build import load
from .check import check
from .checking import Finding
from .evaluate import evaluate, rule_named
from .facts import SERVED, Value
from .model import Pack, Rule, Words
from .outcome import STATES, Knowledge, Outcome, Text
from .receipt import again, receipt
from .refusals import NoVersionInForce, PackFault, WrongFact
from .say import Said, say
from .told import told

__all__ = [
    "SERVED",
    "SHIPPED",
    "STATES",
    "Finding",
    "Knowledge",
    "NoVersionInForce",
    "Outcome",
    "Pack",
    "PackFault",
    "Rule",
    "Said",
    "Text",
    "Value",
    "Words",
    "WrongFact",
    "again",
    "check",
    "evaluate",
    "load",
    "receipt",
    "rule_named",
    "say",
    "told",
]

SHIPPED = Path(__file__).with_name("packs") / "lt-aliens"
"""The pack that comes with the program."""
