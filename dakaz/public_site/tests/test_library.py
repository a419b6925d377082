"""Pages to look something up in: every rule, status, way and country, in every language."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from posixpath import join, normpath
from types import SimpleNamespace

import pytest

from dakaz.public_site.library import corrections
from dakaz.public_site.rule_pages import key_of
from dakaz.public_site.words import LANGUAGES, Speech


class Links(HTMLParser):
    """Where the links of a page lead; and whether its tags are closed."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("a", "link") and not values["href"].startswith("http"):
            self.found.append(values["href"])
        assert not any(name.startswith("on") or name == "style" for name in values)


def links_of(html: str) -> list[str]:
    links = Links()
    links.feed(html)
    return links.found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_site_leads_to_a_page(visitor, language):
    to_see, seen = {f"/{language}/"}, set()
    while to_see:
        path = to_see.pop()
        seen.add(path)
        page = visitor.get(path)
        assert page.status == 200, path
        for href in links_of(page.html):
            if href.startswith("#"):
                continue
            target = normpath(join(path, href)) + ("/" if href.endswith("/") else "")
            target = target.replace("//", "/")
            if target not in seen and target.startswith(f"/{language}/"):
                to_see.add(target)
    assert len(seen) > 90


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_page_shows_every_version_with_its_article(visitor, knowledge, language):
    for rule in knowledge.pack.rules.values():
        page = visitor.get(f"/{language}/rules/{key_of(rule)}/")
        assert page.status == 200, rule.id
        for version in rule.versions:
            for cite in version.cites:
                assert cite.ref in page.text, (rule.id, cite)
            for case in version.cases:
                assert not case.quote or case.quote in page.text, rule.id


def test_what_is_not_verified_shows_no_length(visitor, knowledge):
    for rule in knowledge.pack.rules.values():
        uncertain = [v for v in rule.versions if all(c.confidence in ("unverified", "seed") for c in v.cases)]
        if uncertain and len(uncertain) == len(rule.versions):
            page = visitor.get(f"/en/rules/{key_of(rule)}/")
            assert "How long:" not in page.text, rule.id
            assert "Not known: ask a lawyer" in page.text, rule.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_status_page_shows_every_cell_with_its_article(visitor, knowledge, language):
    for status in knowledge.pack.statuses:
        page = visitor.get(f"/{language}/statuses/{status['id']}/")
        for cell in status["cells"].values():
            if "text" in cell:
                assert cell["text"][language] in page.text
                assert all(one["ref"] in page.text for one in cell.get("cite", ()))


def test_countries_are_narrowed_down_without_a_script_and_without_an_address(visitor, knowledge):
    everything = visitor.get("/en/countries/")
    hosts = {one["country"]: one["label"]["en"] for one in knowledge.pack.hosts}
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", everything.html)
    assert heads == list(hosts.values())
    one = visitor.post("/en/countries/", {"country": "PL", "column": "travel_document"})
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", one.html) == [hosts["PL"]]
    assert len(re.findall(r"<dt>", one.html)) == 1
    column = visitor.post("/en/countries/", {"country": "", "column": "hand_overs"})
    assert len(re.findall(r"<dt>", column.html)) == len(hosts)
    assert visitor.post("/en/countries/", {"country": "XX"}).status == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_lines_work_from_paper(visitor, language):
    page = visitor.get(f"/{language}/today/")
    steps = page.html[page.html.index('<ol class="steps">') : page.html.index("</ol>")]
    assert steps.count("<li>") == 5
    assert "Man pavojinga grįžti. Prašau prieglobsčio." in page.text


def test_the_about_page_says_what_is_missing_and_that_no_lawyer_checked(visitor, knowledge):
    page = visitor.get("/en/about/")
    assert "No lawyer has read this." in page.text
    for gap in knowledge.pack.known_gaps:
        assert gap["en"] in page.text
    assert knowledge.pack.hash[:16] in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_of_a_country_is_shown(visitor, knowledge, language):
    page = visitor.get(f"/{language}/countries/")
    for host in knowledge.pack.hosts:
        for cell in host["cells"].values():
            for name in cell.get("also_sources", ()):
                assert knowledge.pack.sources[name].title[language] in page.text


def test_what_was_not_found_is_said_with_its_day(visitor):
    page = visitor.get("/en/countries/LT/")
    assert "Not found on Sun 22 November 2026" in page.text


@pytest.mark.parametrize(
    "path", ["today/x", "about/x", "ways/x", "countries/XX", "rules/%2e%2e", "tables/C01"]
)
def test_an_address_that_leads_nowhere_is_not_answered(visitor, path):
    assert visitor.get(f"/en/{path}/").status == 404


def test_corrections_are_listed_where_the_pack_has_them(knowledge):
    given = {"on": "2026-12-01", "say": {"en": "A day was corrected."}, "rules": ["C01"]}
    pack = SimpleNamespace(rules=knowledge.pack.rules, rows=knowledge.pack.rows, corrections=[given])
    found = corrections(pack, Speech("en"))
    assert [(one["day"], one["text"]) for one in found] == [(date(2026, 12, 1), "A day was corrected.")]
    assert found[0]["rules"][0][0] == "C01"
    assert corrections(SimpleNamespace(), Speech("en")) == []
