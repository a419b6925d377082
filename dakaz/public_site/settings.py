"""Django's settings when these pages are served alone: no database, session, cookie or log of requests."""

from __future__ import annotations

import secrets

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(48)  # nothing is signed; Django wants one
ALLOWED_HOSTS = ["*"]  # the door has refused every other name
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
USE_TZ = True
TIME_ZONE = "Europe/Vilnius"
USE_I18N = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024  # bytes of one form; ours are below two kilobytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS: list[str] = []
LOGGING_CONFIG = None
