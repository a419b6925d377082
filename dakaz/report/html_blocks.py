"""Blocks of the composed tree as HTML: paragraphs, lists, tables, pictures, the list of sources."""

from __future__ import annotations

from dakaz.report.html_lines import AWAY, Lines
from dakaz.report.markup import element, head, section, wide, words
from dakaz.report.numbering import Node


class Blocks(Lines):
    """Writes block nodes; each kind of node has a method of its name."""

    def block(self, node: Node) -> str:
        """One block."""
        return str(getattr(self, f"block_{node['t']}")(node))

    def block_h(self, node: Node) -> str:
        return element(f"h{node['level']}", self.line(node["c"]), id=node["id"])

    def block_p(self, node: Node) -> str:
        return element("p", self.line(node["c"]))

    def block_list(self, node: Node) -> str:
        items = [element("li", *map(self.block, item)) for item in node["items"]]
        if node["start"] is None:
            return element("ul", *items)
        return element("ol", *items, start=node["start"] if node["start"] != 1 else None)

    def block_quote(self, node: Node) -> str:
        *before, last = [self.line(paragraph) for paragraph in node["c"]]
        marked = [*before, last + self.mark(node["note"])]
        return element("blockquote", *(element("p", one) for one in marked))

    def block_table(self, node: Node) -> str:
        sides = [side or None for side in node["align"]]
        names = [self.line(cell) for cell in node["head"]]
        rows = [
            element(
                "tr", *(element("td", self.line(c), class_=side) for c, side in zip(row, sides, strict=True))
            )
            for row in node["rows"]
        ]
        return wide(self.words["table"], head(names, classes=sides), element("tbody", *rows))

    def block_pre(self, node: Node) -> str:
        return element("pre", element("code", words(node["x"])), tabindex=0)

    def block_rule(self, node: Node) -> str:
        return element("hr")

    def block_contents(self, node: Node) -> str:
        entries = [
            element("li", element("a", words(one["x"]), href=f"#{one['id']}"), class_=f"depth-{one['level']}")
            for one in self.tree["contents"]
        ]
        title = element("h2", words(self.words["contents"])) if node["titled"] else ""
        label = self.words["contents"]
        return element("nav", title, element("ol", *entries), class_="contents", aria_label=label)

    # -- pictures

    def block_chart(self, node: Node) -> str:
        name = f"{self.words['figure']} {node['n']}"
        label = f"{name}: {node['title']}"
        drawn = element("div", node["svg"], role="img", aria_label=label)
        picture = element("div", drawn, class_="picture", tabindex=0, role="region", aria_label=name)
        title = element("p", element("b", words(f"{name}.")), " ", words(node["title"]), class_="title")
        caption = element("figcaption", self.chart_caption(node))
        return element("figure", title, picture, caption, wide(label, self.series(node)))

    def chart_caption(self, node: Node) -> str:
        said = {name: words(sentence) for name, sentence in node["said"].items()}
        marked = said["source"] + self.mark(node["note"])
        return " ".join(filter(None, (said["unit"], marked, said["as_of"], words(node["caveat"]))))

    def series(self, node: Node) -> str:
        """The numbers behind a picture. Periods run down, so that the table fits a phone."""
        names = [words(self.words["period"]), *(words(row["label"]) for row in node["rows"])]
        lines = [
            element(
                "tr",
                element("th", words(period), scope="row"),
                *(element("td", words(row["values"][n]), class_="right") for row in node["rows"]),
            )
            for n, period in enumerate(node["periods"])
        ]
        caption = element("caption", words(f"{self.words['table_behind']} ({node['unit']})"))
        sides: list[str | None] = [None, *("right" for _ in node["rows"])]
        return caption + head(names, classes=sides) + element("tbody", *lines)

    # -- sources

    def block_sources(self, node: Node) -> str:
        entries = [self.source(one) for one in self.tree["sources"]]
        listed = element("ol", *entries, class_="sources")
        return section("sources", self.words["sources"], listed) if node["titled"] else listed

    def source(self, one: Node) -> str:
        first = element("cite", words(one["title"])) + words(f"{one['stop']} {one['said']}")
        small = element("span", element("br").join(self.obtained(one)), class_="small")
        lines = [first, *self.address(one["address"]), small]
        return element("li", element("br").join(lines), id=f"source-{one['n']}")

    def obtained(self, one: Node) -> list[str]:
        """When and how it was got, whether it is under key, its hash."""
        got = [f"{self.words[name]}: {one[name]}" for name in ("captured", "how") if one[name]]
        closed = [] if one["public"] else [words(self.words["closed"])]
        digest = words(f"{self.words['hash']}: ") + element("code", words(one["sha256"]))
        pages = [
            words(f"{self.words['page']} {number}: ") + element("code", words(page))
            for number, page in enumerate(one["pages"], start=1)
        ]
        return [*([words(" · ".join(got))] if got else []), *closed, digest, *pages]

    def address(self, text: str) -> list[str]:
        """A link where the address is one of the web; other addresses are left out."""
        if not text.lower().startswith(("http://", "https://")):
            return []
        return [element("a", words(text), href=text, rel=AWAY)]
