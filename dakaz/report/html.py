"""The composed tree as one HTML file: no script, nothing fetched, all text escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from dakaz.report.compose import Node

ALIGN = {"left": "left", "center": "center", "right": "right"}


@cache
def style() -> str:
    """The style sheet that stands inside the file."""
    return files("dakaz.report").joinpath("report.css").read_text(encoding="utf-8")


def style_hash() -> str:
    """The sheet's hash as a Content-Security-Policy names it: ``'sha256-…'`` for ``style-src``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()}'"


def to_html(tree: Node) -> bytes:
    """Write the whole report. The same tree gives the same bytes."""
    writer = _Writer(tree)
    return "\n".join(writer.document()).encode() + b"\n"


class _Writer:
    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.words: dict[str, str] = tree["words"]
        self.pointed: set[int] = set()

    def document(self) -> list[str]:
        front, language = self.tree["front"], self.tree["language"]
        policy = f"default-src 'none'; style-src {style_hash()}; img-src data:; base-uri 'none'; form-action 'none'"
        return [
            "<!doctype html>",
            f'<html lang="{escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(front['title'])}</title>",
            f"<style>{style()}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#text">{self.word("skip")}</a>',
            *self.head(front),
            '<main id="text">',
            *(self.block(block) for block in self.tree["body"]),
            *self.notes(),
            *self.proofs(),
            *self.how_to_check(),
            "</main>",
            *self.foot(),
            "</body>",
            "</html>",
        ]

    def word(self, key: str) -> str:
        return escape(self.words[key])

    def head(self, front: Node) -> list[str]:
        said = [escape(front[name]) for name in ("publisher", "date") if front[name]]
        partners = [escape(partner) for partner in front["partners"]]
        with_whom = [f"<p>{self.word('partners')}: {', '.join(partners)}</p>"] if partners else []
        return [
            '<header class="front">',
            *([f'<p class="key">{escape(front["key"])}</p>'] if front["key"] else []),
            f"<h1>{escape(front['title'])}</h1>",
            *([f'<p class="subtitle">{escape(front["subtitle"])}</p>'] if front["subtitle"] else []),
            *([f"<p>{' · '.join(said)}</p>"] if said else []),
            *with_whom,
            *([f'<p class="remark">{escape(front["note"])}</p>'] if front["note"] else []),
            "</header>",
        ]

    def foot(self) -> list[str]:
        built = f"{self.word('built')}: {escape(self.tree['built'])}"
        program = f"{self.word('program')}: Dakaz {escape(self.tree['version'])}"
        return ["<footer>", f"<p>{built} · {program}</p>", "</footer>"]

    # -- blocks

    def block(self, node: Node) -> str:
        return str(getattr(self, f"block_{node['t']}")(node))

    def block_h(self, node: Node) -> str:
        level = node["level"]
        return f'<h{level} id="{node["id"]}">{self.line(node["c"])}</h{level}>'

    def block_p(self, node: Node) -> str:
        return f"<p>{self.line(node['c'])}</p>"

    def block_list(self, node: Node) -> str:
        items = "".join(f"<li>{''.join(map(self.block, item))}</li>" for item in node["items"])
        if node["start"] is None:
            return f"<ul>{items}</ul>"
        start = f' start="{node["start"]}"' if node["start"] != 1 else ""
        return f"<ol{start}>{items}</ol>"

    def block_quote(self, node: Node) -> str:
        note = self.line_note({"n": node["note"]})
        paragraphs = [self.line(paragraph) for paragraph in node["c"]]
        return f"<blockquote>{''.join(f'<p>{one}</p>' for one in paragraphs[:-1])}<p>{paragraphs[-1]}{note}</p></blockquote>"

    def block_table(self, node: Node) -> str:
        align = [f' class="{ALIGN[one]}"' if one in ALIGN else "" for one in node["align"]]
        head = "".join(
            f'<th scope="col"{at}>{self.line(c)}</th>' for at, c in zip(align, node["head"], strict=True)
        )
        rows = [
            "".join(f"<td{at}>{self.line(c)}</td>" for at, c in zip(align, row, strict=True))
            for row in node["rows"]
        ]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return self.wide(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")

    def wide(self, table: str, label: str = "") -> str:
        """A table that scrolls by itself on a small screen, reachable by keyboard."""
        return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label or self.words["table"])}"><table>{table}</table></div>'

    def block_pre(self, node: Node) -> str:
        return f'<pre tabindex="0"><code>{escape(node["x"])}</code></pre>'

    def block_rule(self, node: Node) -> str:
        return "<hr>"

    def block_chart(self, node: Node) -> str:
        label = f"{self.words['figure']} {node['n']}: {node['title']}"
        svg = node["svg"].replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
        table = f"<caption>{self.word('table_behind')} ({escape(node['unit'])})</caption>{self.series(node)}"
        return (
            f'<figure id="chart-{node["n"]}"><p class="title"><b>{self.word("figure")} {node["n"]}.</b> '
            f'{escape(node["title"])}</p><div class="picture">{svg}</div>'
            f"<figcaption>{self.chart_caption(node)}</figcaption>{self.wide(table, label)}</figure>"
        )

    def series(self, node: Node) -> str:
        """Periods run down, so that the table fits a phone."""
        names = "".join(f'<th scope="col" class="right">{escape(row["label"])}</th>' for row in node["rows"])
        lines = "".join(
            f'<tr><th scope="row">{escape(period)}</th>'
            + "".join(f'<td class="right">{escape(row["values"][n])}</td>' for row in node["rows"])
            + "</tr>"
            for n, period in enumerate(node["periods"])
        )
        head = f'<tr><th scope="col">{self.word("period")}</th>{names}</tr>'
        return f"<thead>{head}</thead><tbody>{lines}</tbody>"

    def chart_caption(self, node: Node) -> str:
        caveat = f" {escape(node['caveat'])}" if node["caveat"] else ""
        note = self.line_note({"n": node["note"]})
        return (
            f"{self.word('unit')}: {escape(node['unit'])}. {self.word('source')}: {escape(node['source'])}.{note} "
            f"{self.word('as_of')}: {escape(node['as_of'])}.{caveat}"
        )

    def block_contents(self, node: Node) -> str:
        entries = "".join(
            f'<li class="depth-{one["level"]}"><a href="#{one["id"]}">{escape(one["x"])}</a></li>'
            for one in self.tree["contents"]
        )
        return f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{self.word("contents")}</h2><ol>{entries}</ol></nav>'

    def block_sources(self, node: Node) -> str:
        entries = "".join(self.source(one) for one in self.tree["sources"])
        return f'<section aria-labelledby="sources"><h2 id="sources">{self.word("sources")}</h2><ol class="sources">{entries}</ol></section>'

    def source(self, one: Node) -> str:
        said = ", ".join(escape(text) for text in (one["publisher"], one["dated"]) if text)
        got = " · ".join(
            f"{self.word(name)}: {escape(one[name])}" for name in ("captured", "how") if one[name]
        )
        address = (
            f'<br><a href="{escape(one["address"])}" rel="noreferrer noopener">{escape(one["address"])}</a>'
            if _web(one["address"])
            else ""
        )
        closed = "" if one["public"] else f"<br>{self.word('closed')}"
        return (
            f'<li id="source-{one["n"]}"><cite>{escape(one["title"])}</cite>. {said}.{address}'
            f'<br><span class="small">{got}{closed}<br>{self.word("hash")}: <code>{escape(one["sha256"])}</code></span></li>'
        )

    # -- the end

    def notes(self) -> list[str]:
        entries = "".join(
            f'<li id="note-{one["n"]}">{self.line(one["c"])} '
            f'<a class="back" href="#at-{one["n"]}" aria-label="{self.word("back")}, {self.word("note")} {one["n"]}">↩</a></li>'
            for one in self.tree["notes"]
        )
        return [
            f'<section aria-labelledby="notes"><h2 id="notes">{self.word("notes")}</h2><ol class="notes">{entries}</ol></section>'
        ]

    def proofs(self) -> list[str]:
        tables = [
            self.figures() if self.tree["figures"] else "",
            self.quotes() if self.tree["quotes"] else "",
        ]
        if not any(tables):
            return []
        return [
            f'<section aria-labelledby="proofs"><h2 id="proofs">{self.word("proofs")}</h2>{"".join(tables)}</section>'
        ]

    def figures(self) -> str:
        names = ("number", "asked", "value", "as_of", "records", "approved")
        rows = "".join(
            f'<tr id="figure-{one["n"]}"><th scope="row">F{one["n"]}</th><td><code>{escape(one["expression"])}</code></td>'
            + "".join(f"<td>{escape(one[name])}</td>" for name in ("x", "as_of", "records", "approved"))
            + "</tr>"
            for one in self.tree["figures"]
        )
        return self.wide(
            f"<thead><tr>{self.heads(names)}</tr></thead><tbody>{rows}</tbody>", self.words["asked"]
        )

    def quotes(self) -> str:
        rows = "".join(
            f'<tr><th scope="row"><a href="#note-{one["note"]}">{self.word("note")} {one["note"]}</a></th>'
            f'<td><a href="#source-{one["source"]}">{self.word("source")} {one["source"]}</a></td>'
            f"<td>{escape(' · '.join(filter(None, (one['label'], one['place']))))}</td><td>{self.word('verbatim')}</td></tr>"
            for one in self.tree["quotes"]
        )
        names = ("quotation", "source", "passage", "how")
        return self.wide(
            f"<thead><tr>{self.heads(names)}</tr></thead><tbody>{rows}</tbody>", self.words["quotation"]
        )

    def heads(self, names: tuple[str, ...]) -> str:
        return "".join(f'<th scope="col">{self.word(name)}</th>' for name in names)

    def how_to_check(self) -> list[str]:
        closed = any(not one["public"] for one in self.tree["sources"])
        steps = [("check_sums", self.tree["commands"][0])] + (
            [("check_age", self.tree["commands"][1])] if closed else []
        )
        shown = "".join(
            f'<li>{self.word(key)}<pre tabindex="0"><code>{escape(command)}</code></pre></li>'
            for key, command in steps
        )
        quotes = f"<li>{self.word('check_quotes')}</li>" if self.tree["quotes"] else ""
        return [
            f'<section aria-labelledby="check"><h2 id="check">{self.word("check")}</h2><p>{self.word("check_intro")}</p>'
            f"<ol>{shown}{quotes}</ol></section>"
        ]

    # -- lines

    def line(self, nodes: list[Node]) -> str:
        return "".join(str(getattr(self, f"line_{node['t']}")(node)) for node in nodes)

    def line_text(self, node: Node) -> str:
        return escape(node["x"], quote=False)

    def line_code(self, node: Node) -> str:
        return f"<code>{escape(node['x'])}</code>"

    def line_br(self, node: Node) -> str:
        return "<br>"

    def line_emphasis(self, node: Node) -> str:
        return f"<em>{self.line(node['c'])}</em>"

    def line_strong(self, node: Node) -> str:
        return f"<strong>{self.line(node['c'])}</strong>"

    def line_term(self, node: Node) -> str:
        return self.line(node["c"])

    def line_q(self, node: Node) -> str:
        return f'<span class="q">{self.line(node["c"])}</span>'

    def line_link(self, node: Node) -> str:
        return f'<a href="{escape(node["href"])}" rel="noreferrer noopener">{self.line(node["c"])}</a>'

    def line_source(self, node: Node) -> str:
        return f'<a href="#source-{node["n"]}">{escape(node["x"])}</a>'

    def line_figure(self, node: Node) -> str:
        n = node["n"]
        title = f"{self.words['proofs']}: F{n}"
        return f'<a class="figure" href="#figure-{n}" title="{escape(title)}">{escape(node["x"])}<sup>F{n}</sup></a>'

    def line_note(self, node: Node) -> str:
        n = node["n"]
        return f'<sup class="note"><a id="at-{n}" href="#note-{n}" aria-label="{self.word("note")} {n}">{n}</a></sup>'


def _web(address: Any) -> bool:
    return str(address).lower().startswith(("http://", "https://"))
