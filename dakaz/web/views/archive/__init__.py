"""The archive: what it holds, how things come in, one item, search, sources."""

from __future__ import annotations

from django.urls import path

from . import (
    adding,
    apart,
    editing,
    figures,
    found,
    imports,
    item,
    listing,
    marking,
    original,
    papers,
    pictures,
)
from .sources import SOURCES

app_name = "archive"
urlpatterns = [
    path("", listing.home, name="home"),
    path("filter", listing.narrow, name="filter"),
    path("as.csv", listing.as_file, {"kind": "csv"}, name="list-csv"),
    path("as.xlsx", listing.as_file, {"kind": "xlsx"}, name="list-xlsx"),
    path("add", adding.add, name="add"),
    path("search", found.search, name="search"),
    path("found/<str:name>/", found.found, name="found"),
    path("found/<str:name>/<str:after>/", found.found, name="found-after"),
    path("imports/", imports.runs, name="imports"),
    path("imports/<uuid:run_id>/", imports.report, name="import"),
    path("imports/<uuid:run_id>/standing", imports.standing, name="import-standing"),
    path("imports/<uuid:run_id>/as.csv", imports.as_file, {"kind": "csv"}, name="import-csv"),
    path("imports/<uuid:run_id>/as.xlsx", imports.as_file, {"kind": "xlsx"}, name="import-xlsx"),
    path("imports/<uuid:run_id>/stop", imports.stop, name="import-stop"),
    path("imports/<uuid:run_id>/resume", imports.resume, name="import-resume"),
    path("imports/<uuid:run_id>/undo", imports.undo, name="import-undo"),
    path("imports/<uuid:run_id>/paper", papers.paper, name="paper"),
    path("items/<uuid:item_id>/", item.item, name="item"),
    path("items/<uuid:item_id>/edit", editing.edit, name="edit"),
    path("items/<uuid:item_id>/apart", apart.apart, name="apart"),
    path("items/<uuid:item_id>/figures", figures.figures, name="figures"),
    path("items/<uuid:item_id>/mark", marking.mark, name="mark"),
    path("items/<uuid:item_id>/read", editing.read_again, name="read"),
    path("items/<uuid:item_id>/read-yet", editing.read_yet, name="read-yet"),
    path("items/<uuid:item_id>/original", original.original, name="original"),
    path("items/<uuid:item_id>/pages/<int:number>/<slug:width>", pictures.page, name="picture"),
    path("items/<uuid:item_id>/turned/<int:turn>", papers.turned, name="turned"),
    *SOURCES.urls(),
]
