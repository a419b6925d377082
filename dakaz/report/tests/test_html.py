"""The HTML file stands alone: no script, nothing fetched, everything escaped and linked."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from dakaz.report import build, parse, style_hash
from dakaz.report.compose import compose
from dakaz.report.html import to_html
from dakaz.report.tests import conftest
from dakaz.report.tests.test_pdf import words_of


def page(outline, material, built_on):
    return reader.fromstring(build(outline, material, built_on=built_on, version="1").html.decode())


def test_every_link_inside_leads_somewhere(outline, material, built_on):
    tree = page(outline, material, built_on)
    inner = [one[1:] for one in tree.xpath("//a/@href") if one.startswith("#")]
    assert len(inner) > 20
    assert {one for one in inner if not tree.xpath("//*[@id=$one]", one=one)} == set()


def test_ids_are_given_once(outline, material, built_on):
    ids = page(outline, material, built_on).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_numbers_and_quotations_lead_to_their_proof(outline, material, built_on):
    tree = page(outline, material, built_on)
    [count] = tree.xpath("//a[@class='figure' and @href='#figure-1']")
    assert count.text == "12"
    proof = tree.xpath("string(//tr[@id='figure-1'])")
    assert conftest.REFUSALS in proof
    assert "27 October 2024" in proof
    assert "30% = 12 / 40" in tree.xpath("string(//tr[@id='figure-2'])")
    assert "Art. 81" in tree.xpath("string(//li[@id='note-3'])")


def test_who_approved_a_count_is_printed_nowhere(outline, material, built_on):
    built = build(outline, material, built_on=built_on, version="1")
    assert any(count.approved_by == "A. Editor (invented)" for count in material.counts.values())
    assert "A. Editor" not in built.html.decode()
    assert "A. Editor" not in words_of(built.pdf)
    assert "27 October 2024" in words_of(built.pdf)


def test_nothing_is_fetched_and_nothing_runs(outline, material, built_on):
    html = build(outline, material, built_on=built_on, version="1").html.decode()
    assert "<script" not in html
    assert not re.search(r"\s(?:src|style|on\w+)=", html)
    assert style_hash() in html.replace("&#x27;", "'")


def test_sources_under_key_say_so_and_have_no_address(outline, material, built_on):
    entries = [
        one.text_content() for one in page(outline, material, built_on).xpath("//ol[@class='sources']/li")
    ]
    assert "Kept under key" in entries[0]
    assert "Kept under key" not in entries[1]


def test_titles_are_escaped(outline, material, built_on):
    evil = replace(
        material.sources["law"], title='<img src=x onerror="alert(1)">', address="javascript:alert(1)"
    )
    tree = page(outline, replace(material, sources=material.sources | {"law": evil}), built_on)
    assert tree.xpath("//img") == []
    assert not [one for one in tree.xpath("//@href") if "javascript" in one]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_any_text_comes_out_as_it_went_in(words):
    outline = parse(conftest.OUTLINE)
    outline = replace(outline, front=replace(outline.front, subtitle=words))
    tree = compose(
        outline, conftest.material.__wrapped__(), built_on=conftest.built_on.__wrapped__(), version="1"
    )
    out = reader.fromstring(to_html(tree).decode())
    assert "".join(out.xpath("//p[@class='subtitle']//text()")) == words


def test_it_speaks_the_language_of_its_outline(text, material, built_on):
    for language, sources in (("be", "Крыніцы"), ("ru", "Источники"), ("lt", "Šaltiniai")):
        tree = page(parse(text.replace("language: en", f"language: {language}")), material, built_on)
        assert tree.xpath("string(//h2[@id='sources'])") == sources
        assert tree.get("lang") == language


def test_heading_levels_follow_one_another_whatever_the_author_typed(text, material, built_on):
    body = text.replace("# Summary", "### One\n\n### Two\n\n##### Deep\n\n##### Deep too\n\n# Summary")
    tree = page(parse(body), material, built_on)
    levels = [int(one.tag[1]) for one in tree.xpath("//main/*[self::h2 or self::h3 or self::h4]")]
    assert levels == [2, 2, 3, 3, 2, 3]


def test_a_heading_of_the_author_replaces_the_one_of_the_list(text, material, built_on):
    tree = page(
        parse(text + "\n## Where it comes from\n\n{{ sources }}\n\nLast words.\n"), material, built_on
    )
    assert tree.xpath("//h2[@id='sources']") == []
    assert tree.xpath("//ol[@class='sources']/preceding-sibling::*[1]")[0].text == "Where it comes from"


def test_no_sentence_ends_twice(text, material, built_on):
    sources = material.sources | {"law": replace(material.sources["law"], title="What is a refusal?")}
    tree = page(
        parse(text.replace("language: en", "language: lt")), replace(material, sources=sources), built_on
    )
    said = tree.text_content()
    assert "2004 m. balandžio 29 d. Š" in said.replace("\u00a0", " ")
    assert not re.search(r"\.\.|\?\.", said.replace("[...]", ""))
