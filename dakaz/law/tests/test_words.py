"""Every sentence exists in four languages, its places are filled, and none of them closes a door."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dakaz import law
from dakaz.errors import BadInput
from dakaz.law.check_tests import _answer
from dakaz.law.outcome import Outcome
from dakaz.law.parts import PLACES
from dakaz.law.words_kept import common_words

FORMS = {"lt": {"one", "few", "many", "other"}, "be": {"one", "few", "many", "other"}}
FORMS |= {"ru": FORMS["be"], "en": {"one", "other"}}
NEVER = re.compile(
    r"expired|too late|you are safe|no deadline|you will win|истёк|слишком поздно|вы в безопасности"
    r"|позна ўжо|вы ў бяспецы|per vėlu|esate saug|pasibaigęs",
    re.IGNORECASE,
)


@pytest.mark.parametrize("key", sorted(common_words()))
def test_a_common_sentence_stands_in_four_languages_with_the_same_places(key):
    sentence = common_words()[key]
    assert set(sentence) == set(law.LANGUAGES)
    places = set()
    for language, template in sentence.items():
        forms = template.values() if isinstance(template, dict) else [template]
        if isinstance(template, dict):
            assert set(template) == FORMS[language]
        places |= {frozenset(PLACES.findall(form)) for form in forms}
        assert not any(NEVER.search(form) for form in forms)
    assert len(places) == 1


def test_every_key_that_the_room_names_has_words():
    source = "".join(path.read_text("utf-8") for path in Path(law.__file__).parent.glob("*.py"))
    named = set(re.findall(r'\b(?:text|Text|phrase)\(\s*"(\w+)"', source))
    given_by_packs = {"say", "line", "headline", "event", "x"}
    assert named - given_by_packs <= set(common_words())


def test_every_state_and_band_has_a_name():
    for state in (*law.STATES, "none"):
        assert f"state_{state}" in common_words()
    for band in ("plain", "amber", "red"):
        assert f"band_name_{band}" in common_words()


def outcomes(pack):
    for rule in pack.rules.values():
        for test in rule.tests:
            answer = _answer(pack, rule, test)
            if isinstance(answer, Outcome):
                yield answer


@pytest.mark.parametrize("language", law.LANGUAGES)
def test_every_worked_example_of_the_pack_can_be_said(shipped, language):
    for outcome in outcomes(shipped):
        said = law.say(outcome, language)
        sentences = [
            said.headline,
            *said.says,
            *said.warnings,
            *said.assumed,
            *said.knowledge,
            *said.uncertain,
        ]
        sentences += [step for step, _ in said.trace] + [label for label, _ in said.also]
        for sentence in sentences:
            assert sentence.strip(), outcome.rule
            assert "{" not in sentence, (outcome.rule, sentence)
            assert not NEVER.search(sentence), (outcome.rule, sentence)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Wed 23 December 2026"),
        ("lt", "2026 m. gruodžio 23 d. (trečiadienis)"),
        ("be", "23 снежня 2026 г. (серада)"),
        ("ru", "23 декабря 2026 г. (среда)"),
    ],
)
def test_days_are_written_as_people_write_them(shipped, language, day):
    outcome = law.evaluate(shipped, "C01", {"served": "2026-12-10"}, date(2026, 12, 12))
    assert day in law.say(outcome, language).headline


@pytest.mark.parametrize(
    ("served", "rule", "words"),
    [
        ("2026-11-03", "C02", "7 дней"),
        ("2026-11-03", "H01", "7 рабочих дней"),
        ("2026-11-03", "C09", "1 месяц"),
    ],
)
def test_numbers_have_their_plural_forms(shipped, served, rule, words):
    said = law.say(law.evaluate(shipped, rule, {"served": served}, date(2026, 11, 4)), "ru")
    assert any(words in step for step, _ in said.trace)


def test_another_language_is_refused(shipped):
    outcome = law.evaluate(shipped, "C01", {"served": "2026-12-10"}, date(2026, 12, 12))
    with pytest.raises(BadInput, match="Accepted: lt, be, ru, en"):
        law.say(outcome, "pl")
