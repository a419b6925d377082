"""When a text was written, as its head or foot tells it: a day, or only a month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.lexicon import Lexicon, lexicon
from dakaz.figures.text.mentions import counted_on
from dakaz.figures.text.tokens import WORD, Tokens, paragraphs, tokens

_HEAD, _OPENING, _FOOT = 600, 150, 160  # characters: the head, its first lines, the last line
_LEAD = 1200  # characters in which a text says what it is about
_DATELINE = 60  # characters
_DAY = re.compile(r"\b[0-9]{1,2}\b")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_HOUR = re.compile(r"\A(?:\w{1,5}\.? )?\d{1,2}[:.]\d\d\b")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\W*\w{0,4})?\W*\Z")
_FIRST_WORDS, _NAME, _PLACE = 5, 2, 4  # words before a day; of a place before and after it
_LONGEST_LINE = 14  # words of a line that tells nothing but what a text is, and when
_LEAST_MONTH, _LONGEST_MONTH, _SEASON, _LONGEST_SEASON = 28, 31, 62, 92  # days
_LEAP = Period(date(2000, 12, 31), date(2000, 12, 31))
_SMALL = "fsutibT"  # letters of words that lead to a date
_NUMBER = ("№", "Nr", "No.")  # of a letter: 12.03.2032 No. 15/331
_PARTING = {*DASHES, "(", ")", "·", "|", "•", "/"}
_BOUNDS = {"since", "until", "from", "act"}
_LEADING = {"in", *_BOUNDS}


def written_of(text: str, usual: str) -> Period | None:
    """Return when a text was written: the day at its head or foot, else the month.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    day = day_of(text, usual)
    if day is not None:
        return Period(day, day)
    return _at_foot(text, usual) or _month_of(text, usual) or _without_year(text, usual)


def day_of(text: str, usual: str) -> date | None:
    """Return the first full date near a text's head, where letters and news carry theirs.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    words, reading = lexicon(usual), Calendar(None)
    for start, end in paragraphs(text[:_HEAD]):
        if not _YEAR.search(text, start, end):
            continue
        for found, dated, named in _dates(text, (start, end), words, reading):
            if named and dated.period.days == 1 and _is_of_the_text(text, found, dated, words):
                return dated.period.start
    return None


def _dates(
    text: str, span: tuple[int, int], words: Lexicon, reading: Calendar
) -> Iterator[tuple[Tokens, Dated, bool]]:
    """Yield the dates of a passage with its tokens, and whether each names its year."""
    found = tokens(text, *span, words)
    line = letters(found)
    for dated in reading.find(found, line, english=words.language == "en"):
        yield found, dated, not {"Y", "X"}.isdisjoint(line[dated.first : dated.after])


def _is_of_the_text(text: str, tokens: Tokens, dated: Dated, words: Lexicon) -> bool:
    """Say whether a day stands as a text's own does: *Vilnius, 14 May 2031 – …*, *Published 2031-05-14*.

    Nothing of a sentence goes before it on its line, and none goes on after it.
    """
    first = next(at for at in range(dated.first, dated.after) if tokens[at].letter not in _SMALL)
    begin, end = tokens.start(first), tokens.end(dated.after - 1)
    before = _before(text, begin)
    after = text[end:].partition("\n")[0].lstrip(" .")
    if _HOUR.match(after.lstrip(", ")):
        after = _HOUR.sub("", after.lstrip(", ")).lstrip(" .")
    if before and _is_a_line(text, words, begin, after):
        return True
    led = any(_LEADING & token.roles.keys() for token in tokens[max(0, first - 1) : first])
    if (led and before) or len(before.split()) > _FIRST_WORDS:
        return False
    if not after or after[0] in _PARTING or after.startswith(_NUMBER):
        return True
    if after[0] == ",":
        return len(re.split(r"[.\n]", after)[0].split()) <= _PLACE
    opens = not before and begin < _OPENING and not counted_on(dated.period)
    return after[0].isupper() and (opens or before.endswith((",", ".")))


def _before(text: str, begin: int) -> str:
    return text[text.rfind("\n", 0, begin) + 1 : begin].strip()


def _is_a_line(text: str, words: Lexicon, begin: int, after: str) -> bool:
    """*Communication of 9 October 2031, 12:15*, *No. 14/3 of 19 March 2031*: a line that says no more."""
    start, end = text.rfind("\n", 0, begin) + 1, text.find("\n", begin)
    line = text[start : end if end >= 0 else len(text)]
    if ":" in line[: begin - start] or len(line.split()) > _LONGEST_LINE:
        return False
    if any("standing" in words.roles(word) for word in WORD.findall(line)):
        return False  # as of 30 June 2032
    ends = not after.strip(" .") or (after[0] == "," and _CLOCK.search(after) is not None)
    return ends and not any("act" in words.roles(word) for word in WORD.findall(line))


def _at_foot(text: str, usual: str) -> Period | None:
    """*(First published 6 March 2032)*, *Text: A. Name. March 2032*, *Vilnius, 17 March*: the last line."""
    words, end = lexicon(usual), len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    if not start or end - start > _FOOT:
        return None
    for found, dated, named in _dates(text, (start, end), words, Calendar(_LEAP)):
        rest = [token for at, token in enumerate(found) if not dated.first <= at < dated.after]
        said = [token for token in rest if token.kind == "word"]
        named_only = all(token.text[0].isupper() for token in said)
        if not (named_only or any("published" in token.roles for token in said)) or len(said) > _PLACE:
            continue
        if dated.period.days == 1 and not named:
            return _first_after(text, usual, dated.period.start)
        if named and dated.period.days <= _LONGEST_MONTH:
            return dated.period
    return None


def _month_of(text: str, usual: str) -> Period | None:
    """*Summary of findings, March 2031*: a line of the head that ends in a month and is no sentence."""
    words, begin = lexicon(usual), 0
    for line in text[:_HEAD].split("\n"):
        start, begin = begin, begin + len(line) + 1
        if not _YEAR.search(line) or len(line.split()) > _LONGEST_LINE:
            continue
        for found, dated, _ in _dates(text, (start, start + len(line)), words, Calendar(None)):
            before = found[max(0, dated.first - 1) : dated.first + 1]
            led = any(_BOUNDS & token.roles.keys() for token in before)
            ends = not text[found.end(dated.after - 1) : start + len(line)].strip(" .)")
            alone = not text[start : found.start(dated.first)].strip(" (")
            longest = _LONGEST_SEASON if alone else _LONGEST_MONTH
            if ends and not led and _LEAST_MONTH <= dated.period.days <= longest:
                return dated.period
    return None


def _without_year(text: str, usual: str) -> Period | None:
    """*KAUNAS, 21 November (agency) – …*: the first such day after all that the head tells of."""
    words = lexicon(usual)
    for span in paragraphs(text[:_HEAD]):
        if not _DAY.search(text, span[0], min(span[1], span[0] + _DATELINE)):
            continue
        for found, dated, named in _dates(text, span, words, Calendar(_LEAP)):
            if named or dated.period.days > 1:
                continue
            place = _before(text, found.start(dated.first)).split()
            if 0 < len(place) <= _NAME and _is_of_the_text(text, found, dated, words):
                return _first_after(text, usual, dated.period.start)
    return None


def _first_after(text: str, usual: str, day: date) -> Period | None:
    """Return a day of the year in which it comes after the times that the head of a text tells of."""
    words = lexicon(usual)
    told = [
        dated.period
        for span in paragraphs(text[:_LEAD])
        if _YEAR.search(text, *span)
        for _, dated, _ in _dates(text, span, words, Calendar(None))
    ]
    closed = [one for one in told if date.min < one.start and one.end < date.max]
    if not closed:
        return None
    latest = max(closed, key=lambda one: one.end)
    after = latest.end if latest.days > _SEASON else latest.start
    for year in (after.year, after.year + 1):
        last = calendar.monthrange(year, day.month)[1]
        that = date(year, day.month, min(day.day, last))
        if that >= after:
            return Period(that, that)
    return None
