"""Where everything stands in the picture of a case: three columns, each line from the words that name it.

People stand left; the case and its events, by day, in the middle; organisations and other cases right.
Each box outside the middle lists what it is to whom, and a line leaves from each of these words, so no
word ever lies on a line. The same case gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from dakaz.web.edtf_words import in_words

if TYPE_CHECKING:
    from dakaz.records.queries.case_picture import Bond, Web

# Units of the drawing; the style sheet says how large one is.
WIDTH, GAP, MARGIN = 250, 120, 56
ROW, HEAD, APART, PORT = 20, 48, 18, 13
# Letters of a line in a box; the whole stands in its title and in the table.
IN_KIND, IN_NAME, IN_ROW = 34, 24, 30
PEOPLE_AT_MOST = EVENTS_AT_MOST = 14
LEFT, MIDDLE, RIGHT = MARGIN, MARGIN + WIDTH + GAP, MARGIN + 2 * (WIDTH + GAP)


@dataclass(slots=True)
class Box:
    """One thing.

    Args:
        shape: person, organisation, group, event or case.
        kind: in words, with a day where it has one.
        rows: what it is to others; a line leaves from each.
        whole: its name in full.
    """

    shape: str
    kind: str
    name: str
    whole: str
    url: str
    x: int
    y: int = 0
    height: int = HEAD
    rows: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The words under its name and where each stands."""
        return [(self.row_at(number) + 4, words) for number, words in enumerate(self.rows)]

    @property
    def middle(self) -> int:
        """Half its height."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + WIDTH

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    def row_at(self, number: int) -> int:
        """Return the height at which a line leaves from one of its words."""
        return self.y + HEAD + number * ROW + ROW // 2 - 4

    @property
    def outline(self) -> str:
        """Its edge as points: a case has all corners cut, an event one; the others are drawn as boxes."""
        x, y, right, bottom, cut = self.x, self.y, self.right, self.bottom, 12
        if self.shape == "event":
            return f"{x},{y} {right - cut},{y} {right},{y + cut} {right},{bottom} {x},{bottom}"
        corners = (
            (x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut),
            (right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut),
        )  # fmt: skip
        return " ".join(f"{one},{other}" for one, other in corners)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of the picture: a path and its style."""

    path: str
    style: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture.

    Args:
        left_out: how many things stand only in the table, so that the picture stays readable.
    """

    boxes: Sequence[Box]
    strokes: Sequence[Stroke]
    width: int
    height: int
    left_out: int


def drawing_of(web: Web) -> Drawing:
    """Return the picture of what hangs together in a case."""
    people = [one for one in web.parties if one.kind == "person"]
    others = [one for one in web.parties if one.kind != "person"]
    shown_events = web.events[-EVENTS_AT_MOST:]
    columns: dict[int, list[Any]] = {
        LEFT: people[:PEOPLE_AT_MOST],
        MIDDLE: [web.case, *shown_events],
        RIGHT: [*others[:PEOPLE_AT_MOST], *web.cases[:PEOPLE_AT_MOST]],
    }
    boxes = {one.pk: _box(one, x) for x, column in columns.items() for one in column}
    drawn = [bond for bond in web.bonds if bond.start.pk in boxes and bond.end.pk in boxes]
    places = _fill(boxes, drawn)
    _stack(boxes, columns)
    strokes = _strokes(boxes, drawn, places)
    all_of_them = len(web.parties) + len(web.events) + len(web.cases) + 1
    return Drawing(
        boxes=list(boxes.values()),
        strokes=strokes,
        width=RIGHT + WIDTH + MARGIN,
        height=max(box.bottom for box in boxes.values()) + APART,
        left_out=all_of_them - len(boxes),
    )


def _box(one: Any, x: int) -> Box:
    kind = one._meta.model_name
    if kind == "party":
        words, name, page = str(one.get_kind_display()), one.label, "people:party"
    elif kind == "event":
        day, what = in_words(one.date, brief=True), str(one.get_kind_display())
        words, name, page = ", ".join(part for part in (day, what) if part), one.title, "people:event"
    else:
        words, name, page = gettext("case"), one.code, "people:case"
        if one.title:
            words, name = gettext("Case %(code)s") % {"code": one.code}, one.title
    shape = one.kind if kind == "party" else kind
    url = reverse(page, args=[one.pk])
    return Box(shape, _cut(words, IN_KIND), _cut(name, IN_NAME), name, url, x)


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


def _fill(boxes: Mapping[Any, Box], bonds: Sequence[Bond]) -> list[int]:
    """Write into each box what it is to others; return at which of its words each line leaves."""
    places, coming = [], dict.fromkeys(boxes, 0)
    for bond in bonds:
        box = boxes[bond.start.pk]
        to = f" → {bond.end.label}" if bond.style == "tie" else ""
        box.rows.append(_cut(bond.says + to, IN_ROW))
        places.append(len(box.rows) - 1)
        coming[bond.end.pk] += 1
    for key, box in boxes.items():
        room = HEAD + (len(box.rows) * ROW + 6 if box.rows else 6)
        box.height = max(room, PORT * (coming[key] + 1) if box.x == MIDDLE else room)
    return places


def _stack(boxes: Mapping[Any, Box], columns: Mapping[int, Sequence[Any]]) -> None:
    for column in columns.values():
        y = APART
        for one in column:
            boxes[one.pk].y = y
            y = boxes[one.pk].bottom + APART


def _strokes(boxes: Mapping[Any, Box], bonds: Sequence[Bond], places: Sequence[int]) -> list[Stroke]:
    ends = _ports(boxes, bonds, places)
    strokes = []
    for number, (bond, place) in enumerate(zip(bonds, places, strict=True)):
        start, end = boxes[bond.start.pk], boxes[bond.end.pk]
        y = start.row_at(place)
        if start.x == end.x:
            strokes.append(Stroke(_bow(start, end, y, number), bond.style))
            continue
        from_x, to_x = (start.right, end.x) if start.x < end.x else (start.x, end.right)
        half = (from_x + to_x) // 2
        to_y = ends.get(number, end.y + HEAD // 2)
        strokes.append(Stroke(f"M{from_x},{y} C{half},{y} {half},{to_y} {to_x},{to_y}", bond.style))
    return strokes


def _bow(start: Box, end: Box, y: int, number: int) -> str:
    """Return a line between two boxes of one column, out on its free side; lines side by side differ."""
    out = 18 + number * 7 % 36
    edge, turn = (start.x, start.x - out) if start.x == LEFT else (start.right, start.right + out)
    to_y = end.y + HEAD // 2 + number % 3 * 6 - 6
    return f"M{edge},{y} C{turn},{y} {turn},{to_y} {edge},{to_y}"


def _ports(boxes: Mapping[Any, Box], bonds: Sequence[Bond], places: Sequence[int]) -> dict[int, int]:
    """Return where each line arrives in the middle: spread along the edge, in the order they come from."""
    arriving: dict[tuple[Any, int], list[int]] = {}
    for number, bond in enumerate(bonds):
        if boxes[bond.end.pk].x == MIDDLE:
            arriving.setdefault((bond.end.pk, boxes[bond.start.pk].x), []).append(number)
    found = {}
    for (key, _), numbers in arriving.items():
        box = boxes[key]
        ordered = sorted(numbers, key=lambda one: boxes[bonds[one].start.pk].row_at(places[one]))
        for place, number in enumerate(ordered, start=1):
            found[number] = box.y + box.height * place // (len(ordered) + 1)
    return found
