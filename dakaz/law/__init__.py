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
from .ics import as_calendar
from .model import LANGUAGES, Pack, Rule, Words
from .outcome import STATES, Knowledge, Outcome, Text
from .receipt import again, receipt
from .refusals import NoVersionInForce, PackFault, WrongFact
from .say import Said, phrase, say, say_help
from .subjects import rules_for
from .told import told
from .watch import Changed, watch

__all__ = [
    "LANGUAGES",
    "SERVED",
    "SHIPPED",
    "STATES",
    "Changed",
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
    "as_calendar",
    "check",
    "evaluate",
    "load",
    "phrase",
    "receipt",
    "rule_named",
    "rules_for",
    "say",
    "say_help",
    "told",
    "watch",
]

SHIPPED = Path(__file__).with_name("packs") / "lt-aliens"
"""The pack that comes with the program."""
