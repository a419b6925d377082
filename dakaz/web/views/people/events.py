"""Events: acts and incidents in the terms of the HURIDOCS Events Standard Formats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from dakaz.records.actions.casebook import save_event
from dakaz.records.queries import casebook, events
from dakaz.web.record_pages import Pages

from . import event_shown, incidents
from .event_filters import ANY_COUNTRY, ANY_YEAR, filters_of, offered_to
from .event_form import EventForm

if TYPE_CHECKING:
    from dakaz.web.requests import Request


class EventPages(Pages):
    """The pages of events: years and countries to choose from are those of the events one may see."""

    __slots__ = ()

    def list(self, request: Request) -> HttpResponse:
        """Show the list, and the way to its picture by months."""
        return Pages.list(replace(self, filters=filters_of(*offered_to(request))), request)


EVENTS = EventPages(
    namespace="people",
    name="event",
    path="events",
    words={
        "one": gettext_lazy("Event"),
        "many": gettext_lazy("Events"),
        "add": gettext_lazy("Add an event"),
        "empty": gettext_lazy("Acts and incidents: when, where, who was involved, and who says so."),
    },
    columns=event_shown.COLUMNS,
    first="-date",
    listing=events.events,
    cells=event_shown.cells,
    fetch=casebook.event,
    facts=event_shown.facts,
    form=EventForm,
    save=save_event,
    more=event_shown.more,
    template="people/event.html",
    form_template="people/event_form.html",
    list_template="people/events.html",
    filters=filters_of(ANY_YEAR, ANY_COUNTRY),
    outside=event_shown.outside,
    file_header=event_shown.FILE_HEADER,
)


def urls() -> list[URLPattern]:
    """Return the addresses of events and of their picture by months."""
    return [path("incidents/", incidents.timeline, name="incidents"), *EVENTS.urls()]
