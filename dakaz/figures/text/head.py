"""What the head of a text tells about all of it: its day, and when the survey was made that it is about."""

from __future__ import annotations

from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.lexicon import lexicon
from dakaz.figures.text.tokens import Tokens, paragraphs, sentences, tokens

_HEAD = 600
_FIRST_WORDS = 5
_SHORT_LINE = 16
_LEAD = 1200  # characters in which a text says what it is about
_LONGEST_SURVEY = 62  # days


def day_of(text: str, usual: str) -> date | None:
    """Return the first full date near a text's head, where letters and news carry theirs.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    calendar = Calendar(None)
    words = lexicon(usual)
    for start, end in paragraphs(text[:_HEAD]):
        found = tokens(text, start, end, words)
        line = letters(found)
        for dated in calendar.find(found, line, english=usual == "en"):
            if dated.period.start == dated.period.end and (_heads(found, dated) or _signs_off(found, dated)):
                return dated.period.start
    return None


def _heads(tokens: Tokens, dated: Dated) -> bool:
    """Say whether a date stands where a text's own does: among its first words, and no word leads to it."""
    led = any(
        token.roles.keys() & {"in", "since", "until", "from", "act"} for token in tokens[: dated.first + 1]
    )
    return dated.first <= _FIRST_WORDS and not led


def _signs_off(tokens: Tokens, dated: Dated) -> bool:
    """*Bulletin No. 37 (2745), 14 April 2031*: a short line that ends in its day; no word leads to it."""
    ends = tokens[dated.after].text == "" or tokens[dated.after + 1].text == ""
    before = tokens[dated.first - 1]
    return ends and dated.after <= _SHORT_LINE and (not dated.first or before.kind == "sign")


def survey_of(text: str, usual: str) -> Period | None:
    """Return when the survey was made that a text begins with: all that it tells is of those days.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
    """
    calendar = Calendar(None)
    words = lexicon(usual)
    for start, end in paragraphs(text[:_LEAD]):
        for begin, stop in sentences(text, start, end):
            found = tokens(text, begin, stop, words)
            told = calendar.find(found, letters(found), english=usual == "en")
            if told and any("survey" in token.roles for token in found):
                short = [one.period for one in told if 1 < one.period.days <= _LONGEST_SURVEY]
                if short:
                    return short[0]
    return None
