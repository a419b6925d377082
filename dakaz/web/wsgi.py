"""The whole door as one WSGI application: threshold, static files, session segment, Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .door import Door
from .serving import Serving, serve_this

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def application(serving: Serving) -> WSGIApplication:
    """Return the application that serves ``serving``, and make it what this process serves.

    Args:
        serving: vault, clock, limits.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "dakaz.web.settings"
    import django  # noqa: PLC0415 - the settings module must be named before Django is imported
    from django.conf import settings  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
    from whitenoise import WhiteNoise  # noqa: PLC0415

    from dakaz.public_site.pages import STATIC as SHARED_STATIC  # noqa: PLC0415

    from .prefix import SessionPrefix  # noqa: PLC0415

    serve_this(serving)
    django.setup(set_prefix=False)
    pages = SessionPrefix(get_wsgi_application())
    files = WhiteNoise(pages, root=settings.STATIC_FOLDER, prefix=settings.STATIC_URL, max_age=0)
    files.add_files(SHARED_STATIC, prefix=settings.STATIC_URL + "shared/")
    return Door(files, serving=serving)
