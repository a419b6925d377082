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
from dakaz.figures.text.course import Course
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.elliptic import complete
from dakaz.figures.text.found import Finder
from dakaz.figures.text.head import survey_of
from dakaz.figures.text.lexicon import Lexicon, language_of, lexicon
from dakaz.figures.text.rules import AMOUNTS
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.table import Table
from dakaz.figures.text.times import Before
from dakaz.figures.text.tokens import NUMERIC, WORD, Tokens, hide, paragraphs, sentences, tokens
from dakaz.figures.text.when import Dating
from dakaz.figures.text.written import written_of
from dakaz.figures.text.years import without_counted_years, without_having

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_HEADING = re.compile(r"(?:[^.!?…\s]|г\.|m\.|r\.)\s*\Z")
_OPENING = 2  # a dash or quotation mark may stand before *today*
_PERIODS = 4096
_PLACE = 24  # characters


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
    calendar, course, table = Calendar(written), Course(survey_of(plain, usual, written)), Table()
    for start, end in paragraphs(plain):
        words = lexicon(usual if language else language_of(plain[start:end], usual))
        course.begin(plain[start:end], words)
        if not _may_tell(plain, start, end, words):
            continue
        calendar.paragraph(course.about)
        figures: list[Figure] = []
        for span in sentences(plain, start, end):
            if span == (start, end) or _may_tell(plain, *span, words):
                sentence = Sentence(text, plain, span, words, opens=_opens(plain, start, span[0]))
                figures += _of_sentence(sentence, calendar, course)
        table.read(plain, (start, end), figures, words, calendar.written or course.about)
        course.end()
        yield from figures


class Sentence(NamedTuple):
    """A sentence of a text.

    Args:
        text: the whole text.
        plain: the same with what only looks like figures made blank.
        span: where the sentence begins and ends.
        words: the lexicon of its language.
        opens: whether it opens a paragraph.
    """

    text: str
    plain: str
    span: tuple[int, int]
    words: Lexicon
    opens: bool


def _opens(text: str, start: int, at: int) -> bool:
    """Say whether a sentence opens a paragraph, perhaps after a place: *Minsk. On 4 March the court …*"""
    return at == start or (at - start <= _PLACE and not NUMERIC.search(text, start, at))


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


def _of_sentence(sentence: Sentence, calendar: Calendar, course: Course) -> list[Figure]:
    text, plain, span, words, opens = sentence
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
    before = Before(course.about, calendar.written, course.entered, calendar.untold, course.told)
    dating = Dating(found, figures, dated, noted=noted, before=before)
    if figures:
        speaker = speaker_in(plain, span, found, noted, words.language)
        context = Told(text, found, dating, taken, places_in(found, noted), speaker)
        told, after = [_figure(context, one) for one in figures], dating.after
    else:
        told, after = [], _after_no_figure(dating, _HEADING.search(plain, start, end), calendar)
        entry = dating.entry(course.chronicle) if opens else None
        if entry is not None:
            course.enter(entry)
            after = entry
    if dating.turned is not None:
        course.entered = dating.turned
    if dated and (calendar.written is None or calendar.year != explicit):
        calendar.year = dating.year_after(after, before=year, read=calendar.year)
    course.turn(after, [one.period for one in told])
    return told


def _after_no_figure(dating: Dating, heading: re.Match[str] | None, calendar: Calendar) -> Period | None:
    """Return what a heading or a sentence without figures leaves to the next; mind a heading's year."""
    if heading is None:
        return dating.after
    after = dating.heading(opens_list=heading[0][0] == ":")
    if after is not None:
        calendar.titled = after.end.year
    return after


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
