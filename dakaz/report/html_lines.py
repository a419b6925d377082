"""Lines of the composed tree as HTML: words, emphasis, links, notes' numbers."""

from __future__ import annotations

from dakaz.report.markup import element, words
from dakaz.report.numbering import Node

AWAY = "noreferrer noopener"


class Lines:
    """Writes inline nodes; each kind of node has a method of its name."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.words: dict[str, str] = tree["words"]

    def line(self, nodes: list[Node]) -> str:
        """All nodes, one after the other."""
        return "".join(str(getattr(self, f"line_{node['t']}")(node)) for node in nodes)

    def line_text(self, node: Node) -> str:
        return words(node["x"])

    def line_code(self, node: Node) -> str:
        return element("code", words(node["x"]))

    def line_br(self, node: Node) -> str:
        return element("br")

    def line_emphasis(self, node: Node) -> str:
        return element("em", self.line(node["c"]))

    def line_strong(self, node: Node) -> str:
        return element("strong", self.line(node["c"]))

    def line_term(self, node: Node) -> str:
        return self.line(node["c"])

    def line_q(self, node: Node) -> str:
        return element("span", self.line(node["c"]), class_="q")

    def line_link(self, node: Node) -> str:
        return element("a", self.line(node["c"]), href=node["href"], rel=AWAY)

    def line_to(self, node: Node) -> str:
        return element("a", words(node["x"]), href=f"#{node['to']}")

    def line_figure(self, node: Node) -> str:
        mark = f"F{node['n']}"
        title = f"{self.words['proofs']}: {mark}"
        inner = words(node["x"]) + element("sup", mark)
        return element("a", inner, class_="figure", href=f"#figure-{node['n']}", title=title)

    def line_note(self, node: Node) -> str:
        return self.mark(node["n"])

    def mark(self, number: int) -> str:
        """A note's number, leading to the note and found again from there."""
        label = f"{self.words['note']} {number}"
        link = element("a", str(number), id=f"at-{number}", href=f"#note-{number}", aria_label=label)
        return element("sup", link, class_="note")
