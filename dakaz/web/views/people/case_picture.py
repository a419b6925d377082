"""The picture of a case: who and what hangs together, with its table beside it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import casebook
from dakaz.records.queries.case_picture import Bond, web_of
from dakaz.web.edtf_words import when
from dakaz.web.look import Link
from dakaz.web.tables import Column, Row, Table, TableAsked

from .case_drawing import drawing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dakaz.web.requests import Request

COLUMNS = (
    Column("who", gettext_lazy("Who or what"), sortable=False),
    Column("is", gettext_lazy("is"), sortable=False),
    Column("whom", gettext_lazy("to whom or what"), sortable=False),
    Column("when", gettext_lazy("When"), sortable=False, minor=True),
)
PAGES = {"party": "people:party", "event": "people:event", "case": "people:case"}


def page(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show the picture and the table."""
    case = casebook.case(request.user, record_id)
    web = web_of(request.user, case, was_told=gettext("was told"))
    context = {
        "record": case,
        "drawing": drawing_of(web),
        "table": _table(web.bonds),
        "ways_back": [
            Link(gettext("Case %(code)s") % {"code": case.code}, reverse("people:case", args=[case.pk]))
        ],
    }
    return render(request, "people/case_picture.html", context)


def _table(bonds: Sequence[Bond]) -> Table:
    rows = [Row([_link(one.start), one.says, _link(one.end), when(one.when)], "") for one in bonds]
    return Table(
        caption=gettext("Who and what hangs together"),
        columns=COLUMNS,
        rows=rows,
        asked=TableAsked(sort="", page=1, size=max(1, len(rows))),
        total=len(rows),
    )


def _link(one: Any) -> Link:
    kind = one._meta.model_name
    words = one.label if kind == "party" else one.title if kind == "event" else one.code
    return Link(words, reverse(PAGES[kind], args=[one.pk]))


def urls() -> list[URLPattern]:
    """Return the address."""
    return [path("cases/<uuid:record_id>/picture", page, name="case-picture")]
