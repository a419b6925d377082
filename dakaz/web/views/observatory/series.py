"""Series: official tables of period by outcome, looked at before they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.observatory import save_series
from dakaz.records.queries import observatory
from dakaz.records.queries.series_bounds import as_written
from dakaz.web.acting import acting
from dakaz.web.edtf_words import in_words, when
from dakaz.web.grounding import line_of
from dakaz.web.look import Fact, Provenance, State
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from .drawing import drawn, shown_cells
from .series_form import SeriesForm

if TYPE_CHECKING:
    from dakaz.records.models import Series
    from dakaz.web.requests import Request

LOOK = "look"


class SeriesPages(Pages):
    """Pages of series: *Look at the table* shows what was read, without saving."""

    __slots__ = ()

    def _sent(self, request: Request, found: Any) -> HttpResponse:
        form = SeriesForm(request.POST, seen_by=request.user, about=found)
        valid = form.is_valid()
        if "again" in request.POST or ("enter" in request.POST and form.undecided):
            return self._form_page(request, form.again(), found, preview=preview_of(form))
        if LOOK in request.POST and "table" not in form.errors:
            return self._form_page(request, form.again(), found, preview=preview_of(form))
        if not valid:
            return self._form_page(request, form, found, status=422, preview=preview_of(form))
        form.settle_all(acting(request))
        return self._saved(request, form, found)


def preview_of(form: SeriesForm) -> dict[str, Any] | None:
    """Return what was read of a pasted table, as the page shows it; None when nothing could be."""
    read = form.read
    if read is None or not read.periods:
        return None
    return {
        "outcomes": read.outcomes,
        "rows": [
            (period, shown_cells([(cell[2], cell[3]) if cell else None for cell in cells]))
            for period, cells in read.rows()
        ],
        "notes": [gettext(one.message) % one.values for one in read.notes],
    }


def _cells(series: Series) -> list[Any]:
    return [
        series.title,
        series.key,
        series.unit,
        when(series.vintage),
        State(gettext("invented"), "amber") if series.invented else "",
    ]


def _facts(_request: Request, series: Series) -> list[Fact]:
    return [
        Fact(gettext("Unit"), series.unit),
        Fact(gettext("As of"), in_words(series.vintage)),
        Fact(gettext("Key"), series.key),
    ]


def _more(_request: Request, series: Series) -> dict[str, Any]:
    whole = observatory.table(series)
    return {
        "outcomes": whole.outcomes,
        "rows": [
            (period, shown_cells([(cell.value, as_written(cell)) if cell else None for cell in cells]))
            for period, cells in zip(whole.periods, whole.cells, strict=True)
        ],
        "flagged": any(cell and as_written(cell) for cells in whole.cells for cell in cells),
        "source": line_of(series.item) if series.item else Provenance(),
        "picture": drawn(series),
        "as_of": in_words(series.vintage),
    }


SERIES = SeriesPages(
    namespace="observatory",
    name="one-series",
    path="series",
    words={
        "one": gettext_lazy("Series"),
        "many": gettext_lazy("Series"),
        "add": gettext_lazy("Add a series"),
        "empty": gettext_lazy("Official tables as they were published: periods down, outcomes across."),
    },
    columns=(
        Column("title", gettext_lazy("What it counts")),
        Column("key", gettext_lazy("Key"), minor=True, fit="whole"),
        Column("unit", gettext_lazy("Unit"), sortable=False, minor=True),
        Column("vintage", gettext_lazy("As of")),
        Column("invented", gettext_lazy("Kind"), sortable=False, minor=True),
    ),
    first="title",
    listing=observatory.series_list,
    cells=_cells,
    fetch=observatory.series,
    facts=_facts,
    form=SeriesForm,
    save=save_series,
    more=_more,
    template="observatory/series.html",
    form_template="observatory/series_form.html",
)
