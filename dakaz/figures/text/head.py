"""What the head of a text tells about all of it: its day, and when the survey was made that it is about."""

from __future__ import annotations

import calendar
import re
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.lexicon import Lexicon, lexicon
from dakaz.figures.text.tokens import WORD, Tokens, paragraphs, sentences, tokens

_HEAD = 600
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\W*\w{0,4})?\W*\Z")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FIRST_WORDS = 5
_OPENING = 150  # characters: the first lines
_SMALL = "fsutibT"  # letters of words that lead to a date
_PLACE = 4  # words of a place after a day
_PARTING = {*DASHES, "(", ")"}
_BOUNDS = {"since", "until", "from", "act"}
_LEADING = {"in", *_BOUNDS}
_NAME = 2  # words of a place before a day
_FOOT = 160  # characters: the last lines
_LONGEST_LINE = 14  # words of a line that tells nothing but what a text is, and when
_LEAD = 1200  # characters in which a text says what it is about
_LONGEST_SURVEY = 62  # days
_LEAP = 2000
_LEAST_MONTH, _LONGEST_MONTH = 28, 31  # days


def written_of(text: str, usual: str) -> Period | None:
    """Return when a text was written: the day at its head or foot, else the month that a line of its head names.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    day = day_of(text, usual) or _day_at_foot(text, usual)
    month = _month_of(text, usual) if day is None else None
    day = day or (_day_without_year(text, usual) if month is None else None)
    return month if day is None else Period(day, day)


def _day_without_year(text: str, usual: str) -> date | None:
    """*KAUNAS, 21 November (agency) – …*: the first such day after all that the text tells of."""
    words = lexicon(usual)
    for start, end in paragraphs(text[:_HEAD]):
        found = tokens(text, start, end, words)
        line = letters(found)
        leap = Calendar(Period(date(_LEAP, 12, 31), date(_LEAP, 12, 31)))
        for dated in leap.find(found, line, english=usual == "en"):
            named = "Y" in line[dated.first : dated.after] or "M" not in line[dated.first : dated.after]
            place = text[text.rfind("\n", 0, found.start(dated.first)) + 1 : found.start(dated.first)].split()
            short = len(place) <= _NAME and dated.period.days == 1
            if short and not named and _is_of_the_text(text, found, dated, words):
                return _first_after(text, usual, dated.period.start)
    return None


def _first_after(text: str, usual: str, day: date) -> date | None:
    """Return a day of the year in which it comes after the times that the head of a text tells of."""
    words = lexicon(usual)
    told: list[Period] = []
    for start, end in paragraphs(text[:_LEAD]):
        if _YEAR.search(text, start, end):
            found = tokens(text, start, end, words)
            told += [one.period for one in Calendar(None).find(found, letters(found), english=usual == "en")]
    closed = [one for one in told if date.min < one.start and one.end < date.max]
    if not closed:
        return None
    latest = max(closed, key=lambda one: one.end)
    after = latest.end if latest.days > _LONGEST_SURVEY else latest.start
    years = (after.year, after.year + 1)
    return next((that for year in years if (that := _of_year(day, year)) and that >= after), None)


def _of_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None  # 29 February


def _day_at_foot(text: str, usual: str) -> date | None:
    """*(First published 6 March 2032)*: the last line, when it says nothing else."""
    words = lexicon(usual)
    start = max(text.rstrip().rfind("\n") + 1, len(text) - _FOOT)
    found = tokens(text, start, len(text), words)
    for dated in Calendar(None).find(found, letters(found), english=usual == "en"):
        rest = [token for at, token in enumerate(found) if not dated.first <= at < dated.after]
        said = [token for token in rest if token.kind == "word"]
        published = any("published" in token.roles for token in said) or not said
        if dated.period.days == 1 and published and len(said) <= _PLACE:
            return dated.period.start
    return None


def _month_of(text: str, usual: str) -> Period | None:
    """*Summary of findings, March 2031*: a line of the head that ends in a month and is no sentence."""
    words = lexicon(usual)
    begin = 0
    for line in text[:_HEAD].split("\n"):
        start, begin = begin, begin + len(line) + 1
        if not _YEAR.search(line) or len(line.split()) > _LONGEST_LINE:
            continue
        found = tokens(text, start, start + len(line), words)
        for dated in Calendar(None).find(found, letters(found), english=usual == "en"):
            before = found[max(0, dated.first - 1) : dated.first + 1]
            led = any(_BOUNDS & token.roles.keys() for token in before)
            ends = not text[found.end(dated.after - 1) : start + len(line)].strip(" .)")
            if ends and not led and _LEAST_MONTH <= dated.period.days <= _LONGEST_MONTH:
                return dated.period
    return None


def day_of(text: str, usual: str) -> date | None:
    """Return the first full date near a text's head, where letters and news carry theirs.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    reading = Calendar(None)
    words = lexicon(usual)
    for start, end in paragraphs(text[:_HEAD]):
        if not _YEAR.search(text, start, end):
            continue
        found = tokens(text, start, end, words)
        line = letters(found)
        for dated in reading.find(found, line, english=usual == "en"):
            named = not {"Y", "X"}.isdisjoint(line[dated.first : dated.after])
            if named and dated.period.days == 1 and _is_of_the_text(text, found, dated, words):
                return dated.period.start
    return None


def _is_of_the_text(text: str, tokens: Tokens, dated: Dated, words: Lexicon) -> bool:
    """Say whether a day stands as a text's own does: *Vilnius, 14 May 2031 – …*, *Published 2031-05-14*.

    Nothing of a sentence goes before it on its line, and none goes on after it.
    """
    first = next(at for at in range(dated.first, dated.after) if tokens[at].letter not in _SMALL)
    begin, end = tokens.start(first), tokens.end(dated.after - 1)
    before = text[text.rfind("\n", 0, begin) + 1 : begin].strip()
    after = text[end:].partition("\n")[0].lstrip(" .")
    if before and _is_a_line(text, words, begin, after):
        return True
    led = any(_LEADING & token.roles.keys() for token in tokens[max(0, first - 1) : first])
    if (led and before) or len(before.split()) > _FIRST_WORDS:
        return False
    if not after or after[0] in _PARTING:
        return True
    if after[0] == ",":
        return len(re.split(r"[.\n]", after)[0].split()) <= _PLACE
    opens = not before and begin < _OPENING and not _counted_on(dated.period)
    return after[0].isupper() and (opens or before.endswith((",", ".")))


def _is_a_line(text: str, words: Lexicon, begin: int, after: str) -> bool:
    """*Communication of 9 October 2031, 12:15*, *Ref. No. 14/3 of 19 March 2031*: a line that says no more."""
    start, end = text.rfind("\n", 0, begin) + 1, text.find("\n", begin)
    line = text[start : end if end >= 0 else len(text)]
    acts = any("act" in words.roles(word) for word in WORD.findall(line))
    told = not after.strip(" .") or (after[0] == "," and _CLOCK.search(after) is not None)
    return told and not acts and len(line.split()) <= _LONGEST_LINE and ":" not in line[: begin - start]


def _counted_on(day: Period) -> bool:
    """*1 January*, *31 December*: days for which things are counted, seldom those of a text."""
    return day.end.day in (1, calendar.monthrange(day.end.year, day.end.month)[1])


def survey_of(text: str, usual: str) -> Period | None:
    """Return when the survey was made that a text begins with: all that it tells is of those days.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    reading = Calendar(None)
    words = lexicon(usual)
    if not any("survey" in words.roles(word) for word in WORD.findall(text, 0, _LEAD)):
        return None
    for start, end in paragraphs(text[:_LEAD]):
        for begin, stop in sentences(text, start, end):
            found = tokens(text, begin, stop, words)
            told = reading.find(found, letters(found), english=usual == "en")
            if told and any("survey" in token.roles for token in found):
                short = [one.period for one in told if 1 < one.period.days <= _LONGEST_SURVEY]
                if short:
                    return short[0]
    return None
