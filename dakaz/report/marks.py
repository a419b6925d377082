"""Our marks inside a line of Markdown, as rules of markdown-it's inline parser.

citation ``[@key, p. 3; @other#q1]`` · term ``[word]{.term}`` · remark ``^[text]`` ·
placeholder ``{{ … }}`` · quotation: words in quotation marks, with the citation that follows them.

Each rule pushes one token whose ``meta`` holds what it found; nested text is parsed at once into
``children``. ``env["line"]`` is the line of the first character being parsed.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CITATION = re.compile(r"\[(@[^\[\]]*)\]")
POINTER = re.compile(
    r"\s*@(?P<key>[A-Za-z0-9][A-Za-z0-9_.-]*)(?:#(?P<label>[A-Za-z0-9_.-]+))?(?:\s*,\s*(?P<place>[^;]*?))?\s*"
)
TERM = re.compile(r"\[([^\[\]]+)\]\{\.term\}")
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
TAIL = re.compile(r"(?P<tail>[,.;:!?…]?)\s*(?=\[@)")

# What closes what. „…“ is Lithuanian, Belarusian and Russian; “…” English; »…« and ”…” occur in older papers.
CLOSERS = {
    "„": "“”\"", "❝": "❞", "'": "'",
    "“": "”", "«": "»", "»": "«", "”": "”", "‹": "›", '"': '"', "‘": "’", "‚": "‘’",
}  # fmt: skip
AMBIGUOUS = "\"'‘‚»”"  # these also stand for inches, apostrophes or a closing mark


def markdown() -> MarkdownIt:
    """CommonMark with tables and our marks; HTML is recognised so that it can be refused."""
    # markdown-it drops what is nested deeper than this without a word; our own limit is far lower and speaks.
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    for mark in CLOSERS:
        md.inline.add_terminator_char(mark)
    # An entity could smuggle in a quotation mark that nothing checks; authors type the sign itself.
    md.disable("entity")
    md.inline.ruler.before("escape", "bare_mark", _bare_mark)
    for name, rule in RULES:
        md.inline.ruler.before("link", name, rule)
    # Our own check names the line of a forbidden address; markdown-it would print it as text.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    return md


def _here(state: StateInline, position: int) -> int:
    return int(state.env["line"]) + state.src.count("\n", 0, position)


def _push(
    state: StateInline, kind: str, position: int, meta: dict[str, Any], inner: str | None = None
) -> None:
    token = state.push(kind, "", 0)
    token.meta = {"line": _here(state, position), **meta}
    if inner is not None:
        token.children = _nested(state, inner, state.src.index(inner, position))


def _nested(state: StateInline, inner: str, position: int) -> list[Token]:
    """Parse ``inner`` as its own run of text, with lines counted from where it stands."""
    tokens: list[Token] = []
    outer = state.env["line"]
    state.env["line"] = _here(state, position)
    state.env["depth"] = state.env.get("depth", 0) + 1
    if state.env["depth"] <= 4:
        state.md.inline.parse(inner, state.md, state.env, tokens)
    else:
        tokens.append(Token("text", "", 0, content=inner))
    state.env["depth"] -= 1
    state.env["line"] = outer
    return tokens


def pointers(inside: str) -> list[dict[str, str]] | None:
    """Read ``@key#label, place; @other``; None when it is not written so."""
    found = [POINTER.fullmatch(part) for part in inside.split(";")]
    if not all(found):
        return None
    return [
        {name: (value or "").strip() for name, value in match.groupdict().items()} for match in found if match
    ]


def _citation(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    found = CITATION.match(state.src, state.pos)
    end = found.end() if found else state.pos + 2
    if not silent:
        read = pointers(found[1]) if found else None
        _push(state, "citation", state.pos, {"pointers": read, "source": state.src[state.pos : end]})
    state.pos = end
    return True


def _term(state: StateInline, silent: bool) -> bool:
    found = TERM.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        was, state.env["quoted"] = state.env.get("quoted"), True
        _push(state, "term", state.pos, {}, found[1])
        state.env["quoted"] = was
    state.pos = found.end()
    return True


def _placeholder(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    found = PLACEHOLDER.match(state.src, state.pos)
    if not silent:
        _push(state, "placeholder", state.pos, {"source": found[1] if found else None})
    state.pos = found.end() if found else state.pos + 2
    return True


def _remark(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _push(state, "remark", state.pos, {}, state.src[state.pos + 2 : end])
    state.pos = end + 1
    return True


def _quotation(state: StateInline, silent: bool) -> bool:
    mark, start = state.src[state.pos], state.pos
    if mark not in CLOSERS or state.env.get("quoted"):
        return False
    if mark in AMBIGUOUS and not _word_begins(state.src, start):
        return False
    end = _closing(state.src, start)
    if end is None:
        return _unclosed(state, mark, silent)
    after, meta = _source(state.src, end + 1)
    if not silent:
        state.env["quoted"] = True
        meta |= {"opening": mark, "closing": state.src[end]}
        _push(state, "quotation", start, meta, state.src[start + 1 : end])
        state.env["quoted"] = False
    state.pos = after
    return True


def _bare_mark(state: StateInline, silent: bool) -> bool:
    """A backslash does not hide a quotation mark from the check: it is dropped, the mark is read."""
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in ("'", '"'):
        return False
    state.pos += 1
    return True


def _unclosed(state: StateInline, mark: str, silent: bool) -> bool:
    if mark in AMBIGUOUS:
        return False
    if not silent:
        _push(state, "unclosed", state.pos, {"mark": mark})
    state.pos += 1
    return True


def _word_begins(source: str, position: int) -> bool:
    before = source[position - 1 : position]
    return (not before or not (before.isalnum() or before in ".,!?)]»”’")) and source[position + 1 :][
        :1
    ].strip() != ""


def _closing(source: str, start: int) -> int | None:
    """The position of the mark that closes the one at ``start``; marks of the same kind nest."""
    opener, depth, position = source[start], 1, start + 1
    while position < len(source):
        char = source[position]
        if char in CLOSERS[opener] and not _apostrophe(source, position):
            depth -= 1
            if depth == 0:
                return position
        elif char == opener:
            depth += 1
        position += 1
    return None


def _apostrophe(source: str, position: int) -> bool:
    """Whether a ’ or " stands inside a word (п’ять, 5"x) and so closes nothing."""
    return source[position] in "’\"'" and source[position + 1 : position + 2].isalnum()


def _source(source: str, position: int) -> tuple[int, dict[str, Any]]:
    """The passage named directly after a quotation, and the punctuation between."""
    tail = TAIL.match(source, position)
    cited = CITATION.match(source, tail.end()) if tail else None
    read = pointers(cited[1]) if cited else None
    if not (tail and cited and read and read[0]["label"]):
        return position, {"pointers": None, "tail": ""}
    return cited.end(), {"pointers": read, "tail": tail["tail"]}


RULES = (
    ("citation", _citation),
    ("term", _term),
    ("placeholder", _placeholder),
    ("remark", _remark),
    ("quotation", _quotation),
)
