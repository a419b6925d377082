"""docs/reference-rights.md says what the vocabulary of rights holds: every kind, its words and its articles.

``python -m docs.test_rights_documented`` writes the table anew.
"""

from __future__ import annotations

from pathlib import Path

from dakaz.exchange.rights import articles_in_words, vocabulary

PAGE = Path(__file__).with_name("reference-rights.md")
BEGIN, END = "<!-- kinds -->\n", "<!-- end of kinds -->\n"


def table() -> str:
    """The kinds, group by group, in English."""
    words = vocabulary()
    lines = []
    for group, label in words.groups.items():
        lines += [
            f"### {label['en']}",
            "",
            "| id | kind | articles | HURIDOCS |",
            "| --- | --- | --- | --- |",
        ]
        for kind in words.of_group(group):
            articles = "; ".join(articles_in_words(kind.anchors, "en"))
            lines.append(f"| `{kind.id}` | {kind.label['en']} | {articles} | {kind.huridocs or 'none'} |")
        lines.append("")
    return "\n".join(lines)


def test_the_page_holds_every_kind_as_the_vocabulary_has_it() -> None:
    page = PAGE.read_text("utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == table().strip()
    for language, review in vocabulary().reviews.items():
        assert f"| {language} | {review} |" in page


if __name__ == "__main__":
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", "utf-8")
