"""Every sentence of these pages exists in four languages, is used, and frightens nobody."""

from __future__ import annotations

import ast
import re
import string
from itertools import pairwise
from pathlib import Path

import pytest

from dakaz.public_site.boxes import SHAPES
from dakaz.public_site.matters import waiting
from dakaz.public_site.pages import style_sheet
from dakaz.public_site.rule_pages import GROUPS
from dakaz.public_site.words import LANGUAGES, Speech, all_words

HERE = Path(__file__).parent.parent
MADE = {  # keys that are put together from a part that is data
    *(f"kind_{name}" for name in GROUPS),
    *(f"unit_{name}" for name in ("day", "week", "month", "year", "working_day", "hour")),
    *(
        f"read_how_{name}"
        for name in ("primary", "official_page", "case_law", "secondary", "seed", "unverified")
    ),
    *(f"basis_{name}" for name in ("law", "practice", "mediation")),
    *(f"today_{n}{part}" for n in range(1, 6) for part in ("", "_say", "_gloss")),
    *(f"{name}_{part}" for name in ("not_found", "mistake") for part in ("title", "text")),
    *(f"{name}_title" for name in ("call", "message")),
    *waiting(),
}
# never said to anybody; law.md 7.2
NEVER = re.compile(
    r"\b(too late|has expired|is expired|you are safe|you will win|no deadline|invalid|oops|error)\b|!"
    r"|(поздно|просрочен[оы] срок|вы в безопасности|истёк)|(позна|скончыўся тэрмін)|(per vėlu)",
    re.IGNORECASE,
)


def keys_used() -> set[str]:
    used = set()
    for template in (HERE / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% say "([a-z0-9_]+)"', template.read_text("utf-8")))
    for module in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
    return used


def forms(words):
    return words.values() if isinstance(words, dict) else [words]


@pytest.mark.parametrize("key", sorted(all_words()))
def test_a_sentence_stands_in_four_languages_with_the_same_places(key):
    words = all_words()[key]
    assert sorted(words) == sorted(LANGUAGES)
    places = {
        frozenset(name for _, name, _, _ in string.Formatter().parse(form) if name)
        for language in LANGUAGES
        for form in forms(words[language])
    }
    assert len(places) == 1
    assert all(form.strip() == form and form for language in LANGUAGES for form in forms(words[language]))


def test_plural_forms_are_those_of_the_language():
    wanted = {"lt": {"one", "few", "many", "other"}, "be": {"one", "few", "many", "other"}}
    wanted |= {"ru": wanted["be"], "en": {"one", "other"}}
    for words in all_words().values():
        for language in LANGUAGES:
            if isinstance(words[language], dict):
                assert set(words[language]) == wanted[language]


def test_no_sentence_is_unused():
    cells = {key for key in all_words() if key.startswith(("cell_", "host_"))}  # columns of the pack
    assert set(all_words()) - keys_used() - MADE - cells == set()


def test_every_sentence_asked_for_by_a_template_exists():
    asked = set()
    for template in (HERE / "templates").rglob("*.html"):
        asked |= set(re.findall(r'{% say "([a-z0-9_]+)"', template.read_text("utf-8")))
    assert asked - set(all_words()) == set()
    assert MADE - set(all_words()) == {"today_4_say", "today_4_gloss"}


def test_no_sentence_frightens_or_promises():
    for key, words in all_words().items():
        for language in LANGUAGES:
            for form in forms(words[language]):
                assert not NEVER.search(form), (key, form)


def test_a_language_uses_its_own_letters():
    for key, words in all_words().items():
        if key.endswith("_say"):
            continue
        belarusian, russian = (" ".join(forms(words[one])) for one in ("be", "ru"))
        assert not re.search("[ищъ]", belarusian.lower()), (key, belarusian)
        assert not re.search("[іў]", russian.lower()), (key, russian)


def test_numbers_take_the_form_of_the_language():
    assert [Speech("be").say("unit_day", n=n) for n in (1, 2, 5, 21)] == [
        "1 дзень",
        "2 дні",
        "5 дзён",
        "21 дзень",
    ]
    assert Speech("lt").say("unit_day", n=14) == "14 dienų"
    assert Speech("ru").say("unit_month", n=3) == "3 месяца"
    assert Speech("en").say("unit_working_day", n=1) == "1 working day"


def test_shapes_differ_so_that_a_state_needs_no_colour():
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_colours_and_sizes_come_from_the_shared_tokens():
    own = (HERE / "static" / "law.css").read_text()
    screen = own[: own.index("@media print")]
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", screen)
    assert not re.search(r"@import|url\(", style_sheet())


def test_levels_of_headings_are_not_skipped_in_templates():
    for template in (HERE / "templates").rglob("*.html"):
        levels = [int(one) for one in re.findall(r"<h(\d)", template.read_text("utf-8"))]
        assert all(after - before <= 1 for before, after in pairwise(levels)), template
