"""A day as Today shows it: typed by a person or counted by law, whose it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeGuard, cast

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dakaz.records.queries.law_of_decisions import sure_day
from dakaz.records.queries.tasks import Whose, responsible_for
from dakaz.web.look import State
from dakaz.web.templatetags.words import day as in_words

from .people import marks
from .people.law_words import label_of, standing_of

if TYPE_CHECKING:
    from dakaz.records.models import Deadline, DueDate
    from dakaz.records.queries.today import Due, Today

FIRST_OF_A_DAY = {"safe": 0, "last": 1}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One day as the page shows it.

    Args:
        what: what must be done, or what the rule is called.
        last: the last day, where the line stands under the safe day before it.
        said: who typed or confirmed it, or that nobody has.
        mark: what to do about one that has passed.
        who: whose it is, where that is not plain.
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
    who: str = ""


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
        more: whether there are more than stand here.
    """

    key: str
    title: str
    lines: Sequence[DueLine]
    lead: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """For whom lines are shown.

    Args:
        reader: id of who looks.
        whose: whose work they asked for.
        names: how colleagues are called, by their ids.
    """

    reader: str = ""
    whose: Whose = field(default_factory=Whose)
    names: Mapping[str, str] = field(default_factory=dict)

    def who(self, due: DueDate | Deadline) -> str:
        """Return whose a day is: empty for the reader's own, and where nobody else works here."""
        one = responsible_for(due)
        if one in self.whose.away:
            until = in_words(self.whose.away[one].until)
            return gettext("for %(name)s until %(day)s") % {"name": self.names.get(one, ""), "day": until}
        if len(self.names) < 2 or one == self.reader:
            return ""
        if one not in self.names:
            return gettext("nobody looks after it")
        return "" if self.whose.asked == one else self.names[one]


def groups(found: Today, showing: Showing) -> list[DueGroup]:
    """Return what binds, under its headings; what has passed first."""
    shown = [
        DueGroup(
            "passed",
            gettext("Passed"),
            [replace(line, mark=marks.passed(line.due)) for line in lines_of(found.passed, showing)],
            _what_to_do(found.passed),
        ),
        DueGroup("today", gettext("Today"), lines_of(found.today, showing)),
        DueGroup("soon", gettext("In the next 14 days"), lines_of(found.soon, showing)),
        DueGroup("later", gettext("Later"), lines_of(found.later, showing)),
    ]  # fmt: skip
    return [replace(group, more=group.key in found.more) for group in shown]


def _what_to_do(passed: Sequence[Due]) -> str:
    stays = gettext("Nothing leaves this list until someone says it is done.")
    if all(due.date.kind == "task" for due in passed):
        return stays
    return f"{gettext('Ask a lawyer today: some steps can still be asked for after the day.')} {stays}"


def lines_of(dues: Sequence[Due], showing: Showing) -> list[DueLine]:
    """Day by day; on one day the safe day stands before the last day."""
    lines = [line_of_due(due.date, days=days_words(due.days), showing=showing) for due in dues]
    return sorted(lines, key=lambda line: (line.due.on, FIRST_OF_A_DAY.get(line.due.kind, 2)))


def second_looks(dues: Sequence[Due], showing: Showing) -> list[DueLine]:
    """Return the days that wait for a second pair of eyes: not the reader's own, where they looked first."""
    return [_second(due, line, showing) for due, line in zip(dues, _in_order(dues, showing), strict=True)]


def _in_order(dues: Sequence[Due], showing: Showing) -> list[DueLine]:
    return [line_of_due(due.date, days=days_words(due.days), showing=showing) for due in dues]


def _second(due: Due, line: DueLine, showing: Showing) -> DueLine:
    first = cast("Deadline", due.date).confirmed_by
    if first == showing.reader:
        said = gettext("you have looked; a colleague has to look too")
        return replace(line, said=said, mark=State(gettext("waits for a colleague"), "open"))
    said = gettext("%(name)s has looked") % {"name": showing.names.get(first, gettext("a colleague"))}
    return replace(line, said=said, mark=State(gettext("waits for you"), "amber"))


def is_counted(due: DueDate | Deadline) -> TypeGuard[Deadline]:
    """Say whether a day was counted by law, not typed."""
    return hasattr(due, "standing")


def line_of_due(due: DueDate | Deadline, *, days: str, showing: Showing) -> DueLine:
    """Return a day as the page shows it; it leads to the decision it runs from, or to itself."""
    line = _counted(due, days) if is_counted(due) else _typed(cast("DueDate", due), days)
    return replace(line, who=showing.who(due))


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


def asking(line: DueLine, today: date) -> DueLine:
    """Let a day that has passed lead with what to do, also while nobody confirmed it."""
    return replace(line, mark=marks.passed(line.due)) if line.due.on < today else line


def silent_line(clock: Deadline, today: date) -> SilentLine:
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
