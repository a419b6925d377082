"""Pages every kind of record has: its list, the record, its form, the list as a file.

A place describes its kinds of record with ``Pages`` and gets the views and addresses from it::

    DECISIONS = Pages(namespace="people", name="decision", path="decisions", …)
    urlpatterns = [*DECISIONS.urls(), …]

gives ``people:decisions``, ``people:decision``, ``people:new-decision``, ``people:edit-decision``,
``people:decisions-csv``, ``people:decisions-xlsx`` and ``people:ground-decision``.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from dakaz.errors import BadInput, Conflict

from . import bulk_line, counted_exports, exports, kept_searches, ways_back
from .acting import acting
from .answers import SeeOther, sentence
from .both_wrote import differences
from .grounding import history_of, lines_of
from .list_filters import Filter, chosen_of, shown_of
from .look import Empty, Fact, Link, Notice
from .record_forms import GroundForm, RecordForm
from .requests import Request
from .tables import Column, Row, Table, TableAsked

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Record
    from dakaz.records.queries.listing import Listing

EXPORT_PAGE = 500


def nothing_more(_request: Request, _record: Any) -> dict[str, Any]:
    """Add nothing to a record's page."""
    return {}


def to_itself(pages: Pages, record: Any) -> str:
    """Lead to the record that was just written."""
    return pages.address(pages.name, record.pk)


@dataclass(frozen=True, slots=True)
class Pages:
    """One kind of record and how its pages look.

    Args:
        namespace: of the URL names, such as people.
        name: of one record in URL names, such as decision.
        path: first part of its addresses, such as decisions; also the name of the list.
        words: lazily translated: ``one`` (Decision), ``many`` (Decisions), ``add`` (Add a decision),
            ``empty`` (what would stand in an empty list).
        columns: of the list; keys are those the listing sorts by.
        first: the list's own order.
        listing: ``listing(seen_by, sort=, page=, size=)`` and the key of each filter.
        cells: a record's values for the columns; also what its files hold, as text.
        fetch: ``fetch(seen_by, id)``.
        facts: named facts of the record's page.
        form: what can be typed.
        save: the action: ``save(acting, identifier=, seen_entry=, **values)``.
        more: further context for ``template``.
        template: of the record's page; extends records/record.html.
        form_template: of its form; extends records/form.html.
        list_template: of the list; extends records/list.html.
        filters: what the list can be narrowed to; stands in the address as codes.
        arrive: the address one gets to after saving, ``arrive(pages, record)``.
        outside: records' values as files of the list hold them, where they differ from ``cells``: a file
            leaves the office, and people are called there what they may be called.
        file_header: headings of these values, where a file has more columns than the page.
    """

    namespace: str
    name: str
    path: str
    words: Mapping[str, Any]
    columns: Sequence[Column]
    first: str
    listing: Callable[..., Listing[Any]]
    cells: Callable[[Any], Sequence[Any]]
    fetch: Callable[[SeenBy, Any], Any]
    facts: Callable[[Request, Any], Sequence[Fact]]
    form: type[RecordForm]
    save: Callable[..., Record]
    more: Callable[[Request, Any], dict[str, Any]] = nothing_more
    template: str = "records/record.html"
    form_template: str = "records/form.html"
    list_template: str = "records/list.html"
    filters: Sequence[Filter] = ()
    arrive: Callable[[Pages, Any], str] = to_itself
    outside: Callable[[SeenBy, Sequence[Any]], Sequence[Sequence[Any]]] | None = None
    file_header: Sequence[Any] = ()

    def urls(self) -> list[URLPattern]:
        """Return the addresses of all pages of this kind."""
        return [
            path(f"{self.path}/", self.list, name=self.path),
            path(f"{self.path}/new", self.new, name=f"new-{self.name}"),
            path(f"{self.path}/as.csv", self.saved_as, {"kind": "csv"}, name=f"{self.path}-csv"),
            path(f"{self.path}/as.xlsx", self.saved_as, {"kind": "xlsx"}, name=f"{self.path}-xlsx"),
            path(f"{self.path}/<uuid:record_id>/", self.record, name=self.name),
            path(f"{self.path}/<uuid:record_id>/edit", self.edit, name=f"edit-{self.name}"),
            path(f"{self.path}/<uuid:record_id>/ground", self.ground, name=f"ground-{self.name}"),
            path(
                f"{self.path}/<uuid:record_id>/unground/<int:ground_id>",
                self.unground,
                name=f"unground-{self.name}",
            ),
        ]

    def address(self, page: str, *args: Any) -> str:
        """Return the address of one of this kind's pages."""
        return reverse(f"{self.namespace}:{page}", args=args)

    # Lists

    def table(self, request: Request) -> Table:
        """Return the list as this request asks for it."""
        sortable = [column.key for column in self.columns if column.sortable]
        asked = TableAsked.of(request, sortable=sortable, first=self.first)
        chosen = chosen_of(self.filters, request.GET)
        found = self.listing(request.user, sort=asked.sort, page=asked.page, **chosen)
        narrowed = "?" + urlencode(chosen) if chosen else ""
        return Table(
            caption=str(self.words["many"]),
            columns=self.columns,
            rows=[
                Row(self.cells(one), self.address(self.name, one.pk), key=str(one.pk)) for one in found.rows
            ],
            asked=asked,
            total=found.total,
            exports=exports.links(
                self.address(f"{self.path}-csv") + narrowed, self.address(f"{self.path}-xlsx") + narrowed
            ),
            empty=self._nothing(narrowed=bool(chosen)),
        )

    def _nothing(self, *, narrowed: bool) -> Empty:
        if narrowed:
            return Empty(
                title=gettext("Nothing fits what you chose above."),
                action=Link(gettext("Show the whole list"), self.address(self.path)),
            )
        return Empty(
            title=gettext("Nothing here yet."),
            text=str(self.words["empty"]),
            action=Link(str(self.words["add"]), self.address(f"new-{self.name}")),
        )

    def list(self, request: Request) -> HttpResponse:
        """Show the list."""
        context = {
            "pages": self,
            "table": replace(self.table(request), ticks=bulk_line.form_of(request, self)),
            "add": self.address(f"new-{self.name}"),
            "filters": shown_of(self.filters, request.GET),
            "ways_back": ways_back.from_list(self),
            **kept_searches.above(request, self),
            **bulk_line.under(request, self),
        }
        return render(request, self.list_template, context)

    def saved_as(self, request: Request, kind: exports.Kind) -> HttpResponseBase:
        """Give the whole list as a file; one that names people only to whoever knows how many."""
        rows, back = partial(self._all_rows, request), self.address(self.path)
        if (asked := counted_exports.asked_first(request, name=self.path, rows=rows, back=back)) is not None:
            return asked
        header = self.file_header or [column.label for column in self.columns]
        return exports.as_file(kind, name=self.path, header=header, rows=self._all_cells(request))

    def _all_cells(self, request: Request) -> Iterator[Sequence[object]]:
        for rows in self._all_rows(request):
            yield from self.outside(request.user, rows) if self.outside else map(self.cells, rows)

    def _all_rows(self, request: Request) -> Iterator[Sequence[Any]]:
        page, pages, chosen = 1, 1, chosen_of(self.filters, request.GET)
        while page <= pages:
            found = self.listing(request.user, sort=self.first, page=page, size=EXPORT_PAGE, **chosen)
            pages = found.pages
            yield found.rows
            page += 1

    # One record

    def record(self, request: Request, record_id: uuid.UUID) -> HttpResponse:
        """Show one record: its facts, and where they come from."""
        return self._record_page(request, self.fetch(request.user, record_id))

    def _record_page(
        self, request: Request, found: Any, *, ground_form: GroundForm | None = None, status: int = 200
    ) -> HttpResponse:
        from dakaz.records.queries.grounds import grounds_of  # noqa: PLC0415 - tables load after the settings

        grounds = grounds_of(request.user, found)
        context = {
            "pages": self,
            "record": found,
            "facts": self.facts(request, found),
            "grounds": list(zip(grounds, lines_of(grounds), strict=True)),
            "edit": self.address(f"edit-{self.name}", found.pk),
            "ground_url": self.address(f"ground-{self.name}", found.pk),
            "unground_name": f"{self.namespace}:unground-{self.name}",
            "ground_form": ground_form or GroundForm(),
            "history": history_of(request.user, found),
            "ways_back": ways_back.from_record(self, found),
            **self.more(request, found),
        }
        return render(request, self.template, context, status=status)

    def new(self, request: Request) -> HttpResponse:
        """Write a new record."""
        if request.method != "POST":
            initial = self.form.initial_asked(request.user, request.GET)
            return self._form_page(request, self.form(seen_by=request.user, initial=initial))
        return self._sent(request, None)

    def edit(self, request: Request, record_id: uuid.UUID) -> HttpResponse:
        """Change a record."""
        found = self.fetch(request.user, record_id)
        if request.method != "POST":
            initial = self.form.initial_of(found)
            form = self.form(seen_by=request.user, about=found, initial=initial)
            return self._form_page(request, form, found)
        return self._sent(request, found)

    def _sent(self, request: Request, found: Any) -> HttpResponse:
        """Save, or show again: with one more row, with whoever was looked for, or with what is to mend."""
        form = self.form(request.POST, seen_by=request.user, about=found)
        if "again" in request.POST or ("enter" in request.POST and form.undecided):
            return self._form_page(request, form.again(more_of=str(request.POST.get("again", ""))), found)
        if not form.is_valid():
            return self._form_page(request, form, found, status=422)
        return self._written(request, form, found)

    def _written(self, request: Request, form: RecordForm, found: Any) -> HttpResponse:
        """Write down whom the form names newly, then the record."""
        form.settle_all(acting(request))
        return self._saved(request, form, found)

    def _saved(self, request: Request, form: RecordForm, found: Any) -> HttpResponse:
        try:
            saved = self.save(
                acting(request),
                identifier=found.pk if found else None,
                seen_entry=form.cleaned_data["entry"] if found else None,
                **form.values(),
            )
        except BadInput as problem:
            form.add_error(None, sentence(problem))
            return self._form_page(request, form, found, status=422)
        except Conflict as problem:
            return self._conflict(request, form, found.pk, problem)
        form.after(acting(request), saved)
        return SeeOther(self.arrive(self, saved))

    def _conflict(
        self, request: Request, form: RecordForm, record_id: uuid.UUID, problem: Conflict
    ) -> HttpResponse:
        """Show both values of each field that differs; ours stay in the form and may still be saved."""
        theirs = self.fetch(request.user, record_id)
        data = QueryDict(mutable=True)
        data.update(form.data)
        data["entry"] = str(theirs.entry)
        again = self.form(data, seen_by=request.user, about=theirs)
        stands = self.form(seen_by=request.user, about=theirs, initial=self.form.initial_of(theirs))
        notice = Notice(gettext("Changed meanwhile"), sentence(problem), "amber")
        return self._form_page(
            request,
            again,
            theirs,
            notice=notice,
            theirs=self.facts(request, theirs),
            apart=differences(stands, again),
            status=409,
        )

    def _form_page(
        self, request: Request, form: RecordForm, found: Any = None, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        context = {
            "pages": self,
            "form": form,
            "record": found,
            "ways_back": ways_back.from_form(request, self, found),
            **context,
        }
        return render(request, self.form_template, context, status=status)

    def ground(self, request: Request, record_id: uuid.UUID) -> HttpResponse:
        """Say what a record rests on: an item or a passage of it, named as a report cites it."""
        found = self.fetch(request.user, record_id)
        form = GroundForm(request.POST)
        if request.method == "POST" and form.is_valid():
            try:
                form.rest(acting(request), found)
            except BadInput as problem:
                form.add_error("place", sentence(problem))
                return self._record_page(request, found, ground_form=form, status=422)
        return SeeOther(self.address(self.name, record_id))

    def unground(self, request: Request, record_id: uuid.UUID, ground_id: int) -> HttpResponse:
        """Take such a link away."""
        from dakaz.records.actions.grounds import rest_no_longer  # noqa: PLC0415 - as above

        if request.method == "POST":
            rest_no_longer(acting(request), ground_id)
        return SeeOther(self.address(self.name, record_id))
