"""Observatory: what others say, ask for and publish: statements, recommendations, series."""

from __future__ import annotations

from django.urls import path

from . import breaks, checks, claims, counts, home, laws, series_file, series_pages, unhcr
from .checks import CHECKS
from .claims import CLAIMS
from .recommendations import RECOMMENDATIONS
from .series import SERIES
from .statements import STATEMENTS

app_name = "observatory"
urlpatterns = [
    path("", home.home, name="home"),
    path("matters/", home.matters, name="matters"),
    path("figures/", claims.matters, name="figures"),
    path("figures/<slug:code>/", claims.matter, name="figure-matter"),
    path("laws/", laws.laws, name="laws"),
    path("laws/as.csv", laws.as_file, {"kind": "csv"}, name="laws-csv"),
    path("laws/as.xlsx", laws.as_file, {"kind": "xlsx"}, name="laws-xlsx"),
    path("counts/", counts.counts, name="counts"),
    path("counts/as.csv", counts.as_file, {"kind": "csv"}, name="counts-csv"),
    path("counts/as.xlsx", counts.as_file, {"kind": "xlsx"}, name="counts-xlsx"),
    path("checks/<uuid:record_id>/again", checks.recompute, name="recompute-check"),
    path("series/from-file", series_file.choose, name="series-file"),
    path("series/from-unhcr", unhcr.choose, name="unhcr"),
    path("series/<uuid:record_id>/breaks", breaks.breaks, name="breaks"),
    path(
        "series/<uuid:record_id>/table.csv",
        series_pages.table_file,
        {"kind": "csv"},
        name="series-table-csv",
    ),
    path(
        "series/<uuid:record_id>/table.xlsx",
        series_pages.table_file,
        {"kind": "xlsx"},
        name="series-table-xlsx",
    ),
    *CLAIMS.urls(),
    *CHECKS.urls(),
    *STATEMENTS.urls(),
    *RECOMMENDATIONS.urls(),
    *SERIES.urls(),
]
