"""A calendar file gives nothing away and no program moves its days."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from dakaz import law
from dakaz.errors import BadInput


def written(pack, rule, served, on, language="en", **facts):
    return law.as_calendar(law.evaluate(pack, rule, {"served": served, **facts}, on), language)


def test_the_safe_day_and_the_last_day_are_whole_days_with_an_exclusive_end(shipped):
    content = written(shipped, "C01", "2026-12-10", date(2026, 12, 12))
    assert b"DTSTART;VALUE=DATE:20261223\r\nDTEND;VALUE=DATE:20261224" in content
    assert b"DTSTART;VALUE=DATE:20261228\r\nDTEND;VALUE=DATE:20261229" in content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 2


@pytest.mark.parametrize("language", law.LANGUAGES)
def test_no_word_in_it_tells_what_it_is_about(shipped, language):
    outcome = law.evaluate(shipped, "C01", {"served": "2026-12-10"}, date(2026, 12, 12))
    content = law.as_calendar(outcome, language).decode()
    words = [word for word in law.say(outcome, language).label.split() if len(word) > 4]
    for word in ("dakaz", "law", "C01", outcome.rule, "migra", *words):
        assert word.lower() not in content.lower()
    assert "ALARM" not in content


def test_the_same_question_gives_the_same_bytes(shipped):
    assert written(shipped, "C01", "2026-12-10", date(2026, 12, 12)) == written(
        shipped, "C01", "2026-12-10", date(2026, 12, 12)
    )


def test_without_a_day_there_is_no_file(shipped):
    with pytest.raises(BadInput, match="no day"):
        written(shipped, "U01", "2026-06-10", date(2026, 6, 12))
