"""Sources: who published or handed over what the archive holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from dakaz.records.actions import observatory
from dakaz.records.queries import archive, archive_pages
from dakaz.web.look import Fact
from dakaz.web.record_forms import RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.requests import Request
from dakaz.web.tables import Column, Row, Table, TableAsked

from .listing import COLUMNS, SORTABLE, cells


class SourceForm(RecordForm):
    """Who, what kind, and where it is found."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        help_text=gettext_lazy("As it calls itself: the page, the paper, the person who handed it over."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=archive_pages.source_kinds)
    publisher = forms.CharField(label=gettext_lazy("Publisher or authority"), max_length=200, required=False)
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Web or postal address. Nothing is fetched from it."),
    )
    public = forms.BooleanField(
        label=gettext_lazy("It is public: it may be named in reports"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _cells(source: Any) -> Sequence[Any]:
    return [source.title, source.publisher or None, source.get_kind_display(), source.held]


def _facts(_request: Request, source: Any) -> Sequence[Fact]:
    public = gettext("may be named in reports") if source.public else gettext("not named outside the office")
    return [
        Fact(gettext("Title"), source.title),
        Fact(gettext("Kind"), source.get_kind_display()),
        Fact(gettext("Publisher or authority"), source.publisher),
        Fact(gettext("Address"), source.address),
        Fact(gettext("Naming"), public),
        Fact(gettext("Note"), source.note),
    ]


def _more(request: Request, source: Any) -> dict[str, Any]:
    """The items the source gave."""
    asked = TableAsked.of(request, sortable=SORTABLE, first="-added")
    found = archive_pages.items_of_source(request.user, source, sort=asked.sort, page=asked.page)
    held = ngettext("%(n)d item", "%(n)d items", found.total) % {"n": found.total}
    table = Table(
        caption=held,
        columns=COLUMNS,
        rows=[Row(cells(item), reverse("archive:item", args=[item.pk])) for item in found.rows],
        asked=asked,
        total=found.total,
    )
    return {"table": table, "held": held}


SOURCES = Pages(
    namespace="archive",
    name="source",
    path="sources",
    words={
        "one": gettext_lazy("Source"),
        "many": gettext_lazy("Sources"),
        "add": gettext_lazy("Add a source"),
        "empty": gettext_lazy("Who published or handed over what the archive holds stands here."),
    },
    columns=(
        Column("title", gettext_lazy("Title")),
        Column("publisher", gettext_lazy("Publisher or authority"), minor=True),
        Column("kind", gettext_lazy("Kind")),
        Column("held", gettext_lazy("Items"), sortable=False, number=True),
    ),
    first="title",
    listing=archive_pages.sources,
    cells=_cells,
    fetch=archive.source,
    facts=_facts,
    form=SourceForm,
    save=observatory.save_source,
    more=_more,
    template="archive/source.html",
)
