"""The list of items: sorted, filtered through an opaque name, paged, written to CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import archive, archive_pages, casebook
from dakaz.web import exports
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther
from dakaz.web.edtf_words import when
from dakaz.web.look import Empty, Link
from dakaz.web.requests import Request
from dakaz.web.tables import Column, Row, Table, TableAsked
from dakaz.worker import current

from . import words
from .adding import AddForm
from .import_words import bar_of

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Item

KEPT, NARROW, ADD = "of", "narrow", "add"
FIRST = "-added"
COLUMNS = (
    Column("title", gettext_lazy("Title")),
    Column("kind", gettext_lazy("Kind"), minor=True, fit="whole"),
    Column("source", gettext_lazy("Source"), minor=True),
    Column("dated", gettext_lazy("Dated")),
    Column("language", gettext_lazy("Language"), sortable=False, minor=True, fit="whole"),
    Column("reading", gettext_lazy("Text"), sortable=False, minor=True),
    Column("added", gettext_lazy("Added"), minor=True),
)
SORTABLE = tuple(column.key for column in COLUMNS if column.sortable)
EXPORTED = (
    gettext_lazy("Id"),
    gettext_lazy("Title"),
    gettext_lazy("Citation key"),
    gettext_lazy("Kind"),
    gettext_lazy("Source"),
    gettext_lazy("Dated"),
    gettext_lazy("Language"),
    gettext_lazy("Text"),
    gettext_lazy("Case"),
    gettext_lazy("Tags"),
    gettext_lazy("Size in bytes"),
    "SHA-256",
)
# After every date that begins like the one typed: “2024-10” is to hold the whole month.
_WHOLE = "~"
_ANY_DATE = "0"
A_DATE = r"\A\d{4}(-\d{2}(-\d{2})?)?\Z"


class FilterForm(forms.Form):
    """What a list or a search is narrowed to."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    case = forms.ChoiceField(label=gettext_lazy("Case"), required=False)
    tag = forms.ChoiceField(label=gettext_lazy("Tag"), required=False)
    reading = forms.ChoiceField(label=gettext_lazy("Text"), required=False)
    since = forms.RegexField(A_DATE, label=gettext_lazy("Dated from"), required=False, max_length=10)
    until = forms.RegexField(A_DATE, label=gettext_lazy("Dated to"), required=False, max_length=10)

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: Mapping[str, Sequence[tuple[str, str]]] = {
            "kind": [(value, str(said)) for value, said in words.KINDS],
            "language": [(code, words.language(code)) for code in archive_pages.languages(seen_by)],
            "source": [(str(one.pk), one.title) for one in archive.all_sources(seen_by)],
            "case": [(str(one.pk), one.code) for one in casebook.all_cases(seen_by)],
            "tag": [(tag, tag) for tag in archive_pages.tags(seen_by)],
            "reading": archive_pages.reading_states(),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext("any")), *offered]
        for name in ("since", "until"):
            self.fields[name].widget.attrs["placeholder"] = "2024-10"

    def given(self) -> dict[str, str]:
        """Return what was chosen; nothing for a form that cannot be read."""
        return {name: value for name, value in self.cleaned_data.items() if value}


def filter_form(request: Request, chosen: Mapping[str, str]) -> FilterForm | None:
    """Return the form to narrow with when it is in use or asked for.

    Its choices are gathered from every item, which takes a while in a large archive, so not on each page.
    """
    if not chosen and NARROW not in request.GET:
        return None
    return FilterForm(chosen or None, seen_by=request.user)


def filters_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what the queries take for what the form holds."""
    filters = {name: value for name, value in chosen.items() if name not in ("since", "until")}
    if chosen.get("tag"):
        filters["tag"] = chosen["tag"]
    if chosen.get("since"):
        filters["from"] = chosen["since"]
    if chosen.get("until"):
        filters["to"] = chosen["until"] + _WHOLE
        filters.setdefault("from", _ANY_DATE)
    return filters


def kept(request: Request) -> dict[str, str]:
    """Return the filter whose opaque name stands in the address."""
    found = request.session.search(request.GET.get(KEPT, ""))
    return dict(found["filter"]) if isinstance(found, dict) and "filter" in found else {}


def home(request: Request) -> HttpResponse:
    """Show the list, and above it how files are added: one line until it is asked for."""
    current().wake(acting(request))  # an import that waits since a restart goes on
    chosen = kept(request)
    table = _table(request, chosen)
    under_way = [bar_of(state) for state in archive_pages.unfinished_imports(request.user)]
    context = {
        "table": table,
        "add": _add_form(request),
        "adding": ADD in request.GET or not (table.total or chosen or under_way),
        "filter": filter_form(request, chosen),
        "filtered": bool(chosen),
        "under_way": under_way,
    }
    return render(request, "archive/list.html", context)


def _add_form(request: Request) -> AddForm:
    """Return the form that adds files, for the case the address names where it names one."""
    case = request.GET.get("case", "")
    initial = {"case": casebook.case(request.user, case)} if case else {}
    return AddForm(initial=initial, seen_by=request.user)


def narrow(request: Request) -> HttpResponse:
    """Keep a filter in the session's memory and show the list under its opaque name."""
    form = FilterForm(request.POST, seen_by=request.user)
    if request.method != "POST" or "clear" in request.POST:
        return SeeOther(reverse("archive:home"))
    if not form.is_valid():
        context = {
            "table": _table(request, {}),
            "add": AddForm(seen_by=request.user),
            "filter": form,
            "filtered": True,
        }
        return render(request, "archive/list.html", context, status=422)
    name = request.session.keep_search({"filter": form.given()}) if form.given() else ""
    return SeeOther(reverse("archive:home") + (f"?{KEPT}={name}" if name else ""))


def _table(request: Request, chosen: Mapping[str, str]) -> Table:
    asked = TableAsked.of(request, sortable=SORTABLE, first=FIRST)
    found = archive.items(request.user, sort=asked.sort, page=asked.page, filters=filters_of(chosen))
    return Table(
        caption=gettext("Items in the archive"),
        columns=COLUMNS,
        rows=[Row(cells(item), reverse("archive:item", args=[item.pk])) for item in found.rows],
        asked=asked,
        total=found.total,
        exports=exports.links(
            reverse("archive:list-csv") + asked.address(page=1),
            reverse("archive:list-xlsx") + asked.address(page=1),
        ),
        empty=_empty(filtered=bool(chosen)),
    )


def _empty(*, filtered: bool) -> Empty:
    if filtered:
        return Empty(
            gettext("Nothing fits all of this."),
            gettext("Take one of the conditions away, or show everything."),
            Link(gettext("Show everything"), reverse("archive:home")),
        )
    return Empty(
        gettext("Nothing is in the archive yet."),
        gettext(
            "Add files or a whole folder above. The originals are kept as they are, locked in the vault."
        ),
    )


def cells(item: Item) -> list[Any]:
    """Return an item's values for the list's columns."""
    return [
        item.title or item.name,
        words.kind(item.media_type),
        said_by(item) or None,
        when(item.dated),
        words.language(item.language) or None,
        words.reading(item),
        timezone.localtime(added(item)).date(),
    ]


def said_by(item: Item) -> str:
    """Return who published or handed over an item, where that says more than its title."""
    source = item.source
    said = (source.publisher or source.title) if source else ""
    return "" if said == item.title else said


def added(item: Item) -> datetime:
    """Return the moment an item came in; its id holds it (UUIDv7: milliseconds in the first 48 bits)."""
    return datetime.fromtimestamp((item.pk.int >> 80) / 1000, tz=UTC)


def as_file(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the whole list, filtered and sorted as shown, as CSV or XLSX."""
    asked = TableAsked.of(request, sortable=SORTABLE, first=FIRST)
    items = archive_pages.every_item(request.user, sort=asked.sort, filters=filters_of(kept(request)))
    return exports.as_file(kind, name="archive", header=EXPORTED, rows=_exported(items))


def _exported(items: Iterator[Item]) -> Iterator[Sequence[object]]:
    for item in items:
        yield (
            item.pk,
            item.title,
            item.cite,
            words.kind(item.media_type),
            item.source.title if item.source else "",
            item.dated,
            item.language,
            item.get_reading_display(),
            item.case.code if item.case else "",
            ", ".join(item.tags),
            item.size,
            item.sha256,
        )
