"""Django's name for this door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, without tables: those are in ``dakaz.records``."""

    name = "dakaz.web"
    label = "web"
