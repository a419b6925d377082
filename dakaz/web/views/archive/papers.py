"""Photos of one paper: put in order, turned, joined into one item; each photo stays as it came."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.errors import BadInput
from dakaz.records.actions import reading, rereading
from dakaz.records.queries import archive_pages
from dakaz.records.queries.archive_pages import ImportState
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request
from dakaz.worker import current

from . import pictures

if TYPE_CHECKING:
    from dakaz.records.models import Item

TURNS = (0, 90, 180, 270)
TITLE_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """One photo where it stands on the page: in or out, turned by so many degrees clockwise."""

    photo: Item
    turn: int = 0
    out: bool = False

    @property
    def key(self) -> str:
        """Its id, as the form says it."""
        return str(self.photo.pk)

    @property
    def picture(self) -> str:
        """The address of its picture, turned as it will stand."""
        return reverse("archive:turned", args=[self.photo.pk, self.turn])


def paper(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Order and turn the photos of an import, then make one paper of them."""
    state = archive_pages.import_state(request.user, run_id)
    photos = archive_pages.photos_of(request.user, state.run)
    if request.method != "POST":
        return _page(request, state, [Sheet(photo) for photo in photos], title="")
    sheets, title = _sent(request.POST.lists(), photos), request.POST.get("title", "").strip()[:TITLE_LONGEST]
    act, _, key = request.POST.get("act", "").partition(" ")
    if act != "join":
        return _page(request, state, acted(sheets, act, key), title=title, pressed=act, pressed_key=key)
    if not title:
        notice = Notice(gettext("Give the paper a title first."), tone="amber")
        return _page(request, state, sheets, title=title, notice=notice, status=422)
    return _join(request, state, sheets, title)


def _sent(lists: Iterable[tuple[str, Sequence[object]]], photos: Sequence[Item]) -> list[Sheet]:
    """The sheets as the form sent them; photos it does not know of stand at the end."""
    fields = {name: [str(value) for value in values] for name, values in lists}
    by_key = {str(photo.pk): photo for photo in photos}
    order = [key for key in dict.fromkeys(fields.get("photo", ())) if key in by_key]
    out = set(fields.get("out", ()))
    known = [Sheet(by_key[key], _turn(fields, key), key in out) for key in order]
    return known + [Sheet(photo) for key, photo in by_key.items() if key not in order]


def _turn(fields: Mapping[str, Sequence[str]], key: str) -> int:
    given = (fields.get(f"turn {key}") or ["0"])[0]
    return int(given) if given in map(str, TURNS) else 0


def acted(sheets: Sequence[Sheet], act: str, key: str) -> list[Sheet]:
    """Return the sheets after one button: up, down, turn, out or in.

    Args:
        act: the button.
        key: of the sheet it belongs to.
    """
    now = list(sheets)
    here = next((place for place, sheet in enumerate(now) if sheet.key == key), None)
    if here is None:
        return now
    if act == "turn":
        now[here] = replace(now[here], turn=(now[here].turn + 90) % 360)
    elif act in ("out", "in"):
        now[here] = replace(now[here], out=act == "out")
    elif act in ("up", "down"):
        there = min(max(here + (-1 if act == "up" else 1), 0), len(now) - 1)
        now[here], now[there] = now[there], now[here]
    return now


def _join(request: Request, state: ImportState, sheets: Sequence[Sheet], title: str) -> HttpResponse:
    pages = [reading.Page(sheet.photo.pk, sheet.turn) for sheet in sheets if not sheet.out]
    at_work = acting(request)
    try:
        made = rereading.join_now_read_later(at_work, state.run, pages=pages, title=title)
    except BadInput as problem:
        notice = Notice(sentence(problem), tone="amber")
        return _page(request, state, sheets, title=title, notice=notice, status=422)
    current().read(at_work, made)
    return SeeOther(reverse("archive:item", args=[made]))


def turned(request: Request, item_id: uuid.UUID, turn: int) -> HttpResponse:
    """Draw a photo small, turned as the form says."""
    return pictures.draw(request, item_id, 1, width="small", turn=turn)


def _page(
    request: Request,
    state: ImportState,
    sheets: Sequence[Sheet],
    *,
    title: str,
    notice: Notice | None = None,
    status: int = 200,
    **more: str,
) -> HttpResponse:
    context = {
        **more,
        "state": state,
        "sheets": sheets,
        "title": title,
        "notice": notice,
        "kept": sum(not sheet.out for sheet in sheets),
    }
    return render(request, "archive/paper.html", context, status=status)
