"""Figures with their places in a text: the door of this part of the room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from dakaz.figures.period import Period
from dakaz.figures.text.context import counted_after, place_of, places_in, speaker_in
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.elliptic import complete
from dakaz.figures.text.found import Finder
from dakaz.figures.text.head import survey_of
from dakaz.figures.text.lexicon import Lexicon, language_of, lexicon
from dakaz.figures.text.rules import AMOUNTS
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import NUMERIC, WORD, Tokens, hide, paragraphs, sentences, tokens
from dakaz.figures.text.table import set_by_columns, years_of_columns
from dakaz.figures.text.when import Dating
from dakaz.figures.text.written import written_of
from dakaz.figures.text.years import without_counted_years, without_having

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_HEADING = re.compile(r"(?:[^.!?…\s]|г\.|m\.|r\.)\s*\Z")
_ITEM = re.compile(r"\s*[•■▪*–—-]\s")
_OPENING = 2  # a dash or quotation mark may stand before *today*
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
_HEADLINE = 6  # words
_PART, _YEAR, _LEAP_YEAR = 100, 360, 366  # days
_PERIODS = 4096


@dataclass(slots=True)
class Figure:
    """One figure of a text.

    Args:
        start: first character, counted from 0.
        end: the character after the last.
        text: what stands there.
        kind: count, share, ratio, change, range, rate, duration or money.
        value: in base units (5.3 million is 5300000, percent as 44); None for ranges and changes from-to.
        low: lower end of a range.
        high: upper end.
        from_: where a change begins.
        to: where it ends.
        unit: person, %, day, EUR, times, ...; empty when the text does not say.
        counted: the words of what is counted.
        place: ISO 3166 code of the country.
        period: EDTF.
        qualifier: about, nearly, at least, more than, up to, at most, less than, only, exactly.
        attributed_to: who says so, in the text's words.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    from_: float | None
    to: float | None
    unit: str
    counted: str
    place: str
    period: str
    qualifier: str
    attributed_to: str

    def as_json(self) -> dict[str, Any]:
        """Return the figure with the keys that ``dakaz figures extract --json`` prints."""
        numbers = {"value": self.value, "low": self.low, "high": self.high, "from": self.from_, "to": self.to}
        words = {
            "unit": self.unit,
            "counted": self.counted,
            "place": self.place,
            "period": self.period,
            "qualifier": self.qualifier,
            "attributed_to": self.attributed_to,
        }
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            **{key: value for key, value in numbers.items() if value is not None},
            **{key: value or None for key, value in words.items()},
        }


def extract(text: str, *, published: date | None = None, language: str = "") -> Iterator[Figure]:
    """Find the figures of a text in English, Russian, Belarusian, Lithuanian or Polish, in order.

    Args:
        text: the text; positions count its characters.
        published: its day, for dates without a year and *last year*; looked for in its head when missing.
        language: two letters when all of it is in one language; else each paragraph's own is found.

    Yields:
        Figures; years, dates, articles, telephone numbers and footnote marks are none.
    """
    if not unicodedata.is_normalized("NFC", text):
        yield from _decomposed(text, published=published, language=language)
        return
    plain = hide(text)
    usual = _usual(language, plain)
    written = Period(published, published) if published else written_of(plain, usual)
    calendar = Calendar(written)
    survey = survey_of(plain, usual, written)
    last = survey
    asked = False  # whether a list says what ought to be
    columns: tuple[Period, ...] = ()  # the years at the head of a table
    above = last  # what a list stands under
    for start, end in paragraphs(plain):
        listed = _ITEM.match(plain, start, end) is not None or (asked and _NUMBERED.match(plain, start, end))
        words = lexicon(usual if language else language_of(plain[start:end], usual))
        if not listed:
            last, asked = above, _asks(plain, start, end, words)
        elif asked:
            last = None
        turns, topic, first, answered = 0, last, last, False
        if not _may_tell(plain, start, end, words):
            continue
        calendar.paragraph(last)
        of_paragraph: list[Figure] = []
        for begin, stop in sentences(plain, start, end):
            if stop - begin < end - start and not _may_tell(plain, begin, stop, words):
                continue
            before = last
            opens = begin == start
            found, last = _of_sentence(
                text, plain, (begin, stop), words=words, calendar=calendar, last=last, opens=opens
            )
            if survey is not None:
                if answered and last is not None and last.end < survey.start:
                    last = survey  # what was answered in years before is told for comparison only
                answered = answered or any(one.period == survey.edtf for one in found)
            if last is not None and last != before:
                first, turns = first if turns else last, turns + 1
            of_paragraph += found
        years = years_of_columns(plain[start:end], ends=_of_ends(plain, start, words))
        if columns and not years:
            columns = columns if set_by_columns(of_paragraph, columns, plain[start:end]) else ()
        columns = years or columns
        yield from of_paragraph
        listing = plain[start:end].rstrip().endswith(":")
        before_it = above
        above = _left_by(last, turns=turns, topic=topic, first=first)
        if calendar.entered is not None and topic != calendar.entered:
            above, calendar.entered = calendar.chronicle or above, None
        if listed:
            above, last = before_it, topic
        elif not listing:
            last = above
        around = not (listed or listing) and last is not None and last != survey
        if survey is not None and (last is None or last.end < survey.start or (around and last.contains(survey))):
            above = last = survey


def _asks(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Say whether a paragraph leads to what ought to be: *We recommend:*, *What should be done*."""
    leads = text[start:end].rstrip().endswith(":") or len(text[start:end].split()) <= _HEADLINE
    return leads and any("asks" in words.roles(word) for word in WORD.findall(text, start, end))


def _of_ends(text: str, start: int, words: Lexicon) -> bool:
    """*Valid permits, end of year*: say whether the line above a table tells that it counts at the end of years."""
    above = text[:start].rstrip().rpartition("\n")[2]
    roles = [words.roles(word) for word in WORD.findall(above)]
    return any("end" in one for one in roles) and any("yearword" in one or one.get("time") == "year" for one in roles)


def _left_by(last: Period | None, *, turns: int, topic: Period | None, first: Period | None) -> Period | None:
    """Return what a paragraph leaves to the next: of several times the one that it turned to first.

    Args:
        last: what its last sentence was about.
        turns: how often that changed.
        topic: what it began with.
        first: what it turned to first.
    """
    if last is None or not turns:
        return last
    if topic is not None and last.days == 1 < topic.days and _closes(topic, last):
        return topic
    if topic is not None and last.days < _PART and _YEAR <= topic.days <= _LEAP_YEAR and topic.contains(last):
        return topic  # a month or season of the year that a report is about
    if turns > 1:
        if first is not None and first.days == 1 and last.days >= _YEAR and last.contains(first):
            return last
        return first if turns == 2 or (first is not None and first.contains(last)) else None
    return last


def _closes(topic: Period, day: Period) -> bool:
    """Say whether a day is of a time or comes right after it, as the first of January after a year."""
    return topic.start <= day.start and (day.start - topic.end).days <= 1


def _may_tell(text: str, start: int, end: int, words: Lexicon) -> bool:
    return bool(NUMERIC.search(text, start, end)) or words.tells(WORD.findall(text, start, end))


def _decomposed(text: str, *, published: date | None, language: str) -> Iterator[Figure]:
    """Read a text whose letters are in pieces (e + ̇ for ė), and give positions in it as it is."""
    pieces = list(_LETTER.finditer(text))
    whole = [unicodedata.normalize("NFC", match[0]) for match in pieces]
    places = [match.start() for match, piece in zip(pieces, whole, strict=True) for _ in piece]
    places.append(len(text))
    for one in extract("".join(whole), published=published, language=language):
        start, end = places[one.start], places[one.end]
        yield replace(one, start=start, end=end, text=text[start:end])


def _usual(language: str, text: str) -> str:
    if language:
        return "cyr" if language in ("ru", "be") else language
    middle = len(text) // 2
    return language_of(text if len(text) < 2000 else text[middle : middle + 1000])


def _of_sentence(
    text: str,
    plain: str,
    span: tuple[int, int],
    *,
    words: Lexicon,
    calendar: Calendar,
    last: Period | None,
    opens: bool,
) -> tuple[list[Figure], Period | None]:
    start, end = span
    found = tokens(plain, start, end, words)
    explicit, year = calendar.year, calendar.told
    line = without_counted_years(letters(found), found, words)
    if words.language == "cyr" and plain.find("мае", start, end) >= 0:
        line = without_having(line, found)
    dated = calendar.find(found, line, english=words.language == "en")
    taken = set(calendar.unread)
    for one in dated:
        taken.update(range(one.first, one.after))
    figures = Finder(found, taken, words).find()
    if len(figures) > 1:
        complete(found, figures, taken)
    telling = found if figures or dated else found[:_OPENING]  # Today she works in a school.
    noted = [at for at, token in enumerate(telling) if token.noted]
    dating = Dating(
        found,
        figures,
        dated,
        last=last,
        noted=noted,
        written=calendar.written,
        entered=calendar.entered,
        untold=calendar.untold,
    )
    if not figures:
        heading = _HEADING.search(plain, start, end)
        after = dating.heading(opens_list=heading[0][0] == ":") if heading else dating.after
        entry = dating.entry(calendar.chronicle) if opens else None
        if entry is not None:
            after = calendar.entered = entry
            calendar.chronicle = calendar.chronicle or last
        elif dating.turned is not None:
            calendar.entered = dating.turned
        told = []
        if heading and after is not None:
            calendar.titled = after.end.year
    else:
        speaker = speaker_in(plain, span, found, noted, words.language)
        sentence = Told(text, found, dating, taken, places_in(found, noted), speaker)
        told = [_figure(sentence, one) for one in figures]
        after = dating.after
    if dated and (calendar.written is None or calendar.year != explicit):
        calendar.year = dating.year_after(after, before=year, read=calendar.year)
    return told, after


class Told(NamedTuple):
    """What a sentence tells about all its figures.

    Args:
        text: the whole text.
        tokens: of the sentence.
        dating: its periods.
        taken: places that the periods have taken.
        places: countries with the places of their tokens.
        speaker: who says so; empty when nobody is named.
    """

    text: str
    tokens: Tokens
    dating: Dating
    taken: set[int]
    places: Sequence[tuple[int, str]]
    speaker: str


def _figure(told: Told, one: Found) -> Figure:
    start, end = told.tokens.start(one.first), told.tokens.end(one.after - 1)
    period = told.dating.period_of(one)
    return Figure(
        start,
        end,
        told.text[start:end],
        one.kind,
        one.value,
        one.low,
        one.high,
        one.start,
        one.stop,
        one.unit,
        counted_after(told.text, told.tokens, one.noun, told.taken) if one.kind not in AMOUNTS else "",
        place_of(told.places, one.first),
        _edtf(period.start, period.end, period.written) if period else "",
        one.qualifier,
        told.speaker,
    )


@lru_cache(maxsize=_PERIODS)
def _edtf(start: date, end: date, written: str) -> str:
    return Period(start, end, written).edtf
