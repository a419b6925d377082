"""Turning an outcome's texts into words of a language: places filled, days written out, plurals right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

from dakaz.errors import N_, BadInput

from .model import LANGUAGES, Pack, Words
from .moments import Moment, zone_named
from .outcome import Outcome, Text
from .parts import UNTRANSLATED
from .words_kept import common_words

__all__ = ["Said", "phrase", "say", "say_day", "say_help", "say_text", "say_words"]

PLACE = re.compile(r"\{(\w+)\}")
# The weekday stands in brackets where its grammatical case would otherwise have to change.
PATTERNS = {
    "lt": "y 'm'. MMMM d 'd'. (EEEE)",
    "be": "d MMMM y 'г'. (EEEE)",
    "ru": "d MMMM y 'г'. (EEEE)",
    "en": "EEE d MMMM y",
}
# Days of the law and of what is known; their weekday would only be noise.
LAW_DATES = frozenset({"from", "to", "deciding", "day", "begun", "today"})


@dataclass(frozen=True, slots=True)
class Said:
    """An outcome in words of one language, in the order in which to read it."""

    language: str
    label: str
    headline: str
    says: tuple[str, ...]
    state: str
    trace: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    assumed: tuple[str, ...]
    uncertain: tuple[str, ...]
    not_modelled: tuple[tuple[str, str], ...]
    authority: str
    knowledge: tuple[str, ...]
    band: str
    notice: str
    alternatives: tuple[Said, ...]


def say(outcome: Outcome, language: str) -> Said:
    """Say an outcome in ``language``: lt, be, ru or en.

    Raises:
        BadInput: it is none of these.
    """
    if language not in LANGUAGES:
        message = N_("“%(language)s” is not a language of this room. Accepted: %(accepted)s.")
        raise BadInput(message, language=language, accepted=", ".join(LANGUAGES))
    zone = zone_named(outcome.asked.zone)

    def words(*texts: Text) -> tuple[str, ...]:
        return tuple(say_text(one, language, zone) for one in texts)

    return Said(
        language=language,
        label=say_words(outcome.label, language),
        headline=words(outcome.headline)[0],
        says=words(*outcome.says),
        state=words(Text(f"state_{outcome.state or 'none'}"))[0],
        trace=_trace(outcome, words(*(step.text for step in outcome.trace))),
        also=_also(outcome, language, zone),
        warnings=words(*outcome.warnings),
        assumed=words(*outcome.assumed),
        uncertain=tuple(say_words(one, language) for one in outcome.uncertain),
        not_modelled=tuple(
            (say_words(what, language), say_words(why, language)) for what, why in outcome.not_modelled
        ),
        authority=say_words(outcome.authority or {}, language),
        knowledge=_knowledge(outcome, language, zone),
        band=words(Text(f"band_name_{outcome.knowledge.band}"))[0],
        notice=words(Text("information_only"))[0],
        alternatives=tuple(say(one, language) for one in outcome.alternatives),
    )


def phrase(key: str, language: str, *, zone: str = "Europe/Vilnius", **values: Any) -> str:
    """Return a common sentence of this room by its key.

    Args:
        values: what stands in its places.
    """
    return say_text(Text(key, values), language, zone_named(zone))


def say_help(pack: Pack, language: str) -> list[dict[str, str]]:
    """Return where free help is, as the pack knows it: ``id``, ``label`` and what it does under ``say``."""
    return [
        {
            "id": str(one["id"]),
            "label": say_words(one["label"], language),
            "say": say_words(one.get("say") or {}, language),
        }
        for one in pack.help
    ]


def say_words(words: Words, language: str) -> str:
    """Return a sentence of a pack; one that nobody translated is shown as it was written."""
    return words.get(language) or words.get(UNTRANSLATED) or words.get("en") or ""


def say_text(one: Text, language: str, zone: ZoneInfo) -> str:
    """Return a text in ``language`` with its places filled."""
    form: Any = one.words or common_words().get(one.key)
    if form is None and one.key.startswith("event_"):  # an event that the pack gave no words to
        return one.key.removeprefix("event_").replace("_", " ")
    if form is None:
        raise KeyError(one.key)
    template = form.get(language) or form.get(UNTRANSLATED) or form.get("en") or ""
    if isinstance(template, Mapping):
        n = one.values.get("n", 0)
        template = template.get(_locale(language).plural_form(n)) or template["other"]

    def fill(place: re.Match[str]) -> str:
        value = one.values.get(place[1])
        if place[1] in LAW_DATES and isinstance(value, date):
            return say_day(value, language, zone, weekday=False)
        return _value(value, language, zone)

    return PLACE.sub(fill, template).replace("г..", "г.").replace("d..", "d.")


def say_day(day: Moment, language: str, zone: ZoneInfo, *, weekday: bool = True) -> str:
    """Write a day or a moment out; a day on which something is to be done has its weekday."""
    pattern = PATTERNS[language] if weekday else PATTERNS[language].replace(" (EEEE)", "").replace("EEE ", "")
    if isinstance(day, datetime):
        at = day.astimezone(zone)
        return str(format_datetime(at, f"{pattern}, HH:mm", locale=_locale(language), tzinfo=zone))
    return str(format_date(day, pattern, locale=_locale(language)))


def _value(value: Any, language: str, zone: ZoneInfo) -> str:
    if value is None:
        return "…"
    if isinstance(value, date):
        return say_day(value, language, zone)
    if isinstance(value, Text):
        return say_text(value, language, zone)
    if isinstance(value, Mapping):
        return say_words(value, language)
    if isinstance(value, tuple):
        return "; ".join(_value(one, language, zone) for one in value)
    return str(value)


def _trace(outcome: Outcome, steps: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Put beside each step the articles it rests on, with the short names of their acts."""
    shorts = {quoted.source.id: quoted.source.short for quoted in outcome.sources}
    return tuple(
        (said, "; ".join(f"{shorts.get(cite.source, '')} {cite.ref}".strip() for cite in step.cites))
        for step, said in zip(outcome.trace, steps, strict=True)
    )


def _also(outcome: Outcome, language: str, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    return tuple(
        (say_words(one.label, language), say_day(one.day, language, zone) if one.day else "")
        for one in outcome.also
    )


def _knowledge(outcome: Outcome, language: str, zone: ZoneInfo) -> tuple[str, ...]:
    known = outcome.knowledge
    days = (
        ("known_until", known.last_known_valid_on),
        ("checked_on", known.checked_on),
        ("review_by", known.review_by),
    )
    lines = [say_text(Text(key, {"day": day}), language, zone) for key, day in days if day]
    return tuple(lines) + tuple(say_text(one, language, zone) for one in known.reasons)


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)
