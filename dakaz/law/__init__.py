"""The room of law: until when, by which article, in force on which day. Knows no person and no clock.

A pack is a folder of data (`docs/law-packs.md`); ``evaluate`` asks one of its rules. Pure Python; imports
nothing of ours but ``errors``, so that other projects can use it. Where to look:

* a pack is read in ``folder``, ``yaml_values``, ``parts`` and ``build*``; it holds ``model`` and ``rule``
* facts are understood in ``facts``; another rule may answer instead, or too: ``rivals``
* what starts the count: ``starting``; which version: ``choosing``; which case: ``conditions``
* a period is counted in ``counting`` on ``calendars``; its legal end and safe day are in ``days``
* the state is decided in ``states``; what is said first in ``first_words``; the reasoning in ``steps``;
  warnings and assumptions in ``cautions``; how old the knowledge is in ``knowledge``
* all of it is put together in ``answer`` and ``assembling``, and turned into a language in ``say``
* a pack is checked in ``check*``, and its quotes are compared with newer texts in ``watch``
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
from .told import refused, told
from .watch import Changed, not_compared, watch

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
    "not_compared",
    "phrase",
    "receipt",
    "refused",
    "rule_named",
    "rules_for",
    "say",
    "say_help",
    "told",
    "watch",
]

SHIPPED = Path(__file__).with_name("packs") / "lt-aliens"
"""The pack that comes with the program."""
