"""``{{ … }}``: a tiny language for asking the records for numbers, read strictly, never evaluated.

    count(decisions, kind="asylum_refusal", year=2024)
    percent(count(...), count(...), digits=0)
    series(key="unhcr-lt-by", rows=["recognized", "rejected"], from=2018, to=2024)

The room only asks for values by an expression's canonical text: one spelling for one meaning
(arguments sorted by name, double quotes, single spaces), so an approval given to it stays findable.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from dakaz.errors import N_, BadInput

MESSAGE = N_(
    'Line %(line)d: “{{ %(source)s }}” cannot be read. Write {{ count(decisions, kind="…", year=2024) }}, '
    '{{ percent(count(…), count(…), digits=0) }}, {{ series(key="…", from=2018, to=2024) }}, '
    "{{ contents }} or {{ sources }}."
)

Value = str | int | tuple[str, ...]
Arguments = tuple[tuple[str, Value], ...]

TOKEN = re.compile(
    r'\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>-?\d{1,9}(?![\d.]))|(?P<text>"[^"\\\n]*")|(?P<mark>[(),=\[\]]))'
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of ``table`` match ``where``."""

    table: str
    where: Arguments

    @property
    def canonical(self) -> str:
        return f"count({', '.join((self.table, *map(_argument, self.where)))})"


@dataclass(frozen=True, slots=True)
class Percent:
    """``part`` of ``whole`` in per cent, rounded half away from zero to ``digits`` decimals."""

    part: Count
    whole: Count
    digits: int

    @property
    def canonical(self) -> str:
        return f"percent({self.part.canonical}, {self.whole.canonical}, digits={self.digits})"


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """Rows of a series between two periods (both included), as a ``line`` or ``bar`` picture."""

    key: str
    rows: tuple[str, ...]
    first: int | None
    last: int | None
    shape: str

    @property
    def canonical(self) -> str:
        named: list[tuple[str, Value]] = [("key", self.key)]
        named += [("rows", self.rows)] if self.rows else []
        named += [("from", self.first)] if self.first is not None else []
        named += [("to", self.last)] if self.last is not None else []
        return f"series({', '.join(map(_argument, named))})"


Expression = Count | Percent


@dataclass(frozen=True, slots=True)
class Word:
    """``{{ contents }}`` or ``{{ sources }}``."""

    name: str


class _Unreadable(Exception):  # noqa: N818 - never leaves this file
    """The text is no expression."""


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    plain: tuple[object, ...]
    named: dict[str, Value]


def _argument(pair: tuple[str, Value]) -> str:
    name, value = pair
    return f"{name}={json.dumps(value, ensure_ascii=False)}"


def parse_expression(source: str, *, line: int = 1) -> Expression | SeriesQuery | Word:
    """Read the text between ``{{`` and ``}}``.

    Raises:
        BadInput: it is no expression of this language; the message shows what is accepted.
    """
    try:
        return _parse(source)
    except _Unreadable as error:
        raise BadInput(MESSAGE, source=source.strip(), line=line) from error


def _parse(source: str) -> Expression | SeriesQuery | Word:
    reader = _Reader(source)
    name = reader.take("name")
    if reader.peek() is None and name in ("contents", "sources"):
        return Word(name)
    call = reader.arguments(name)
    if reader.peek() is not None:
        raise _Unreadable
    return _meaning(call)


def _meaning(call: object) -> Expression | SeriesQuery:
    match call:
        case _Call(name="count"):
            return _count(call)
        case _Call(name="percent", plain=(_Call() as part, _Call() as whole)):
            return _percent(call, _count(part), _count(whole))
        case _Call(name="series", plain=()):
            return _series(call)
    raise _Unreadable


def _count(call: _Call) -> Count:
    if call.name != "count" or len(call.plain) != 1 or not isinstance(call.plain[0], str):
        raise _Unreadable
    return Count(call.plain[0], tuple(sorted(call.named.items())))


def _percent(call: _Call, part: Count, whole: Count) -> Percent:
    digits = call.named.get("digits", 0)
    if set(call.named) - {"digits"} or not isinstance(digits, int) or not 0 <= digits <= 3:
        raise _Unreadable
    return Percent(part, whole, digits)


def _series(call: _Call) -> SeriesQuery:
    named = call.named
    key, rows, shape = named.get("key"), named.get("rows", ()), named.get("shape", "line")
    years = [named.get(name) for name in ("from", "to")]
    known = not set(named) - {"key", "rows", "from", "to", "shape"}
    if not (known and isinstance(key, str) and isinstance(rows, tuple) and shape in ("line", "bar")):
        raise _Unreadable
    if any(year is not None and not isinstance(year, int) for year in years):
        raise _Unreadable
    first, last = (year if isinstance(year, int) else None for year in years)
    return SeriesQuery(key, rows, first, last, str(shape))


class _Reader:
    """Reads tokens one after the other; anything unexpected is refused."""

    def __init__(self, source: str) -> None:
        self.tokens = self._split(source)
        self.at = 0

    def _split(self, source: str) -> list[tuple[str, str]]:
        tokens, position = [], 0
        while source[position:].strip():
            found = TOKEN.match(source, position)
            if not found:
                raise _Unreadable
            kind = str(found.lastgroup)
            tokens.append((kind, found[kind]))
            position = found.end()
        return tokens

    def peek(self) -> tuple[str, str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, kind: str, text: str | None = None) -> str:
        token = self.peek()
        if token is None or token[0] != kind or (text is not None and token[1] != text):
            raise _Unreadable
        self.at += 1
        return token[1]

    def accept(self, mark: str) -> bool:
        if self.peek() != ("mark", mark):
            return False
        self.at += 1
        return True

    def arguments(self, name: str, depth: int = 0) -> _Call:
        """Everything between the brackets of one call; calls nest one deep."""
        plain: list[object] = []
        named: dict[str, Value] = {}
        self.take("mark", "(")
        while not self.accept(")"):
            if plain or named:
                self.take("mark", ",")
            word = self.take("name")
            if self.accept("="):
                if word in named:
                    raise _Unreadable
                named[word] = self.value()
            elif named:
                raise _Unreadable
            elif self.peek() == ("mark", "(") and depth == 0:
                plain.append(self.arguments(word, depth + 1))
            else:
                plain.append(word)
        return _Call(name, tuple(plain), named)

    def value(self) -> Value:
        kind, _ = self.peek() or ("", "")
        if kind == "text":
            return self.take("text")[1:-1]
        if kind == "number":
            return int(self.take("number"))
        return self._list()

    def _list(self) -> tuple[str, ...]:
        self.take("mark", "[")
        items: list[str] = []
        while not self.accept("]"):
            if items:
                self.take("mark", ",")
            items.append(self.take("text")[1:-1])
            if len(items) > 12:
                raise _Unreadable
        return tuple(items)
