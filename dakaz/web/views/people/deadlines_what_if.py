"""What if it was handed over on another day: which sentences and days change. Nothing is saved."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from dakaz import law
from dakaz.law.moments import as_day
from dakaz.law.say import say_words
from dakaz.records.queries import casebook
from dakaz.records.queries import law_of_decisions as asked
from dakaz.web.look import Link, Notice
from dakaz.web.templatetags.words import day as day_in_words

from .law_words import only_if, reader

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.law.moments import Moment
    from dakaz.web.requests import Request

# The slot under which a sentence is compared, and the sentence with the articles it rests on.
Sentences = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence as it is now and as it would be; ``articles`` are those of the sentence that would be."""

    before: str
    after: str
    articles: str

    @property
    def changed(self) -> bool:
        """Whether the other day changes it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule says now and then."""

    label: str
    lines: Sequence[Compared]


def what_if(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Compare the answer as it is with the answer for another day of handing over."""
    found = casebook.decision(request.user, record_id)
    typed = str(request.POST.get("served", "")).strip()
    day, notice = _typed(typed, found.dated) if request.method == "POST" else (None, None)
    compared: list[Rule] = []
    if day:
        now = asked.answers(found, as_of=request.today)
        then = asked.answers(found, as_of=request.today, served=day)
        compared = [_compared(name, _of(now, name), _of(then, name)) for name in _rules(now, then)]
    context = {
        "record": found,
        "typed": typed,
        "day": day,
        "compared": compared,
        "changes": any(line.changed for rule in compared for line in rule.lines),
        "notice": notice,
        "ways_back": [
            Link(gettext("To the decision"), reverse("people:decision", args=[found.pk]) + "#days")
        ],
    }
    return render(request, "people/what_if.html", context, status=422 if notice else 200)


def _typed(text: str, dated: str) -> tuple[date | None, Notice | None]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, Notice(gettext("Write the day as 2024-10-28."), tone="amber")
    made = asked.sure_day(dated)
    if made and day < made:
        words = gettext("The decision is dated %(made)s: it cannot have been handed over before.")
        return None, Notice(words % {"made": day_in_words(made)}, tone="amber")
    return day, None


def _rules(now: Sequence[asked.Answered], then: Sequence[asked.Answered]) -> list[str]:
    return list(dict.fromkeys(one.rule.id for one in (*now, *then)))


def _of(found: Sequence[asked.Answered], name: str) -> asked.Answered | None:
    return next((one for one in found if one.rule.id == name), None)


def _compared(name: str, now: asked.Answered | None, then: asked.Answered | None) -> Rule:
    old, new = _sentences(now), _sentences(then)
    lines = [
        Compared(old.get(slot, ("", ""))[0], new.get(slot, ("", ""))[0], (new.get(slot) or old[slot])[1])
        for slot in dict.fromkeys((*new, *old))
    ]
    label = say_words(asked.pack().rules[name].label, reader())
    either = then or now
    condition = only_if(either) if either else ""
    return Rule(f"{label} ({condition})" if condition else label, lines)


def _sentences(found: asked.Answered | None) -> Sentences:
    if found is None:
        return {}
    if found.outcome is None:
        return {"refused": (gettext("No text of this rule is known for that day, or a fact is missing."), "")}
    outcome, said = found.outcome, law.say(found.outcome, reader())
    articles = "; ".join(dict.fromkeys(f"{one.source.short} {one.ref}" for one in outcome.sources))
    lines: Sentences = {}
    for slot, template, moment in (
        ("safe", gettext("Safe day: %(day)s"), outcome.safe_day),
        ("last", gettext("Last day: %(day)s"), outcome.last_day),
    ):
        if moment:
            lines[slot] = (template % {"day": _words(moment)}, articles)
    lines["headline"] = (said.headline, articles)
    lines |= {f"says {n}": (one, articles) for n, one in enumerate(said.says)}
    nth: Counter[str] = Counter()
    for step, words in zip(outcome.trace, said.trace, strict=True):
        nth[step.text.key] += 1
        lines[f"{step.text.key} {nth[step.text.key]}"] = words
    return lines


def _words(moment: Moment) -> str:
    return day_in_words(as_day(moment, asked.pack().zone))


def urls() -> list[URLPattern]:
    """Return the address."""
    return [path("decisions/<uuid:record_id>/what-if", what_if, name="decision-what-if")]
