"""Tables of people and cases: sent, looked at column by column, checked, taken in, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from dakaz.errors import BadInput, DakazError, Unreadable
from dakaz.exchange.columns import targets
from dakaz.exchange.filling import Reader
from dakaz.exchange.mapping import Column, Plan
from dakaz.records.actions import reading_log, taking_in, uploads
from dakaz.records.actions.taking_in_undo import undo as take_back
from dakaz.records.queries import taking_in as asked
from dakaz.records.queries.taking_in import TableState
from dakaz.web import exports
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Bar, Notice
from dakaz.web.requests import Request
from dakaz.web.uploads import SealedFile, accepts_files
from dakaz.web.views.archive.receiving import ON_THE_WAY, OneFile, into_the_vault, of_request
from dakaz.worker import current

from . import taking_in_words as words

if TYPE_CHECKING:
    from dakaz.records.models import ImportFile

SAID = "table said"
SHOWN = 100
ORDERS = ("", "dmy", "mdy")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a table as a form shows it."""

    place: int
    header: str
    target: str
    cells: list[str]
    order: str
    asks: bool


def tables(request: Request) -> HttpResponse:
    """Show the tables that were sent, and a form to send one."""
    return _tables(request)


def _tables(request: Request, notice: Notice | None = None, status: int = 200) -> HttpResponse:
    found = [(one, words.state_word(one), words.counted(one)) for one in asked.tables(request.user)]
    return render(request, "people/tables.html", {"tables": found, "notice": notice}, status=status)


@accepts_files(into_the_vault)
def add(request: Request) -> HttpResponse:
    """Take a table that was sent, and look at its columns."""
    if request.method != "POST":
        return SeeOther(reverse("people:tables"))
    sent = {
        name: file for name in ("table", "form") if isinstance(file := request.FILES.get(name), SealedFile)
    }
    try:
        run = _received(request, sent)
    except DakazError as problem:
        _drop(sent)
        if not isinstance(problem, BadInput | Unreadable):
            raise
        return _tables(request, Notice(gettext("Nothing was kept."), sentence(problem), "amber"), 422)
    return SeeOther(_address(run))


def _received(request: Request, sent: dict[str, SealedFile]) -> uuid.UUID:
    if "table" not in sent:
        raise BadInput(taking_in.NO_FILE)
    of_request(request).settle()
    form = sent.get("form")
    run = taking_in.choose(
        acting(request),
        current().readers,
        name=sent["table"].original_name,
        stored=sent["table"].stored.stored,
        form=form.stored.stored if form else None,
    )
    for file in sent.values():
        ON_THE_WAY.end(file.stored.stored.name)
    return run.pk


def _drop(sent: dict[str, SealedFile]) -> None:
    for file in sent.values():
        if isinstance(file.stored, OneFile):
            file.stored.discard()


def _address(run: uuid.UUID) -> str:
    return reverse("people:table", args=[run])


def table(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Show a table: its columns, how far it is, or what came of it."""
    state = asked.table_state(request.user, run_id)
    if state.run.state == "running":
        current().wake(acting(request))
    return _page(request, state, notice=request.session.papers.pop(SAID, None))


def _page(
    request: Request,
    state: TableState,
    *,
    notice: Notice | None = None,
    plan: Plan | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = words.standing(state)
    problem = current().held_up(state.run.pk)
    context: dict[str, Any] = {
        "state": state,
        "standing": standing,
        "word": words.state_word(state),
        "counted": words.counted(state),
        "notice": notice,
        "problem": sentence(problem) if problem and standing == "stopped" else "",
        "notes": [gettext(message) % values for message, values in state.told.get("notes", ())],
        "bar": _bar(state) if standing in ("checking", "importing", "stopped") else None,
        "whole": "whole" in state.told,
    }
    if context["whole"]:
        context["kinds"] = sorted(state.told["kinds"].items())
        context["left_kinds"] = sorted(state.told["left_kinds"].items())
    elif standing in ("chosen", "checked"):
        context |= _columns(plan or state.plan, state)
    context |= _checked(state) if standing == "checked" else {}
    context |= _rows(state) if standing in ("checked", "done", "stopped") else {}
    return render(request, "people/table.html", context, status=status)


def _bar(state: TableState) -> Bar:
    under_way = state.run.state == "running"
    return Bar(
        title=str(words.state_word(state).word),
        done=state.done,
        of=state.total,
        failed=state.counts.get("failed", 0),
        unit=gettext("rows"),
        stop_url=reverse("people:table-stop", args=[state.run.pk]) if under_way else "",
    )


def _columns(plan: Plan, state: TableState) -> dict[str, Any]:
    sample = [cells for _, cells in state.told.get("sample", ())]
    lines = [
        ColumnLine(
            place,
            one.header,
            one.target,
            [cell for cells in sample[:6] if place < len(cells) and (cell := cells[place].strip())][:3],
            one.order,
            one.asked or bool(one.order),
        )
        for place, one in enumerate(plan.columns)
    ]
    return {
        "plan": plan,
        "lines": lines,
        "offered": words.fields_offered(),
        "kept": state.told.get("kept"),
        "preview": list(_preview(plan, state)),
        "left_out": sum(not one.target for one in plan.columns),
    }


def _preview(plan: Plan, state: TableState) -> Iterator[dict[str, Any]]:
    """Yield the first rows as the records they would become."""
    lists = asked.words()
    reader = Reader(plan, lists.values, users=asked.users(), said=lists.said)
    for number, cells in state.told.get("sample", ())[:5]:
        row = reader.row(number, cells)
        yield {
            "number": number,
            "records": [(words.KINDS[group], _shown(fields)) for group, fields in row.records.items()],
            "wrong": [(one.column, words.said(one)) for one in row.wrong],
        }


def _shown(fields: Any) -> list[tuple[Any, str]]:
    return [
        (words.FIELDS[name], ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in fields.items()
    ]


def _checked(state: TableState) -> dict[str, Any]:
    checked = state.told.get("checked") or {}
    known = [
        {**one, "url": reverse("people:party", args=[one["party"]])}
        for one in checked.get("known_people", ())
    ]
    return {
        "new": words.kinds_counted(checked.get("new", {})),
        "known": words.kinds_counted(checked.get("known", {})),
        "known_people": known[:SHOWN],
        "all_asked": checked.get("all_asked", True),
    }


def _rows(state: TableState) -> dict[str, Any]:
    failed = [
        (row.position, [(one[0], words.said(one)) for one in (row.problem or {}).get("wrong", ())])
        for row in asked.failed_rows(state, limit=SHOWN)
    ]
    left = [
        (row, column, words.said(["", message, values]))
        for row, column, message, values in asked.left(state, SHOWN)
    ]
    return {"failed": failed, "left": left, "shown": SHOWN, **asked.brought(state)}


def columns(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Keep what somebody said the columns are, and check every row."""
    if request.method != "POST":
        return SeeOther(_address(run_id))
    state = asked.table_state(request.user, run_id)
    plan = _said_plan(request, state.plan)
    try:
        taking_in.decide(acting(request), run_id, plan)
    except BadInput as problem:
        notice = Notice(gettext("Not checked yet."), sentence(problem), "amber")
        return _page(request, state, notice=notice, plan=plan, status=422)
    current().wake(acting(request))
    return SeeOther(_address(run_id))


def _said_plan(request: Request, plan: Plan) -> Plan:
    posted = request.POST
    found = []
    for place, one in enumerate(plan.columns):
        target = str(posted.get(f"target-{place}", one.target))
        order: Any = str(posted.get(f"order-{place}", one.order))
        found.append(
            Column(
                one.header, target if target in targets() else "", order if order in ORDERS else "", one.asked
            )
        )
    key = str(posted.get("key", plan.key))
    return replace(
        plan,
        columns=tuple(found),
        table=" ".join(str(posted.get("list", plan.table)).split())[:120] or plan.table,
        key=key if key in {one.header for one in plan.columns} else "",
        known="leave" if posted.get("known") == "leave" else "add",
    )


def sheet(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Look at another sheet of the same file."""
    if request.method == "POST":
        try:
            taking_in.look_at(acting(request), current().readers, run_id, str(request.POST.get("sheet", "")))
        except BadInput as problem:
            request.session.papers[SAID] = Notice(gettext("Not done."), sentence(problem), "amber")
    return SeeOther(_address(run_id))


def begin(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Let the worker take a checked table in."""
    if request.method == "POST":
        taking_in.begin(acting(request), run_id)
        current().wake(acting(request))
    return SeeOther(_address(run_id))


def stop(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Let a table rest after the rows under way."""
    asked.table_state(request.user, run_id)
    if request.method == "POST" and not current().stop_run(acting(request), run_id):
        text = gettext("The rows under way are finished first; then it rests.")
        request.session.papers[SAID] = Notice(gettext("It is being stopped."), text)
    return SeeOther(_address(run_id))


def resume(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Let a stopped table go on."""
    state = asked.table_state(request.user, run_id)
    if request.method == "POST" and words.standing(state) == "stopped":
        uploads.resume(acting(request), run_id)
        current().wake(acting(request))
    return SeeOther(_address(run_id))


def undo(request: Request, run_id: uuid.UUID) -> HttpResponse:
    """Ask, then take back what a table brought."""
    state = asked.table_state(request.user, run_id)
    if request.method != "POST":
        context = {"state": state, "counted": words.counted(state)}
        return render(request, "people/table_undo.html", context)
    try:
        gone, kept = take_back(acting(request), run_id)
    except BadInput as problem:
        request.session.papers[SAID] = Notice(gettext("Not done."), sentence(problem), "amber")
        return SeeOther(_address(run_id))
    text = gettext("%(gone)d records went.") % {"gone": gone}
    if kept:
        text += " " + gettext("%(kept)d stay: somebody worked on them, or something leads to them.") % {
            "kept": kept
        }
    request.session.papers[SAID] = Notice(
        gettext("The table was taken back."), text, "amber" if kept else "good"
    )
    return SeeOther(_address(run_id))


def failed(request: Request, run_id: uuid.UUID) -> HttpResponseBase:
    """Give the rows that could not be taken in as a file, to be mended and sent again."""
    state = asked.table_state(request.user, run_id)
    office = [request.user.office]
    reading_log.log_export(acting(request), name="failed rows", people=None, compartments=office)
    headers = [*state.told.get("headers", ()), gettext("What is wrong")]
    rows = (_failed_line(row, len(headers) - 1) for row in asked.failed_rows(state))
    return exports.as_file("csv", name="failed-rows", header=headers, rows=rows)


def _failed_line(row: ImportFile, width: int) -> list[str]:
    told = row.problem or {}
    cells = [*told.get("cells", ()), *[""] * width][:width]
    return [*cells, " ".join(words.said(one) for one in told.get("wrong", ()))]


def urls() -> list[URLPattern]:
    """Return the addresses of these pages."""
    return [
        path("tables", tables, name="tables"),
        path("tables/add", add, name="add-table"),
        path("tables/<uuid:run_id>", table, name="table"),
        path("tables/<uuid:run_id>/columns", columns, name="table-columns"),
        path("tables/<uuid:run_id>/sheet", sheet, name="table-sheet"),
        path("tables/<uuid:run_id>/begin", begin, name="table-begin"),
        path("tables/<uuid:run_id>/stop", stop, name="table-stop"),
        path("tables/<uuid:run_id>/resume", resume, name="table-resume"),
        path("tables/<uuid:run_id>/undo", undo, name="table-undo"),
        path("tables/<uuid:run_id>/failed.csv", failed, name="table-failed"),
    ]
