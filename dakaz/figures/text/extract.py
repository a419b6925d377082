"""Figures with their places in a text: the door of this part of the room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dakaz.figures.period import Period
from dakaz.figures.text.context import attributed_to, counted_after, place_of, places_in
from dakaz.figures.text.dates import Calendar, Dated, letters
from dakaz.figures.text.found import Finder
from dakaz.figures.text.guards import counted_years
from dakaz.figures.text.lexicon import Lexicon, language_of, lexicon
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import NUMERIC, WORD, Token, hide, paragraphs, sentences, tokens

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_UNDATED = {"duration", "money"}
_HEAD = 600
_NEAR = 3


@dataclass(frozen=True, slots=True)
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
    calendar = Calendar(published or _day_of(plain, usual))
    for start, end in paragraphs(plain):
        words = lexicon(usual if language else language_of(plain[start:end], usual))
        if not words.has_figure_word(WORD.findall(plain, start, end)) and not NUMERIC.search(
            plain, start, end
        ):
            continue
        last: Period | None = None
        calendar.paragraph()
        for begin, stop in sentences(plain, start, end):
            found, last = _of_sentence(text, plain, (begin, stop), words=words, calendar=calendar, last=last)
            yield from found


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


def _day_of(text: str, usual: str) -> date | None:
    """Return the first full date near a text's head, where letters and news carry theirs."""
    calendar = Calendar(None)
    words = lexicon(usual)
    for start, end in paragraphs(text[:_HEAD]):
        found = tokens(text, start, end, words)
        line = letters(found, set())
        for dated in calendar.find(found, line, english=usual == "en"):
            if dated.period.start == dated.period.end:
                return dated.period.start
    return None


def _of_sentence(
    text: str,
    plain: str,
    span: tuple[int, int],
    *,
    words: Lexicon,
    calendar: Calendar,
    last: Period | None,
) -> tuple[list[Figure], Period | None]:
    start, end = span
    if not NUMERIC.search(plain, start, end) and not words.has_figure_word(WORD.findall(plain, start, end)):
        return [], last
    found = tokens(plain, start, end, words)
    line = letters(found, counted_years(found, words))
    dated = calendar.find(found, line, english=words.language == "en")
    taken = {at for one in dated for at in range(one.first, one.after)}
    figures = Finder(found, taken, words).find()
    own = max((one.period for one in dated), key=_latest) if dated else None
    if not figures:
        return [], own or last
    places = places_in(found)
    spoken = any("says" in token.roles for token in found)
    speaker = attributed_to(plain[start:end], words.language) if spoken else ""
    return [
        _figure(text, found, one, figures=figures, dated=dated, last=last, places=places, speaker=speaker)
        for one in figures
    ], own or last


def _latest(period: Period) -> date:
    """What a text goes on about is the later of the periods it compared."""
    return period.start if period.end == date.max else period.end


def _figure(
    text: str,
    found: Sequence[Token],
    one: Found,
    *,
    figures: Sequence[Found],
    dated: Sequence[Dated],
    last: Period | None,
    places: Sequence[tuple[int, str]],
    speaker: str,
) -> Figure:
    start, end = found[one.first].start, found[one.after - 1].end
    taken = {at for each in dated for at in range(each.first, each.after)}
    period = _period(found, one, figures, dated)
    if period is None and one.kind not in _UNDATED and not dated:
        period = last
    if one.kind == "duration":
        period = None
    return Figure(
        start,
        end,
        text[start:end],
        one.kind,
        one.value,
        one.low,
        one.high,
        one.start,
        one.stop,
        one.unit,
        counted_after(text, found, one.noun, taken) if one.kind not in _UNDATED else "",
        place_of(places, one.first),
        period.edtf if period else "",
        one.qualifier,
        speaker,
    )


def _period(
    found: Sequence[Token], one: Found, figures: Sequence[Found], dated: Sequence[Dated]
) -> Period | None:
    """Choose a figure's period: where dates come first each holds until the next, else the next one holds.

    A date right after a figure (*416 in 2022, 287 in 2023*) is always its own.
    """
    if not dated:
        return None
    inside = [date_ for date_ in dated if one.first <= date_.first < one.after]
    next_ = [date_ for date_ in dated if date_.first >= one.after]
    if inside:
        begin = inside[0].period.start
        near = next_ and next_[0].first - one.after <= _NEAR and next_[0].period.end > begin
        return Period(begin, next_[0].period.end) if near else inside[0].period
    following = [date_ for date_ in dated if date_.first >= one.first]
    before = [date_ for date_ in dated if date_.first < one.first]
    if following and _follows(found, one, figures, following[0]):
        return following[0].period
    if before:
        return before[-1].period
    return following[0].period if following else None


def _follows(found: Sequence[Token], one: Found, figures: Sequence[Found], date_: Dated) -> bool:
    """Say whether a date belongs to the figure before it: no comma, clause or other figure stands between."""
    between = found[one.after : date_.first]
    if any(one.after <= other.first < date_.first for other in figures):
        return False
    if len(between) == 1 and between[0].text in ("–", "—", "-"):
        return True  # 11 211 — в 2022-м
    if any(token.text in (",", ";", ":", "–", "—") for token in between):
        return False
    return len(between) <= _NEAR
