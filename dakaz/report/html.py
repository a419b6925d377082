"""The composed tree as one HTML file: no script, nothing fetched, all text escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from dakaz.report.html_blocks import Blocks
from dakaz.report.markup import element, head, section, wide, words
from dakaz.report.numbering import Node


@cache
def style() -> str:
    """The style sheet that stands inside the file."""
    return files("dakaz.report").joinpath("report.css").read_text(encoding="utf-8")


def style_hash() -> str:
    """The sheet's hash as a Content-Security-Policy names it: ``'sha256-…'`` for ``style-src``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()}'"


def to_html(tree: Node) -> bytes:
    """Write the whole report. The same tree gives the same bytes."""
    return ("\n".join(_Document(tree).lines()) + "\n").encode()


class _Document(Blocks):
    def lines(self) -> list[str]:
        return [
            "<!doctype html>",
            f'<html lang="{self.tree["language"]}">',
            *self.invisible(),
            "<body>",
            element("a", words(self.words["skip"]), class_="skip", href="#text"),
            self.front(self.tree["front"]),
            '<main id="text">',
            *(self.block(block) for block in self.tree["body"]),
            *self.notes(),
            *self.proofs(),
            self.how_to_check(),
            "</main>",
            self.foot(),
            "</body>",
            "</html>",
        ]

    def invisible(self) -> list[str]:
        policy = f"default-src 'none'; style-src {style_hash()}; base-uri 'none'; form-action 'none'"
        return [
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            element("title", words(self.tree["front"]["title"])),
            f"<style>{style()}</style>",
            "</head>",
        ]

    def front(self, front: Node) -> str:
        said = " · ".join(front[name] for name in ("publisher", "date") if front[name])
        partners = f"{self.words['partners']}: {', '.join(front['partners'])}" if front["partners"] else ""
        parts = [("key", front["key"]), ("title", ""), ("subtitle", front["subtitle"]), (None, said)]
        parts += [(None, partners), ("remark", front["note"])]
        title = element("h1", words(front["title"]))
        shown = [title if name == "title" else element("p", words(text), class_=name) for name, text in parts
                 if text or name == "title"]  # fmt: skip
        return element("header", *shown, class_="front")

    def foot(self) -> str:
        built = f"{self.words['built']}: {self.tree['built']}"
        return element("footer", words(f"{built} · {self.words['program']}: Dakaz {self.tree['version']}"))

    # -- what stands after the text

    def notes(self) -> list[str]:
        if not self.tree["notes"]:
            return []
        entries = [
            element("li", self.line(one["c"]), " ", self.back(one["n"]), id=f"note-{one['n']}")
            for one in self.tree["notes"]
        ]
        return [section("notes", self.words["notes"], element("ol", *entries, class_="notes"))]

    def back(self, number: int) -> str:
        label = f"{self.words['back']}, {self.words['note']} {number}"
        return element("a", "↩", class_="back", href=f"#at-{number}", aria_label=label)

    def proofs(self) -> list[str]:
        tables = [
            *([self.figures()] if self.tree["figures"] else []),
            *([self.quotes()] if self.tree["quotes"] else []),
        ]
        return [section("proofs", self.words["proofs"], *tables)] if tables else []

    def figures(self) -> str:
        rows = [
            element(
                "tr",
                element("th", f"F{one['n']}", scope="row"),
                element("td", element("code", words(one["expression"])), class_="asked"),
                element("td", words(one["x"]), class_="fact"),
                *(element("td", words(one[name])) for name in ("as_of", "records")),
                element("td", words(one["approved"])),
                id=f"figure-{one['n']}",
            )
            for one in self.tree["figures"]
        ]
        names = ("number", "asked", "value", "as_of", "records", "approved")
        return self.table(self.words["asked"], names, rows)

    def quotes(self) -> str:
        rows = [
            element(
                "tr",
                element("th", self.to("note", one["note"]), scope="row"),
                element("td", self.to("source", one["source"])),
                element("td", words(" · ".join(filter(None, (one["label"], one["place"]))))),
                id=f"quote-{one['n']}",
            )
            for one in self.tree["quotes"]
        ]
        how = element("p", words(f"{self.words['verbatim']}:"))
        return how + self.table(self.words["quotation"], ("quotation", "source", "passage"), rows)

    def to(self, what: str, number: int) -> str:
        return element("a", words(f"{self.words[what]} {number}"), href=f"#{what}-{number}")

    def table(self, label: str, names: tuple[str, ...], rows: list[str]) -> str:
        return wide(label, head([words(self.words[name]) for name in names]), element("tbody", *rows))

    def how_to_check(self) -> str:
        closed = any(not one["public"] for one in self.tree["sources"])
        steps = [self.step("check_sums", self.tree["commands"][0])]
        steps += [self.step("check_age", self.tree["commands"][1])] if closed else []
        steps += [element("li", words(self.words["check_quotes"]))] if self.tree["quotes"] else []
        intro = element("p", words(self.words["check_intro"]))
        return section("check", self.words["check"], intro, element("ol", *steps))

    def step(self, key: str, command: str) -> str:
        shown = element("pre", element("code", words(command)), tabindex=0)
        return element("li", words(self.words[key]), shown)
