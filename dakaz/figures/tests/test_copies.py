"""A reworded text is the same source; two texts about the same thing are not."""

from __future__ import annotations

from dakaz.figures.copies import independent, likeness, marks

ORIGINAL = """Lithuania has welcomed tens of thousands of exiles since Minsk cracked down on the
protests of 2030. “We understand the risks of letting agents in, but blanket bans do not
work,” Alena Kavalchuk told the Baltic Courier. More than 35,000 people were detained,
according to the High Commissioner. The exiles, who number about 58,200 in Vilnius and
elsewhere, have become a thorny issue. In March the Seimas put forward a bill. Labour
member Tomas Petraitis said a ban would “make enormous problems for the economy”, and
noted that nearly 1,040 residents were refused entry. Polling by Iryna Sauchuk found
that only 11% of people in Minsk were in favour, while 67% were against what Moscow
does. Piotr Zawadzki of Warsaw doubted it would help Lithuania."""
REWORDED = """The nation of Lithuania took in tens of thousands of emigrants after Minsk hit the
demonstrations of 2030. “We perceive the hazards of letting brokers in, however blanket
prohibitions do not function,” Alena Kavalchuk advised the Baltic Courier. Greater than
35,000 individuals have been held, in accordance to the High Commissioner. The
emigrants, numbering round 58,200 in Vilnius and other places, grew to become a prickly
matter. In March the Seimas tabled an invoice. Labour MP Tomas Petraitis stated a
prohibition would “make huge issues for the economy”, and famous practically 1,040
dwellers had been denied entry. A survey by Iryna Sauchuk discovered solely 11% of
individuals in Minsk in favour, and 67% opposed to what Moscow does. Piotr Zawadzki of
Warsaw was not sure it would assist Lithuania."""
APART = """About 58,200 citizens of Belarus live in Lithuania, the Migration Department said in
August. It has called 910 of them and 254 Russians a threat, its head Rasa Jonaitė said.
Minister Darius Kazlauskas wants a stricter law; the Seimas votes in September. In
Warsaw, Poland took 1,300 similar decisions in 2030, said Ewa Lis of the Helsinki
Foundation. In Minsk the authorities called it a plot. Critics, Alena Kavalchuk among
them, speak of collective punishment."""


def test_a_reworded_copy_is_recognised():
    found = likeness(ORIGINAL, REWORDED)
    assert found.same_source
    assert {"35000", "58200", "1040", "11", "67"} <= set(found.shared)


def test_two_reports_of_one_thing_stay_two():
    assert not likeness(ORIGINAL, APART).same_source


def test_sources_of_a_claim_are_counted_once_each():
    groups = independent({"original": ORIGINAL, "copy": REWORDED, "agency": APART})
    assert groups == (("original", "copy"), ("agency",))


def test_the_same_marks_in_another_order_are_no_copy():
    sentences = ORIGINAL.replace("\n", " ").split(". ")
    turned = ". ".join(reversed(sentences))
    assert likeness(ORIGINAL, turned).score < likeness(ORIGINAL, REWORDED).score


def test_an_empty_text_is_like_nothing():
    assert not likeness("", ORIGINAL).same_source
    assert marks("") == ()


def test_numbers_that_differ_in_their_last_digit_are_two_marks():
    one, other = marks("There were 1,234,567 permits."), marks("There were 1,234,568 permits.")
    assert [mark.key for mark in one if mark.kind == "figure"] != [
        mark.key for mark in other if mark.kind == "figure"
    ]
