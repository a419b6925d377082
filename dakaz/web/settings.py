"""Django's settings. Nothing secret and nothing about a particular vault stands here.

Which vault is served, its clock and its limits are in ``serving``, set by whoever starts the server.
"""

from __future__ import annotations

import secrets
from pathlib import Path

HERE = Path(__file__).parent

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(48)  # of this start only: a restart is a lock
ALLOWED_HOSTS = ["*"]  # `door` has refused every other name before Django sees the request

INSTALLED_APPS = ["django.forms", "dakaz.records", "dakaz.web"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",  # says how long an answer is, so connections stay open
    "dakaz.web.middleware.signed_in.FromMemory",
    "dakaz.web.middleware.at_the_door.AtTheDoor",
    "dakaz.web.middleware.language.Language",
    "dakaz.web.middleware.calm.CalmErrors",
    "dakaz.web.middleware.same_origin.SameOrigin",
    "dakaz.web.middleware.signed_in.SignedIn",
    "dakaz.web.middleware.same_origin.FormToken",
]
ROOT_URLCONF = "dakaz.web.urls"
APPEND_SLASH = False

DATABASES = {
    "default": {
        "ENGINE": "dakaz.records.sqlcipher",
        "NAME": "held in memory by the key holder",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},  # who reads and then writes is not refused half-way
        "CONN_MAX_AGE": 0,  # each request opens its own connection, so a lock reaches the next one
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "dakaz.web.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dakaz.web.templatetags.words",
            ],
        },
    }
]
FORM_RENDERER = "dakaz.web.forms.Renderer"

USE_TZ = True
TIME_ZONE = "Europe/Vilnius"
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("be", "Беларуская"), ("ru", "Русский"), ("lt", "Lietuvių")]
LOCALE_PATHS = [HERE.parent / "locale"]

STATIC_URL = "/static/"
STATIC_FOLDER = HERE / "static"

# A file goes straight into a sealed object, or nowhere: Django's own handlers keep plaintext in
# memory and in temporary files.
FILE_UPLOAD_HANDLERS = ["dakaz.web.uploads.NoFiles"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # bytes of typed fields in one form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "dakaz.web.logs.Quiet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet", "level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
    },
}
