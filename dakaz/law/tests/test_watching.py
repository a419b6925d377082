"""Newer texts of acts are compared with what the pack quotes; nothing is changed by that."""

from __future__ import annotations

import pytest

from dakaz import law

TEXT = """=== 138 straipsnis. Skundo padavimas

1. Užsienietis skundą dėl sprendimo, priimto pagal šį Įstatymą, išskyrus šio straipsnio 2 dalyje nurodytus
atvejus, gali paduoti Regionų administraciniam teismui per 14 dienų nuo sprendimo įteikimo dienos.

2. Kitas sakinys.
"""


def test_a_sentence_that_still_stands_is_not_listed(sample):
    assert law.watch(sample, {"new.txt": TEXT}) == []


def test_a_changed_sentence_is_listed_with_the_nearest_new_one(sample):
    changed = law.watch(sample, {"new.txt": TEXT.replace("per 14 dienų", "per 10 dienų")})
    assert [one.row for one in changed] == ["C01"]
    assert "per 14 dienų" in changed[0].quote
    assert "per 10 dienų" in changed[0].nearest
    assert changed[0].likeness > 0.9


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_line_breaks_and_dashes_of_another_copy_are_no_change(sample, dash):
    assert law.watch(sample, {"a": TEXT.replace("\n", "\n   ").replace("-", dash), "b": "Kita."}) == []


def test_an_act_that_is_not_among_the_texts_is_listed_as_unlike(sample):
    changed = law.watch(sample, {"new.txt": "Visai kitas tekstas."})
    assert changed[0].likeness < 0.5
