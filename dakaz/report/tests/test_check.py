"""A report is refused for every reason, each with its line."""

from dataclasses import replace

import pytest

from dakaz.report import Material, Reason, check, parse
from dakaz.report.tests.conftest import DECISIONS, REFUSALS, SERIES

HEAD = "---\ntitle: T\nlanguage: en\n---\n"


def without(mapping, *keys):
    return {key: value for key, value in mapping.items() if key not in keys}


def reasons(outline, material):
    return [(one.reason, one.line) for one in check(outline, material)]


def test_a_sound_report_has_no_findings(outline, material):
    assert check(outline, material) == ()


def test_one_changed_digit_of_a_quotation_is_named(text, material):
    [found] = check(parse(text.replace("18 October 2024”", "19 October 2024”")), material)
    assert (found.reason, found.line) == (Reason.QUOTE_DIFFERS, 14)
    assert "Line 14" in str(found)
    assert "“Decision refusing asylum” [refusal], passage q1" in str(found)
    assert "“18”" in str(found)
    assert "“19”" in str(found)
    assert (found.difference.expected, found.difference.written) == ("18", "19")
    assert found.excerpt == "the threat to national security was not excluded on 19 October 2024"


def test_a_changed_block_quote_is_named(text, material):
    assert reasons(parse(text.replace("within 6 months", "within 9 months")), material) == [
        (Reason.QUOTE_DIFFERS, 18)
    ]


def test_quoted_words_without_a_passage(text, material):
    outline = parse(text.replace("[@refusal#q1]", "[@refusal]"))
    assert reasons(outline, material) == [(Reason.QUOTE_WITHOUT_PASSAGE, 14)]
    outline = parse(text.replace("> [@law#a5]\n", ""))
    assert reasons(outline, material) == [(Reason.QUOTE_WITHOUT_PASSAGE, 18)]


def test_missing_sources_and_passages(outline, material):
    poorer = replace(material, sources=without(material.sources, "refusal"))
    assert (Reason.SOURCE_MISSING, 14) in reasons(outline, poorer)
    poorer = replace(material, passages={})
    assert reasons(outline, poorer) == [(Reason.PASSAGE_MISSING, 14), (Reason.PASSAGE_MISSING, 19)]


def test_altered_and_nameless_sources(outline, material):
    for change, reason in (
        ({"altered": True}, Reason.SOURCE_ALTERED),
        ({"title": " "}, Reason.SOURCE_WITHOUT_TITLE),
    ):
        sources = material.sources | {"refusal": replace(material.sources["refusal"], **change)}
        assert reasons(outline, replace(material, sources=sources)) == [(reason, 14)]


@pytest.mark.parametrize(
    ("expression", "change", "reason"),
    [
        (REFUSALS, {"value": 13}, Reason.COUNT_CHANGED),
        (REFUSALS, {"approved": None}, Reason.COUNT_UNAPPROVED),
        (DECISIONS, {"value": 0, "approved": 0}, Reason.PERCENT_OF_NOTHING),
    ],
)
def test_counts_must_be_what_was_approved(outline, material, expression, change, reason):
    counts = material.counts | {expression: replace(material.counts[expression], **change)}
    assert reason in [one.reason for one in check(outline, replace(material, counts=counts))]


def test_a_changed_count_is_one_finding_in_plain_words_with_all_its_lines(outline, material):
    moved = replace(material.counts[REFUSALS], value=13, what="decisions (asylum refused) in 2024")
    counts = material.counts | {REFUSALS: moved}
    [found] = check(outline, replace(material, counts=counts))
    assert found.lines == (12, 13)
    assert str(found).startswith(
        "Lines 12, 13: decisions (asylum refused) in 2024: 12 when approved, 13 now."
    )


def test_a_count_nobody_approved_is_one_finding_too(outline, material):
    counts = {key: replace(one, approved=None) for key, one in material.counts.items()}
    found = check(outline, replace(material, counts=counts))
    assert [one.lines for one in found] == [(12, 13), (13,)]


def test_quotations_come_before_counts(text, material):
    counts = material.counts | {REFUSALS: replace(material.counts[REFUSALS], value=13)}
    broken = parse(text.replace("within 6 months", "within 9 months"))
    found = check(broken, replace(material, counts=counts))
    assert [one.reason for one in found] == [Reason.QUOTE_DIFFERS, Reason.COUNT_CHANGED]


def test_a_footnote_run_into_a_word_is_named_and_the_way_out_is_accepted(text, material):
    run_in = replace(
        material.passages["refusal", "q1"],
        exact="the threat to security12 was not excluded on 18 October 2024",
    )
    material = replace(material, passages=material.passages | {("refusal", "q1"): run_in})
    shorter = text.replace("threat to national security", "threat to security")
    [found] = check(parse(shorter), material)
    assert "The source has “security12”, the report has “security”." in str(found)
    assert "write [security] in square brackets" in str(found)
    assert check(parse(shorter.replace("to security", "to [security]")), material) == ()


def test_a_mark_left_out_is_shown_with_its_neighbours(text, material):
    quoted = replace(
        material.passages["refusal", "q1"],
        exact="the threat to national security (so far) was not excluded on 18 October 2024",
    )
    material = replace(material, passages=material.passages | {("refusal", "q1"): quoted})
    [found] = check(parse(text), material)
    assert "The source has “security (so far) was”, the report has “security was”." in str(found)


def test_unknown_counts_and_series(outline, material):
    assert (Reason.COUNT_UNKNOWN, 12) in reasons(
        outline, replace(material, counts=without(material.counts, REFUSALS))
    )
    assert reasons(outline, replace(material, series=without(material.series, SERIES))) == [
        (Reason.SERIES_UNKNOWN, 27)
    ]


def test_an_outline_that_cites_nothing():
    assert [one.reason for one in check(parse(HEAD + "Just words."), Material())] == [Reason.CITES_NOTHING]


def test_a_heading_carries_no_notes(text, material):
    assert reasons(parse(text.replace("## The law", "## The law [@law]")), material) == [
        (Reason.UNKNOWN_SYNTAX, 16)
    ]


@pytest.mark.parametrize(("char", "code"), [("漢", "U+6F22"), ("\ufeff", "U+FEFF")])
def test_characters_no_font_has_or_the_standard_forbids_are_named(text, material, char, code):
    [found] = check(parse(text.replace("A point", f"A {char} point")), material)
    assert (found.reason, found.line) == (Reason.NOT_PRINTABLE, 21)
    assert code in str(found)


def test_every_finding_reads_as_a_sentence(text, material):
    broken = text.replace("18 October", "19 October").replace("@statistics", "@nothing") + "\n<b>x</b>\n"
    for found in check(parse(broken), material):
        assert str(found).startswith(f"Line {found.line}: ")
        assert found.excerpt


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("[@law]\n\n{{ sources }}\n\n{{ sources }}", 9),
        ("[@law]\n\n- a\n\n  {{ contents }}", 9),
        ("[@law]\n\n# \n\nText", 7),
        ("[@law]\n\n> ***", 7),
    ],
)
def test_what_cannot_be_laid_out_is_refused_with_its_line(material, body, line):
    assert reasons(parse(HEAD + body), material) == [(Reason.UNKNOWN_SYNTAX, line)]
