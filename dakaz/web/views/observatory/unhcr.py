"""A series of asylum decisions read from UNHCR's table in the archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext

from dakaz.errors import BadInput
from dakaz.records.actions import series_tables, unhcr_extract
from dakaz.records.queries import archive, observatory_pages
from dakaz.web.answers import sentence
from dakaz.web.requests import Request
from dakaz.web.seen_forms import OneOf, SeenForm

from .series import SERIES, preview_of
from .series_form import SeriesForm

LEVELS = (
    ("FI", gettext_lazy("first instance")),
    ("AR", gettext_lazy("administrative review")),
    ("RA", gettext_lazy("repeated or reopened application")),
    ("JR", gettext_lazy("court review")),
    ("FA", gettext_lazy("first instance and review together")),
)


def _tables(seen_by: Any) -> list[Any]:
    found = observatory_pages.archived_tables(seen_by)
    return [item for item, first in found if unhcr_extract.looks_like_unhcr(first)]


class CountryField(forms.CharField):
    """A country's code of three letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_length": 3, "max_length": 3, **options})
        self.widget.attrs |= {"class": "short", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).upper()


class UnhcrForm(SeenForm):
    """Which part of which table."""

    item_id = OneOf(
        of=_tables,
        shown=lambda item: item.title,
        required=True,
        label=gettext_lazy("Table in the archive"),
        help_text=gettext_lazy(
            "Tables with UNHCR's columns: year, coo_iso, coa_iso, dec_level, dec_recognized…"
        ),
    )
    origin = CountryField(
        label=gettext_lazy("Where the people come from"), help_text=gettext_lazy("Code of three letters: BLR")
    )
    asylum = CountryField(
        label=gettext_lazy("Where they ask for asylum"), help_text=gettext_lazy("Code of three letters: LTU")
    )
    level = forms.ChoiceField(choices=LEVELS, label=gettext_lazy("Level of the decision"))


def choose(request: Request) -> HttpResponse:
    """Ask which part; then show it as a series to look at and save."""
    if request.method != "POST":
        return _page(request, UnhcrForm(seen_by=request.user))
    if "table" in request.POST:  # the series itself, looked at and sent
        return SERIES.new(request)
    form = UnhcrForm(request.POST, seen_by=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        return _as_series(request, form.cleaned_data)
    except BadInput as problem:
        form.add_error(None, sentence(problem))
        return _page(request, form, status=422)


def _page(request: Request, form: UnhcrForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "any": bool(_tables(request.user))}
    return render(request, "observatory/unhcr.html", context, status=status)


def _as_series(request: Request, asked: dict[str, Any]) -> HttpResponse:
    item = archive.item(request.user, asked["item_id"])
    text = archive.text_of(item)
    extract = unhcr_extract.read_unhcr(
        text.content if text else "", origin=asked["origin"], asylum=asked["asylum"], level=asked["level"]
    )
    form = SeriesForm(seen_by=request.user, initial=_initial(item, extract, asked))
    form.read = series_tables.read_table(form.initial["table"])
    return SERIES._form_page(request, form, preview=preview_of(form), from_unhcr=True)


def _initial(item: Any, extract: unhcr_extract.Extract, asked: dict[str, Any]) -> dict[str, Any]:
    level = dict(LEVELS)[asked["level"]]
    names = {"origin": extract.origin, "asylum": extract.asylum, "level": level}
    read = series_tables.PastedTable(cells=list(extract.cells))
    read.periods = list(dict.fromkeys(cell[0] for cell in extract.cells))
    read.outcomes = list(unhcr_extract.OUTCOMES)
    rows = [(period, [cell and (cell[2], cell[3]) for cell in cells]) for period, cells in read.rows()]
    return {
        "title": gettext("Asylum decisions, %(origin)s in %(asylum)s, %(level)s") % names,
        "key": f"unhcr-{asked['asylum']}-{asked['origin']}-{asked['level']}".lower(),
        "unit": extract.unit,
        "item_id": str(item.pk),
        "vintage": item.dated,
        "note": _note(item, extract),
        "table": series_tables.as_text(rows, read.outcomes),
    }


def _note(item: Any, extract: unhcr_extract.Extract) -> str:
    notes = [gettext("UNHCR prints every count from 1 to 4 as 5.")]
    if extract.added:
        said = ngettext(
            "%(added)d row of the file was added to another of the same year (several procedures).",
            "%(added)d rows of the file were added to others of the same year (several procedures).",
            extract.added,
        )
        notes.append(said % {"added": extract.added})
    if item.reading == "too_large":
        notes.append(gettext("The file was not read whole; see the item's page."))
    return " ".join(notes)
