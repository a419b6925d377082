"""What a text is about as it goes on: over its paragraphs, its lists, and the entries of a chronicle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dakaz.figures.period import Period
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.tokens import WORD

_ITEM = re.compile(r"\s*[•■▪*–—-]\s")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
_OF_THEM = re.compile(
    r"\s*(?:(?:Of|Among) (?:them|these|those)|(?:Из|Среди) них|(?:З|Сярод) іх|(?:Iš|Tarp) jų"
    r"|(?:Z|Wśród) nich)\b"
)
_HEADLINE, _LINE = 6, 80  # words; characters
_PART, _YEAR, _LEAP_YEAR = 100, 360, 366  # days


class Course:
    """What a text is about.

    Args:
        survey: when the survey was made that all of the text tells of; None for other texts.
    """

    def __init__(self, survey: Period | None) -> None:
        self.about = survey  # what the next sentence goes on about
        self.told = ""  # the period of the last figure, in EDTF
        self.entered: Period | None = None  # the day of an entry of a chronicle
        self.chronicle: Period | None = None  # what that chronicle is about
        self._survey = self._above = survey  # what a list stands under
        self._asked = False  # whether a list says what ought to be
        self._listed = self._leads = self._answered = False
        self._topic = self._first = survey  # what a paragraph began with, and turned to first
        self._turns = 0

    def begin(self, line: str, words: Lexicon) -> None:
        """Begin a paragraph.

        Args:
            line: the paragraph.
            words: the lexicon of its language.
        """
        goes_on = self._listed and _OF_THEM.match(line) is not None
        self._leads = line.rstrip().endswith(":")
        self._listed = bool(goes_on or _ITEM.match(line) or (self._asked and _NUMBERED.match(line)))
        if not self._listed:
            self.about = self._above
            self._asked = _asks(line, words, leads=self._leads)
        elif self._asked:
            self.about = None
        self._topic = self._first = self.about
        self._turns, self._answered = 0, False

    def turn(self, after: Period | None, told: Sequence[str]) -> None:
        """Go on after a sentence.

        Args:
            after: what the next one goes on about.
            told: the periods of its figures, in EDTF.
        """
        before, self.about = self.about, after
        self.told = told[-1] if told else self.told
        if self._survey is not None:
            if self._answered and after is not None and after.end < self._survey.start:
                self.about = self._survey  # what was answered in years before is told for comparison only
            self._answered = self._answered or self._survey.edtf in told
        if self.about is not None and self.about != before:
            self._first = self._first if self._turns else self.about
            self._turns += 1

    def enter(self, day: Period) -> None:
        """Begin an entry of a chronicle; the first tells what the chronicle is about."""
        self.chronicle = self.chronicle or self._topic
        self.entered = day

    def end(self) -> None:
        """End a paragraph: an item leaves nothing to the next, a line that leads to a list all it told."""
        above, self._above = self._above, self._left()
        if self.entered is not None and self._topic != self.entered:
            self._above, self.entered = self.chronicle or self._above, None
        if self._listed:
            self._above, self.about = above, self._topic
        elif not self._leads:
            self.about = self._above
        if self._survey is not None and self._is_of_survey():
            self._above = self.about = self._survey

    def _is_of_survey(self) -> bool:
        if self._survey is None or self.about is None or self.about.end < self._survey.start:
            return True
        around = not (self._listed or self._leads) and self.about != self._survey
        return around and self.about.contains(self._survey)

    def _left(self) -> Period | None:
        """Return what a paragraph leaves to the next: of several times the one that it turned to first."""
        last, topic, first = self.about, self._topic, self._first
        if last is None or not self._turns:
            return last
        if topic is not None and (_closes(topic, last) or _is_part_of_year(topic, last)):
            return topic
        if self._turns == 1 or first is None:
            return last if self._turns == 1 else None
        if first.days == 1 and last.days >= _YEAR and last.contains(first):
            return last
        return first if self._turns == 2 or first.contains(last) else None


def _asks(line: str, words: Lexicon, *, leads: bool) -> bool:
    """Say whether a paragraph leads to what ought to be: *We recommend:*, *What should be done*."""
    short = leads or (len(line) <= _LINE and len(line.split()) <= _HEADLINE)
    return short and any("asks" in words.roles(word) for word in WORD.findall(line))


def _closes(topic: Period, day: Period) -> bool:
    """Say whether a day is of a time or comes right after it, as the first of January after a year."""
    if not day.days == 1 < topic.days:
        return False
    return topic.start <= day.start and (day.start - topic.end).days <= 1


def _is_part_of_year(topic: Period, part: Period) -> bool:
    """Say whether a month or season is of the year that a report is about."""
    return part.days < _PART and _YEAR <= topic.days <= _LEAP_YEAR and topic.contains(part)
