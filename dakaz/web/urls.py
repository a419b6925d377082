"""Addresses. Nothing personal stands in one: ids and opaque names only."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from . import door_urls
from .views import backup, frame, log, own, recovery, roles, users

PLACES = ("today", "archive", "people", "observatory", "reports")

urlpatterns: list[URLPattern | URLResolver] = [
    *door_urls.urlpatterns,
    path("settings/", frame.settings, name="settings"),
    path("settings/look", frame.look, name="look"),
    path("settings/passphrase", own.passphrase, name="passphrase"),
    path("settings/recovery", recovery.confirm, name="recovery"),
    path("settings/backup", backup.backup, name="backup"),
    path("settings/log", log.log, name="log"),
    path("settings/log.csv", log.saved_as, {"kind": "csv"}, name="log-csv"),
    path("settings/log.xlsx", log.saved_as, {"kind": "xlsx"}, name="log-xlsx"),
    path("settings/users/", users.users, name="users"),
    path("settings/users/<slug:user_id>/roles", roles.roles, name="user-roles"),
    path("settings/users/<slug:user_id>/remove", users.remove, name="remove-user"),
]
urlpatterns += [path("law/", include("dakaz.web.public_pages"))]
urlpatterns += [
    path(f"{place}/", include(f"dakaz.web.views.{place}"))
    for place in PLACES
    if find_spec(f"dakaz.web.views.{place}")
]

handler400 = "dakaz.web.views.mistakes.bad_request"
handler403 = "dakaz.web.views.mistakes.forbidden"
handler404 = "dakaz.web.views.mistakes.not_found"
handler500 = "dakaz.web.views.mistakes.our_mistake"
