"""One page for the lawyer: the paper, its reasons word for word, both days with articles, what is missing.

In Lithuanian and the client's language side by side, on one A4; nothing else about the person.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from dakaz import law
from dakaz.law.say import say_day, say_words
from dakaz.records.queries import casebook
from dakaz.records.queries import deadlines as written
from dakaz.records.queries import law_of_decisions as asked
from dakaz.records.queries.law_tables import NOT_SERVICE
from dakaz.web.languages import offered
from dakaz.web.look import Link
from dakaz.web.views.archive import pictures

from .law_words import fact_label, reader, value_words

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.law.moments import Moment
    from dakaz.records.models import Deadline, Decision
    from dakaz.web.requests import Request

OFFICIAL = "lt"
AT_MOST = 2  # rules with a day on one sheet, the earliest


@dataclass(frozen=True, slots=True)
class Pair:
    """The same sentence in Lithuanian and in the client's language; ``label`` likewise."""

    label: tuple[str, str]
    said: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Days:
    """What one rule gives, in both languages, with its articles and their own sentence."""

    label: tuple[str, str]
    lines: Sequence[Pair]
    said: tuple[str, str]
    note: tuple[str, str]
    articles: str
    quote: str


def page(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show the sheet of one decision."""
    found = casebook.decision(request.user, record_id)
    client = _client(str(request.GET.get("lang", "")))
    answers = asked.answers(found, as_of=request.today)
    rows = {one.rule: one for one in reversed(written.deadlines_of(request.user, found)) if _holds(one)}
    both = (OFFICIAL, client)
    context = {
        "record": found,
        "client": client,
        "w": {key: tuple(words[one] for one in both) for key, words in _words().items()},
        "facts": list(_facts(found, both)),
        "reasons": found.reasons.all(),
        "picture": _picture(found),
        "days": [_days(one, rows.get(one.rule.id), both) for one in answers if one.is_day][:AT_MOST],
        "stops": [_stops(one, both) for one in answers if one.rule.kind == "effect" and one.outcome],
        "missing": _missing(found, answers, both),
        "draft": _both(lambda one: law.phrase("no_lawyer", one), both) if asked.pack().draft else None,
        "counted": _both(lambda one: _say("counted_on", one, date=_day(request.today, one)), both),
        "beside": [(code, name, code == client) for code, name in offered() if code != OFFICIAL],
        "ways_back": [
            Link(gettext("To the decision"), reverse("people:decision", args=[found.pk]) + "#days")
        ],
    }
    return render(request, "people/lawyer.html", context)


def _client(asked_for: str) -> str:
    """Return the client's language: the one asked for, the screen's, or Belarusian."""
    spoken = [code for code, _ in offered() if code != OFFICIAL]
    return next((one for one in (asked_for, reader()) if one in spoken), "be")


def _holds(one: Deadline) -> bool:
    return one.standing not in ("replaced", "set_aside")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files("dakaz.web.views.people").joinpath("lawyer_words.yaml").read_text("utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return words


def _say(key: str, language: str, **values: str) -> str:
    return _words()[key][language].format(**values)


def _both(say: Any, both: tuple[str, str]) -> tuple[str, str]:
    return say(both[0]), say(both[1])


def _day(moment: Moment, language: str) -> str:
    return say_day(moment, language, asked.pack().zone)


def _facts(found: Decision, both: tuple[str, str]) -> Iterator[Pair]:
    subject, how = asked.subject_of(found), asked.how_of(found)
    if subject:
        yield Pair(
            _label("decision", both), _both(lambda one: value_words("decision_kind", subject, one), both)
        )
    for name in ("dated", "served"):
        text = getattr(found, name)
        yield Pair(_label(name, both), _both(lambda one, text=text: _when(text, one), both))
    yield Pair(_label("how", both), _both(lambda one: value_words("how", how, one), both))


def _label(key: str, both: tuple[str, str]) -> tuple[str, str]:
    return _both(lambda one: _say(key, one), both)


def _when(text: str, language: str) -> str:
    """Return an EDTF date; a day that is not sure says so."""
    day = asked.sure_day(text)
    if day:
        return _day(day, language)
    return _say("about", language, date=text) if text else _say("not_known", language)


def _picture(found: Decision) -> str:
    item = found.item
    if item is None or not pictures.has_pictures(item):
        return ""
    return reverse("archive:picture", args=[item.pk, 1, "page"])


def _days(one: asked.Answered, row: Deadline | None, both: tuple[str, str]) -> Days:
    outcome = one.outcome
    assert outcome is not None
    said = {language: law.say(outcome, language) for language in both}
    lines = []
    if row and row.set_day:
        lines.append(_line(f"set_by_{row.set_by}", row.set_day, both))
    for key, moment in (("safe_day", outcome.safe_day), ("last_day", outcome.last_day)):
        if moment:
            lines.append(_line(key, moment, both))
    for other in outcome.alternatives:
        if other.last_day:
            names = _both(lambda one, other=other: _other(other, one), both)
            days = _both(lambda one, day=other.last_day: _day(day, one), both)
            lines.append(Pair(names, days))
    if outcome.last_day is None:
        lines.append(Pair(_label("last_day", both), _label("no_last_day", both)))
    quoted = [each for each in outcome.sources if each.quote]
    return Days(
        label=_both(lambda language: said[language].label, both),
        lines=lines,
        said=_both(lambda language: said[language].headline, both),
        note=_both(lambda language: _note(one, row, language), both),
        articles="; ".join(dict.fromkeys(f"{each.source.short} {each.ref}" for each in outcome.sources)),
        quote=quoted[0].quote or "" if quoted else "",
    )


def _other(outcome: law.Outcome, language: str) -> str:
    """Name another reading that may hold, with what is not known about it."""
    return _say("other_reading", language, what=say_words(outcome.label, language))


def _line(key: str, moment: Moment, both: tuple[str, str]) -> Pair:
    return Pair(_label(key, both), _both(lambda one: _day(moment, one), both))


def _note(one: asked.Answered, row: Deadline | None, language: str) -> str:
    standing = _say("confirmed" if row and row.standing == "confirmed" else "not_confirmed", language)
    if not one.only_if:
        return standing
    what = "; ".join(
        f"{fact_label(name, language)}: {', '.join(value_words(name, value, language) for value in values)}"
        for name, values in one.only_if
    )
    return f"{_say('only_if', language, what=what)} · {standing}"


def _stops(one: asked.Answered, both: tuple[str, str]) -> Days:
    outcome = one.outcome
    assert outcome is not None
    return Days(
        label=_both(lambda language: say_words(one.rule.label, language), both),
        lines=(),
        said=_both(lambda language: law.say(outcome, language).headline, both),
        note=("", ""),
        articles="; ".join(dict.fromkeys(f"{each.source.short} {each.ref}" for each in outcome.sources)),
        quote="",
    )


def _missing(
    found: Decision, answers: Sequence[asked.Answered], both: tuple[str, str]
) -> list[tuple[str, str]]:
    """Return what a lawyer would ask for next and nobody has written down."""
    how, told = asked.how_of(found), asked.facts_of(found)
    lacking = {
        "missing_paper": found.item is None,
        "missing_only_notice": how in NOT_SERVICE,
        "missing_dated": asked.sure_day(found.dated) is None,
        "missing_served": asked.sure_day(found.served) is None,
        "missing_how": how == "unknown",
        "missing_envelope": how == "letter",
        "missing_reasons": not found.reasons.all(),
    }
    hung_on = [name for one in answers for name, _ in one.only_if]
    hung_on += [name for one in answers if one.refused for name in one.rule.needs]
    facts = [one for one in dict.fromkeys(hung_on) if one in asked.pack().facts and one not in told]
    return [_label(key, both) for key, is_so in lacking.items() if is_so] + [
        _both(lambda language, name=name: fact_label(name, language), both) for name in facts
    ]


def urls() -> list[URLPattern]:
    """Return the address."""
    return [path("decisions/<uuid:record_id>/lawyer", page, name="decision-lawyer")]
