"""Any question gets an answer that can be said and asked again, or a sentence that says what is wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dakaz import law
from dakaz.errors import DakazError
from dakaz.law.receipt import canonical

DAYS = st.dates(date(2015, 1, 1), date(2032, 12, 31))


@st.composite
def questions(draw, pack):
    """A rule, some of the pack's facts with accepted values, and a clock."""
    rule = pack.rules[draw(st.sampled_from(sorted(pack.rules)))]
    names = sorted(
        (rule.facts_used | rule.events | set(pack.regimes)) & (pack.facts.keys() | pack.regimes.keys())
    )
    facts = {"served": draw(st.one_of(DAYS, st.just("unknown")))}
    for name in draw(st.lists(st.sampled_from(names), unique=True)) if names else []:
        facts[name] = draw(values(pack, name))
    return rule.id, facts, draw(DAYS)


def values(pack, name):
    fact = pack.facts.get(name)
    if fact is None or fact.type == "yes_no":
        return st.sampled_from(["yes", "no"])
    if fact.type == "choice":
        return st.sampled_from(sorted(fact.values))
    return st.integers(0, 60) if fact.type == "number" else DAYS


@given(data=st.data())
def test_every_question_is_answered_or_refused_in_words(shipped, data):
    rule, facts, on = data.draw(questions(shipped))
    try:
        outcome = law.evaluate(shipped, rule, facts, on)
    except DakazError as refused:
        assert str(refused)
        return
    for language in law.LANGUAGES:
        assert "{" not in law.told(outcome, language)["headline"]
    kept = law.receipt(outcome)
    assert canonical(law.receipt(law.again(shipped, kept))) == canonical(kept)
    assert outcome.state in (*law.STATES, None)
    days = [outcome.safe_day, outcome.last_day]
    if None not in days and not isinstance(outcome.last_day, datetime):
        assert outcome.safe_day <= outcome.last_day
        assert outcome.last_day - outcome.raw_day <= timedelta(days=10)
    if any(one.key == "notice_is_not_service" for one in outcome.warnings):
        assert outcome.state in ("not_started", "may_still_be_open")
