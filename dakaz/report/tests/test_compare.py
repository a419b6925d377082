"""Words stand in a passage, or the place where they part is shown."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dakaz.report.compare import difference

PASSAGE = (
    "The Department found that the applicant’s claim – made on 18 October 2024 – was “not consistent”, and "
    "that 12,345 non-refundable fees (or 5.5 %) applied to the so-called\u00a0asylum-\nseekers "
    "in pro-\nvided housing."
)


def test_words_that_stand_there_are_accepted():
    assert difference("the applicant’s claim – made on 18 October 2024", PASSAGE) is None


@pytest.mark.parametrize(
    "written",
    [
        "the applicant's claim - made on 18 October 2024 - was",
        "the applicantʼs claim—made on 18 October 2024—was",
        'was "not consistent", and that',
        "was „not consistent“, and that",
        "was «not consistent», and that",
        "was ‘not consistent’, and that",
        "The\u00a0applicant’s\u2009claim",
        "the appli\u00adcant’s claim",
        "the so-called asylum-seekers in provided housing",
        "the so‑called asylum‐seekers",
        "so-called asylumseekers",
        "Made on 18 October 2024",
        "made on 18 October 2024.",
        "The Department found […] was “not consistent”",
        "The Department found [...] in provided housing.",
        "The Department […] claim […] 12,345 non-refundable fees",
        "[The] applicant’s claim",
        "The Department found that [her] claim",
        "[t]he Department found",
        "(or 5.5 %) applied",
        "The Department […] [there] non-refundable fees",
        "The Department [there] […] non-refundable fees",
        "The [big] Department found […] in [public] housing",
    ],
)
def test_typography_gaps_and_insertions_are_accepted(written):
    assert difference(written, PASSAGE) is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("made on 19 October 2024", "another day"),
        ("the applicant’s claims", "another word"),
        ("345 non-refundable fees", "a number cut"),
        ("fees (or 5", "a decimal cut"),
        ("refundable fees", "a word cut in a way that turns its meaning"),
        ("the applicant’s Claim", "a capital in the middle"),
        ("was not consistent", "quotation marks of the source left out"),
        ("housing […] The Department", "gaps out of order"),
        ("The Department found [not] [18 times] the claim", "digits in an insertion"),
        ("[…]", "a gap alone"),
        ("", "nothing"),
    ],
)
def test_anything_else_is_refused(written, why):
    assert difference(written, PASSAGE) is not None, why


def test_the_differing_words_are_named():
    apart = difference("claim – made on 19 October 2024", PASSAGE)
    assert (apart.expected, apart.written) == ("18", "19")
    assert apart.before.endswith("made on")
    assert apart.after.startswith("October 2024")


def test_a_cut_number_is_shown_whole():
    apart = difference("345 non-refundable fees", PASSAGE)
    assert (apart.expected, apart.written) == ("12,345 non-refundable fees", "345 non-refundable fees")


def test_many_gaps_over_a_repeating_passage_are_decided_at_once():
    assert difference(" […] ".join(["a"] * 40) + " […] b", "a " * 2000) is not None


def test_superscripts_are_not_digits_of_a_number():
    assert difference("an area of 102 km", "an area of 10² km") is not None
    assert difference("an area of 10² km", "an area of 10² km") is None


def test_no_digit_in_another_dress_becomes_part_of_a_number():
    for written, exact in (("51 persons", "5① persons"), ("31⁄2 years", "3½ years"), ("12 acts", "1⒉ acts")):
        assert difference(written, exact) is not None
        assert difference(exact, written) is not None
        assert difference(exact, exact) is None


SPACES = ["9 543", "9\u00a0543", "9\u202f543", "9\u2009543"]


def test_the_width_of_a_space_in_a_number_is_typography():
    assert all(difference(f"{a} persons", f"of {b} persons") is None for a in SPACES for b in SPACES)


@pytest.mark.parametrize(("written", "exact"), [("9543", "9 543"), ("9,543", "9 543"), ("9.543", "9,543")])
def test_what_groups_digits_is_as_the_source_has_it_and_is_shown_whole(written, exact):
    for one, other in ((written, exact), (exact, written)):
        apart = difference(f"all {one} persons", f"that all {other} persons came")
        assert (apart.expected, apart.written) == (other, one)


NUMBERS = st.integers(0, 9_999_999).map(lambda one: f"{one:,}")
DRESS = st.sampled_from(["\u00a0", "\u202f", "\u2009", " "])


@given(NUMBERS, st.data())
def test_no_changed_digit_passes_whatever_the_typography(number, data):
    source = number.replace(",", data.draw(DRESS))
    place = data.draw(st.sampled_from([at for at, one in enumerate(number) if one.isdigit()]))
    other = data.draw(st.sampled_from([one for one in "0123456789¹²³①½" if one != number[place]]))
    changed = (number[:place] + other + number[place + 1 :]).replace(",", data.draw(DRESS))
    assert difference(f"all {changed} “persons”", f"for all {source} „persons” who") is not None
    assert difference(f"all {number.replace(',', ' ')} 'persons'", f"for all {source} „persons” who") is None


def test_belarusian_lithuanian_and_russian_passages_compare():
    passage = (
        "Рашэнне аб адмове аб’яўлена 18 кастрычніка; sprendimas įteiktas spalio 18 d. – „Ўсё“ ясно, ёлка."
    )
    assert difference("аб адмове аб'яўлена 18 кастрычніка", passage) is None
    assert difference("Sprendimas įteiktas spalio 18 d. - «Ўсё» ясно", passage) is None
    assert difference("sprendimas iteiktas", passage) is not None
    assert difference("ясно, елка", passage) is not None


WORDS = [one for one in PASSAGE.split() if one.isalpha() or one.isdigit()]
LETTERS = st.characters(whitelist_categories=("Ll", "Lu", "Nd"), max_codepoint=0x500)
STRETCH = (
    "applicant’s claim – made on 18 October 2024 – was “not consistent”, and that 12,345 non-refundable fees"
)


@given(st.integers(0, len(STRETCH) - 1), LETTERS)
def test_any_single_changed_letter_or_digit_is_caught(place, other):
    assume(STRETCH[place].isalnum() and STRETCH[place] != other)
    assume(not (place == 0 and other.casefold() == STRETCH[0].casefold()))
    changed = STRETCH[:place] + other + STRETCH[place + 1 :]
    assert difference(changed, PASSAGE) is not None


@given(st.integers(0, len(STRETCH) - 1))
def test_any_single_dropped_letter_or_digit_is_caught(place):
    assume(STRETCH[place].isalnum())
    assert difference(STRETCH[:place] + STRETCH[place + 1 :], PASSAGE) is not None


@given(st.lists(st.text(st.characters(whitelist_categories=("L", "N")), min_size=1), min_size=1, max_size=30))
def test_a_passage_always_contains_itself(words):
    assert difference(" ".join(words), " ".join(words)) is None
