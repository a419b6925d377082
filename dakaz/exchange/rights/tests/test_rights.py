"""The vocabulary of rights: whole in four languages, mapped, its ids never used twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.exchange.rights import (
    LANGUAGES,
    article_in_words,
    articles_in_words,
    matching,
    vocabulary,
)
from dakaz.exchange.rights.model import in_language

ALL = vocabulary()
KINDS = list(ALL.kinds.values())
# Ids of the first edition. They may gain neighbours; none of them may go or come to mean something else.
_FIRST = """
asylum.delayed asylum.denied_access asylum.unfair association belief child.protection detention.arbitrary
detention.conditions disappearance discrimination.banking discrimination.origin discrimination.other
document.refused entry.banned exile.forced expression expulsion.arbitrary expulsion.no_review
extradition.political family.separated hate.crime hate.speech labour.forced legalaid.denied life
listing.extremist movement.restricted nationality.deprived personality.denied presumption.innocence
privacy.leak property.confiscated property.damaged prosecution.in_absentia reasons.withheld refoulement
remedy.denied repression.abroad repression.relatives return.denied security.threatened social.education
social.health social.housing social.work torture
"""
FIRST = frozenset(_FIRST.split())
CYRILLIC = re.compile("[а-яё]", re.I)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_has_words_in_four_languages_articles_and_a_huridocs_term_or_none(kind):
    for words in (kind.label, kind.definition, ALL.groups[kind.group]):
        assert [*words] == [*LANGUAGES]
        assert all(len(text) > 3 for text in words.values())
        for language, text in words.items():
            assert bool(CYRILLIC.search(text)) == (language in ("be", "ru")), text
    assert all(text.endswith(".") and text.count(". ") == 0 for text in kind.definition.values())
    assert kind.anchors
    assert kind.huridocs == "" or re.fullmatch(r"[24]:\d{12}", kind.huridocs)
    assert all(re.fullmatch(r"\d+(\.\d+)?(\.[a-z])?", anchor.article) for anchor in kind.anchors)


def test_each_language_has_its_own_words_and_they_are_told_apart():
    for language in LANGUAGES:
        labels = [kind.label[language] for kind in KINDS]
        assert len(set(labels)) == len(labels), language
    assert (
        ALL.reviews["ru"] == ALL.reviews["be"] == ALL.reviews["lt"] == "not yet reviewed by a native speaker"
    )


def test_ids_stay_for_ever():
    assert set(ALL.kinds) | ALL.retired >= FIRST
    assert not ALL.retired & set(ALL.kinds)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z_]+)?", name) for name in ALL.kinds)


def test_the_treaties_that_count_are_mapped_and_every_instrument_is_used():
    used = {anchor.instrument.id for kind in KINDS for anchor in kind.anchors}
    assert used == set(ALL.instruments)
    assert {"udhr", "iccpr", "echr", "cat", "rsc", "cfr"} < used
    assert sum(name.startswith("celex:") for name in used) >= 10
    for instrument in ALL.instruments.values():
        assert instrument.address.startswith("https://")
        assert [*instrument.short] == [*instrument.name] == [*LANGUAGES]


def test_statuses_are_our_own_words_and_likely_is_not_unlikely():
    ru = {name: status.label["ru"] for name, status in ALL.statuses.items()}
    assert ru["likely"] == "вероятно" and ru["unlikely"] == "маловероятно"
    assert ALL.statuses["unlikely"].huridocs == "41:020000000000"
    assert ALL.statuses["likely"].huridocs == "41:040000000000"
    for language in LANGUAGES:
        assert len({status.label[language] for status in ALL.statuses.values()}) == 6


def test_articles_are_said_as_people_write_them():
    anchors = {anchor.id: anchor for kind in KINDS for anchor in kind.anchors}
    assert article_in_words(anchors["iccpr:14.3.d"], "en") == "ICCPR, art. 14(3)(d)"
    assert article_in_words(anchors["echr.p4:4"], "ru") == "Протокол № 4 к ЕКПЧ, ст. 4"
    assert article_in_words(anchors["celex:32013L0032#31"], "lt") == "Direktyva 2013/32/ES, 31 str."
    assert article_in_words(anchors["cfr:41.1"], "be") == "Хартыя ЕС, арт. 41(1) (?)"
    banking = ALL.kinds["discrimination.banking"].anchors
    assert articles_in_words(banking, "en") == ["ICERD, art. 5(f)", "Directive 2014/92/EU, art. 15, art. 16"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("высылка", "expulsion.arbitrary"),
        ("вяртанне у небяспеку", "refoulement"),
        ("kankinim", "torture"),
        ("relatives", "repression.relatives"),
        ("2013/32 31", "asylum.delayed"),
        ("rsc:33", "refoulement"),
        ("CAT", "torture"),
    ],
)
def test_a_kind_is_found_by_words_of_any_language_and_by_article(words, found):
    assert found in [kind.id for kind in matching(ALL, words)]


@given(st.sampled_from(KINDS), st.sampled_from(LANGUAGES))
def test_every_kind_is_found_by_its_label(kind, language):
    assert kind in matching(ALL, kind.label[language].upper())


def test_no_word_finds_all_and_a_strange_one_nothing():
    assert matching(ALL, "  ") == KINDS
    assert matching(ALL, "xylophone") == []


def test_a_language_we_do_not_have_reads_english():
    assert in_language(ALL.groups["asylum"], "pl") == "Asylum and decisions"
    assert in_language(ALL.groups["asylum"], "be-tarask") == "Прытулак і рашэнні"
    assert ALL.label("torture", "lt") == "Kankinimas ar žiaurus elgesys"
    assert ALL.label("gone", "lt") == "gone"


def test_known_kinds_come_in_order_once_and_a_strange_id_is_named():
    assert [one.id for one in ALL.known(["torture", "refoulement", "torture"])] == ["refoulement", "torture"]
    with pytest.raises(BadInput, match="no kind of violation") as refused:
        ALL.known(["refoulement", "invented"])
    assert "invented" in str(refused.value)
