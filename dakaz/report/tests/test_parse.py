"""An outline becomes a tree with lines; what has no meaning is noted with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.report import needs, parse
from dakaz.report.outline import Citation, Figure, Quotation, inlines_of

HEAD = "---\ntitle: T\nlanguage: en\n---\n"


def inlines(body):
    return [node for block in parse(HEAD + body).blocks for node in inlines_of(block)]


def test_it_works(outline):
    assert outline.front.title == "Forty decisions"
    assert outline.front.partners == ("First Partner (invented)",)
    assert outline.problems == ()


def test_nodes_know_their_line(text, outline):
    lines = text.split("\n")
    nodes = [node for block in outline.blocks for node in inlines_of(block)]
    for node in nodes:
        if isinstance(node, Figure):
            assert node.expression.canonical[:12] in lines[node.line - 1]
        if isinstance(node, Quotation) and node.source:
            assert "threat to national security" in lines[node.line - 1]
        if isinstance(node, Citation):
            assert node.pointers[0].key in lines[node.line - 1] + lines[node.line]


def test_needs_are_collected_once(outline):
    asked = needs(outline)
    assert asked.cites == {"refusal", "law", "statistics"}
    assert asked.passages == {("refusal", "q1"), ("law", "a5")}
    assert [one.canonical for one in asked.counts] == [
        'count(decisions, kind="asylum_refusal", year=2024)',
        "count(decisions, year=2024)",
    ]
    assert [one.key for one in asked.series] == ["unhcr-lt-by"]


@pytest.mark.parametrize("marks", ["„“", "„”", "“”", "«»", '""', "‘’", "‚‘", "»«", "””", "‹›", "❝❞", "''"])
def test_every_kind_of_quotation_mark_is_seen(marks):
    [quotation] = [
        n
        for n in inlines(f"It says {marks[0]}the п’ять words here{marks[1]}, [@k#q1] so.")
        if isinstance(n, Quotation)
    ]
    assert quotation.source.pointers[0].label == "q1"
    assert quotation.tail == ","


@pytest.mark.parametrize(
    "body",
    [
        r"It says \"more words than two\" here.",
        "*“more words than two”*",
        "[“more words than two”](https://a.example)",
    ],
)
def test_no_spelling_hides_a_quotation(body):
    assert any(isinstance(node, Quotation) for node in inlines(body))


def test_entities_are_plain_text_so_that_none_hides_a_mark():
    assert not any("“" in node.text for node in inlines("&ldquo;more words than two&rdquo;"))


def test_apostrophes_open_no_quotation():
    body = "The workers' rights, п'ять, п’ять, O'Brien's pipe and the judges’ duties aren't quoted."
    assert not any(isinstance(node, Quotation) for node in inlines(body))


def test_quotations_nest_and_span_lines():
    [quotation] = [
        n for n in inlines("“He said ‘no more\npapers “for” you’ then” [@k#q1].") if isinstance(n, Quotation)
    ]
    assert (quotation.opening, quotation.closing, quotation.source.pointers[0].key) == ("“", "”", "k")


def test_several_sources_and_places():
    [cite] = inlines("[@a; @b-2, p. 2; @c_3#q1, p. 4]")
    assert [(one.key, one.label, one.place) for one in cite.pointers] == [
        ("a", "", ""),
        ("b-2", "", "p. 2"),
        ("c_3", "q1", "p. 4"),
    ]


def test_a_marked_term_is_no_quotation():
    assert not any(
        isinstance(node, Quotation) for node in inlines("The [“mass threat to security”]{.term} is theirs.")
    )


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("a\n\n<script>alert(1)</script>", 7, "HTML"),
        ("a\nb <b>x</b>", 6, "HTML"),
        ("<!-- hidden -->", 5, "HTML"),
        ("a\n![x](y.png)", 6, "Pictures"),
        ("[x](javascript:alert(1))", 5, "javascript:alert(1)"),
        ("[x](file:///etc/passwd)", 5, "file:///"),
        ("a\n\nb [@!]", 7, "[@"),
        ("a {{ count( }}", 5, "count("),
        ("a {{ count(a", 5, "not closed"),
        ("a {{ sources }}", 5, "alone"),
        ("a\n“never closed", 6, "not closed"),
        ("> - a list", 5, "block quote"),
        ("- " * 14 + "deep", 5, "deep"),
    ],
)
def test_what_has_no_meaning_is_noted_with_its_line(body, line, says):
    problems = parse(HEAD + body).problems
    assert problems
    assert problems[0].line == line
    assert says in problems[0].message % {"line": line, **dict(problems[0].values)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# no front matter", "Line 1"),
        ("---\ntitle: x", "Line 1"),
        ("---\ntitle: x\nlanguage: en\npartners: [x\n---\n", "Line 4"),
        ("---\ntitle: x\nlanguage: xx\n---\n", "Line 3"),
        ("---\nlanguage: en\n---\n", "title"),
        ("---\ntitle: x\nlanguage: en\ndate: 28.10.2024\n---\n", "Line 4: “28.10.2024”"),
        ("---\ntitle: x\nlanguage: en\ncolour: red\n---\n", "Line 4: “colour”"),
        ("---\ntitle: [x]\nlanguage: en\n---\n", "Line 2"),
        ("---\n- x\n---\n", "Line 2"),
        ("---\ntitle: !!python/object/apply:os.system [x]\nlanguage: en\n---\n", "Line 2"),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(text, says):
    with pytest.raises(BadInput, match=r"Line \d") as refused:
        parse(text)
    assert says in str(refused.value)


def test_windows_lines_and_a_byte_order_mark_are_read(text):
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


@given(st.text(st.sampled_from('“”„«»"‘’[]{}@#k1;,. \n^*_`<>|-!()\\&ж'), max_size=80))
def test_no_text_breaks_the_reading(body):
    parse(HEAD + body)
