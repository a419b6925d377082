"""What the head of a text tells about all of it: its day, and when the survey was made that it is about."""

from __future__ import annotations

import calendar
import re
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.lexicon import lexicon
from dakaz.figures.text.tokens import Tokens, paragraphs, sentences, tokens

_HEAD = 600
_FIRST_WORDS = 5
_OPENING = 150  # characters: the first lines
_SMALL = "fsutibT"  # letters of words that lead to a date
_PLACE = 4  # words of a place after a day
_PARTING = {*DASHES, "(", ")"}
_LEADING = {"in", "since", "until", "from", "act"}
_LEAD = 1200  # characters in which a text says what it is about
_LONGEST_SURVEY = 62  # days


def day_of(text: str, usual: str) -> date | None:
    """Return the first full date near a text's head, where letters and news carry theirs.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    reading = Calendar(None)
    words = lexicon(usual)
    for start, end in paragraphs(text[:_HEAD]):
        found = tokens(text, start, end, words)
        line = letters(found)
        for dated in reading.find(found, line, english=usual == "en"):
            named = not {"Y", "X"}.isdisjoint(line[dated.first : dated.after])
            if named and dated.period.days == 1 and _is_of_the_text(text, found, dated):
                return dated.period.start
    return None


def _is_of_the_text(text: str, tokens: Tokens, dated: Dated) -> bool:
    """Say whether a day stands as a text's own does: *Vilnius, 14 May 2031 – …*, *Published 2031-05-14*.

    Nothing of a sentence goes before it on its line, and none goes on after it.
    """
    first = next(at for at in range(dated.first, dated.after) if tokens[at].letter not in _SMALL)
    begin, end = tokens.start(first), tokens.end(dated.after - 1)
    before = text[text.rfind("\n", 0, begin) + 1 : begin].strip()
    after = text[end:].partition("\n")[0].lstrip(" .")
    led = any(_LEADING & token.roles.keys() for token in tokens[max(0, first - 1) : first])
    if (led and before) or len(before.split()) > _FIRST_WORDS:
        return False
    if not after or after[0] in _PARTING:
        return True
    if after[0] == ",":
        return len(re.split(r"[.\n]", after)[0].split()) <= _PLACE
    opens = not before and begin < _OPENING and not _counted_on(dated.period)
    return after[0].isupper() and (opens or before.endswith(","))


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
    for start, end in paragraphs(text[:_LEAD]):
        for begin, stop in sentences(text, start, end):
            found = tokens(text, begin, stop, words)
            told = reading.find(found, letters(found), english=usual == "en")
            if told and any("survey" in token.roles for token in found):
                short = [one.period for one in told if 1 < one.period.days <= _LONGEST_SURVEY]
                if short:
                    return short[0]
    return None
