"""What is wrong in a pack is found, and said with file and line."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from dakaz import law
from dakaz.law.check_schema import SCHEMA

PACK = "pack.yaml"


def findings(folder, **options):
    return [str(one) for one in law.check(folder, **options)]


def line_with(folder, text, file=PACK):
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_nothing_is_found_in_a_whole_pack(sample):
    from .conftest import SAMPLE

    assert findings(SAMPLE) == []


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text("utf-8")))


ENDS = "to: 2024-06-30}\n        length"
NO_LAST = "      - {trigger: 2024-02-15, last: 2024-02-29, version: 1}\n"
OUTCOME = "suspended_until_term_or_admission"
FAULTS = [
    (ENDS, ENDS.replace("30", "20"), "gap between versions 1 and 2", "v: 2"),
    (ENDS, ENDS.replace("06-30", "07-05"), "overlap on 2024-07-01", "v: 2"),
    (ENDS, ENDS.replace("2024-06-30", "null"), "never ends, yet version 2 follows", "v: 2"),
    ("priority_over: [lt.abti", "priority_over: [lt.ab", "priority_over names no rule", "priority_over"),
    ("cancel_ground: [state_security]", "cancel_ground: [securty]", "never is “securty”", None),
    (f"outcome: {OUTCOME}, ref", "outcome: for_a_time, ref", "for_a_time has no words", None),
    (
        f"outcome: {OUTCOME}, ref",
        "outcome: for_a_time, ref",
        f"nothing leads to the outcome {OUTCOME}",
        "outcomes:",
    ),
    ("last: 2026-11-17", "last: 2026-11-18", "expects last 2026-11-18, but the answer", "last: 2026-11-18"),
    ("error: no_version_in_force", "last: 2020-05-18", "the test fails: no_version", "2020-05-18"),
    (NO_LAST, "", "no test reaches version 1", "v: 1"),
    ("per 14 dienų nuo", "per 15 dienų nuo", "stands in no kept text", "15 dienų"),
    ("unknown_before: 2021-03-01", "unknown_before: 2020-03-01", "its first version begins", None),
]


@pytest.mark.parametrize(("old", "new", "said", "at"), FAULTS)
def test_a_fault_is_found_with_its_line(broken, old, new, said, at):
    folder = broken(PACK, old, new)
    found = [one for one in law.check(folder) if said in one.text]
    assert found, findings(folder)
    assert found[0].file == PACK
    if at:
        assert found[0].line == line_with(folder, at)


def test_a_version_without_a_citation_is_found(broken):
    folder = broken(PACK, 'cite: [{source: abti@2024-11-07, ref: "29 str. 1 d."}]', "cite: []")
    assert any("no citation" in one for one in findings(folder))


def test_a_missing_language_is_found(broken):
    folder = broken(PACK, "      be: Скарга на рашэнне Дэпартамента міграцыі або памежнай службы\n", "")
    assert any("missing in: be" in one for one in findings(folder))


def test_languages_that_fill_different_places_are_found(broken):
    folder = broken(PACK, 'en: "It is safer to do it by {safe_day}."', 'en: "It is safer to do it soon."')
    assert any("fill different places" in one for one in findings(folder))


def test_a_place_that_nothing_fills_is_found(broken):
    folder = broken(PACK, "{safe_day}", "{sfe_day}", times=4)
    assert any("unknown places: sfe_day" in one for one in findings(folder))


def test_a_bare_sentence_is_found(broken):
    folder = broken(
        PACK,
        "    unknown_before: 2021-03-01\n",
        "    unknown_before: 2021-03-01\n    uncertain: [Something]\n",
    )
    assert any("stands in no named language" in one for one in findings(folder))


def test_a_case_that_no_test_reaches_is_found(broken):
    folder = broken(
        PACK,
        "trigger: 2026-11-03, facts: {permit_kind: permanent",
        "trigger: 2024-06-03, facts: {permit_kind: permanent",
    )
    assert any("no test reaches case 3 of version 3" in one for one in findings(folder))


def test_a_word_that_the_format_does_not_know_is_found(broken):
    folder = broken(PACK, "    fixed:\n", "    fixd: []\n    fixed:\n")
    assert any("'fixd' was unexpected" in one for one in findings(folder))


def test_a_fact_that_no_rule_uses_is_found(broken):
    folder = broken("facts.yaml", "id: permit_kind", "id: permit_sort")
    assert any("no rule uses the fact permit_sort" in one for one in findings(folder))
    assert any("uses the fact permit_kind, which no file declares" in one for one in findings(folder))


def test_an_amount_of_known_silence_is_no_gap(broken):
    folder = broken(PACK, "to: 2024-06-30}\n        length", "to: 2024-06-20}\n        length")
    gap = """    gaps:
      - from: 2024-06-21
        to: 2024-06-30
        why: {lt: a, be: b, ru: c, en: d}
        cite: [{source: law-XIV-2784, ref: x}]
"""
    path = folder / PACK
    path.write_text(
        path.read_text("utf-8").replace(
            "    unknown_before: 2021-03-01\n", gap + "    unknown_before: 2021-03-01\n"
        ),
        "utf-8",
    )
    assert not any("gap between" in one for one in findings(folder))


def test_a_further_length_with_a_condition_that_no_test_reaches_is_found(broken):
    further = """        also:
          - id: later
            label: {lt: a, be: b, ru: c, en: d}
            length: {n: 30, unit: day}
            when: {how: letter}
"""
    folder = broken(
        PACK,
        "        counting: lt-abti-65\n        authority",
        f"{further}        counting: lt-abti-65\n        authority",
    )
    assert any("no test reaches “later” beside case 1" in one for one in findings(folder))


def test_a_test_of_a_further_day_is_held_to_it(broken):
    old = "last: 2024-02-29, version: 1"
    folder = broken(PACK, old, f"{old}, also: {{later: 2024-03-16}}")
    assert any("expects also later 2024-03-16, but the answer is None" in one for one in findings(folder))


REVIEW = "review_by: 2026-12-15"
CITED = "source: law-XIII-3412, ref"
COUNTED = "counting: lt-abti-65\n        authority"
DAYS = "length: {n: 14, unit: day}"
UNREADABLE = [
    (PACK, REVIEW, "review_by: 2026-13-15", "is not a date"),
    (PACK, REVIEW, f"{REVIEW}\n  review_by: 2026-12-16", "“review_by” is given twice"),
    (PACK, "start: day_after_trigger", "start: some_day", "“some_day” is not accepted"),
    (PACK, "    month_overflow: last_day_of_month", "    # none", "“month_overflow” is missing"),
    (PACK, "    last_day_not_working: next_working_day", "    # none", "“last_day_not_working” is missing"),
    (PACK, DAYS, "length: {n: fourteen, unit: day}", "must be a whole number"),
    (PACK, DAYS, "length: {n: 14, unit: hour}", "does not count the unit hour"),
    (PACK, CITED, "source: law-X, ref", "cites law-X, which is no source of the pack"),
    (PACK, COUNTED, COUNTED.replace("lt-abti-65", "x"), "no counting method x"),
    (
        PACK,
        "unknown_before: 2021",
        "regim: x2\n    unknown_before: 2021",
        "no “regim” here. Did you mean regime?",
    ),
    (PACK, "        counting: lt-abti-65", "        conting: lt-abti-65", "no “conting” here"),
    (PACK, "kind: deadline", "kind: dead_line", "Accepted: deadline, effect, fact, pathway"),
    (PACK, "rules:", "rules: [", "not YAML that a pack can have"),
    (PACK, "format: law-pack/0.1", "format: law-pack/9", "Accepted: law-pack/0.1"),
    ("facts.yaml", "type: choice", "type: chance", "“chance” is not accepted"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), UNREADABLE)
def test_a_pack_that_cannot_be_read_says_where(broken, file, old, new, said):
    folder = broken(file, old, new)
    with pytest.raises(law.PackFault) as refused:
        law.load(folder)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{file}:{refused.value.line}: ")
    assert [one.line for one in law.check(folder)] == [refused.value.line]


def test_a_release_needs_a_named_lawyer_and_signed_translations(broken):
    folder = broken(PACK, "lawyer_review: none", "lawyer_review: none", times=1)
    said = findings(folder, release=True)
    assert any("no lawyer has put a name" in one for one in said)
    assert any("nobody has signed the wording in be" in one for one in said)


@pytest.mark.parametrize("read", ["seed", "unverified"])
def test_a_release_rests_on_nothing_unread(broken, read):
    folder = broken(PACK, "    read: primary", f"    read: {read}", times=9)
    folder = broken(PACK, "        confidence: primary", f"        confidence: {read}", times=1)
    said = findings(folder, release=True)
    assert any(f"rests on “{read}”" in one for one in said)
    assert any(f"read as “{read}”" in one for one in said)


def test_a_release_of_a_reviewed_pack_has_nothing_to_mend(broken):
    signed = ", ".join(f"{language}: {{signed_by: Someone}}" for language in law.LANGUAGES)
    reviewed = f"lawyer_review: {{name: A. Pavyzdys, on: 2026-11-20}}}}\n  translations: {{{signed}}}"
    assert findings(broken(PACK, "lawyer_review: none}", reviewed), release=True) == []
