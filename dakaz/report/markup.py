"""Elements of HTML from escaped parts."""

from __future__ import annotations

from html import escape

VOID = ("br", "hr")


def words(text: str) -> str:
    """Text as content of an element."""
    return escape(text, quote=False)


def element(name: str, *content: str, **attributes: str | int | None) -> str:
    """One element.

    Args:
        content: escaped already (by ``words`` or as elements).
        attributes: escaped here; ``class_`` is ``class``, ``aria_label`` is ``aria-label``; None is left out.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{named}>" if name in VOID else f"<{name}{named}>{''.join(content)}</{name}>"


def section(ident: str, title: str, *content: str) -> str:
    """A part of the report with its own heading."""
    return element("section", element("h2", words(title), id=ident), *content, aria_labelledby=ident)


def wide(label: str, *content: str) -> str:
    """A table that scrolls by itself on a small screen and can be reached by keyboard."""
    table = element("table", *content)
    return element("div", table, class_="wide", tabindex=0, role="region", aria_label=label)


def head(names: list[str], *, classes: list[str | None] | None = None) -> str:
    """The head of a table; ``names`` are escaped already."""
    sides = classes or [None] * len(names)
    cells = [element("th", name, scope="col", class_=side) for name, side in zip(names, sides, strict=True)]
    return element("thead", element("tr", *cells))
