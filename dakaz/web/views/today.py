"""The page of the morning: what is due, what came in, what the vault itself needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeGuard, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from dakaz import vault
from dakaz.records.queries import archive, casebook_pages, deadlines, people_documents
from dakaz.records.queries import today as start_page
from dakaz.records.queries.law_of_decisions import sure_day
from dakaz.web import serving
from dakaz.web.frame import address_or_nothing
from dakaz.web.grounding import line_of, place_of
from dakaz.web.log_words import last_entry
from dakaz.web.look import Link, Provenance, State
from dakaz.web.requests import Request
from dakaz.web.templatetags.words import days_before

from .people import marks
from .people.documents import running_out_lines
from .people.law_words import label_of, standing_of

if TYPE_CHECKING:
    from dakaz.records.models import Deadline, DueDate, Item
    from dakaz.records.queries.today import Due

BACKUP_IS_OLD = 7  # days
CHECK_IS_OLD = 30  # days
FIRST_OF_A_DAY = {"safe": 0, "last": 1, "other": 2}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One day as the page shows it, typed by a person or counted by law.

    Args:
        what: what must be done, or what the rule is called.
        last: the last day, where the line stands under the safe day before it.
        said: who typed or confirmed it, or that nobody has.
        mark: what to do about one that has passed, where its heading does not say it.
    """

    due: DueDate | Deadline
    kind: State
    days: str
    url: str
    done_url: str
    what: str = ""
    last: date | None = None
    said: str = ""
    mark: State | None = None


@dataclass(frozen=True, slots=True)
class SilentLine:
    """An application whose authority is over its time."""

    clock: Deadline
    url: str
    what: str
    waited: int
    over: int


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Due dates under one heading.

    Args:
        key: passed, today, soon or later.
        lead: what to do about them.
        mark: what stands before each of them.
    """

    key: str
    title: str
    lines: Sequence[DueLine]
    lead: str = ""
    mark: State | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """How the vault itself stands in one respect."""

    state: State
    text: str
    link: Link | None = None


def home(request: Request) -> HttpResponse:
    """Show what the day asks for."""
    found = start_page.today(request.user, day=request.today)
    done: list[Deadline | DueDate] = [
        *deadlines.done_on(request.user, request.today),
        *casebook_pages.done_on(request.user, request.today),
    ]
    context = {
        "groups": [group for group in _groups(found) if group.lines],
        "counted": [_asking(one, request.today) for one in _lines(found.counted)],
        "silent": [_silent(one, request.today) for one in found.silent],
        "running_out": running_out_lines(people_documents.running_out(request.user, day=request.today)),
        "more": found.more,
        "done": [line_of_due(one, days="") for one in done],
        "newest": [(item, place_of(item).url, _from_where(item)) for item in found.newest],
        "unread": _unread(found.unread),
        "add_papers": reverse("archive:home") + "?add=1#adding",
        "needs": needs(request.today),
        "last_entry": last_entry(),
        "first_run": casebook_pages.is_empty(request.user),
    }
    return render(request, "today/today.html", context)


def _groups(found: start_page.Today) -> list[DueGroup]:
    return [
        DueGroup(
            "passed",
            gettext("Passed"),
            _lines(found.passed),
            gettext("Ask a lawyer today: some steps can still be asked for after the day. Nothing leaves "
                    "this list until someone says it is done."),
            State(gettext("ask today"), "brick"),
        ),
        DueGroup("today", gettext("Today"), _lines(found.today)),
        DueGroup("soon", gettext("In the next 14 days"), _lines(found.soon)),
        DueGroup("later", gettext("Later"), _lines(found.later)),
    ]  # fmt: skip


def _lines(dues: Sequence[Due]) -> list[DueLine]:
    """Day by day; on one day the safe day stands before the last day."""
    lines = [line_of_due(due.date, days=days_words(due.days)) for due in dues]
    return sorted(lines, key=lambda line: (line.due.on, FIRST_OF_A_DAY[line.due.kind]))


def is_counted(due: DueDate | Deadline) -> TypeGuard[Deadline]:
    """Say whether a day was counted by law, not typed."""
    return hasattr(due, "standing")


def line_of_due(due: DueDate | Deadline, *, days: str) -> DueLine:
    """Return a day as the page shows it; it leads to the decision it runs from, or to itself."""
    return _counted(due, days) if is_counted(due) else _typed(cast("DueDate", due), days)


def _typed(due: DueDate, days: str) -> DueLine:
    url = (
        reverse("people:decision", args=[due.decision_id])
        if due.decision_id
        else reverse("people:due-date", args=[due.pk])
    )
    said = gettext("typed by %(who)s") % {"who": due.typed_by} if due.typed_by else ""
    done = reverse("people:done-due-date", args=[due.pk])
    return DueLine(due, marks.due_kind(due), days, url, done, due.what, said=said)


def _counted(due: Deadline, days: str) -> DueLine:
    kinds = {
        "safe": State(gettext("safe day"), "good"),
        "last": State(gettext("last day"), "brick"),
        "other": State(gettext("day set by %(who)s") % {"who": due.get_set_by_display()}),
    }
    return DueLine(
        due,
        kinds[due.kind],
        days,
        url=reverse("people:decision", args=[due.decision_id]) + "#days",
        done_url=reverse("people:done-deadline", args=[due.pk]),
        what=label_of(due),
        last=due.last_day if due.kind == "safe" and due.last_day != due.safe_day else None,
        said=gettext("counted by law") if due.standing == "confirmed" else standing_of(due).word,
    )


def _asking(line: DueLine, today: date) -> DueLine:
    """Let a day that has passed lead with what to do, also while nobody confirmed it."""
    return replace(line, mark=State(gettext("ask today"), "brick")) if line.due.on < today else line


def _silent(clock: Deadline, today: date) -> SilentLine:
    """Return how long an application waits and how long the authority is over its time."""
    end = clock.last_day or clock.on
    began = sure_day(clock.application.date) if clock.application else None
    return SilentLine(
        clock,
        reverse("people:deadline", args=[clock.pk]),
        label_of(clock),
        waited=(today - began).days if began else 0,
        over=(today - end).days,
    )


def days_words(days: int) -> str:
    """Return how far a day is, as people say it: *in 4 days*, *tomorrow*, *today*, *3 days ago*."""
    near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days in near:
        return near[days]
    if days < 0:
        return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}


def _from_where(item: Item) -> Provenance:
    """Return where an item comes from; its title above is the link to it."""
    return replace(line_of(item), passage=None)


def _unread(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d picture nobody has read: its words are not found by any search.",
        "%(count)d pictures nobody has read: their words are not found by any search.",
        count,
    ) % {"count": count}


def needs(today: date) -> list[Need]:
    """Return how backup, recovery and check stand, what is missing first."""
    state = archive.vault_state()
    found = [
        _backup(state.last_backup, today),
        _recovery(confirmed=vault.Vault.open(serving.current().folder).recovery_confirmed),
        _check(state.last_verified, today),
    ]
    return sorted(found, key=lambda need: need.state.tone == "good")


def _backup(last: datetime | None, today: date) -> Need:
    link = Link(gettext("Save a backup"), reverse("backup"))
    if last is None:
        text = gettext("If this machine is lost today, everything in it is lost.")
        return Need(State(gettext("no backup yet"), "brick"), text, link)
    words = gettext("last backup %(ago)s") % {"ago": days_before(last, today)}
    old = _age(last, today) > BACKUP_IS_OLD
    return Need(State(words, "amber" if old else "good"), "", link)


def _recovery(*, confirmed: bool) -> Need:
    if confirmed:
        return Need(State(gettext("recovery confirmed"), "good"), gettext("Two paper shares open the vault."))
    text = gettext("Until two paper shares are typed back, a lost passphrase may lose everything.")
    return Need(
        State(gettext("recovery not confirmed"), "amber"),
        text,
        Link(gettext("Confirm recovery"), reverse("recovery")),
    )


def _check(last: datetime | None, today: date) -> Need:
    page = address_or_nothing("check")
    link = Link(gettext("Check the vault"), page) if page else None
    if last is None:
        return Need(
            State(gettext("not checked yet"), "open"), gettext("Nobody has checked all of it yet."), link
        )
    words = gettext("checked whole %(ago)s") % {"ago": days_before(last, today)}
    return Need(State(words, "amber" if _age(last, today) > CHECK_IS_OLD else "good"), "", link)


def _age(moment: datetime, today: date) -> int:
    return (today - moment.date()).days


app_name = "today"

urlpatterns = [path("", home, name="home")]
