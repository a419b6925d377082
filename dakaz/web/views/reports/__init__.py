"""Reports: the list, the check, the outline, the build, and what can be counted."""

from __future__ import annotations

from django.urls import path

from . import building, counting, demonstration, home, outline, page

app_name = "reports"
urlpatterns = [
    path("", home.home, name="home"),
    path("new", outline.new, name="new-report"),
    path("as.csv", home.saved_as, {"kind": "csv"}, name="reports-csv"),
    path("as.xlsx", home.saved_as, {"kind": "xlsx"}, name="reports-xlsx"),
    path("counting", counting.counting, name="counting"),
    path("<uuid:report_id>/", page.report, name="report"),
    path("<uuid:report_id>/outline", outline.edit, name="outline"),
    path("<uuid:report_id>/outline.md", outline.as_file, name="outline-file"),
    path("<uuid:report_id>/approve", page.approve, name="approve"),
    path("<uuid:report_id>/counted/<int:number>/", counting.counted, name="counted"),
    path("<uuid:report_id>/build", building.build, name="build"),
    path("<uuid:report_id>/preview", building.preview, name="preview"),
    path("<uuid:report_id>/digit", demonstration.digit, name="digit"),
]
