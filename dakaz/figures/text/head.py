"""What the head of a text tells about all of it: when the survey was made that it is about."""

from __future__ import annotations

from dakaz.figures.period import Period
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.lexicon import lexicon
from dakaz.figures.text.tokens import paragraphs, sentences, tokens

_LEAD = 1200  # characters in which a text says what it is about
_LONGEST_SURVEY = 62  # days


def survey_of(text: str, usual: str, written: Period | None) -> Period | None:
    """Return when the survey was made that a text begins with: all that it tells is of those days.

    Args:
        text: with what only looks like figures made blank.
        usual: the language of most of it.
        written: the day or month of the text; None when it is not known.
    """
    reading = Calendar(written)
    words = lexicon(usual)
    if not words.may_say("survey", text[:_LEAD]):
        return None
    for start, end in paragraphs(text[:_LEAD]):
        surveyed = False
        for begin, stop in sentences(text, start, end):
            found = tokens(text, begin, stop, words)
            told = reading.find(found, letters(found), english=usual == "en")
            before, surveyed = surveyed, any("survey" in token.roles for token in found)
            short = [one.period for one in told if 1 < one.period.days <= _LONGEST_SURVEY]
            if (surveyed or before) and short:
                return short[0]
            free = [at for at in range(len(found)) if not any(one.first <= at < one.after for one in told)]
            if (
                written is not None
                and not surveyed
                and text[begin:stop].rstrip().endswith(".")
                and any(found[at].opens for at in free)
            ):
                return None  # a letter that counts something else first
    return None
