"""Newer texts of acts are compared with what the pack quotes of them; nothing is changed by that."""

from __future__ import annotations

import pytest

from dakaz import law
from dakaz.errors import BadInput

ARTICLE = """=== 138 straipsnis. Skundo padavimas

1. Užsienietis skundą dėl sprendimo, priimto pagal šį Įstatymą, išskyrus šio straipsnio 2 dalyje nurodytus
atvejus, gali paduoti Regionų administraciniam teismui per 14 dienų nuo sprendimo įteikimo dienos.

2. Kitas sakinys.
"""
TEXT = f"LIETUVOS RESPUBLIKOS ĮSTATYMAS\n2004 m. balandžio 29 d. Nr. IX-2206\n\n{ARTICLE}"
SHORTER = ("per 14 dienų", "per 10 dienų")
TEXTS = law.SHIPPED / "texts"


def shipped_text(act):
    (path,) = TEXTS.glob(f"{act}-*.txt")
    return path.read_text("utf-8")


def test_a_sentence_that_still_stands_is_not_listed(sample):
    assert law.watch(sample, {"new.txt": TEXT}) == []


def test_a_changed_sentence_is_listed_with_the_nearest_new_one(sample):
    changed = law.watch(sample, {"new.txt": TEXT.replace(*SHORTER)})
    assert [one.row for one in changed] == ["C01"]
    assert changed[0].article == "138 str. 1 d."
    assert "per 14 dienų" in changed[0].quote
    assert "per 10 dienų" in changed[0].nearest
    assert changed[0].likeness > 0.9


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_line_breaks_and_dashes_of_another_copy_are_no_change(sample, dash):
    newer = TEXT.replace("\n", "\n   ").replace(" - ", f" {dash} ")
    assert law.watch(sample, {"a": newer, "utpi-b.txt": "Kita."}) == []


def test_an_article_that_is_not_in_the_text_is_listed_as_unlike(sample):
    changed = law.watch(sample, {"utpi-2027.txt": "Visai kitas tekstas."})
    assert changed[0].likeness < 0.5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("new.txt", TEXT.replace(*SHORTER)),
        ("utpi-2027-01-01.lt.txt", ARTICLE.replace(*SHORTER)),
        ("UTPI.TXT", ARTICLE.replace(*SHORTER)),
    ],
)
def test_the_act_is_known_by_its_number_or_by_the_name_of_the_file(sample, name, text):
    assert [one.row for one in law.watch(sample, {name: text})] == ["C01"]


def test_a_part_of_an_act_is_known_by_the_sentences_that_stand_in_it(sample):
    assert law.watch(sample, {"new.txt": ARTICLE}) == []


@pytest.mark.parametrize("name", ["new.txt", "utpinas.txt"])
def test_a_text_of_no_act_that_is_known_is_refused_by_name(sample, name):
    with pytest.raises(BadInput, match=rf"{name}: its act is not recognised.*IX-2206"):
        law.watch(sample, {"a.txt": TEXT, name: "Visai kitas tekstas apie Nr. IX-22061."})


def test_a_quote_is_compared_with_texts_of_its_own_act_alone(shipped):
    utpi, abti = shipped_text("utpi"), shipped_text("abti")
    assert law.watch(shipped, {"a.txt": utpi}) == []
    assert law.watch(shipped, {"b.txt": abti}) == []
    assert [act.short for act in law.not_compared(shipped, {"a.txt": utpi})] == ["ABTĮ"]
    assert law.not_compared(shipped, {"a.txt": utpi, "b.txt": abti}) == ()


def test_a_sentence_moved_to_another_act_is_no_longer_in_its_own(shipped):
    utpi, abti = shipped_text("utpi"), shipped_text("abti")
    sentence = "per 14 dienų nuo sprendimo įteikimo dienos"
    assert sentence in utpi
    changed = law.watch(shipped, {"a": utpi.replace(sentence, "kitaip"), "b": f"{abti}\n{sentence}"})
    assert "C01" in [one.row for one in changed]
