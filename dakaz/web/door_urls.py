"""Addresses outside the vault: what somebody needs who has not signed in, and nothing slow to load.

While nobody is signed in, pages are looked up here first (``middleware.at_the_door``): the sign-in page
stands there in a second although the rooms behind it, with their counting and drawing, take longer.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views import backup, checking, frame, mending, recovery, set_up, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("", frame.start, name="start"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("lock", sign_in.lock, name="lock"),
    path("still-open", sign_in.still_open, name="still-open"),
    path("kept", sign_in.kept, name="kept"),
    path("language", frame.language, name="language"),
    path("set-up", set_up.set_up, name="set-up"),
    path("strength", set_up.strength, name="strength"),
    path("mend", mending.mend, name="mend"),
    path("restore", backup.restore, name="restore"),
    path("recover", recovery.recover, name="recover"),
    path("settings/check", checking.check, name="check"),  # the first page after a restore
]
